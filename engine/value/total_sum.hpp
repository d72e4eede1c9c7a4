// TotalSum adds up any number of fractions, in time and memory that do not depend on their denominators.
//
// A sum of a million quotients may have a common denominator of millions of digits. So a sum is exact while the least
// common multiple of all denominators stays within a limit, and is known to lie between two close bounds beyond it.
// Neither depends on the order of the numbers, nor on how they were parted among several sums: the least common
// multiple is that of all of them, and each number is rounded down for the bounds by itself. Limits, ceilings and bands
// that the bounds do not decide are settled by the exact sum where that is affordable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// What is known of a number: it lies from `low` to `high`, which are equal if it is known exactly and at most 10⁻³⁰
/// apart otherwise.
struct Enclosure {
  Fraction low, high;
  bool is_exact() const { return low == high; }
  /// What is shown of it.
  Fraction middle() const { return is_exact() ? low : (low + high) / 2; }
};

/// One object for one thread. The time and the memory of an addition do not depend on what was added before.
class TotalSum {
 public:
  /// `max_terms`, at least 1: see settled(). A sum that is asked for it keeps up to so many denominators.
  explicit TotalSum(std::size_t max_terms);
  TotalSum() : TotalSum(32) {}
  TotalSum(const TotalSum& other);
  TotalSum(TotalSum&&) noexcept;
  TotalSum& operator=(const TotalSum& other);
  TotalSum& operator=(TotalSum&&) noexcept;
  ~TotalSum();

  void add(const Fraction& number);
  /// Adds what another sum with the same `max_terms` has added up.
  void add(const TotalSum& more);

  /// Exact while the common denominator has at most max_number_bits.
  Enclosure value() const;
  /// The exact sum, also where value() has bounds; returns nullopt if then more than `max_terms` different denominators
  /// were added, those of usual efforts apart. Takes milliseconds for a thousand of them.
  std::optional<Fraction> settled() const;

 private:
  class CommonSum;
  class RoundedSum;
  struct Rest;
  __extension__ typedef __int128 Int128;
  bool add_multiple(std::int64_t numerator, std::int64_t denominator);
  void add_count(Int128 more);
  Fraction counted() const;
  Rest& rest();

  Int128 count_ = 0;              // of 1 / usual_denominator: the numbers whose denominators divide that
  std::int64_t denominator_ = 1;  // the latest one that was found to divide it
  std::size_t max_terms_ = 1;
  Fraction single_;             // the only number of another denominator so far; 0 if there is none, or more
  std::unique_ptr<Rest> rest_;  // two and more of these; null as nearly always
};

}  // namespace spanne::engine
