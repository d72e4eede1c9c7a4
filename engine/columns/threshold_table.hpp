// ThresholdTable holds the numbers an attribute is compared with, prepared for finding the rank of a value among them.
#pragma once

#include <cstdint>
#include <vector>

namespace spanne::engine {

struct ThresholdTable {
  /// `ascending`: at least one number, strictly ascending.
  explicit ThresholdTable(std::vector<std::int64_t> ascending);

  /// For binary search: 2^n - 1 thresholds, padded with the greatest integer.
  std::vector<std::int64_t> thresholds;

  /// For direct lookup, if the thresholds are spread evenly enough: buckets of 2^shift numbers each, starting at
  /// `origin` (just below the first threshold), with at most two thresholds each. Empty otherwise.
  struct Bucket {
    /// the number of thresholds up to the end of the bucket, counting two in the bucket
    std::vector<std::int64_t> through;
    std::vector<std::int64_t> lower, upper;  // the thresholds in the bucket, padded with the greatest integer
  } buckets;
  std::int64_t origin = 0, last = 0;
  int shift = 0;
};

}  // namespace spanne::engine
