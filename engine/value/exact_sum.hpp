// CommonDenominator and ExactSum: sums of fractions whose order must not decide anything.
//
// Whether a sum is too large to compute is decided by the common denominator of what is added, not by what the sum
// happens to come to on the way: that is the same in any order, and bounds every step.
#pragma once

#include <optional>

#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// The least common multiple of the denominators of all numbers so far.
class CommonDenominator {
 public:
  /// Returns false once the common denominator, or the number itself, has more than max_number_bits; from then on it
  /// always does.
  bool include(const Fraction& number);
  bool too_large() const { return too_large_; }

 private:
  Fraction multiple_ = 1;
  bool too_large_ = false;
};

class ExactSum {
 public:
  void add(const Fraction& number) {
    if (common_.include(number)) sum_ += number;
  }
  /// Returns nullopt if it is too large to compute.
  std::optional<Fraction> value() const {
    return common_.too_large() || !is_computable(sum_) ? std::nullopt : std::optional(sum_);
  }

 private:
  Fraction sum_;
  CommonDenominator common_;
};

}  // namespace spanne::engine
