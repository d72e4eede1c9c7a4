// Sensitivity says which numbers of a guideline move the effort of a portfolio: each amount, factor and threshold a
// step down and a step up, everything else being equal (docs/planning/sensitivity.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/result_table.hpp"
#include "engine/planning/sensitive_figures.hpp"

namespace spanne::engine {

/// What one step does.
struct SensitivityStep {
  std::string is;   // what then stands there: "+0.22 .. 0.33 FTE", "sites > 12"
  SumRange change;  // of the sums of all low and of all high ends, FTE, over rows that are accepted before and after
  std::size_t rows = 0;      // whose effort changes
  std::size_t rejected = 0;  // that are rejected only then
};

struct SensitivityEntry {
  SensitiveFigure figure;
  std::optional<SensitivityStep> down, up;  // nullopt: there is no such step
  /// The greater change of the middle, by its amount: what entries are ranked by.
  Fraction reach() const;
};

struct Sensitivity {
  Fraction step;                          // a share
  SumRange total;                         // of all accepted rows as they are, FTE
  std::size_t rows = 0, rejected = 0;     // all, and those that are left out
  std::vector<SensitivityEntry> entries;  // the greatest reach first, then as in the file
};

/// `step` lies above 0 and below 1. Only rows that a step can touch are evaluated again.
Sensitivity sensitivity_of(const RowEvaluation& rows, const Fraction& step, const Executor& executor);

/// "sensitivity": a line for each entry.
ResultTable sensitivity_table(const Sensitivity& sensitivity);

}  // namespace spanne::engine
