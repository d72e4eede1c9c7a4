// LineEffects say which rows each line of a file of scenarios concerns, and what it makes of them.
//
// Every condition and every value is that of the row as the file and today's guideline give it on the day, whatever
// other lines do. So it is found once for all scenarios, and neither order nor `include` changes a result.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/planning/scenarios/edited_rows.hpp"
#include "engine/planning/scenarios/row_sums.hpp"
#include "engine/planning/scenarios/scenario.hpp"

namespace spanne::engine {

struct LineEffects {
  /// What a line makes of one row; of `drop` without a value.
  struct Change {
    std::size_t row = 0;
    ValueChange value;
  };
  std::vector<std::vector<Change>> changes;  // by line of the file, in the order of rows
  std::vector<std::size_t> undecided;        // by line: rows of which its condition has no value; they stay as they are
};

/// Of the rows from `first` on; Change::row counts from there. `rows` are evaluated by the model of the file, and
/// `clusters` is what RowSums::tally has found. Rows that cannot be read are concerned by no line.
LineEffects line_effects(const ScenarioFile& file, const RowSums& rows,
                         const std::vector<std::optional<ClusterId>>& clusters, std::size_t first,
                         const Executor& executor);

}  // namespace spanne::engine
