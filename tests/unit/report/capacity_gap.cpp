// A gap in words.
#include "report/capacity_gap.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne;
using engine::Fraction;

BOOST_AUTO_TEST_SUITE(gaps)

BOOST_AUTO_TEST_CASE(a_gap_in_words) {
  const auto words = [](std::int64_t low, std::int64_t high) {
    return report::capacity_gap_words(low, high, [](const Fraction& size) { return size.to_text(); });
  };
  BOOST_TEST(words(-5, 33) == "between 5 too many and 33 too few");
  BOOST_TEST(words(3, 33) == "3–33 too few");
  BOOST_TEST(words(-8, -3) == "3–8 too many");
  BOOST_TEST(words(0, 4) == "up to 4 too few");
  BOOST_TEST(words(-4, 0) == "up to 4 too many");
  BOOST_TEST(words(4, 4) == "4 too few");
  BOOST_TEST(words(0, 0) == "neither too many nor too few");
  BOOST_TEST(words(33, -5) == "between 5 too many and 33 too few");
  engine::CapacityGap gap;
  gap.people = {{-1, 3}, engine::PeopleGap{-1, 2}};
  BOOST_TEST(report::people_gap_words(gap) == "≈ between 1 too many and 2 too few or between 1 too many and 3 too few");
}

BOOST_AUTO_TEST_SUITE_END()
