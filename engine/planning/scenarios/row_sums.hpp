// RowSums evaluates rows held in memory and adds them up by group, as `eval --by` does with a file.
//
// Rows are evaluated in blocks by the plan of the rule set, which takes a fraction of the time of the plain evaluator
// and gives the same figures; what the plan leaves to it, and all rows where there is no plan, the plain evaluator
// does.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "engine/groups/figure_tables.hpp"
#include "engine/planning/scenarios/edited_rows.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/value/executor.hpp"

namespace spanne::engine {

class RowSums {
 public:
  /// `model` and `rows` outlive the object; `as_of` lies in the model's effective period. `counted`: the figures of
  /// groups that the files have no column for, which the constructor counts.
  RowSums(const Model& model, Date as_of, const EditedRows& rows, const std::vector<AttributeId>& counted,
          const Executor& executor);
  RowSums(const RowSums&) = delete;
  RowSums& operator=(const RowSums&) = delete;

  const Evaluator& evaluator() const { return evaluator_; }
  const EditedRows& rows() const { return rows_; }

  /// The sums of all rows from `first` on that are not dropped, broken down. `clusters`, if it is not null, gets the
  /// cluster of each of these rows; nullopt of one that is rejected before it has one.
  Tally tally(const std::vector<GroupBy>& by, const Executor& executor,
              std::vector<std::optional<ClusterId>>* clusters = nullptr, std::size_t first = 0) const;
  /// One row by the plain evaluator, after its edits, with the figures of its groups.
  RowResult evaluate(std::size_t index, Trace* trace = nullptr) const;

 private:
  class TaskSums;
  class TaskFigures;
  void count(const std::vector<AttributeId>& counted, const Executor& executor);

  Evaluator evaluator_;
  const EditedRows& rows_;
  std::optional<FigureTables> figures_;
};

}  // namespace spanne::engine
