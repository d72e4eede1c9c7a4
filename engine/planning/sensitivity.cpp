#include "engine/planning/sensitivity.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "engine/model/term_parts.hpp"
#include "engine/planning/changed_effort.hpp"
#include "engine/semantics/contribution.hpp"
#include "engine/semantics/walker.hpp"
#include "engine/testing/mutants/decision.hpp"

namespace spanne::engine {
namespace {

using SubjectValues = std::vector<std::int64_t>;

/// The value that a threshold's subject has for an account; nullopt if it has none that can be compared.
std::optional<std::int64_t> subject_value(TermId subject, const Account& account, Walker& walker, const Model& model) {
  const Term& term = model.term(subject);
  if (term.op == Op::attribute) {
    const Value& value = account.values[static_cast<std::size_t>(term.number)];
    return is_missing(value) ? std::nullopt : std::optional(ordinal_of(value));
  }
  const auto value = walker.value(subject);
  return value && !is_missing(*value) ? std::optional(ordinal_of(*value)) : std::nullopt;
}

void sort_values(SubjectValues& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The values of each threshold's subject that accepted rows have.
std::vector<SubjectValues> values_of(const std::vector<ThresholdPlace>& places, const RowEvaluation& rows,
                                     const std::vector<RowResult>& results, const Executor& executor) {
  const auto tasks =
      map_rows(results.size(), executor, std::vector<SubjectValues>(places.size()),
               [&](std::vector<SubjectValues>& values, std::size_t index) {
                 const auto& [account, outcome] = results[index];
                 if (outcome.rejected()) return;
                 Walker walker(rows.evaluator(), account);
                 walker.set_cluster(*outcome.cluster);
                 for (std::size_t place = 0; place < places.size(); ++place)
                   if (const auto value = subject_value(places[place].subject, account, walker, rows.model()))
                     values[place].push_back(*value);
               });
  std::vector<SubjectValues> all(places.size());
  for (const auto& task : tasks)
    for (std::size_t place = 0; place < places.size(); ++place) {
      all[place].insert(all[place].end(), task[place].begin(), task[place].end());
      sort_values(all[place]);
    }
  return all;
}

/// What one step of one figure does to some rows.
struct StepSums {
  TotalSum low, high;
  std::size_t rows = 0, rejected = 0;
};
using FigureSums = std::array<StepSums, 2>;  // down, up

/// A row of a task, with what its evaluation wrote down.
struct TracedRow {
  const Account* account = nullptr;
  const Outcome* outcome = nullptr;
  Trace trace;
};

/// Which rule each comparison decides; nullopt where more may depend on it.
std::vector<std::optional<std::uint32_t>> deciding_rules(const Model& model) {
  std::vector<std::optional<std::uint32_t>> rules(model.terms.size());
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

/// Tries the steps of all figures on the rows of one task.
class StepTrial {
 public:
  StepTrial(const RowEvaluation& rows, std::vector<SensitiveFigure> figures,
            const std::vector<std::optional<std::uint32_t>>& deciding)
      : base_(rows), figures_(std::move(figures)), deciding_(deciding), changed_(rows.model()) {}

  void add(const RowResult& result, std::size_t index) {
    if (result.outcome.rejected()) return;
    TracedRow& row = rows_.emplace_back();
    row.account = &result.account;
    row.outcome = &result.outcome;
    base_.evaluate(index, &row.trace);
    for (std::size_t place = 0; place < row.trace.contributions.size(); ++place)
      users_[row.trace.contributions[place].effect].emplace_back(rows_.size() - 1, place);
  }

  std::vector<FigureSums> run() {
    std::vector<FigureSums> sums(figures_.size());
    for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
      std::optional<Mutant>* steps[] = {&figures_[figure].down, &figures_[figure].up};
      for (std::size_t direction = 0; direction < 2; ++direction) {
        if (!*steps[direction]) continue;
        Mutant& step = **steps[direction];
        step.exchange(changed_);
        try_step(figures_[figure], sums[figure][direction]);
        step.exchange(changed_);
      }
    }
    return sums;
  }

 private:
  void try_step(const SensitiveFigure& figure, StepSums& sums) {
    const Evaluator evaluator(changed_, base_.as_of());
    if (!figure.effects.empty()) return try_amounts(figure, evaluator, sums);
    for (const TracedRow& row : rows_)
      if (figure.comparisons.empty() || may_decide(figure, row, evaluator)) evaluate(row, evaluator, sums);
  }

  void note(const TracedRow& row, const Range& after, StepSums& sums) {
    const Range& before = row.outcome->total;
    if (after == before) return;
    sums.low.add(after.low - before.low);
    sums.high.add(after.high - before.high);
    ++sums.rows;
  }

  void evaluate(const TracedRow& row, const Evaluator& evaluator, StepSums& sums) {
    const Outcome after = evaluator.evaluate(*row.account);
    if (after.rejected())
      ++sums.rejected;
    else
      note(row, after.total, sums);
  }

  // ---- amounts

  void try_amounts(const SensitiveFigure& figure, const Evaluator& evaluator, StepSums& sums) {
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
    }
  }

  /// What a changed effect comes to; nullopt where it has no value.
  static std::optional<Range> worth_of(const SensitiveFigure& figure, const TracedRow& row, const Contribution& before,
                                       const Effect& now, const Evaluator& evaluator) {
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
  bool may_decide(const SensitiveFigure& figure, const TracedRow& row, const Evaluator& evaluator) {
    const bool differs = std::any_of(figure.comparisons.begin(), figure.comparisons.end(), [&](TermId comparison) {
      return comes_out_otherwise(comparison, row, evaluator);
    });
    if (!differs) return false;
    const auto& rule = deciding_[figure.comparisons.front()];
    return !rule || figure.comparisons.size() > 1 || applies_otherwise(*rule, row, evaluator);
  }

  bool comes_out_otherwise(TermId comparison, const TracedRow& row, const Evaluator& evaluator) {
    const auto before = truth_of(comparison, row, base_.evaluator());
    return before && before != truth_of(comparison, row, evaluator);
  }

  /// An attribute is compared at once; for anything else the comparison is walked.
  static std::optional<bool> truth_of(TermId comparison, const TracedRow& row, const Evaluator& evaluator) {
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

  bool applies_otherwise(std::uint32_t id, const TracedRow& row, const Evaluator& evaluator) const {
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

  const RowEvaluation& base_;
  std::vector<SensitiveFigure> figures_;
  const std::vector<std::optional<std::uint32_t>>& deciding_;
  Model changed_;
  std::vector<TracedRow> rows_;
  /// Of each effect, the rows of the task in which it counts, and its place there.
  std::unordered_map<const Effect*, std::vector<std::pair<std::size_t, std::size_t>>> users_;
};

SensitivityStep step_of(const StepSums& sums, const Mutant& mutant) {
  return {mutant.is, {sums.low.value(), sums.high.value()}, sums.rows, sums.rejected};
}

}  // namespace

Fraction SensitivityEntry::reach() const {
  Fraction reach;
  for (const auto& step : {down, up})
    if (step) reach = std::max(reach, absolute(step->change.middle().middle()));
  return reach;
}

namespace {

/// Everything there is to say of a figure, from what the tasks found.
SensitivityEntry entry_of(const SensitiveFigure& figure, std::size_t index,
                          const std::vector<std::vector<FigureSums>>& parts) {
  FigureSums sums;
  for (const auto& part : parts)
    for (std::size_t direction = 0; direction < sums.size(); ++direction) {
      const StepSums& more = part[index][direction];
      sums[direction].low.add(more.low);
      sums[direction].high.add(more.high);
      sums[direction].rows += more.rows;
      sums[direction].rejected += more.rejected;
    }
  SensitivityEntry entry{figure, {}, {}};
  if (figure.down) entry.down = step_of(sums[0], *figure.down);
  if (figure.up) entry.up = step_of(sums[1], *figure.up);
  return entry;
}

void add_total(Sensitivity& sensitivity, const std::vector<RowResult>& results) {
  TotalSum low, high;
  for (const auto& [account, outcome] : results) {
    if (outcome.rejected()) {
      ++sensitivity.rejected;
      continue;
    }
    low.add(outcome.total.low);
    high.add(outcome.total.high);
  }
  sensitivity.rows = results.size();
  sensitivity.total = {low.value(), high.value()};
}

}  // namespace

Sensitivity sensitivity_of(const RowEvaluation& rows, const Fraction& step, const Executor& executor) {
  const Model& model = rows.model();
  const auto results = evaluate_all(rows, executor);
  const auto places = threshold_places(model);
  const auto figures = sensitive_figures(model, step, places, values_of(places, rows, results, executor));
  const auto deciding = deciding_rules(model);
  std::vector<std::vector<FigureSums>> parts((results.size() + rows_per_task - 1) / rows_per_task);
  executor(parts.size(), [&](std::size_t task) {
    StepTrial trial(rows, figures, deciding);
    const std::size_t end = std::min(results.size(), (task + 1) * rows_per_task);
    for (std::size_t index = task * rows_per_task; index < end; ++index) trial.add(results[index], index);
    parts[task] = trial.run();
  });
  Sensitivity made;
  made.step = step;
  add_total(made, results);
  for (std::size_t figure = 0; figure < figures.size(); ++figure)
    made.entries.push_back(entry_of(figures[figure], figure, parts));
  std::stable_sort(made.entries.begin(), made.entries.end(),
                   [](const SensitivityEntry& a, const SensitivityEntry& b) { return a.reach() > b.reach(); });
  return made;
}

}  // namespace spanne::engine
