// How one account's effort is divided among its rules: by hand.
#include "engine/planning/account_shares.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Fraction;
using engine::Range;

/// The shares of an account with 25 decentral sites, by name: "low high".
std::map<std::string, std::string> divided(const std::string& rules) {
  const engine::Model model = tests::model(rules);
  engine::Account account;
  account.values = {
      std::string("A"),  {}, engine::ChoiceValue{1}, engine::Decimal::whole(0), engine::Decimal::whole(25), true, {},
      engine::Decimal{}, {}};
  engine::Trace trace;
  const auto outcome = engine::Evaluator(model, *engine::make_date(2026, 7, 1)).evaluate(account, &trace);
  BOOST_REQUIRE(!outcome.rejected());
  const engine::ContributionSources sources(model);
  std::map<std::string, Range> shares;
  Range sum;
  for (const auto& share : engine::shares_of(outcome, trace, sources)) {
    shares[sources.name(share.source)] += share.to;
    sum += share.to;
  }
  BOOST_TEST((sum == outcome.total));
  std::map<std::string, std::string> texts;
  for (const auto& [name, share] : shares) texts[name] = share.low.to_exact_text() + " " + share.high.to_exact_text();
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(account_shares)

BOOST_AUTO_TEST_CASE(additions_count_as_they_are_and_two_factors_share_what_they_do_together) {
  // 0.2 + 0.3 = 0.5; x 1.2 x 1.5 makes 0.9: 0.4 more. Alone: 0.1 and 0.25; the last: 0.15 and 0.3.
  auto shares = divided(
      "cluster all: otherwise -> 0.2 FTE external\n"
      "visits: decentral -> +0.3 FTE external\n"
      "small:  always -> x 1.2\n"
      "large:  always -> x 1.5 external\n"
      "remark: always -> flag \"x\"\n");
  BOOST_TEST(shares["cluster all"] == "0.2 0.2");
  BOOST_TEST(shares["visits"] == "0.3 0.3");
  BOOST_TEST(shares["small"] == "0.125 0.125");
  BOOST_TEST(shares["large"] == "0.275 0.275");
  BOOST_TEST(shares.size() == 4U);
}

BOOST_AUTO_TEST_CASE(surcharges_divide_their_bracket_by_their_percentages) {
  // 1 × (1 + 0.2 − 0.1) × 2 = 2.2; the bracket 0.1 alone and 0.2 last, so 1.5 times its percentage.
  auto shares = divided(
      "cluster all: otherwise -> 1 FTE\n"
      "more: always -> +20 %\n"
      "less: always -> -10 %\n"
      "twice: always -> x 2\n");
  BOOST_TEST(shares["more"] == "0.3 0.3");
  BOOST_TEST(shares["less"] == "-0.15 -0.15");
  BOOST_TEST(shares["twice"] == "1.05 1.05");
}

BOOST_AUTO_TEST_CASE(each_end_has_the_factors_that_produced_it) {
  // The low end: −0.1 × 3; the high end: 0.2 × 3.
  auto shares = divided(
      "cluster all: otherwise -> 0.5 FTE internal, 0.1 FTE external\n"
      "takes: always -> -0 .. 0.2 FTE external\n"
      "scale: always -> x 2 .. 3 external\n");
  BOOST_TEST(shares["takes"] == "-0.2 0");
  BOOST_TEST(shares["scale"] == "-0.2 0.2");
}

BOOST_AUTO_TEST_CASE(limits_belong_to_the_rule_that_decides_in_equal_shares) {
  auto shares = divided(
      "cluster all: otherwise -> 1 .. 2 FTE\n"
      "low:  always -> at least 0.5 FTE\n"
      "one:  always -> at least 1.2 FTE\n"
      "two:  always -> at least 1.2 FTE\n"
      "most: always -> at most 1.6 FTE\n"
      "far:  always -> at most 3 FTE\n");
  BOOST_TEST(shares["low"] == "0 0");
  BOOST_TEST(shares["one"] == "0.1 0");
  BOOST_TEST(shares["two"] == "0.1 0");
  BOOST_TEST(shares["most"] == "0 -0.4");
  BOOST_TEST(shares["far"] == "0 0");
}

BOOST_AUTO_TEST_CASE(what_is_fixed_belongs_to_the_rule_that_fixes_it) {
  auto shares = divided(
      "cluster all: otherwise -> 1 .. 2 FTE\n"
      "most:  always -> at most 1.5 FTE\n"
      "fixed: always -> exactly 0.7 FTE\n");
  BOOST_TEST(shares["most"] == "0 0");
  BOOST_TEST(shares["fixed"] == "-0.3 -1.3");
}

BOOST_AUTO_TEST_CASE(nothing_falls_below_0) {
  auto shares = divided(
      "cluster all: otherwise -> 0.2 .. 0.4 FTE\n"
      "takes: always -> -0.3 FTE\n"
      "none:  always -> at least 0 FTE\n");
  BOOST_TEST(shares["takes"] == "-0.3 -0.3");
  BOOST_TEST(shares["never below 0"] == "0.1 0");
  BOOST_TEST(shares["none"] == "0 0");
}

BOOST_AUTO_TEST_SUITE_END()
