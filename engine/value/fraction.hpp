// Fraction is the number type of calculations and efforts: an exact fraction of any length.
//
// Nothing is rounded in between: 2 h/month of 1'440 h/year is one sixtieth of an FTE, and sixty of them are 1 FTE; 10 /
// 3 * 3 is 10. Numerator and denominator are 64-bit integers while they fit, which is nearly always, and integers of
// arbitrary length otherwise. Calculations of a rule set are bounded by is_computable().
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "engine/value/decimal.hpp"

namespace spanne::engine {

struct WideRatio;  // engine/value/wide_ratio.hpp

class Fraction {
 public:
  Fraction() = default;                                // 0
  Fraction(std::int64_t whole) : numerator_(whole) {}  // NOLINT: a whole number is a fraction
  /// numerator / denominator; the denominator is not 0.
  static Fraction ratio(std::int64_t numerator, std::int64_t denominator);
  static Fraction of(Decimal number) { return ratio(number.millionths, Decimal::one); }

  friend Fraction operator+(const Fraction& a, const Fraction& b);
  friend Fraction operator-(const Fraction& a, const Fraction& b);
  friend Fraction operator*(const Fraction& a, const Fraction& b);
  /// b is not 0 (asserted).
  friend Fraction operator/(const Fraction& a, const Fraction& b);
  Fraction operator-() const;
  Fraction& operator+=(const Fraction& other) { return *this = *this + other; }
  Fraction& operator-=(const Fraction& other) { return *this = *this - other; }
  Fraction& operator*=(const Fraction& other) { return *this = *this * other; }

  friend bool operator==(const Fraction& a, const Fraction& b);
  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b);

  int sign() const;
  Fraction floor() const;
  Fraction ceil() const;
  bool is_whole() const;
  /// Numerator and denominator (above 0) as they are kept, not necessarily in lowest terms: without a division. Returns
  /// nullopt if they are kept in more than 64 bits.
  std::optional<std::pair<std::int64_t, std::int64_t>> in_64_bits() const {
    return wide_ ? std::nullopt : std::optional(std::pair{numerator_, denominator_});
  }
  /// Numerator and denominator (above 0) in lowest terms; returns nullopt if 64 bits do not suffice for both.
  std::optional<std::pair<std::int64_t, std::int64_t>> in_lowest_terms() const;
  /// Numerator and denominator (above 0) in lowest terms, of any length.
  WideRatio in_wide_terms() const;
  /// numerator / denominator; the denominator is not 0.
  static Fraction of(WideRatio&& ratio);
  /// Of the fraction in lowest terms, above 0.
  Fraction denominator() const;
  /// Whether numerator and denominator, in lowest terms, have at most `bits` bits each. Constant time while they fit
  /// into 64 bits.
  bool fits_into(unsigned bits) const;
  /// What computing with it costs, compared with numbers of 64 bits, which are 1: it grows with the square of its length.
  std::size_t cost() const;
  /// The bits of numerator and denominator together, in lowest terms.
  std::size_t bit_count() const;

  /// Rounded once, half away from zero, to at most `places` decimals (0 to 18); no trailing zeros, no exponent, and
  /// "0" rather than "-0".
  std::string to_text(int places = 6) const;
  /// The exact value: "3", "0.25" if six decimals are enough, otherwise "1/60" in lowest terms.
  std::string to_exact_text() const;

 private:
  using Wide = WideRatio;
  struct Shared;
  friend void intrusive_ptr_add_ref(const Shared* wide);
  friend void intrusive_ptr_release(const Shared* wide);
  static Fraction from_wide(Wide&& wide);
  Wide widened() const;

  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;             // positive; not necessarily in lowest terms
  boost::intrusive_ptr<const Shared> wide_;  // set if 64 bits do not suffice; the two members above are then unused
};

Fraction absolute(const Fraction& number);
/// Half away from zero to `places` decimals, 0 to 6.
Fraction round(const Fraction& number, int places);

/// The size of calculations is bounded: numerator and denominator in lowest terms have at most so many bits. A rule set
/// that multiplies on and on would otherwise use up time and memory.
inline constexpr unsigned max_number_bits = 4'096;
inline bool is_computable(const Fraction& number) { return number.fits_into(max_number_bits); }

/// base to the power of exponent: exact for a whole exponent from -64 to 64, else correctly rounded (half away from
/// zero) to six places. Returns nullopt if the result is not computable, for a negative base with a fractional
/// exponent, and for 0 to a negative power.
std::optional<Fraction> power(const Fraction& base, const Fraction& exponent);

/// The number as a decimal, rounded half away from zero to six places; returns nullopt if it lies beyond a decimal's
/// range.
std::optional<Decimal> to_decimal(const Fraction& number);

/// A range from `low` to `high`, both in FTE (or both plain numbers, for factors and surcharges). The ends are not
/// ordered: the effect of limits can have a low end above its high end.
struct Range {
  Fraction low, high;
  Fraction middle() const { return (low + high) / 2; }
  Range& operator+=(const Range& more) {
    low += more.low;
    high += more.high;
    return *this;
  }
  bool operator==(const Range&) const = default;
};

}  // namespace spanne::engine
