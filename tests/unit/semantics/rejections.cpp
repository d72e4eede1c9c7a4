// Why accounts are rejected: what is recorded of it, and the sentence users see.
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Fraction;
using engine::Rejection;
using Cause = Rejection::Cause;
using Site = Rejection::Site;

/// 25 sites, decentral, growth 12 %, size 1.5, no end.
engine::Account account() {
  engine::Account one;
  one.values = {std::string("A"),
                std::string("Anna"),
                engine::ChoiceValue{1},
                engine::Decimal::whole(10'000'000),
                engine::Decimal::whole(25),
                true,
                engine::Decimal::whole(12),
                engine::Decimal{1'500'000},
                engine::Value{}};
  return one;
}

const engine::Date day = *engine::make_date(2026, 7, 1);
const std::string cluster = "cluster all: otherwise -> 0.2 .. 0.3 FTE external, 0.1 FTE internal\n";

std::vector<Rejection> rejections(const engine::Model& model) {
  return engine::Evaluator(model, day).evaluate(account()).rejections;
}

struct Case {
  const char* rules;
  Cause cause;
  const char* term;  // as it is written; empty: no calculation is at fault
  const char* sentence;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.rules; }

const Case cases[] = {
    {"zero: 1 / (sites - 25) > 2 -> +1 FTE", Cause::by_zero, "1 / (sites - 25)",
     "rule zero: 1 / (sites - 25) divides by zero"},
    {"huge: power(power(size, 64), 64) > 2 -> +1 FTE", Cause::too_large, "power(power(size, 64), 64)",
     "rule huge: power(power(size, 64), 64) is too large to compute"},
    {"root: power(1 - size, 0.5) > 2 -> +1 FTE", Cause::undefined, "power(1 - size, 0.5)",
     "rule root: power(1 - size, 0.5) has no value for -0.5 and 0.5"},
    {"far: as_of + sites * 1_000_000 > 2026-01-01 -> +1 FTE", Cause::no_day, "as_of + sites * 1_000_000",
     "rule far: as_of + sites * 1_000_000 is no day between the years 1 and 9999"},
    {"far: as_of - (sites * 1_000) years < as_of -> +1 FTE", Cause::no_day, "as_of - (sites * 1_000) years",
     "rule far: as_of - (sites * 1_000) years is no day between the years 1 and 9999"},
    {"odd: as_of + (size) months > as_of -> +1 FTE", Cause::not_whole, "as_of + (size) months",
     "rule odd: as_of + (size) months needs a whole number of months, not 1.5"},
    {"odd: as_of - (size / 3) weeks > as_of -> +1 FTE", Cause::not_whole, "as_of - (size / 3) weeks",
     "rule odd: as_of - (size / 3) weeks needs a whole number of weeks, not 0.5"},
    {"table t\n | sites || calls |\n | > 30 || 3 |\na: calls > 1 -> +1 FTE", Cause::no_row, "calls",
     "rule a: no row of the table t fits, so calls has no value"},
    {"table t\n | sites || + FTE |\n | > 20 || 1 |\n | > 10 || 2 |", Cause::several_rows, "",
     "table t: two rows of the table t fit, t#1 and t#2, but it promises one at most"},
    {"table t\n | sites || calls |\n | > 20 || 1 |\n | > 10 || 2 |\na: calls > 1 -> +1 FTE", Cause::several_rows, "",
     "rule a: two rows of the table t fit, t#1 and t#2, but it promises one at most"},
    {"define ratio = 1 / (sites - 25)\na: always -> flag \"{ratio}\"", Cause::by_zero, "1 / (sites - 25)",
     "a remark: 1 / (sites - 25) divides by zero"},
    {"down: always -> x (size - 2)", Cause::negative_factor, "", "rule down: its factor -0.5 is below 0"},
    {"less: always -> -60 %\nmore: always -> -60 %", Cause::excessive_discounts, "",
     "rule less, rule more: the discounts on external, internal, general effort come to more than 100 %"},
    {"some: always -> -60 % external\nother: always -> -10 % internal\nmore: always -> -60 %",
     Cause::excessive_discounts, "", "rule some, rule more: the discounts on external effort come to more than 100 %"},
    {"low: always -> at most -1 FTE", Cause::negative_ceiling, "",
     "rule low limits the effort to less than nothing, -1 FTE"},
    {"low: always -> at most 1 FTE\nhigh: always -> at least 2 FTE", Cause::limits_clash, "",
     "rule high wants at least 2 FTE, but rule low at most 1 FTE"},
    {"one: always -> exactly 1 FTE\ntwo: always -> exactly 2 FTE", Cause::fixed_differently, "",
     "rule one and rule two fix the effort at two different values"},
    {"none: always -> exactly (size - 2) FTE", Cause::fixed_below_zero, "",
     "rule none fixes the effort below 0, at -0.5 FTE"},
};

BOOST_AUTO_TEST_SUITE(rejections_as_data)

BOOST_DATA_TEST_CASE(what_cannot_be_computed_rejects_with_its_reason, boost::unit_test::data::make(cases), one) {
  const auto model = tests::model(cluster + one.rules + "\n");
  const auto found = rejections(model);
  BOOST_REQUIRE_EQUAL(found.size(), 1U);
  BOOST_TEST((found.front().cause == one.cause));
  BOOST_TEST((found.front().term ? model.words(model.term(*found.front().term).span) : "") == one.term);
  BOOST_TEST(to_text(found.front(), model) == one.sentence);
}

BOOST_AUTO_TEST_CASE(no_cluster_rejects) {
  const auto model = tests::model("cluster big: sites > 30 -> 1 FTE\n");
  BOOST_TEST((rejections(model) == std::vector<Rejection>{{Cause::no_cluster}}));
}

BOOST_AUTO_TEST_CASE(each_rejection_says_where_it_comes_from) {
  const auto model = tests::model(cluster +
                                  "fine: always -> +1 FTE\n"
                                  "high: always -> at least 2 FTE\n"
                                  "table t\n | sites || at most FTE |\n | > 1 || 1 |\n");
  Rejection clash{Cause::limits_clash, Site{Site::Kind::rule, 1}};
  clash.others = {{Site::Kind::row, 0, 0}};
  clash.figures = {Fraction(2), Fraction(1)};
  BOOST_TEST((rejections(model) == std::vector<Rejection>{clash}));
}

BOOST_AUTO_TEST_CASE(what_terms_share_rejects_each_that_asks_for_it) {
  const auto model = tests::model(cluster +
                                  "define ratio = 1 / (sites - 25)\n"
                                  "a: ratio > 1 -> +1 FTE\n"
                                  "b: ratio > 2 -> +1 FTE\n");
  const auto found = rejections(model);
  BOOST_REQUIRE_EQUAL(found.size(), 2U);
  BOOST_TEST((found[0].site == Site{Site::Kind::rule, 0} && found[1].site == Site{Site::Kind::rule, 1}));
  BOOST_TEST((found[0].term && found[0].term == found[1].term));
  BOOST_TEST(to_text(found[1], model) == "rule b: 1 / (sites - 25) divides by zero");
}

BOOST_AUTO_TEST_CASE(rejections_are_compared_without_their_words) {
  const auto one = tests::model(cluster + "one: 1 / (sites - 25) > 2 -> +1 FTE\n");
  const auto other = tests::model(cluster + "other: 1 / (sites - 25) > 2 -> +1 FTE\n");
  BOOST_TEST((rejections(one) == rejections(other)));
  BOOST_TEST(to_texts(rejections(one), one) != to_texts(rejections(other), other));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_set_rejects) {
  const std::vector<std::array<const char*, 2>> assignments = {
      {"revenue = 1 EUR / (sites - 25)", "revenue: the value to set cannot be computed"},
      {"sites = size * 2.5", "sites: 3.75 is not a whole number"},
      {"sites = sites - 25", "sites: 0 is outside its range"}};
  for (const auto& [assignment, sentence] : assignments) {
    auto model = tests::model(cluster);
    const grammar::Source source("--set", assignment);
    const auto parsed = grammar::parse_assignment(source);
    BOOST_TEST_CONTEXT(assignment) {
      BOOST_REQUIRE(parsed.assignment.has_value());
      BOOST_REQUIRE(!grammar::has_errors(add_assignment(model, *parsed.assignment, source)));
      auto changed = account();
      const auto found = to_texts(engine::Evaluator(model, day).assign(changed), model);
      BOOST_TEST(found == std::vector<std::string>{sentence}, boost::test_tools::per_element());
      const auto outcome = judge(changed, {}, engine::Evaluator(model, day));
      BOOST_TEST(to_texts(outcome.rejections, model) == found, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_could_not_be_read_is_said_as_its_reader_says_it) {
  const auto model = tests::model(cluster);
  auto unread = account();
  const std::vector<std::string> reasons = {"sites: x is not a number", "id is missing"};
  const auto outcome = judge(unread, reasons, engine::Evaluator(model, day));
  BOOST_REQUIRE(outcome.rejected());
  BOOST_TEST((outcome.rejections.front().cause == Cause::unreadable));
  BOOST_TEST(to_texts(outcome.rejections, model) == reasons, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
