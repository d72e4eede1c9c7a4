// What an evaluation writes down of its way: enough to follow every figure, and nothing that changes one.
#include "engine/semantics/trace.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Decision;
using engine::Fraction;
using engine::Range;
using engine::Verdict;

const std::string rules =
    "cluster big:  sites > 50              -> 1 FTE\n"
    "cluster late: sites > 1               -> 2 FTE from 2027-01-01\n"
    "cluster rest: sites > 0               -> 0.2 .. 0.3 FTE external\n"
    "visits:   decentral   -> +0.01 FTE external per started 10 sites above 4\n"
    "growing:  growth is known -> +10 %\n"
    "double:   always      -> x 2 external\n"
    "rules for big\n"
    "other:    always      -> +1 FTE\n"
    "rules from 2027-01-01\n"
    "later:    always      -> +1 FTE\n"
    "rules\n"
    "least:    always      -> at least 0.5 FTE\n"
    "most:     always      -> at most 0.6 FTE\n"
    "remark:   fte > 9 FTE -> flag \"much\"\n";

struct Traced {
  engine::Model model = tests::model(rules);
  engine::Trace trace;
  engine::Outcome outcome;

  Traced() {
    engine::Account account;
    account.values = {std::string("A"),   {}, engine::ChoiceValue{1}, Decimal::whole(0), Decimal::whole(25), true, {},
                      Decimal{1'500'000}, {}};
    outcome = engine::Evaluator(model, *engine::make_date(2026, 7, 1)).evaluate(account, &trace);
  }
  using Decimal = engine::Decimal;
};

BOOST_FIXTURE_TEST_SUITE(trace, Traced)

BOOST_AUTO_TEST_CASE(says_what_came_of_each_cluster_and_rule) {
  BOOST_REQUIRE_EQUAL(trace.clusters.size(), 3U);
  BOOST_TEST((trace.clusters[0].verdict == Verdict::fails));
  BOOST_TEST((trace.clusters[1].verdict == Verdict::out_of_period));
  BOOST_TEST((trace.clusters[2].verdict == Verdict::holds));
  const Verdict expected[] = {Verdict::holds,         Verdict::fails, Verdict::holds, Verdict::out_of_scope,
                              Verdict::out_of_period, Verdict::holds, Verdict::holds, Verdict::fails};
  BOOST_REQUIRE_EQUAL(trace.rules.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i)
    BOOST_TEST_CONTEXT(i) BOOST_TEST((trace.rules[i].verdict == expected[i]));
}

BOOST_AUTO_TEST_CASE(says_how_much_each_effect_gave) {
  BOOST_REQUIRE_EQUAL(trace.contributions.size(), 5U);
  BOOST_TEST(!trace.contributions[0].by.has_value());
  const engine::Contribution& visits = trace.contributions[1];
  BOOST_TEST((visits.counted == Fraction(25) && visits.portions == Fraction(3)));
  BOOST_TEST((visits.worth() == Range{Fraction::ratio(3, 100), Fraction::ratio(3, 100)}));
  BOOST_TEST((trace.sums[0] == Range{Fraction::ratio(23, 100), Fraction::ratio(33, 100)}));
  BOOST_TEST((trace.scales[0].factors == Range{2, 2} && trace.scales[1].factors == Range{1, 1}));
}

BOOST_AUTO_TEST_CASE(says_what_decided_each_end) {
  BOOST_TEST((trace.sum == Range{Fraction::ratio(46, 100), Fraction::ratio(66, 100)}));
  BOOST_TEST((trace.low.by == Decision::By::floor && id_of(*trace.low.origin, model) == "least"));
  BOOST_TEST((trace.high.by == Decision::By::ceiling && id_of(*trace.high.origin, model) == "most"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
