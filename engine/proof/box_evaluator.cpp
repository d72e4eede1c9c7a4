#include "engine/proof/box_evaluator.hpp"

#include <algorithm>

#include "engine/proof/limits.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine::proof {
namespace {

/// Restricts a value to at least 0; empty if all of it is below 0.
Numbers clipped(const Numbers& value) {
  if (!value.some || value.high.sign() < 0) return {false, 0, 0, true};
  return {true, std::max(value.low, Fraction(0)), value.high, value.fault || value.low.sign() < 0};
}

/// Multiplies an effort with `above` where it is above 0, and with `below` where it is below.
Numbers times(const Numbers& effort, const Numbers& above, const Numbers& below) {
  Numbers result;
  result.fault = effort.fault || above.fault || below.fault;
  if (!effort.some) return result;
  if (effort.high.sign() >= 0)
    result = either(result, Numbers{true, std::max(effort.low, Fraction(0)), effort.high, false} * above);
  if (effort.low.sign() < 0)
    result = either(result, Numbers{true, effort.low, std::min(effort.high, Fraction(0)), false} * below);
  return result;
}

}  // namespace

void BoxEvaluator::reject(bool certainly) {
  if (!outcome_) return;
  outcome_->rejected = true;
  if (certainly) outcome_->accepted = false;
}

Truths BoxEvaluator::concerns(const std::vector<ClusterId>& scope, const Period& period) {
  const Truths now = evaluation_.in_force(period);
  if (!now.yes) return now;
  const Classes& classes = this->classes();
  std::size_t within = 0;
  for (const ClusterId cluster : scope) within += classes.possible[cluster] ? 1U : 0U;
  if (scope.empty()) within = classes.count();
  return {within > 0, now.no || within < classes.count() || classes.none, classes.fault};
}

Truths BoxEvaluator::matches(const Rule& rule) {
  const Truths holds = rule.condition ? evaluation_.truth(*rule.condition) : known(true);
  if (holds.never()) return holds;
  const Truths concerned = concerns(rule.scope, rule.period);
  if (!concerned.yes) return concerned;
  return {holds.yes, holds.no || concerned.no, holds.fault || concerned.fault};
}

Truths BoxEvaluator::matches(const Table& table, std::uint32_t row) {
  const Truths concerned = concerns(table.scope, table.period);
  if (!concerned.yes) return concerned;
  const Fits& fits = evaluation_.fitting_rows(table);
  Truths result{false, true, fits.fault || concerned.fault};
  for (const auto& fit : fits.rows)
    if (fit.index == row) result = {true, !fit.certain || concerned.no, result.fault};
  return result;
}

Truths BoxEvaluator::matches(const EffectSite& origin) {
  switch (origin.kind) {
    case EffectSite::Kind::cluster: {
      const Classes& classes = this->classes();
      return {classes.possible[origin.index], !classes.only(origin.index), classes.fault};
    }
    case EffectSite::Kind::rule: return matches(model_.rules[origin.index]);
    case EffectSite::Kind::row: break;
  }
  return matches(model_.tables[origin.index], origin.row);
}

BoxEffect BoxEvaluator::part(const EffectSite& origin, const Effect& effect) {
  BoxEffect made{&effect, matches(origin), {}, {}};
  if (made.counts.yes) amount(made);
  return made;
}

// ---------------------------------------------------------------------------------------------- effects

const BoxOutcome& BoxEvaluator::run() {
  if (outcome_) return *outcome_;
  outcome_.emplace();
  const Classes& classes = this->classes();
  evaluation_.rank(of_rules);
  if (classes.count() == 0) reject(true);
  if (classes.none || classes.fault) reject(false);
  base();
  for (const RuleRef& ref : model_.order)
    if (ref.kind == RuleRef::Kind::rule)
      rule(model_.rules[ref.index]);
    else
      table(model_.tables[ref.index]);
  scale();
  limit();
  fix();
  results();
  evaluation_.set_results(&outcome_->results);
  remarks();
  return *outcome_;
}

/// Flags, and rules that ask for results, reject the account if a calculation of theirs has no value.
void BoxEvaluator::remarks() {
  const auto look = [&](const Effects& effects, const Truths& truths) {
    if (truths.fault) reject(false);
    if (!truths.yes) return;
    for (const Effect& effect : effects)
      for (const FlagPiece& piece : effect.flag) {
        if (!piece.hole) continue;
        if (evaluation_.has_fault(*piece.hole)) reject(false);
      }
  };
  const auto flags = [](const Effect& effect) { return effect.kind == EffectKind::flag; };
  for (const Rule& rule : model_.rules)
    if (rule.uses_results || std::any_of(rule.effects.begin(), rule.effects.end(), flags))
      look(rule.effects, matches(rule));
  for (const Table& table : model_.tables)
    for (std::uint32_t row = 0; row < table.rows.size(); ++row)
      if (std::any_of(table.rows[row].effects.begin(), table.rows[row].effects.end(), flags))
        look(table.rows[row].effects, matches(table, row));
}

/// Whether any of the conditions may differ between the two accounts of a pair.
bool BoxEvaluator::depends(const std::vector<TermId>& conditions) const {
  const auto& rising = evaluation_.box().rising;
  return rising && std::any_of(conditions.begin(), conditions.end(), [&](TermId condition) {
           const auto& axes = evaluation_.space().support(condition);
           return std::binary_search(axes.begin(), axes.end(), *rising);
         });
}

void BoxEvaluator::base() {
  std::vector<TermId> conditions;
  for (const Cluster& cluster : model_.clusters)
    if (cluster.condition) conditions.push_back(*cluster.condition);
  const bool depending = depends(conditions);
  const Classes& classes = this->classes();
  for (ClusterId id = 0; id < model_.clusters.size(); ++id)
    for (const Effect& effect : model_.clusters[id].base)
      take(effect, {classes.possible[id], classes.count() > 1 || !classes.possible[id], false}, depending);
}

void BoxEvaluator::rule(const Rule& rule) {
  if (rule.uses_results) return;
  const bool flags_only = std::all_of(rule.effects.begin(), rule.effects.end(),
                                      [](const Effect& effect) { return effect.kind == EffectKind::flag; });
  const Truths truths = matches(rule);
  if (truths.fault) reject(!truths.yes && !truths.no);
  if (flags_only) return;
  bool depending = rule.condition && depends({*rule.condition});
  for (const Cluster& cluster : model_.clusters)
    if (!rule.scope.empty() && cluster.condition) depending = depending || depends({*cluster.condition});
  for (const Effect& effect : rule.effects)
    if (effect.kind != EffectKind::flag) take(effect, truths, depending);
}

void BoxEvaluator::table(const Table& table) {
  if (table.uses_results) return;
  std::vector<TermId> conditions;
  for (const Row& row : table.rows) conditions.insert(conditions.end(), row.conditions.begin(), row.conditions.end());
  for (const Cluster& cluster : model_.clusters)
    if (!table.scope.empty() && cluster.condition) conditions.push_back(*cluster.condition);
  const bool depending = depends(conditions);
  const Truths concerned = concerns(table.scope, table.period);
  const Fits fits = concerned.yes ? evaluation_.fitting_rows(table) : Fits{};
  if (concerned.yes && fits.fault) reject(fits.always_fails() && concerned.always());
  std::vector<Truths> counts(table.rows.size(), known(false));
  for (const auto& fit : fits.rows) counts[fit.index] = {true, !fit.certain || concerned.no, false};
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    for (const Effect& effect : table.rows[row].effects)
      if (effect.kind != EffectKind::flag) take(effect, counts[row], depending);
}

void BoxEvaluator::take(const Effect& effect, const Truths& counts, bool depending) {
  BoxEffect made{&effect, counts, {}, {}, depending};
  if (counts.yes) amount(made);
  outcome_->parts.push_back(std::move(made));
}

void BoxEvaluator::amount(BoxEffect& part) {
  const Effect& effect = *part.effect;
  const auto doubtful = [&](TermId term, const Numbers& value) {
    if (!value.fault && value.some && value.low == value.high) return;
    evaluation_.rank(amounts);
    evaluation_.add_hint(term);
    evaluation_.rank(of_rules);
  };
  if (effect.amount.computed) {
    part.low = part.high = evaluation_.number(*effect.amount.computed) * effect.amount.scale;
    doubtful(*effect.amount.computed, part.low);
  } else {
    part.low = only(effect.amount.range.low);
    part.high = only(effect.amount.range.high);
  }
  if (effect.per) {
    const Numbers count = portions(*effect.per);
    doubtful(effect.per->of, count);
    part.low = part.low * count;
    part.high = part.high * count;
  }
  if (part.low.fault || part.high.fault) reject(!part.low.some && part.counts.always());
}

Numbers BoxEvaluator::portions(const Proportion& per) {
  Numbers count = evaluation_.number(per.of);
  if (!count.some) return count;
  for (Fraction* end : {&count.low, &count.high}) *end = portions_of(per, *end);
  return count;
}

// ---------------------------------------------------------------------------------------------- scale

BoxKindOutcome BoxEvaluator::scaled(KindId kind) {
  BoxKindOutcome made{zero, zero, only(Fraction(1)), only(Fraction(1)), {}, {}};
  Numbers low_factor = only(Fraction(1)), high_factor = low_factor;
  for (const BoxEffect& part : outcome_->parts) {
    const Effect& effect = *part.effect;
    if (effect.effort_kind && *effect.effort_kind != kind) continue;
    if (!part.counts.yes) continue;
    switch (effect.kind) {
      case EffectKind::add:
        made.added_low = made.added_low + perhaps(part.low, part.counts, zero);
        made.added_high = made.added_high + perhaps(part.high, part.counts, zero);
        break;
      case EffectKind::surcharge:
        made.least = made.least + perhaps(part.low, part.counts, zero);
        made.most = made.most + perhaps(part.high, part.counts, zero);
        break;
      case EffectKind::factor:
        outcome_->turned = outcome_->turned || (part.low.some && part.low.low.sign() < 0);
        low_factor = low_factor * perhaps(clipped(part.low), part.counts, only(Fraction(1)));
        high_factor = high_factor * perhaps(clipped(part.high), part.counts, only(Fraction(1)));
        break;
      default: break;
    }
  }
  outcome_->overdrawn = outcome_->overdrawn || (made.least.some && made.least.low.sign() < 0);
  made.least = clipped(made.least) * low_factor;
  made.most = clipped(made.most) * high_factor;
  made.low = times(made.added_low, made.least, made.most);
  made.high = times(made.added_high, made.most, made.least);
  return made;
}

/// Whether an account's effort may be too large to compute, with the effects that may count in this box.
bool BoxEvaluator::may_be_too_large() const {
  const NumberSizes& sizes = evaluation_.space().sizes();
  if (!sizes.effort_may_be_too_large()) return false;
  EffortSizeBound size;
  for (const BoxEffect& part : outcome_->parts)
    if (part.counts.yes) size.take(*part.effect, sizes.of(*part.effect));
  return !size.is_computable();
}

void BoxEvaluator::scale() {
  if (may_be_too_large()) reject(false);
  outcome_->sum = {zero, zero};
  for (KindId kind = 0; kind < model_.kinds.size(); ++kind) {
    outcome_->kinds.push_back(scaled(kind));
    const BoxKindOutcome& made = outcome_->kinds.back();
    if (made.least.fault || made.most.fault) reject(false);
    if (!made.low.some || !made.high.some) reject(true);
    outcome_->sum.low = outcome_->sum.low + made.low;
    outcome_->sum.high = outcome_->sum.high + made.high;
  }
}

// ---------------------------------------------------------------------------------------------- total

void BoxEvaluator::limit() {
  LimitBounds floors[2], ceilings[2];
  for (const BoxEffect& part : outcome_->parts) {
    if (!part.counts.yes) continue;
    for (const bool high : {false, true}) {
      const Numbers& value = high ? part.high : part.low;
      if (part.effect->kind == EffectKind::at_least) raise(floors[high], value, part.counts.always());
      if (part.effect->kind == EffectKind::at_most) lower(ceilings[high], value, part.counts.always());
    }
  }
  for (const bool high : {false, true})
    if (ceilings[high].possible && floors[high].high > ceilings[high].low)
      reject(ceilings[high].certain && floors[high].low > ceilings[high].high);
  outcome_->limited = {within(outcome_->sum.low, floors[0], ceilings[0]),
                       within(outcome_->sum.high, floors[1], ceilings[1])};
}

void BoxEvaluator::fix() {
  const BoxEffect* first = nullptr;
  Ends fixed;
  for (const BoxEffect& part : outcome_->parts) {
    if (part.effect->kind != EffectKind::exactly || !part.counts.yes || !part.low.some) continue;
    if (first != nullptr) {
      const bool apart = part.low.low > first->low.high || part.low.high < first->low.low ||
                         part.high.low > first->high.high || part.high.high < first->high.low;
      reject(apart && part.counts.always() && first->counts.always());
    }
    if (part.low.low.sign() < 0) reject(part.counts.always() && part.low.high.sign() < 0);
    fixed = {either(fixed.low, part.low), either(fixed.high, part.high)};
    if (first == nullptr || part.counts.always()) first = &part;
    outcome_->fixed = true;
    outcome_->always_fixed = outcome_->always_fixed || part.counts.always();
  }
  outcome_->total = outcome_->limited;
  if (outcome_->always_fixed)
    outcome_->total = fixed;
  else if (outcome_->fixed)
    outcome_->total = {either(outcome_->total.low, fixed.low), either(outcome_->total.high, fixed.high)};
}

void BoxEvaluator::results() {
  auto& results = outcome_->results;
  const auto triple = [&](const Numbers& low, const Numbers& high) {
    results.insert(results.end(), {low, (low + high) * Fraction::ratio(1, 2), high});
  };
  triple(outcome_->total.low, outcome_->total.high);
  for (const BoxKindOutcome& kind : outcome_->kinds) triple(kind.low, kind.high);
  triple(outcome_->total.low + -outcome_->sum.low, outcome_->total.high + -outcome_->sum.high);
  // an account without results is rejected, so results never fail
  for (Numbers& result : results) result.fault = false;
}

}  // namespace spanne::engine::proof
