// Effort by rule, for every rule set: the parts add up to the total, and the order of rules has no part in them.
#include <boost/test/unit_test.hpp>
#include <map>

#include "engine/planning/account_shares.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

struct DividedEffort {
  Outcome outcome;
  std::map<std::string, Range> shares;  // by the author's words, whatever their order
};

DividedEffort divided(const Account& account, Date day, const Model& model) {
  Trace trace;
  DividedEffort made{Evaluator(model, day).evaluate(account, &trace), {}};
  if (made.outcome.rejected()) return made;
  const ContributionSources sources(model);
  for (const AccountShare& share : shares_of(made.outcome, trace, sources)) {
    const auto statement = sources.statement(share.source);
    made.shares[statement ? model.words(span_of(*statement, model)) : "never below 0"] += share.to;
  }
  return made;
}

Account in_order_of(const Account& account, const Model& model, const Model& other) {
  Account carried;
  carried.values.resize(account.values.size());
  for (AttributeId id = 0; id < model.attributes.size(); ++id)
    carried.values[other.find_attribute(model.attributes[id].name).value()] = account.values[id];
  return carried;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(effort_by_rule)

BOOST_AUTO_TEST_CASE(adds_up_whatever_the_order_of_rules) {
  std::map<EffectKind, std::size_t> counted;
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    const Model other = model_of(shuffled(rules, random).text());
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome&) {
      Trace trace;
      Evaluator(model, day).evaluate(account, &trace);
      const DividedEffort one = divided(account, day, model);
      if (one.outcome.rejected()) return;
      for (const Contribution& contribution : trace.contributions) ++counted[contribution.effect->kind];
      Range sum;
      for (const auto& [words, share] : one.shares) sum += share;
      BOOST_REQUIRE(sum == one.outcome.total);
      const DividedEffort two = divided(in_order_of(account, model, other), day, other);
      BOOST_REQUIRE_EQUAL(one.shares.size(), two.shares.size());
      for (const auto& [words, share] : one.shares)
        BOOST_TEST_CONTEXT(words) BOOST_REQUIRE(two.shares.at(words) == share);
    });
  });
  for (const EffectKind kind : {EffectKind::add, EffectKind::surcharge, EffectKind::factor, EffectKind::at_least,
                                EffectKind::at_most, EffectKind::exactly})
    BOOST_TEST(counted[kind] > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
