// Names of rules that match are those names one after the other, whatever their number and length.
#include "records/cells/match_text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/random.hpp"

using spanne::records::MatchText;
using spanne::test::Random;

namespace {

std::vector<std::string> names_of(std::size_t count, std::size_t longest, Random& random) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i)
    names.emplace_back(1 + random.below(longest), static_cast<char>('a' + i % 26));
  return names;
}

void compare(const std::vector<std::string>& names, const MatchText& text, std::size_t percent, Random& random) {
  std::vector<std::uint64_t> masks((names.size() + 63) / 64);
  std::string expected;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (random.chance(percent)) {
      masks[i / 64] |= std::uint64_t{1} << (i % 64);
      expected += ';' + names[i];
    }
  std::string room(text.max_capacity(), '?');
  const char* const end = text.write(room.data(), masks.data());
  BOOST_REQUIRE_EQUAL(room.substr(0, static_cast<std::size_t>(end - room.data())), expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texts_of_matches)

BOOST_AUTO_TEST_CASE(they_are_the_names_of_all_that_match) {
  Random random(1);
  for (const std::size_t count : {0U, 1U, 5U, 7U, 8U, 9U, 63U, 64U, 65U, 97U, 128U, 1'000U, 9'000U})
    for (const std::size_t longest : {1U, 6U, 32U, 100U}) {
      BOOST_TEST_CONTEXT(count << " names of up to " << longest) {
        const std::vector<std::string> names = names_of(count, longest, random);
        const MatchText text(names);
        for (const std::size_t percent : {0U, 1U, 3U, 10U, 30U, 90U, 100U})
          for (int time = 0; time < (count < 1'000 ? 20 : 2); ++time) compare(names, text, percent, random);
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
