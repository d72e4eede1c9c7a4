// The numbers an attribute is compared with, made ready for finding a value's place among them.
#pragma once

#include <cstdint>
#include <vector>

namespace spanne::engine {

struct ThresholdTable {
  /// At least one, ascending, none twice.
  explicit ThresholdTable(std::vector<std::int64_t> ascending);

  /// For halving: 2^n - 1 of them, filled up with the greatest number there is.
  std::vector<std::int64_t> cuts;

  /// Where they are spread evenly enough: ranges of 2^shift numbers each, from `origin` (just below the first) on, that
  /// hold two at most. Empty otherwise.
  struct Bucket {
    std::vector<std::int64_t> through;       // how many there are up to the bucket's end, if it were full
    std::vector<std::int64_t> lower, upper;  // those in it, filled up with the greatest number there is
  } buckets;
  std::int64_t origin = 0, last = 0;
  int shift = 0;
};

}  // namespace spanne::engine
