// PortfolioRows is an accounts file in memory; RowEvaluation evaluates it by the plain evaluator. All planning views
// are made from these two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/groups/figure_tables.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/semantics/trace.hpp"
#include "engine/value/executor.hpp"

namespace spanne::engine {

/// One row of an accounts file, as it was read: before assignments, without figures of groups.
struct PortfolioRow {
  std::size_t line = 0;             // where it begins in the file, counted from 1
  Account account;                  // unreadable values are missing
  std::vector<std::string> faults;  // why it could not be read; empty if it could
  UnreadableCells unreadable;
};

struct PortfolioRows {
  std::vector<PortfolioRow> rows;    // in the order of the file
  std::vector<AttributeId> counted;  // figures of a group that the file has no column for
};

/// What a rule set makes of one row.
struct RowResult {
  Account account;  // after assignments, with the figures of its groups
  Outcome outcome;  // its rejections say why the row was not read, or not evaluated
};

/// Rows as one rule set sees them on one day. The constructor counts the figures of groups; afterwards any number of
/// threads may ask.
class RowEvaluation {
 public:
  /// `model` and `rows` outlive the object; `as_of` lies in the effective period.
  RowEvaluation(const Model& model, Date as_of, const PortfolioRows& rows);
  RowEvaluation(const RowEvaluation&) = delete;
  RowEvaluation& operator=(const RowEvaluation&) = delete;

  std::size_t size() const { return rows_.rows.size(); }
  const PortfolioRow& row(std::size_t index) const { return rows_.rows[index]; }
  const Model& model() const { return evaluator_.model(); }
  Date as_of() const { return evaluator_.as_of(); }
  const Evaluator& evaluator() const { return evaluator_; }
  /// Sentences on rows that are in no group.
  std::vector<std::string> notes() const { return figures_.notes(); }

  /// `trace`, if it is not null, gets the steps of the evaluation; it stays empty for a row that is not evaluated.
  RowResult evaluate(std::size_t index, Trace* trace = nullptr) const;

 private:
  const PortfolioRows& rows_;
  Evaluator evaluator_;
  FigureTables figures_;
};

/// The rows of one task: results are merged in the order of tasks, so that threads change nothing.
inline constexpr std::size_t rows_per_task = 512;

/// Calls `work(state, index)` for every index below `count`, in order within a task; each task begins with a copy of
/// `initial`. Returns the states in the order of their rows.
template <class State, class Work>
std::vector<State> map_rows(std::size_t count, const Executor& executor, const State& initial, const Work& work) {
  std::vector<State> states((count + rows_per_task - 1) / rows_per_task, initial);
  executor(states.size(), [&](std::size_t task) {
    const std::size_t end = std::min(count, (task + 1) * rows_per_task);
    for (std::size_t index = task * rows_per_task; index < end; ++index) work(states[task], index);
  });
  return states;
}

/// The results of all rows, in their order.
std::vector<RowResult> evaluate_all(const RowEvaluation& rows, const Executor& executor);

/// The sums of all rows by group, broken down, as `eval --by` has them. `results`: see evaluate_all().
Tally tally_of(const RowEvaluation& rows, const std::vector<RowResult>& results, const std::vector<GroupBy>& by);

}  // namespace spanne::engine
