// EffortSemantics is what becomes of an account's effort: what applies, what it adds, how the sums of the kinds are
// scaled, limited and fixed. Like TermSemantics it is written once, over a domain: one account (Derivation) or all
// accounts of a box (proof::BoxEvaluator).
//
// `Part`, an effect that counts or may count, has `effect`, `counts` (a Truth), `low` and `high` (Amounts: FTE, a share
// or a factor). `Domain`, the class that derives from EffortSemantics, says which parts are kept, and what is rejected.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/semantics/fits.hpp"
#include "engine/semantics/trace.hpp"

namespace spanne::engine {

/// What an effect comes to.
template <class Number>
struct EffectAmount {
  Number low, high;  // of one portion: FTE, a share or a factor
  Number counted;    // with `per`, before `above` and portions
  Number portions;
};

/// One kind of effort before limits.
template <class Amount>
struct KindOutcome {
  Amount added_low, added_high;            // FTE
  Amount surcharges_low, surcharges_high;  // 1 + the sum of all shares
  Amount factors_low, factors_high;
  Amount least, most;  // the multiplier of each end, at least 0
  Amount low, high;    // FTE
};

/// `terms` is a Walker or another TermSemantics.
template <class Terms>
auto measure(const Effect& effect, Terms& terms) {
  using Values = typename Terms::ValueTypes;
  const Amount& amount = effect.amount;
  EffectAmount<typename Values::Number> made{Values::only(amount.range.low), Values::only(amount.range.high), {}, {}};
  if (amount.computed) made.low = made.high = Values::multiple(terms.number(*amount.computed), amount.scale);
  made.portions = Values::only(Fraction(1));
  if (!effect.per || !Values::some(made.low)) return made;
  made.counted = terms.number(effect.per->of);
  made.portions = Values::portions(*effect.per, made.counted);
  return made;
}

template <class Domain, class Values, class Part>
class EffortSemantics {
 protected:
  using Truth = typename Values::Truth;
  using Sum = typename Values::Amount;

  explicit EffortSemantics(const Model& model) : model_(model) {}

  /// Takes the account from its cluster to its flags.
  void run() {
    for (ClusterId id = 0; id < model_.clusters.size(); ++id)
      take(model_.clusters[id].base, domain().belongs_to(id), std::nullopt);
    for (const RuleRef& ref : model_.order)
      if (!uses_results(ref)) try_rule(ref);
    for (KindId kind = 0; kind < model_.kinds.size(); ++kind) domain().scaled(kind, outcome_of(kind));
    domain().limit();
    domain().flag();
  }

  /// Then a rule or table waits until there are results, and only flags.
  bool uses_results(const RuleRef& ref) const {
    return ref.kind == RuleRef::Kind::rule ? model_.rules[ref.index].uses_results
                                           : model_.tables[ref.index].uses_results;
  }

  void try_rule(const RuleRef& ref) {
    if (ref.kind == RuleRef::Kind::table) return try_table(ref);
    const Rule& rule = model_.rules[ref.index];
    const Truth counts = matches(rule);
    domain().tried(ref, counts);
    take(rule.effects, counts, RuleSite{ref.kind, ref.index, std::nullopt});
  }

  /// Whether a rule or table with this scope and period applies.
  Truth concerns(const std::vector<ClusterId>& scope, const Period& period) {
    const Truth now = domain().terms().in_force(period);
    return Values::may_hold(now) ? Values::both(now, domain().in_scope(scope)) : now;
  }

  Truth matches(const Rule& rule) {
    const Truth concerned = concerns(rule.scope, rule.period);
    if (!rule.condition || !Values::may_hold(concerned)) return concerned;
    return Values::both(concerned, domain().terms().truth(*rule.condition));
  }

  const Model& model_;

 private:
  Domain& domain() { return static_cast<Domain&>(*this); }

  void try_table(const RuleRef& ref) {
    const Table& table = model_.tables[ref.index];
    const Truth concerned = concerns(table.scope, table.period);
    const Fits fits = Values::may_hold(concerned) ? domain().terms().fits_of(table) : Fits{};
    domain().tried(ref, concerned, fits);
    auto fit = fits.rows.begin();
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      Truth counts = Values::known(false);
      if (fit != fits.rows.end() && fit->index == row)
        counts = Values::open(true, !(fit++)->certain || Values::may_fail(concerned));
      take(table.rows[row].effects, counts, RuleSite{ref.kind, ref.index, row});
    }
  }

  void take(const Effects& effects, const Truth& counts, const OptionalSite& by) {
    if (Values::may_hold(counts)) domain().matched(by, effects);
    for (const Effect& effect : effects) {
      if (effect.kind == EffectKind::flag) continue;
      if (Values::may_hold(counts))
        domain().take(effect, counts, by, measure(effect, domain().terms()));
      else
        domain().pass(effect, counts);
    }
  }

  KindOutcome<Sum> outcome_of(KindId kind) {
    const Sum zero = Values::amount(0), one = Values::amount(1);
    KindOutcome<Sum> made{zero, zero, one, one, one, one, {}, {}, {}, {}};
    for (const Part& part : domain().parts())
      if (Values::may_hold(part.counts) && part.effect->effort_kind.value_or(kind) == kind) include(part, made);
    made.least = Values::not_negative(made.surcharges_low) * made.factors_low;
    made.most = Values::not_negative(made.surcharges_high) * made.factors_high;
    made.low = Values::times(made.added_low, made.least, made.most);
    made.high = Values::times(made.added_high, made.most, made.least);
    return made;
  }

  void include(const Part& part, KindOutcome<Sum>& made) {
    const auto add = [&](Sum& sum, const Sum& amount) {
      sum = sum + Values::perhaps(amount, part.counts, Values::amount(0));
    };
    const auto multiply = [&](Sum& product, const Sum& factor) {
      product = product * Values::perhaps(Values::not_negative(factor), part.counts, Values::amount(1));
    };
    switch (part.effect->kind) {
      case EffectKind::add: return add(made.added_low, part.low), add(made.added_high, part.high);
      case EffectKind::surcharge: return add(made.surcharges_low, part.low), add(made.surcharges_high, part.high);
      case EffectKind::factor: return multiply(made.factors_low, part.low), multiply(made.factors_high, part.high);
      default: return;
    }
  }
};

}  // namespace spanne::engine
