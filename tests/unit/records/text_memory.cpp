// What is remembered of two numbers is what was last kept for them, whatever took its place in between.
#include "records/stream/text/text_memory.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "tests/support/random.hpp"

using spanne::records::TextMemory;
using spanne::test::Random;

namespace {

/// How often one of `different` pairs is known, of so many times.
std::size_t times_known(TextMemory& memory, std::size_t different, std::size_t times, Random& random) {
  std::size_t known = 0;
  for (std::size_t time = 0; time < times; ++time) {
    const auto low = static_cast<std::int64_t>(random.below(different)) - 20;
    const std::int64_t high = low % 3 == 0 ? low : -low;
    const std::string text(static_cast<std::size_t>(low + 20) % 90, static_cast<char>('a' + (low + 20) % 26));
    std::string room(text.size() + TextMemory::stride, '?');
    if (const char* const end = memory.copy(room.data(), low, high)) {
      BOOST_REQUIRE_EQUAL(room.substr(0, static_cast<std::size_t>(end - room.data())), text);
      ++known;
    } else {
      memory.keep(low, high, text.data(), text.size());
    }
  }
  return known;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory_of_texts)

BOOST_AUTO_TEST_CASE(nothing_is_known_before_it_is_kept) {
  TextMemory memory(8);
  char room[64];
  BOOST_TEST(memory.copy(room, 0, 0) == nullptr);
  memory.keep(0, 0, "0", 1);
  BOOST_TEST(memory.copy(room, 0, 0) == room + 1);
  BOOST_TEST(memory.copy(room, 0, 1) == nullptr);
  BOOST_TEST(memory.copy(room, 1, 0) == nullptr);
}

BOOST_AUTO_TEST_CASE(one_that_has_given_up_keeps_nothing) {
  TextMemory memory;
  char room[64];
  memory.keep(1, 2, "x", 1);
  BOOST_TEST(memory.copy(room, 1, 2) == nullptr);
}

BOOST_AUTO_TEST_CASE(few_are_nearly_always_known_and_of_many_none_is_mistaken) {
  for (const std::size_t longest : {1U, 20U, 80U}) {
    Random random(longest);
    TextMemory memory(longest);
    const std::size_t few = times_known(memory, 50, 5'000, random);
    BOOST_TEST(few > (longest == 80 ? 4'700U : 0U));
    times_known(memory, 3'000, 20'000, random);
    times_known(memory, 1'000'000'000, 20'000, random);
    // It has given up.
    BOOST_TEST(times_known(memory, 50, 1'000, random) == 0U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
