// A linear programme in whole numbers, and the interface of what solves it.
//
// Its solver computes in floating point: what it answers is a proposal with a proved bound, and whoever asks
// computes the cost of the proposal again, exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace spanne::engine {

/// Find values of the columns, each between its bounds, so that every row's sum of factor × value lies between the
/// row's bounds and the sum of cost × value is least.
struct IntegerProgramme {
  static constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::max();

  struct Column {
    std::int64_t cost = 0;
    std::int64_t lower = 0, upper = 1;  // upper may be no_bound
    bool whole = true;                  // else any number
  };
  struct Entry {
    std::size_t column;
    std::int64_t factor;
  };
  struct Row {
    std::int64_t lower = 0, upper = 0;  // lower may be -no_bound, upper no_bound
    std::vector<Entry> entries;         // each column at most once
  };

  std::vector<Column> columns;
  std::vector<Row> rows;
};

struct ProgrammeAnswer {
  enum class Status {
    optimal,     // nothing costs less than the proposal
    infeasible,  // no values satisfy the rows
    stopped      // the limit was reached first
  };
  Status status = Status::stopped;
  std::vector<std::int64_t> values;  // the proposal's whole columns, 0 for the others; empty if there is none
  /// A whole number that no cost lies below, if costs are rounded up to whole numbers.
  std::int64_t bound = 0;
  std::size_t nodes = 0;  // how many branches were looked at
};

class ProgrammeSolver {
 public:
  virtual ~ProgrammeSolver() = default;
  /// `start`: known values of the whole columns that satisfy the rows, or empty. The same programme, start and limit
  /// give the same answer on every run: one thread, a fixed seed and no clock.
  virtual ProgrammeAnswer solve(const IntegerProgramme& programme, const std::vector<std::int64_t>& start,
                                std::size_t node_limit) const = 0;
};

}  // namespace spanne::engine
