// Steps of months: the ends of months, leap years, the ends of the calendar, and that counting undoes stepping.
#include "engine/value/calendar.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace spanne::engine;

namespace {

Date day(const char* text) { return *date_from_text(text); }

struct Step {
  const char* from;
  std::int64_t months;
  const char* to;  // empty: outside the calendar
};
std::ostream& operator<<(std::ostream& out, const Step& step) { return out << step.from << " " << step.months; }

const Step steps[] = {{"2024-08-31", 18, "2026-02-28"},   {"2026-01-31", 1, "2026-02-28"},
                      {"2024-01-31", 1, "2024-02-29"},    {"2026-01-31", 2, "2026-03-31"},
                      {"2026-02-28", 1, "2026-03-28"},    {"2024-02-29", 12, "2025-02-28"},
                      {"2024-02-29", 48, "2028-02-29"},   {"2026-03-31", -1, "2026-02-28"},
                      {"2026-01-15", -1, "2025-12-15"},   {"2026-01-01", -12, "2025-01-01"},
                      {"2000-02-29", 1200, "2100-02-28"}, {"2026-07-01", 0, "2026-07-01"},
                      {"1969-12-31", 2, "1970-02-28"},    {"9999-12-31", 1, ""},
                      {"9999-11-30", 1, "9999-12-30"},    {"0001-01-31", -1, ""},
                      {"0001-02-28", -1, "0001-01-28"},   {"2026-01-01", INT64_MAX, ""},
                      {"2026-01-01", INT64_MIN, ""},      {"0001-01-31", 119987, "9999-12-31"}};

struct Between {
  const char *from, *to;
  std::int64_t months;
};
std::ostream& operator<<(std::ostream& out, const Between& one) { return out << one.from << " " << one.to; }

const Between distances[] = {
    {"2024-08-31", "2026-02-27", 17},    {"2024-08-31", "2026-02-28", 18}, {"2026-01-31", "2026-02-28", 1},
    {"2026-01-31", "2026-03-30", 1},     {"2026-01-31", "2026-03-31", 2},  {"2024-02-29", "2025-02-28", 12},
    {"2026-02-28", "2026-01-31", -1},    {"2026-03-30", "2026-01-31", -1}, {"2026-07-01", "2026-07-01", 0},
    {"2026-07-01", "2026-07-31", 0},     {"2026-07-31", "2026-07-01", 0},  {"2026-06-15", "2025-06-16", -11},
    {"0001-01-01", "9999-12-31", 119987}};

}  // namespace

BOOST_AUTO_TEST_SUITE(calendar)

BOOST_DATA_TEST_CASE(a_month_that_lacks_the_day_ends_on_its_last_one, boost::unit_test::data::make(steps), step) {
  const auto moved = plus_months(day(step.from), step.months);
  BOOST_TEST((moved ? to_text(*moved) : std::string()) == step.to);
}

BOOST_DATA_TEST_CASE(only_completed_months_count, boost::unit_test::data::make(distances), one) {
  BOOST_TEST(months_between(day(one.from), day(one.to)) == one.months);
}

BOOST_AUTO_TEST_CASE(counting_is_the_greatest_number_of_steps_that_fits) {
  for (std::int32_t from = day("2023-12-25").days; from <= day("2024-03-05").days; ++from)
    for (std::int32_t to = from; to <= from + 800; ++to) {
      const std::int64_t months = months_between({from}, {to});
      BOOST_REQUIRE(*plus_months({from}, months) <= Date{to});
      BOOST_REQUIRE(*plus_months({from}, months + 1) > Date{to});
      BOOST_REQUIRE_EQUAL(months_between({to}, {from}), -months);
    }
}

BOOST_AUTO_TEST_SUITE_END()
