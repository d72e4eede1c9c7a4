// A condition with its values: in words why it holds, and by how much it fails.
#include "engine/explain/condition.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Decimal;

/// 15 sites, decentral, national, 10 M EUR, growth 12 %, size 1.5, ends missing.
const engine::Account account{{std::string("A"), std::string("Anna"), engine::ChoiceValue{1},
                               Decimal{10'000'000 * Decimal::one}, Decimal::whole(15), true, Decimal::whole(12),
                               Decimal{1'500'000}, engine::Value{}}};

const std::string defines =
    "define busy = sites > 10 and decentral or growth is known and growth > 20 %\n"
    "define calm = not busy\n"
    "define places = min(sites, 12)\n"
    "cluster all: otherwise -> 0.1 FTE\n";

engine::Condition filled_in(const std::string& condition) {
  static std::vector<std::unique_ptr<engine::Model>> models;
  models.push_back(std::make_unique<engine::Model>(tests::model(defines + "a: " + condition + " -> +0.1 FTE\n")));
  const engine::Evaluator evaluator(*models.back(), *engine::make_date(2026, 7, 1));
  engine::AccountContext one(evaluator, account);
  one.walker.set_cluster(0);
  return engine::filled_in(*models.back()->rules[0].condition, one);
}

struct Example {
  const char* condition;
  const char* words;
};
std::ostream& operator<<(std::ostream& out, const Example& one) { return out << one.condition; }

const Example holding[] = {
    {"sites > 10", "sites 15 > 10"},
    {"10 < sites", "sites 15 > 10"},
    {"decentral", "decentral yes"},
    {"decentral = yes", "decentral yes"},
    {"not (sites > 20)", "sites 15 <= 20"},
    {"sites > 10 and decentral", "sites 15 > 10, decentral yes"},
    {"sites > 20 or decentral", "decentral yes"},
    {"reach = national", "reach = national"},
    {"reach >= national", "reach national >= national"},
    {"reach in (national, global)", "reach national in (national, global)"},
    {"sites in 3 .. 20", "sites 15 in 3 .. 20"},
    {"sites not in 3 .. 10", "sites 15 not in 3 .. 10"},
    {"growth is known and growth > 10 %", "growth 12 % > 10 %"},
    {"growth is known", "growth is known, 12 %"},
    {"ends is missing", "ends is missing"},
    {"revenue >= 5 M EUR", "revenue 10 M EUR >= 5 M EUR"},
    {"revenue / sites > 500 k EUR", "revenue / sites ≈ 666_666.666667 EUR > 500_000 EUR"},
    {"kam is known and kam starts with \"An\"", "kam \"Anna\" starts with \"An\""},
    {"kam is known and kam contains \"nn\"", "kam \"Anna\" contains \"nn\""},
    {"kam is known and kam not ends with \"X\"", "kam \"Anna\" does not end with \"X\""},
    {"at least 2 of (sites > 10, sites > 20, decentral)", "2 of 3 hold: sites 15 > 10, decentral yes"},
    {"at most 1 of (sites > 10, sites > 20)", "1 of 2 holds: sites 15 > 10"},
    {"exactly 1 of (sites > 20, sites > 10 and decentral)", "1 of 2 holds: (sites 15 > 10, decentral yes)"},
    {"not at least 2 of (sites > 10, sites > 20)", "1 of 2 holds: sites 15 > 10"},
    {"at most 1 of (sites > 20, sites > 30)", "0 of 2 hold"},
    {"busy", "busy yes (sites 15 > 10, decentral yes)"},
    {"places = 12", "places = 12"},
    {"cluster = all", "cluster = all"},
    {"if decentral then sites > 10 else sites > 20", "decentral yes, sites 15 > 10"},
    {"as_of > 2026-01-01", "as_of 2026-07-01 > 2026-01-01"},
};

const Example failing[] = {
    {"sites > 20", "sites 15 is 5 below 20"},
    {"sites < 12", "sites 15 is 3 above 12"},
    {"sites > 15", "sites is exactly 15, not above it"},
    {"sites < 15", "sites is exactly 15, not below it"},
    {"sites = 3", "sites 15 is 12 above 3"},
    {"sites != 15", "sites is 15"},
    {"not decentral", "decentral is yes"},
    {"growth is known and growth > 15 %", "growth 12 % is 3 percentage points below 15 %"},
    {"growth is known and growth > 13 %", "growth 12 % is 1 percentage point below 13 %"},
    {"ends is known and ends > 2026-01-01", "ends is missing"},
    {"growth is missing", "growth is known, 12 %"},
    {"growth is missing or growth > 15 %", "growth 12 % is 3 percentage points below 15 %"},
    {"reach = global", "reach is national, not global"},
    {"reach != national", "reach is national"},
    {"reach >= global", "reach national is 1 step below global"},
    {"reach in (regional, global)", "reach is national, not regional or global"},
    {"reach not in (regional, national)", "reach is national, one of (regional, national)"},
    {"sites in 3 .. 10", "sites 15 is 5 above 3 .. 10"},
    {"sites in (3, 18 .. 20)", "sites 15 is 3 below 18 .. 20"},
    {"sites in 3 ..< 15", "sites 15 is exactly the end of 3 ..< 15, which does not belong to it"},
    {"sites not in 3 .. 20", "sites 15 lies in 3 .. 20"},
    {"revenue >= 1 bn EUR", "revenue 10 M EUR is 990 M EUR below 1 bn EUR"},
    {"as_of < 2026-06-01", "as_of 2026-07-01 is 30 days after 2026-06-01"},
    {"sites > 20 and not decentral", "sites 15 is 5 below 20; decentral is yes"},
    {"sites > 20 or not decentral", "sites 15 is 5 below 20 and also decentral is yes"},
    {"(sites > 20 and not decentral) or sites = 3",
     "(sites 15 is 5 below 20; decentral is yes) and also sites 15 is 12 above 3"},
    {"calm", "calm is no (busy is yes (sites 15 is 5 above 10 and also decentral is yes))"},
    {"kam is known and kam contains \"B\"", "kam \"Anna\" does not contain \"B\""},
    {"kam is known and kam not ends with \"a\"", "kam \"Anna\" ends with \"a\""},
    {"at least 2 of (sites > 10, sites > 20, not decentral)",
     "1 of 3 holds, not at least 2: sites 15 is 5 below 20; decentral is yes"},
    {"at most 1 of (sites > 10, sites > 20, decentral)", "2 of 3 hold, not at most 1: sites 15 > 10, decentral yes"},
    {"exactly 1 of (sites > 20, sites > 30)",
     "0 of 2 hold, not exactly 1: sites 15 is 5 below 20; sites 15 is 15 below 30"},
    {"exactly 1 of (sites > 10, decentral)", "2 of 2 hold, not exactly 1: sites 15 > 10, decentral yes"},
    {"not at least 1 of (sites > 10, sites > 20)", "1 of 2 holds, which is at least 1: sites 15 > 10"},
    {"not at most 1 of (sites > 10, sites > 20)", "1 of 2 holds, which is at most 1: sites 15 is 5 below 20"},
    {"kam is known and kam starts with \"B\"", "kam \"Anna\" does not start with \"B\""},
    {"size > 2 and 1 / (size - 1.5) > 2", "size 1.5 is 0.5 below 2"},
    {"sites > places + 10", "sites 15 is 7 below places + 10 22"},
};

BOOST_AUTO_TEST_SUITE(conditions)

BOOST_DATA_TEST_CASE(what_holds_says_why, boost::unit_test::data::make(holding), one) {
  const auto condition = filled_in(one.condition);
  BOOST_TEST((condition.holds == true));
  BOOST_TEST(reason_it_holds(condition) == one.words);
}

BOOST_DATA_TEST_CASE(what_fails_says_by_how_much, boost::unit_test::data::make(failing), one) {
  const auto condition = filled_in(one.condition);
  BOOST_TEST((condition.holds == false));
  BOOST_TEST(reason_it_fails(condition) == one.words);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
