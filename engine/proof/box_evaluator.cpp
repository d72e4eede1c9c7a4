#include "engine/proof/box_evaluator.hpp"

#include <algorithm>

#include "engine/proof/limits.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine::proof {
void BoxEvaluator::reject(bool certainly) {
  if (!outcome_) return;
  outcome_->rejected = true;
  if (certainly) outcome_->accepted = false;
}

Truths BoxEvaluator::belongs_to(ClusterId cluster) {
  const Classes& classes = this->classes();
  return {classes.possible[cluster], classes.count() > 1 || !classes.possible[cluster], false};
}

Truths BoxEvaluator::in_scope(const std::vector<ClusterId>& scope) {
  const Classes& classes = this->classes();
  std::size_t within = 0;
  for (const ClusterId cluster : scope) within += classes.possible[cluster] ? 1U : 0U;
  if (scope.empty()) within = classes.count();
  return {within > 0, within < classes.count() || classes.none, classes.fault};
}

Truths BoxEvaluator::matches(const Table& table, std::uint32_t row) {
  const Truths concerned = concerns(table.scope, table.period);
  if (!concerned.yes) return concerned;
  const Fits& fits = evaluation_.fits_of(table);
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
  const Truths counts = matches(origin);
  if (!counts.yes) return {&effect, counts, {}, {}};
  return measured(effect, counts, measure(effect, evaluation_));
}

// ---------------------------------------------------------------------------------------------- effects

const BoxOutcome& BoxEvaluator::run() {
  if (outcome_) return *outcome_;
  outcome_.emplace();
  outcome_->sum = {zero, zero};
  const Classes& classes = this->classes();
  evaluation_.rank(of_rules);
  if (classes.count() == 0) reject(true);
  if (classes.none || classes.fault) reject(false);
  depends_ = depends({}, true);
  EffortSemantics::run();
  return *outcome_;
}

void BoxEvaluator::tried(const RuleRef& ref, const Truths& counts) {
  if (counts.fault) reject(!counts.yes && !counts.no);
  const Rule& rule = model_.rules[ref.index];
  if (!evaluation_.box().rising) return;
  std::vector<TermId> conditions;
  if (rule.condition) conditions.push_back(*rule.condition);
  depends_ = depends(conditions, !rule.scope.empty());
}

void BoxEvaluator::tried(const RuleRef& ref, const Truths& concerned, const Fits& fits) {
  if (fits.fault) reject(fits.always_fails() && concerned.always());
  const Table& table = model_.tables[ref.index];
  if (!evaluation_.box().rising) return;
  std::vector<TermId> conditions;
  for (const Row& row : table.rows) conditions.insert(conditions.end(), row.conditions.begin(), row.conditions.end());
  depends_ = depends(conditions, !table.scope.empty());
}

/// Whether any of the conditions, or those of the clusters, may differ between the two accounts of a pair.
bool BoxEvaluator::depends(const std::vector<TermId>& conditions, bool on_cluster) const {
  const auto& rising = evaluation_.box().rising;
  if (!rising) return false;
  const auto differs = [&](TermId condition) {
    const auto& axes = evaluation_.space().support(condition);
    return std::binary_search(axes.begin(), axes.end(), *rising);
  };
  return std::any_of(conditions.begin(), conditions.end(), differs) ||
         (on_cluster && std::any_of(model_.clusters.begin(), model_.clusters.end(), [&](const Cluster& cluster) {
            return cluster.condition && differs(*cluster.condition);
          }));
}

void BoxEvaluator::take(const Effect& effect, const Truths& counts, const OptionalSite& /*by*/,
                        const EffectAmount<Numbers>& measure) {
  BoxEffect part = measured(effect, counts, measure);
  part.depends = depends_;
  if (part.low.fault || part.high.fault) reject(!part.low.some && counts.always());
  if (effect.kind == EffectKind::factor && part.low.some && part.low.low.sign() < 0) outcome_->turned = true;
  outcome_->parts.push_back(std::move(part));
}

BoxEffect BoxEvaluator::measured(const Effect& effect, const Truths& counts, const EffectAmount<Numbers>& measure) {
  BoxEffect part{&effect, counts, measure.low, measure.high};
  if (effect.amount.computed) hint_at(*effect.amount.computed, measure.low);
  if (!effect.per || !measure.low.some) return part;
  hint_at(effect.per->of, measure.portions);
  part.low = part.low * measure.portions;
  part.high = part.high * measure.portions;
  return part;
}

void BoxEvaluator::hint_at(TermId term, const Numbers& value) {
  if (value.single()) return;
  evaluation_.rank(amounts);
  evaluation_.add_hint(term);
  evaluation_.rank(of_rules);
}

// ---------------------------------------------------------------------------------------------- scale

void BoxEvaluator::scaled(KindId /*kind*/, const KindOutcome<Numbers>& made) {
  outcome_->overdrawn = outcome_->overdrawn || (made.surcharges_low.some && made.surcharges_low.low.sign() < 0);
  if (made.least.fault || made.most.fault) reject(false);
  if (!made.low.some || !made.high.some) reject(true);
  outcome_->sum.low = outcome_->sum.low + made.low;
  outcome_->sum.high = outcome_->sum.high + made.high;
  outcome_->kinds.push_back(made);
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

// ---------------------------------------------------------------------------------------------- total

void BoxEvaluator::limit() {
  if (may_be_too_large()) reject(false);
  apply_limits();
  fix();
  results();
  evaluation_.set_results(&outcome_->results);
}

void BoxEvaluator::apply_limits() {
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

// ---------------------------------------------------------------------------------------------- flags

/// Flags, and rules that ask for results, reject the account if a calculation of theirs has no value.
void BoxEvaluator::flag() {
  const auto flags = [](const Effect& effect) { return effect.kind == EffectKind::flag; };
  for (const Rule& rule : model_.rules)
    if (rule.uses_results || std::any_of(rule.effects.begin(), rule.effects.end(), flags))
      flag(rule.effects, matches(rule));
  for (const Table& table : model_.tables)
    for (std::uint32_t row = 0; row < table.rows.size(); ++row)
      if (std::any_of(table.rows[row].effects.begin(), table.rows[row].effects.end(), flags))
        flag(table.rows[row].effects, matches(table, row));
}

void BoxEvaluator::flag(const Effects& effects, const Truths& truths) {
  if (truths.fault) reject(false);
  if (!truths.yes) return;
  for (const Effect& effect : effects)
    for (const FlagPiece& piece : effect.flag)
      if (piece.hole && evaluation_.has_fault(*piece.hole)) reject(false);
}

}  // namespace spanne::engine::proof
