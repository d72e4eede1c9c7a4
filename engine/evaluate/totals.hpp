// Sums of many accounts' efforts.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/evaluate/fast.hpp"

namespace spanne::engine {

/// FTE of accepted accounts, exactly.
struct Totals {
  Range total;
  std::vector<Range> kinds;  // in the order of Model::kinds
  Range limit;

  void add(const Outcome& outcome);
  void add(const Totals& more);
};

/// Adds up rows of blocks as whole numbers, for as long as 64 bits suffice. The plan's wishes include kinds.
class BlockTotals {
 public:
  /// `plan` outlives it.
  explicit BlockTotals(const Plan& plan);
  void add(const BlockEvaluator& outcomes, std::size_t row);
  /// What was added since it was last asked for.
  Totals take();

 private:
  struct Figure {
    const Plan::Figure* of;
    std::int64_t low = 0, high = 0;  // counts of its unit
    Range sum{};                     // what no longer went into them
    void add(std::int64_t more_low, std::int64_t more_high);
    Range take();
  };
  std::vector<Figure> figures_;  // total, kinds, limit
};

}  // namespace spanne::engine
