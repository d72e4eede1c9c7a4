// Encodes efforts and results as exact fractions; they are linear as long as shares and factors are constants.
#include <utility>

#include "engine/proof/solver/formulas.hpp"

namespace spanne::engine::proof {

// ---------------------------------------------------------------------------------------------- effects

z3::expr FormulaEncoding::portions(const Proportion& per, z3::expr& ok) {
  const NumberTerm of = number(per.of);
  ok = ok && of.ok;
  const z3::expr above = of.value - fraction(per.least());
  const z3::expr counted = z3::ite(above >= 0, above, fraction(0)) * fraction(Fraction(1) / per.portion_size());
  switch (per.portion) {
    case Proportion::Portion::started: return -floor(-counted);
    case Proportion::Portion::full: return floor(counted);
    case Proportion::Portion::exact: break;
  }
  return counted;
}

void FormulaEncoding::add_part(std::vector<EffectTerm>& parts, const Effect& effect, const z3::expr& counts,
                               z3::expr& accepted) {
  if (effect.kind == EffectKind::flag) return;
  const Amount& amount = effect.amount;
  z3::expr ok = yes(), low = fraction(amount.range.low), high = fraction(amount.range.high);
  if (amount.computed) {
    const NumberTerm value = number(*amount.computed);
    low = high = value.value * fraction(amount.scale);
    ok = value.ok;
  }
  if (effect.per) {
    if (amount.computed && !low.simplify().is_numeral()) throw NotLinear{*amount.computed};
    const z3::expr count = portions(*effect.per, ok);
    low = low * count;
    high = high * count;
  }
  accepted = accepted && (!counts || ok);
  parts.push_back({&effect, counts, low, high});
}

std::vector<FormulaEncoding::EffectTerm> FormulaEncoding::parts(z3::expr& accepted) {
  std::vector<EffectTerm> parts;
  for (ClusterId id = 0; id < model_.clusters.size(); ++id)
    for (const Effect& effect : model_.clusters[id].base) add_part(parts, effect, in_cluster(id), accepted);
  for (const RuleRef& ref : model_.order) {
    if (ref.kind == RuleRef::Kind::rule) {
      const Rule& rule = model_.rules[ref.index];
      if (rule.uses_results) continue;
      const z3::expr concerned = concerns(rule.scope, rule.period);
      const Formula holds = rule.condition ? truth(*rule.condition) : Formula{yes(), !yes()};
      accepted = accepted && (!concerned || holds.yes || holds.no);
      for (const Effect& effect : rule.effects) add_part(parts, effect, concerned && holds.yes, accepted);
      continue;
    }
    const Table& table = model_.tables[ref.index];
    if (table.uses_results) continue;
    const z3::expr concerned = concerns(table.scope, table.period);
    const Rows fit = rows(table);
    accepted = accepted && (!concerned || fit.ok);
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      for (const Effect& effect : table.rows[row].effects)
        add_part(parts, effect, concerned && fit.counts[row], accepted);
  }
  return parts;
}

// ---------------------------------------------------------------------------------------------- scale and total

/// One end of added × (1 + shares) × factors.
z3::expr FormulaEncoding::scaled(const std::vector<EffectTerm>& parts, KindId kind, const z3::expr& added, bool high) {
  z3::expr result = added;
  for (const bool shares : {true, false})
    for (const EffectTerm& part : parts) {
      const Effect& effect = *part.effect;
      if (effect.kind != (shares ? EffectKind::surcharge : EffectKind::factor)) continue;
      if (effect.effort_kind && *effect.effort_kind != kind) continue;
      const z3::expr amount = (high ? part.high : part.low).simplify();
      if (!amount.is_numeral()) throw NotLinear{*effect.amount.computed};
      if (shares)
        result = result + z3::ite(part.counts, added * amount, fraction(0));
      else
        result = z3::ite(part.counts, result * amount, result);
    }
  return result;
}

std::pair<z3::expr, z3::expr> FormulaEncoding::kind(const std::vector<EffectTerm>& parts, KindId kind,
                                                    z3::expr& accepted) {
  z3::expr low = fraction(0), high = fraction(0), least = fraction(1);
  for (const EffectTerm& part : parts) {
    const Effect& effect = *part.effect;
    if (effect.effort_kind && *effect.effort_kind != kind) continue;
    const auto counted = [&](const z3::expr& value) { return z3::ite(part.counts, value, fraction(0)); };
    if (effect.kind == EffectKind::add) low = low + counted(part.low), high = high + counted(part.high);
    if (effect.kind == EffectKind::surcharge) least = least + counted(part.low);
    if (effect.kind == EffectKind::factor) accepted = accepted && (!part.counts || part.low >= fraction(0));
  }
  accepted = accepted && least >= fraction(0);
  return {z3::ite(low >= fraction(0), scaled(parts, kind, low, false), scaled(parts, kind, low, true)),
          z3::ite(high >= fraction(0), scaled(parts, kind, high, true), scaled(parts, kind, high, false))};
}

z3::expr FormulaEncoding::limited(const std::vector<EffectTerm>& parts, const z3::expr& sum, bool high,
                                  z3::expr& accepted) {
  z3::expr floor = fraction(0), ceiling = fraction(0), capped = context_.bool_val(false);
  z3::expr fixed = context_.bool_val(false), by_hand = fraction(0);
  for (const EffectTerm& part : parts) {
    const z3::expr& value = high ? part.high : part.low;
    switch (part.effect->kind) {
      case EffectKind::at_least: floor = z3::ite(part.counts && value > floor, value, floor); break;
      case EffectKind::at_most:
        ceiling = z3::ite(part.counts && (!capped || value < ceiling), value, ceiling);
        capped = capped || part.counts;
        break;
      case EffectKind::exactly:
        accepted = accepted && (!part.counts || (value >= fraction(0) && (!fixed || value == by_hand)));
        by_hand = z3::ite(part.counts, value, by_hand);
        fixed = fixed || part.counts;
        break;
      default: break;
    }
  }
  accepted = accepted && (!capped || floor <= ceiling);
  const z3::expr raised = z3::ite(sum >= floor, sum, floor);
  return z3::ite(fixed, by_hand, z3::ite(capped && raised > ceiling, ceiling, raised));
}

const FormulaEncoding::ResultTerms& FormulaEncoding::results() {
  if (results_) return *results_;
  z3::expr accepted = any(clusters());
  if (space_.sizes().effort_may_be_too_large()) {
    is_relaxed_ = true;
    accepted = accepted && context_.bool_const("computable");
  }
  const auto effects = parts(accepted);
  z3::expr low_sum = fraction(0), high_sum = fraction(0);
  std::vector<std::pair<z3::expr, z3::expr>> kinds;
  for (KindId id = 0; id < model_.kinds.size(); ++id) {
    kinds.push_back(kind(effects, id, accepted));
    low_sum = low_sum + kinds.back().first;
    high_sum = high_sum + kinds.back().second;
  }
  const z3::expr low = limited(effects, low_sum, false, accepted), high = limited(effects, high_sum, true, accepted);
  std::vector<z3::expr> values;
  const auto triple = [&](const z3::expr& a, const z3::expr& b) {
    values.push_back(a);
    values.push_back((a + b) * fraction(Fraction::ratio(1, 2)));
    values.push_back(b);
  };
  triple(low, high);
  for (const auto& [a, b] : kinds) triple(a, b);
  triple(low - low_sum, high - high_sum);
  return results_.emplace(ResultTerms{accepted, std::move(values)});
}

z3::expr FormulaEncoding::breaks(const Property& property) {
  const Formula when = property.when ? truth(*property.when) : Formula{yes(), !yes()};
  const Formula claim = truth(*property.claim);
  // Rules and flags that ask for results can reject, too; the plain evaluator checks that.
  return results().accepted && !when.no && (!when.yes || !claim.yes);
}

}  // namespace spanne::engine::proof
