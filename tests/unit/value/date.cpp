// Dates: the calendar, both ways of writing it, and its ends.
#include "engine/value/date.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace spanne::engine;

BOOST_AUTO_TEST_SUITE(date)

BOOST_AUTO_TEST_CASE(days_that_exist) {
  BOOST_TEST(make_date(1970, 1, 1)->days == 0);
  BOOST_TEST(make_date(1969, 12, 31)->days == -1);
  BOOST_TEST(make_date(2000, 2, 29)->days == 11'016);
  BOOST_TEST(make_date(1, 1, 1)->days == -719'162);
  BOOST_TEST(make_date(9999, 12, 31)->days == 2'932'896);
}

BOOST_AUTO_TEST_CASE(days_that_do_not) {
  struct Row {
    int year, month, day;
  };
  const std::vector<Row> rows = {{2026, 2, 29},  {1900, 2, 29},  {2026, 4, 31},  {2026, 13, 1},
                                 {2026, 0, 1},   {2026, 1, 0},   {2026, 1, 32},  {0, 1, 1},
                                 {10'000, 1, 1}, {2026, 1, 257}, {2026, 257, 1}, {-1, 1, 1}};
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.year << " " << row.month << " " << row.day) {
      BOOST_TEST(!make_date(row.year, row.month, row.day));
    }
  }
}

BOOST_AUTO_TEST_CASE(reading) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"2026-07-01", "2026-07-01"}, {"01.07.2026", "2026-07-01"}, {"1.7.2026", "2026-07-01"},
      {"31.12.9999", "9999-12-31"}, {"0001-01-01", "0001-01-01"}, {"29.2.2024", "2024-02-29"},
      {"1.12.0099", "0099-12-01"}};
  for (const auto& [text, expected] : rows) {
    BOOST_TEST_CONTEXT(text) {
      const auto read = date_from_text(text);
      BOOST_REQUIRE(read);
      BOOST_TEST(to_text(*read) == expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(refusing) {
  for (const std::string text :
       {"",         "2026-7-1",   "2026-02-30", "2026/07/01", "26-07-01",   "2026-07-01 ", " 2026-07-01", "30.02.2026",
        "1.7.26",   "001.7.2026", "1.7.",       "1.7",        ".7.2026",    "1..2026",     "1.7.2026.",   "07.2026",
        "a.7.2026", "+1.7.2026",  "2026-07-0a", "2026.07.01", "0000-01-01", "-1.7.2026"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!date_from_text(text)); }
  }
}

BOOST_AUTO_TEST_CASE(every_day_reads_as_it_is_written) {
  for (std::int32_t days = make_date(1, 1, 1)->days; days <= make_date(9999, 12, 31)->days; days += 97) {
    const auto read = date_from_text(to_text(Date{days}));
    BOOST_REQUIRE(read);
    BOOST_REQUIRE_EQUAL(read->days, days);
  }
}

BOOST_AUTO_TEST_CASE(counting_days) {
  const Date day = *make_date(2026, 2, 28);
  BOOST_TEST(to_text(*plus_days(day, 1)) == "2026-03-01");
  BOOST_TEST(to_text(*plus_days(day, -59)) == "2025-12-31");
  BOOST_TEST(!plus_days(*make_date(9999, 12, 31), 1));
  BOOST_TEST(!plus_days(*make_date(1, 1, 1), -1));
  BOOST_TEST(!plus_days(day, INT64_MAX));
  BOOST_TEST(!plus_days(day, INT64_MIN));
  BOOST_TEST(to_text(*plus_days(*make_date(1, 1, 1), 3'652'058)) == "9999-12-31");
}

BOOST_AUTO_TEST_CASE(periods_hold_both_their_ends) {
  const Date first = *make_date(2026, 1, 1);
  const Date last = *make_date(2026, 6, 30);
  const Period period{first, last};
  BOOST_TEST(period.contains(first));
  BOOST_TEST(period.contains(last));
  BOOST_TEST(!period.contains(*plus_days(first, -1)));
  BOOST_TEST(!period.contains(*plus_days(last, 1)));
  BOOST_TEST(Period{}.contains(first));
  BOOST_TEST((Period{std::nullopt, last}.contains(*make_date(1, 1, 1))));
  BOOST_TEST((!Period{last, first}.contains(first)));
}

BOOST_AUTO_TEST_SUITE_END()
