// What each effect makes of an account: rules in, low and high end of the total out.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/semantics/evaluate.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Decimal;

/// 25 sites, decentral, national, 10 M EUR, growth 12 %, size 1.5.
engine::Account account() {
  engine::Account one;
  one.values = {std::string("A"),       std::string("Anna"),
                engine::ChoiceValue{1}, Decimal::whole(2'000'000'000 / 200),
                Decimal::whole(25),     true,
                Decimal::whole(12),     Decimal{1'500'000},
                engine::Value{}};
  return one;
}

engine::Outcome outcome(const std::string& rules, engine::Date as_of = *engine::make_date(2026, 7, 1)) {
  static std::vector<std::unique_ptr<engine::Model>> models;  // outcomes do not refer to them; kept for the evaluator
  models.push_back(std::make_unique<engine::Model>(tests::model(rules)));
  return engine::Evaluator(*models.back(), as_of).evaluate(account());
}

struct DatedAccount {
  const char* rules;
  const char* low;
  const char* high;
};
std::ostream& operator<<(std::ostream& out, const DatedAccount& one) { return out << one.rules; }

const std::string cluster = "cluster all: otherwise -> 0.2 .. 0.3 FTE external, 0.1 FTE internal\n";

const DatedAccount cases[] = {
    {"", "0.3", "0.4"},
    {"sites > 25 -> +1 FTE", "0.3", "0.4"},
    {"sites > 24 and decentral -> +0.3 FTE", "0.6", "0.7"},
    {"always -> -0.05 .. 0.1 FTE", "0.2", "0.35"},
    {"always -> +0.01 FTE per sites above 20", "0.35", "0.45"},
    {"always -> +0.01 FTE per started 10 sites", "0.33", "0.43"},
    {"always -> +0.01 FTE per full 10 sites", "0.32", "0.42"},
    {"always -> +0.01 FTE per 3 sites above 19", "0.32", "0.42"},
    {"always -> +0.01 FTE per sites above 30", "0.3", "0.4"},
    {"always -> +20 %, +10 % internal", "0.37", "0.49"},
    {"always -> x 0.5 .. 2 external", "0.2", "0.7"},
    {"always -> +50 %\nalways -> x 2", "0.9", "1.2"},
    {"always -> +10 %\nalways -> +10 %", "0.36", "0.48"},
    {"always -> at least 0.35 FTE", "0.35", "0.4"},
    {"always -> at most 0.35 FTE", "0.3", "0.35"},
    {"always -> exactly 2 FTE", "2", "2"},
    {"always -> -3 FTE", "0", "0"},
    {"always -> +(size * 0.1) FTE", "0.45", "0.55"},
    {"growth is known -> +(growth / 1 %) %", "0.336", "0.448"},
    {"define visit = 4 h/month until 2026-06-30\ndefine visit = 8 h/month from 2026-07-01\nalways -> +visit", "0.36",
     "0.46"},
    {"always -> +1 FTE until 2026-06-30", "0.3", "0.4"},
    {"table t\n | sites || + FTE |\n | 1 .. 9 || 1 |\n | 10 .. 99 || 0.5 .. 0.6 |", "0.8", "1"},
    {"table t first\n | sites || + FTE |\n | > 20 || 1 |\n | > 10 || 2 |", "1.3", "1.4"},
    {"table t sum\n | sites || + FTE |\n | > 20 || 1 |\n | > 10 || 2 |\n | otherwise || 4 |", "3.3", "3.4"},
    {"table t\n | growth || + FTE |\n | missing || 1 |\n | > 10 % || 2 |", "2.3", "2.4"},
    {"table t\n | ends || + FTE |\n | not 2026-01-01 || 1 |\n | missing || 2 |", "2.3", "2.4"},
    {"table t\n | ends || + FTE |\n | > 2026-01-01, missing || 1 |", "1.3", "1.4"},
    {"table t\n | ends || + FTE |\n | not > 2026-01-01, missing || 1 |", "0.3", "0.4"},
    {"table t\n | growth || + FTE |\n | missing, 10 % .. 15 % || 1 |", "1.3", "1.4"},
    {"table t sum\n | sites || calls |\n | > 20 || 3 |\n | > 10 || 4 |\nalways -> +0.1 FTE per calls", "1", "1.1"},
    {"sites != 0 and 1 / sites > 2 -> +1 FTE", "0.3", "0.4"},
};

BOOST_AUTO_TEST_SUITE(effects)

BOOST_DATA_TEST_CASE(each_effect_counts_as_described, boost::unit_test::data::make(cases), one) {
  const auto result = outcome(cluster + one.rules + "\n");
  BOOST_REQUIRE(!result.rejected());
  BOOST_TEST(result.total.low.to_exact_text() == one.low);
  BOOST_TEST(result.total.high.to_exact_text() == one.high);
  engine::Fraction low = result.limit.low, high = result.limit.high;
  for (const auto& kind : result.kinds) low += kind.low, high += kind.high;
  BOOST_TEST((low == result.total.low && high == result.total.high));
}

BOOST_AUTO_TEST_CASE(flags_show_values_and_know_results) {
  const auto result =
      outcome(cluster + "a: fte > 0.3 FTE and external_low = 0.2 FTE -> flag \"{sites} sites, {growth}, {ends}.\"\n");
  BOOST_REQUIRE_EQUAL(result.flags.size(), 1U);
  BOOST_TEST(result.flags.front() == "25 sites, 12 %, .");
}

BOOST_AUTO_TEST_CASE(spans_of_one_and_of_many) {
  const auto model = tests::model(cluster);
  const auto span = [&](engine::Fraction low, engine::Fraction high) { return engine::span_of({low, high}, model); };
  const auto ten = span(engine::Fraction::ratio(1, 10), engine::Fraction::ratio(1, 10));
  BOOST_TEST((ten.accounts_low == engine::Fraction(8) && ten.accounts_high == engine::Fraction(10) && !ten.needs_team));
  const auto team = span(56, 84);
  BOOST_TEST((team.needs_team && team.kams_low == engine::Fraction(56) && team.kams_high == engine::Fraction(105)));
  const auto none = span(0, 0);
  BOOST_TEST((!none.accounts_low && !none.accounts_high && !none.needs_team));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
