#include "engine/planning/step_trial.hpp"

#include <algorithm>

#include "engine/semantics/contribution.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/mutants/decision.hpp"

namespace spanne::engine {

void StepSums::add(const StepSums& more) {
  low.add(more.low);
  high.add(more.high);
  rows += more.rows;
  rejected += more.rejected;
}

DecidingRules deciding_rules(const Model& model) {
  DecidingRules rules(model.terms.size());
  for (std::uint32_t rule = 0; rule < model.rules.size(); ++rule) {
    if (!model.rules[rule].condition) continue;
    // Operands alone: what stands in defines and lookups may be asked for elsewhere.
    std::vector<TermId> open{*model.rules[rule].condition};
    while (!open.empty()) {
      const TermId id = open.back();
      open.pop_back();
      rules[id] = rule;
      const Term& term = model.term(id);
      open.insert(open.end(), term.operands.begin(), term.operands.end());
    }
  }
  return rules;
}

void StepTrial::add(const RowResult& result, std::size_t index) {
  if (result.outcome.rejected()) return;
  TracedRow& row = rows_.emplace_back();
  row.account = &result.account;
  row.outcome = &result.outcome;
  base_.evaluate(index, &row.trace);
  for (std::size_t place = 0; place < row.trace.contributions.size(); ++place)
    users_[row.trace.contributions[place].effect].emplace_back(rows_.size() - 1, place);
}

StepSums StepTrial::sums(const SensitiveFigure& figure, Mutant& step) { return tried(figure, step, false); }

std::optional<std::size_t> StepTrial::first_with_effect(const SensitiveFigure& figure, std::vector<Mutant>& steps) {
  const auto has_effect = [&](std::size_t step) { return tried(figure, steps[step], true).any(); };
  if (steps.empty() || !has_effect(steps.size() - 1)) return std::nullopt;
  std::size_t first = 0, last = steps.size() - 1;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    if (has_effect(middle))
      last = middle;
    else
      first = middle + 1;
  }
  return first;
}

/// `until_any`: what the first row that is touched comes to is enough.
StepSums StepTrial::tried(const SensitiveFigure& figure, Mutant& step, bool until_any) {
  StepSums sums;
  step.exchange(changed_);
  const Evaluator evaluator(changed_, base_.as_of());
  if (!figure.effects.empty()) {
    try_amounts(figure, evaluator, until_any, sums);
  } else {
    for (const TracedRow& row : rows_) {
      if (figure.comparisons.empty() || may_decide(figure, row, evaluator)) evaluate(row, evaluator, sums);
      if (until_any && sums.any()) break;
    }
  }
  step.exchange(changed_);
  return sums;
}

void StepTrial::note(const TracedRow& row, const Range& after, StepSums& sums) {
  const Range& before = row.outcome->total;
  if (after == before) return;
  sums.low.add(after.low - before.low);
  sums.high.add(after.high - before.high);
  ++sums.rows;
}

void StepTrial::evaluate(const TracedRow& row, const Evaluator& evaluator, StepSums& sums) {
  const Outcome after = evaluator.evaluate(*row.account);
  if (after.rejected())
    ++sums.rejected;
  else
    note(row, after.total, sums);
}

// ---- amounts

void StepTrial::try_amounts(const SensitiveFigure& figure, const Evaluator& evaluator, bool until_any, StepSums& sums) {
  std::unordered_map<std::size_t, std::vector<std::pair<std::size_t, const Effect*>>> touched;  // by row
  std::vector<std::size_t> order;
  for (const EffectPlace& at : figure.effects) {
    const Effect& before = effects_of(at.owner, base_.model())[at.index];
    const Effect& now = effects_of(at.owner, changed_)[at.index];
    const auto users = users_.find(&before);
    if (users == users_.end()) continue;
    for (const auto& [row, place] : users->second) {
      auto& places = touched[row];
      if (places.empty()) order.push_back(row);
      places.emplace_back(place, &now);
    }
  }
  std::vector<ChangedWorth> changes;
  for (const std::size_t index : order) {
    const TracedRow& row = rows_[index];
    changes.clear();
    for (const auto& [place, now] : touched[index])
      if (const auto worth = worth_of(figure, row, row.trace.contributions[place], *now, evaluator))
        changes.emplace_back(place, *worth);
    const auto total =
        changes.size() == touched[index].size() ? changed_total(row.trace, changes) : std::optional<Range>();
    if (total)
      note(row, *total, sums);
    else
      evaluate(row, evaluator, sums);
    if (until_any && sums.any()) return;
  }
}

/// What a changed effect comes to; nullopt where it has no value.
std::optional<Range> StepTrial::worth_of(const SensitiveFigure& figure, const TracedRow& row,
                                         const Contribution& before, const Effect& now, const Evaluator& evaluator) {
  if (!figure.in_calculation) {
    const Range& amount = now.amount.computed ? before.amount : now.amount.range;
    const Fraction portions = now.per ? portions_of(*now.per, *before.counted) : Fraction(1);
    return Range{amount.low * portions, amount.high * portions};
  }
  Walker walker(evaluator, *row.account);
  walker.set_cluster(*row.outcome->cluster);
  const auto made = contribution_of(now, before.by, walker);
  return made ? std::optional(made->worth()) : std::nullopt;
}

// ---- thresholds

/// Whether a comparison comes out otherwise, and with it what it decides.
bool StepTrial::may_decide(const SensitiveFigure& figure, const TracedRow& row, const Evaluator& evaluator) {
  const bool differs = std::any_of(figure.comparisons.begin(), figure.comparisons.end(),
                                   [&](TermId comparison) { return comes_out_otherwise(comparison, row, evaluator); });
  if (!differs) return false;
  const auto& rule = deciding_[figure.comparisons.front()];
  return !rule || figure.comparisons.size() > 1 || applies_otherwise(*rule, row, evaluator);
}

bool StepTrial::comes_out_otherwise(TermId comparison, const TracedRow& row, const Evaluator& evaluator) {
  const auto before = truth_of(comparison, row, base_.evaluator());
  return before && before != truth_of(comparison, row, evaluator);
}

/// An attribute is compared at once; for anything else the comparison is walked.
std::optional<bool> StepTrial::truth_of(TermId comparison, const TracedRow& row, const Evaluator& evaluator) {
  const Model& model = evaluator.model();
  const Term& term = model.term(comparison);
  const Term& subject = model.term(term.operands[0]);
  if (subject.op == Op::attribute) {
    const Value& value = row.account->values[static_cast<std::size_t>(subject.number)];
    if (is_missing(value)) return std::nullopt;
    const std::array<std::int64_t, 2> ends{model.term(term.operands[1]).number,
                                           model.term(term.operands.back()).number};
    return comparison_holds(term.op, ordinal_of(value), ends);
  }
  Walker walker(evaluator, *row.account);
  walker.set_cluster(*row.outcome->cluster);
  return walker.truth(comparison);
}

bool StepTrial::applies_otherwise(std::uint32_t id, const TracedRow& row, const Evaluator& evaluator) const {
  const Rule& rule = changed_.rules[id];
  const auto& scope = rule.scope;
  if (!scope.empty() && std::find(scope.begin(), scope.end(), *row.outcome->cluster) == scope.end()) return false;
  if (!rule.period.contains(base_.as_of())) return false;
  Walker walker(evaluator, *row.account);
  walker.set_cluster(*row.outcome->cluster);
  const auto now = walker.truth(*rule.condition);
  const RuleSite site{RuleRef::Kind::rule, id, std::nullopt};
  const auto& matched = row.outcome->matched;
  return !now || *now != (std::find(matched.begin(), matched.end(), site) != matched.end());
}

}  // namespace spanne::engine
