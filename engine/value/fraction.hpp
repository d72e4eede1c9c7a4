// Fraction is the number type of efforts: an exact fraction of any length.
//
// Efforts are never rounded in between: 2 h/month of 1'440 h/year is one sixtieth of an FTE, and sixty of them are 1
// FTE. Numerator and denominator are 64-bit integers while they fit, which is nearly always, and integers of arbitrary
// length otherwise.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "engine/value/decimal.hpp"

namespace spanne::engine {

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
  /// Numerator and denominator (above 0) in lowest terms; returns nullopt if 64 bits do not suffice for both.
  std::optional<std::pair<std::int64_t, std::int64_t>> in_lowest_terms() const;

  /// Rounded once, half away from zero, to at most `places` decimals (0 to 18); no trailing zeros, no exponent, and
  /// "0" rather than "-0".
  std::string to_text(int places = 6) const;
  /// The exact value: "3", "0.25" if six decimals are enough, otherwise "1/60" in lowest terms.
  std::string to_exact_text() const;

 private:
  struct Wide;
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
