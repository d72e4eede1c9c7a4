// What conditions on dates come to: steps of every unit, in and out of brackets, and completed months and years.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/semantics/evaluate.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

/// 15 sites, size 2, ends 2026-08-31; evaluated on 2026-02-28.
engine::Account account() {
  engine::Account one;
  one.values = {std::string("A"),           std::string("Anna"),        engine::ChoiceValue{1},
                engine::Decimal::whole(10), engine::Decimal::whole(15), true,
                engine::Decimal{120'000},   engine::Decimal::whole(2),  *engine::date_from_text("2026-08-31")};
  return one;
}

struct Case {
  const char* condition;
  bool holds;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.condition; }

const Case cases[] = {
    {"ends - 6 months = as_of", true},
    {"ends - 6 months < as_of", false},
    {"as_of + 6 months = 2026-08-28", true},
    {"ends + 1 month + 1 month = 2026-10-30", true},
    {"ends + 2 months = 2026-10-31", true},
    {"ends + 1 year = 2027-08-31 and ends + 2 years - 24 months = ends", true},
    {"ends - 1 week = 2026-08-24 and ends + 2 weeks = ends + 14", true},
    {"ends + 1 day = ends + 1 and ends - 90 days = ends - 90", true},
    {"ends - (sites) months = 2025-05-31", true},
    {"ends + (size) years = 2028-08-31 and ends + (size * 1.5) weeks = ends + 21", true},
    {"ends + -6 months = as_of and ends - -1 year = 2027-08-31", true},
    {"ends in as_of + 6 months .. as_of + 1 year", true},
    {"if decentral then ends - 1 year <= as_of else no", true},
    {"months_between(as_of, ends) = 6 and months_between(ends, as_of) = -6", true},
    {"years_between(ends - 3 years, as_of) = 2 and years_between(as_of, ends) = 0", true},
    {"years_between(as_of, 2016-03-01) = -9 and years_between(2016-02-29, as_of) = 10", true},
    {"years_between(2016-02-28, as_of) = 10", true},
    {"months_between(as_of, ends) * 2 > sites - 4", true},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dates)

BOOST_DATA_TEST_CASE(conditions_on_dates, boost::unit_test::data::make(cases), one) {
  const auto model = tests::model("cluster all: otherwise -> 0.1 FTE\na: ends is known and (" +
                                  std::string(one.condition) + ") -> +1 FTE\n");
  const auto outcome = engine::Evaluator(model, *engine::date_from_text("2026-02-28")).evaluate(account());
  BOOST_REQUIRE(!outcome.rejected());
  BOOST_TEST((outcome.total.low == engine::Fraction::ratio(11, 10)) == one.holds);
}

/// Names of units are free: they mean units only behind a date, a sign and a number.
BOOST_AUTO_TEST_CASE(attributes_may_be_called_like_units) {
  const auto read = tests::read(
      "ruleset \"Units\" version 1.0.0\nattributes\n  id text key\n  months integer 0 .. 9\n  year integer 0 .. 9\n"
      "  day date 2000-01-01 .. 2100-01-01\ndefine weeks = months + year\ncluster all: otherwise -> 0.1 FTE\n"
      "a: day + months > day + 1 year and weeks > 2 and day - (months) months < as_of -> +0.1 FTE per months\n");
  BOOST_TEST(read.codes.empty());
}

BOOST_AUTO_TEST_SUITE_END()
