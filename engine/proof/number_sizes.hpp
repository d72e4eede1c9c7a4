// NumberSizes bounds how long the numbers of calculations can get, whatever the account. Nearly always that shows that
// no calculation of a rule set is ever too large to compute (is_computable()), so that proofs need not consider it.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine::proof {

/// Upper bounds for a number numerator / (10^tens · rest), not necessarily in lowest terms. Powers of ten are kept
/// apart because sums share them.
struct NumberSize {
  std::size_t numerator_bits = 0, tens = 0, rest_bits = 0;
  std::size_t denominator_bits() const { return (tens * 10 + 2) / 3 + rest_bits; }
  bool is_computable() const { return numerator_bits <= max_number_bits && denominator_bits() <= max_number_bits; }
};

/// The size of an account's effort: everything that may be added or put on top, times everything that may multiply it.
class EffortSizeBound {
 public:
  void take(const Effect& effect, const NumberSize& amount);
  bool is_computable() const;

 private:
  NumberSize longest_;  // of what is added; only its rest_bits are a sum
  NumberSize multiplied_{1, 0, 0};
  std::size_t count_ = 0;
};

/// Immutable after construction.
class NumberSizes {
 public:
  /// `model` must outlive the object.
  explicit NumberSizes(const Model& model);

  /// Whether some account may be rejected because the calculation is too large to compute.
  bool may_be_too_large(TermId id) const { return !sizes_[id].is_computable(); }
  /// The least size that the divisor of a quotient has unless it is 0.
  const Fraction& least_divisor(TermId quotient) const { return least_divisors_.at(quotient); }
  /// The size of an effect's amount, portions included; not for flags.
  const NumberSize& of(const Effect& effect) const { return amounts_.at(&effect); }
  /// Whether the effort of some account may be too large to compute. If not, no part of the rule set can be.
  bool effort_may_be_too_large() const { return effort_may_be_too_large_; }

 private:
  NumberSize of(TermId id);
  NumberSize found(const Term& term);
  NumberSize attribute(const Attribute& attribute) const;
  NumberSize power(const Term& term);
  NumberSize looked_up(const Term& term);
  NumberSize amount(const Effect& effect);

  const Model& model_;
  std::vector<NumberSize> sizes_;
  std::vector<bool> known_;
  std::unordered_map<TermId, Fraction> least_divisors_;
  std::unordered_map<const Effect*, NumberSize> amounts_;
  bool effort_may_be_too_large_ = false;
};

}  // namespace spanne::engine::proof
