// Explanations of generated rule sets add up to what evaluating gives, and their changes keep what they promise.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/tiny.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

bool on(const Effect& effect, KindId kind) { return !effect.effort_kind || *effect.effort_kind == kind; }

/// One kind of effort worked out from nothing but the contributions an explanation lists.
Range worked_out(const Explanation& told, KindId kind) {
  Range sum, surcharged{1, 1}, factors{1, 1};
  for (const Contribution& one : told.trace.contributions) {
    if (!on(*one.effect, kind)) continue;
    const Range worth = one.worth();
    switch (one.effect->kind) {
      case EffectKind::add: sum = {sum.low + worth.low, sum.high + worth.high}; break;
      case EffectKind::surcharge:
        surcharged = {surcharged.low + one.amount.low, surcharged.high + one.amount.high};
        break;
      case EffectKind::factor: factors = {factors.low * one.amount.low, factors.high * one.amount.high}; break;
      default: break;
    }
  }
  BOOST_REQUIRE(sum == told.trace.sums[kind]);
  const Fraction least = surcharged.low * factors.low, most = surcharged.high * factors.high;
  return {sum.low * (sum.low.sign() < 0 ? most : least), sum.high * (sum.high.sign() < 0 ? least : most)};
}

/// The end of the total that a decision accounts for.
void require_decided(const Explanation& told, const Decision& decision, Fraction Range::*end) {
  const Fraction& total = told.outcome.total.*end;
  if (decision.by == Decision::By::sum) BOOST_REQUIRE(total == told.trace.sum.*end);
  if (decision.by == Decision::By::zero) BOOST_REQUIRE(total == Fraction(0));
  if (!decision.origin) return;
  const auto& all = told.trace.contributions;
  BOOST_REQUIRE(std::any_of(all.begin(), all.end(), [&](const Contribution& one) {
    return one.by == decision.origin && one.amount.*end == total;
  }));
}

void require_adds_up(const Explanation& told) {
  Range sum;
  for (KindId kind = 0; kind < told.outcome.kinds.size(); ++kind) {
    const Range effort = worked_out(told, kind);
    BOOST_REQUIRE(effort == told.outcome.kinds[kind]);
    sum = {sum.low + effort.low, sum.high + effort.high};
  }
  BOOST_REQUIRE(sum == told.trace.sum);
  BOOST_REQUIRE(sum.low + told.outcome.limit.low == told.outcome.total.low);
  BOOST_REQUIRE(sum.high + told.outcome.limit.high == told.outcome.total.high);
  require_decided(told, told.trace.low, &Range::low);
  require_decided(told, told.trace.high, &Range::high);
}

/// Each condition is filled in as it was decided, and says why.
void require_reasons(const Explanation& told) {
  for (const TriedCluster& tried : told.clusters) {
    if (tried.verdict == Verdict::holds) BOOST_REQUIRE(tried.condition.holds == true);
    if (tried.verdict != Verdict::fails) continue;
    BOOST_REQUIRE(tried.condition.holds == false);
    BOOST_REQUIRE(!reason_it_fails(tried.condition).empty());
  }
  for (const Matched& matched : told.matched) BOOST_REQUIRE(matched.condition.holds == true);
  for (const Unmatched& unmatched : told.unmatched) {
    if (unmatched.ref.kind == RuleRef::Kind::rule && unmatched.verdict == Verdict::fails)
      BOOST_REQUIRE(!reason_it_fails(unmatched.condition).empty());
    for (const auto& row : unmatched.rows) BOOST_REQUIRE(row.passed_over || !reason_it_fails(row.condition).empty());
  }
  std::size_t flags = 0;
  for (const Matched& matched : told.matched) flags += matched.flags.size();
  BOOST_REQUIRE_EQUAL(flags, told.outcome.flags.size());
}

void require_kept(const NearestChange& change, const Account& account, const Evaluator& evaluator, const Outcome& now) {
  BOOST_TEST_INFO(evaluator.model().attributes[change.attribute].name);
  BOOST_REQUIRE(within_bounds(change.value, evaluator.model().attributes[change.attribute]));
  Account changed = account;
  changed.values[change.attribute] = change.value;
  const Outcome outcome = evaluator.evaluate(changed);
  BOOST_REQUIRE(outcome.rejected() == change.outcome.rejected());
  BOOST_REQUIRE(outcome.rejections == change.outcome.rejections);
  BOOST_REQUIRE(outcome.cluster == change.outcome.cluster);
  BOOST_REQUIRE(outcome.rejected() || (outcome.total == change.outcome.total && outcome.kinds == change.outcome.kinds));
  BOOST_REQUIRE(!same_result(outcome, now));
}

std::int64_t whole(const Value& value) { return std::get<Decimal>(value).millionths / Decimal::one; }

/// For whole numbers of a small range: what was named is the nearest there is, by trying every other value.
void require_nearest(AttributeId id, const std::vector<NearestChange>& changes, const Account& account,
                     const Evaluator& evaluator, const Outcome& now) {
  const Attribute& attribute = evaluator.model().attributes[id];
  const bool small = attribute.type.kind == TypeKind::integer && attribute.bounds.low && attribute.bounds.high;
  if (!small) return;
  const std::int64_t at = is_missing(account.values[id]) ? whole(*attribute.bounds.low) : whole(account.values[id]);
  std::optional<std::int64_t> nearest;
  for (std::int64_t other = whole(*attribute.bounds.low); other <= whole(*attribute.bounds.high); ++other) {
    Account changed = account;
    changed.values[id] = Decimal{other * Decimal::one};
    const bool changes_it = !same_result(evaluator.evaluate(changed), now);
    if (changes_it && (!nearest || std::abs(other - at) < *nearest)) nearest = std::abs(other - at);
  }
  std::optional<std::int64_t> named;
  for (const NearestChange& change : changes)
    if (change.attribute == id && !is_missing(change.value)) named = std::abs(whole(change.value) - at);
  BOOST_TEST_CONTEXT(attribute.name) BOOST_REQUIRE(named == nearest);
}

/// How far a value is from another; nullopt for texts and missing ones.
std::optional<std::int64_t> distance(const Value& a, const Value& b) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* number = std::get_if<Decimal>(&a))
    return std::abs(number->millionths - std::get<Decimal>(b).millionths);
  if (const auto* choice = std::get_if<ChoiceValue>(&a))
    return std::abs(std::int64_t{choice->index} - std::int64_t{std::get<ChoiceValue>(b).index});
  return std::nullopt;
}

/// Of one account by trying every value of every attribute: which attributes change something, and how near.
void require_all_changes(const Model& model, const Account& account, Date day) {
  const Evaluator evaluator(model, day);
  const Outcome now = evaluator.evaluate(account);
  const auto changes = nearest_changes(model, account, day);
  for (const NearestChange& change : changes) require_kept(change, account, evaluator, now);
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    const Attribute& attribute = model.attributes[id];
    // Decimals, percentages and money are looked at in larger steps than the few values they have here.
    const TypeKind kind = attribute.type.kind;
    if (attribute.key || (is_number(kind) && kind != TypeKind::integer)) continue;
    bool any = false;
    std::optional<std::int64_t> nearest, named;
    const auto nearer = [&](std::optional<std::int64_t>& least, const Value& value) {
      const auto far = distance(value, account.values[id]);
      if (far && (!least || *far < *least)) least = far;
    };
    for (const Value& value : every_value(model, attribute)) {
      Account changed = account;
      changed.values[id] = value;
      if (same_result(evaluator.evaluate(changed), now)) continue;
      any = true;
      nearer(nearest, value);
    }
    bool moves = false, told = false;
    for (const NearestChange& change : changes) {
      if (change.attribute != id) continue;
      told = true;
      moves = moves || change.moves;
      nearer(named, change.value);
    }
    BOOST_TEST_CONTEXT(attribute.name) {
      BOOST_REQUIRE_EQUAL(told, any);
      if (!moves) BOOST_REQUIRE(named == nearest);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(explanations)

BOOST_AUTO_TEST_CASE(what_would_change_is_what_trying_every_value_shows) {
  for (std::uint64_t seed = 1; seed <= proof_runs(100); ++seed) {
    const std::string text = tiny_rule_set(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << text) {
      const auto model = model_if_right(text);
      if (!model) continue;
      Random random(seed);
      for (int count = 0; count < 4; ++count) {
        Account account;
        for (const Attribute& attribute : model->attributes)
          account.values.push_back(random.pick(every_value(*model, attribute)));
        require_all_changes(*model, account, random.pick<Date>({*model->effective.from, *model->effective.until}));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_figure_adds_up_to_what_evaluating_gives) {
  for_every_rule_set([](const RuleSetText& rules, const Model& model, Random& random) {
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome& outcome) {
      const Explanation told = explain(model, account, day);
      BOOST_REQUIRE(told.outcome.rejections == outcome.rejections);
      BOOST_REQUIRE(told.outcome.cluster == outcome.cluster);
      if (outcome.rejected()) return;
      BOOST_REQUIRE(told.outcome.total == outcome.total);
      BOOST_REQUIRE(told.outcome.kinds == outcome.kinds);
      BOOST_REQUIRE(told.outcome.flags == outcome.flags);
      BOOST_REQUIRE(told.outcome.matched == outcome.matched);
      require_adds_up(told);
      require_reasons(told);
    });
  });
}

BOOST_AUTO_TEST_CASE(a_change_gives_what_it_promises_and_none_is_smaller) {
  std::size_t found = 0;
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    if (random.chance(50)) return;  // some thousand evaluations each
    const Date day = random.pick(rules.days);
    const Account account = random_account(model, random);
    const Evaluator evaluator(model, day);
    const Outcome now = evaluator.evaluate(account);
    BOOST_TEST_CONTEXT("on " << to_text(day)) {
      const auto changes = nearest_changes(model, account, day);
      found += changes.size();
      for (const NearestChange& change : changes) require_kept(change, account, evaluator, now);
      for (AttributeId id = 0; id < model.attributes.size(); ++id)
        require_nearest(id, changes, account, evaluator, now);
    }
  });
  BOOST_TEST(found > runs());
}

BOOST_AUTO_TEST_SUITE_END()
