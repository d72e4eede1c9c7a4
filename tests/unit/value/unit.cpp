// Units of effort, and how they convert.
#include "engine/value/unit.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace spanne::engine;

namespace {

/// "no unit" or its worth in FTE.
std::string worth(std::string_view unit, const WorkingTime& time = {}) {
  const auto found = effort_unit(unit);
  return found ? fte_per(*found, time).to_exact_text() : "no unit";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unit)

BOOST_AUTO_TEST_CASE(worth_by_default) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"FTE", "1"},          {"VZÄ", "1"},         {"h/year", "0.000625"}, {"h/quarter", "0.0025"},
      {"h/month", "0.0075"}, {"h/week", "0.025"},  {"hour/week", "0.025"}, {"hours/week", "0.025"},
      {"day/week", "0.2"},   {"days/week", "0.2"}, {"days/month", "0.06"}, {"days/quarter", "0.02"},
      {"days/year", "0.005"}};
  for (const auto& [unit, expected] : rows) {
    BOOST_TEST_CONTEXT(unit) { BOOST_TEST(worth(unit) == expected); }
  }
}

BOOST_AUTO_TEST_CASE(sixty_times_two_hours_a_month) {
  const WorkingTime time{Decimal::whole(1'440), Decimal::whole(36), Decimal{7'200'000}};
  const Fraction visit = fte_per(*effort_unit("h/month"), time) * 2;
  BOOST_TEST(visit.to_exact_text() == "1/60");
  BOOST_TEST((visit * 60 == Fraction(1)));
  BOOST_TEST(worth("h/week", time) == "1/36");
  BOOST_TEST(worth("days/week", time) == "0.2");
  BOOST_TEST(worth("days/year", time) == "0.005");
}

BOOST_AUTO_TEST_CASE(no_units_of_effort) {
  for (const std::string text : {"", "fte", "EUR", "%", "h", "h/", "/week", "h/day", "week/h", "h/week/year",
                                 "FTE/year", "H/week", "h / week", "d/week", "weeks", "VZÄ "}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!effort_unit(text)); }
  }
}

BOOST_AUTO_TEST_CASE(every_listed_name_is_read) {
  for (const std::string& name : effort_unit_names()) {
    BOOST_TEST_CONTEXT(name) { BOOST_TEST(effort_unit(name).has_value()); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
