// Labels asked for one by one and many at once.
#include "engine/portfolio/labels.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>
#include <vector>

#include "tests/support/random.hpp"

namespace {

using spanne::engine::Labels;
using spanne::test::Random;

std::string some_label(Random& random) {
  const std::string label = "label " + std::to_string(random.below(500));
  return random.below(50) == 0 ? label + std::string(random.below(100'000), 'x') : random.below(40) == 0 ? "" : label;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(labels)

BOOST_AUTO_TEST_CASE(many_at_once_are_numbered_as_one_by_one) {
  Random random(7);
  Labels single, together;
  std::map<std::string, std::size_t> known;
  std::vector<std::uint32_t> numbers;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> texts(random.below(300));
    for (std::string& text : texts) text = some_label(random);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    together.find_all(views, numbers);
    BOOST_REQUIRE(numbers.size() == views.size());
    for (std::size_t i = 0; i < views.size(); ++i) {
      const auto found = known.find(texts[i]);
      BOOST_TEST(numbers[i] == (found == known.end() ? Labels::unknown : found->second));
    }
    together.numbers_of(views, numbers);
    for (std::size_t i = 0; i < views.size(); ++i) {
      const std::size_t number = known.emplace(texts[i], known.size()).first->second;
      BOOST_TEST(numbers[i] == number);
      BOOST_TEST(single.number_of(views[i]) == number);
    }
  }
  BOOST_TEST(together.size() == known.size());
  const Labels moved = std::move(together);
  for (const auto& [text, number] : known) {
    BOOST_TEST(moved.text(number) == text);
    BOOST_TEST(moved.find(text).value() == number);
  }
}

BOOST_AUTO_TEST_SUITE_END()
