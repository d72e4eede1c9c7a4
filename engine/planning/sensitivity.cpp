#include "engine/planning/sensitivity.hpp"

#include <algorithm>
#include <utility>

#include "engine/planning/step_trial.hpp"
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

/// What every task makes of its rows; `make` takes the StepTrial of a task.
template <class Made, class Make>
std::vector<Made> of_tasks(const RowEvaluation& rows, const std::vector<RowResult>& results,
                           const DecidingRules& deciding, const Executor& executor, const Make& make) {
  std::vector<Made> parts((results.size() + rows_per_task - 1) / rows_per_task);
  executor(parts.size(), [&](std::size_t task) {
    StepTrial trial(rows, deciding);
    const std::size_t end = std::min(results.size(), (task + 1) * rows_per_task);
    for (std::size_t index = task * rows_per_task; index < end; ++index) trial.add(results[index], index);
    parts[task] = make(trial);
  });
  return parts;
}

/// Moves figures, and thresholds on to the first value that moves some effort.
class SensitivityMaker {
 public:
  SensitivityMaker(const RowEvaluation& rows, const std::vector<RowResult>& results, const Fraction& step,
                   const Executor& executor)
      : rows_(rows),
        results_(results),
        executor_(executor),
        deciding_(deciding_rules(rows.model())),
        places_(threshold_places(rows.model())),
        values_(values_of(places_, rows, results, executor)),
        figures_(sensitive_figures(rows.model(), step, places_, values_)) {}

  std::vector<SensitivityEntry> run() {
    auto sums = sums_of(figures_);
    move_on(sums);
    std::vector<SensitivityEntry> entries;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      SensitivityEntry& entry = entries.emplace_back(SensitivityEntry{figures_[i], {}, {}});
      if (figures_[i].down) entry.down = step_of(sums[i][0], *figures_[i].down);
      if (figures_[i].up) entry.up = step_of(sums[i][1], *figures_[i].up);
    }
    return entries;
  }

 private:
  static std::optional<Mutant>& step_in(SensitiveFigure& figure, StepDirection direction) {
    return direction == StepDirection::down ? figure.down : figure.up;
  }
  static StepSums& sums_in(FigureSums& sums, StepDirection direction) {
    return sums[direction == StepDirection::down ? 0 : 1];
  }

  std::vector<FigureSums> sums_of(const std::vector<SensitiveFigure>& figures) const {
    const auto parts = of_tasks<std::vector<FigureSums>>(rows_, results_, deciding_, executor_, [&](StepTrial& trial) {
      std::vector<FigureSums> sums(figures.size());
      for (std::size_t i = 0; i < figures.size(); ++i) {
        SensitiveFigure figure = figures[i];  // a step changes itself when it is made
        if (figure.down) sums[i][0] = trial.sums(figure, *figure.down);
        if (figure.up) sums[i][1] = trial.sums(figure, *figure.up);
      }
      return sums;
    });
    std::vector<FigureSums> all(figures.size());
    for (const auto& part : parts)
      for (std::size_t i = 0; i < figures.size(); ++i)
        for (std::size_t direction = 0; direction < 2; ++direction) all[i][direction].add(part[i][direction]);
    return all;
  }

  /// A threshold in a direction in which its nearest value moves nothing.
  struct Idle {
    std::size_t figure;
    StepDirection direction;
    std::vector<Mutant> steps;
  };

  std::vector<Idle> idle_thresholds(std::vector<FigureSums>& sums) {
    std::vector<Idle> idle;
    for (std::size_t i = 0; i < figures_.size(); ++i)
      for (const StepDirection direction : {StepDirection::down, StepDirection::up}) {
        SensitiveFigure& figure = figures_[i];
        if (figure.places.empty() || !step_in(figure, direction) || sums_in(sums[i], direction).any()) continue;
        idle.push_back(
            {i, direction, threshold_steps(figure, direction, max_threshold_values, rows_.model(), places_, values_)});
        step_in(figure, direction).reset();
      }
    return idle;
  }

  void move_on(std::vector<FigureSums>& sums) {
    std::vector<Idle> idle = idle_thresholds(sums);
    if (idle.empty()) return;
    using Firsts = std::vector<std::optional<std::size_t>>;
    const auto parts = of_tasks<Firsts>(rows_, results_, deciding_, executor_, [&](StepTrial& trial) {
      Firsts firsts;
      for (const Idle& threshold : idle) {
        auto steps = threshold.steps;
        firsts.push_back(trial.first_with_effect(figures_[threshold.figure], steps));
      }
      return firsts;
    });
    std::vector<SensitiveFigure> moved;
    for (std::size_t i = 0; i < idle.size(); ++i) {
      std::optional<std::size_t> first;
      for (const Firsts& part : parts)
        if (part[i]) first = first ? std::min(*first, *part[i]) : *part[i];
      SensitiveFigure& figure = moved.emplace_back(figures_[idle[i].figure]);
      figure.down.reset();
      figure.up.reset();
      if (first) step_in(figure, idle[i].direction) = idle[i].steps[*first];
    }
    auto moved_sums = sums_of(moved);
    for (std::size_t i = 0; i < idle.size(); ++i) {
      const StepDirection direction = idle[i].direction;
      step_in(figures_[idle[i].figure], direction) = step_in(moved[i], direction);
      sums_in(sums[idle[i].figure], direction) = std::move(sums_in(moved_sums[i], direction));
    }
  }

  const RowEvaluation& rows_;
  const std::vector<RowResult>& results_;
  const Executor& executor_;
  DecidingRules deciding_;
  std::vector<ThresholdPlace> places_;
  std::vector<SubjectValues> values_;
  std::vector<SensitiveFigure> figures_;
};

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
  const auto results = evaluate_all(rows, executor);
  Sensitivity made;
  made.step = step;
  add_total(made, results);
  made.entries = SensitivityMaker(rows, results, step, executor).run();
  std::stable_sort(made.entries.begin(), made.entries.end(),
                   [](const SensitivityEntry& a, const SensitivityEntry& b) { return a.reach() > b.reach(); });
  return made;
}

}  // namespace spanne::engine
