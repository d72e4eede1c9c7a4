// Sums of many accounts' efforts.
#pragma once

#include <vector>

#include "engine/evaluate/evaluate.hpp"

namespace spanne::engine {

/// FTE of accepted accounts, exactly.
struct Totals {
  Range total;
  std::vector<Range> kinds;  // in the order of Model::kinds
  Range limit;

  void add(const Outcome& outcome);
  void add(const Totals& more);
};

}  // namespace spanne::engine
