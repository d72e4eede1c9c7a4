// Computes powers of fractions: exactly for short whole exponents, else correctly rounded to six places.
//
// A result that is rational with a short exponent is computed exactly before it is rounded. Every other result provably
// does not lie half way between two decimals, so it is computed in fixed point with increasing precision until its
// rounding is certain. No floating point, so every machine gives the same digits.
#include <algorithm>
#include <bit>
#include <optional>

#include "engine/value/fraction.hpp"
#include "engine/value/wide_ratio.hpp"

namespace spanne::engine {
namespace {

using boost::multiprecision::cpp_int;

/// Number of bits of a number above 0.
unsigned bit_count(const cpp_int& number) { return static_cast<unsigned>(msb(number)) + 1; }

WideRatio inverse(const WideRatio& ratio) { return {ratio.denominator, ratio.numerator}; }
bool is_one(const WideRatio& ratio) { return ratio.numerator == ratio.denominator; }

// ---------------------------------------------------------------------------------------------- exact powers

// Up to this whole exponent powers are exact (docs/language.md#types). With a greater one a result that is no whole
// number never lies half way between two decimals: its denominator, at least 2^65, would have to divide 2'000'000.
constexpr unsigned longest_exact_exponent = 64;

/// Nullopt if the result is not computable. `base` is in lowest terms, and so are its powers.
std::optional<Fraction> exact_power(const WideRatio& base, unsigned exponent) {
  const unsigned bits = std::max(bit_count(base.numerator), bit_count(base.denominator));
  if ((bits - 1) * exponent > max_number_bits) return std::nullopt;
  Fraction result = Fraction::of({pow(base.numerator, exponent), pow(base.denominator, exponent)});
  return is_computable(result) ? std::optional(std::move(result)) : std::nullopt;
}

/// The power rounded to six decimals; only the result has to be computable, however long the exact power is.
std::optional<Fraction> rounded_exact_power(const WideRatio& base, unsigned exponent) {
  const cpp_int numerator = pow(base.numerator, exponent), denominator = pow(base.denominator, exponent);
  cpp_int millionths = (2 * Decimal::one * numerator + denominator) / (2 * denominator);
  Fraction rounded = Fraction::of({std::move(millionths), Decimal::one});
  return is_computable(rounded) ? std::optional(std::move(rounded)) : std::nullopt;
}

/// The whole number whose `degree`-th power is `number`, which is above 0; returns nullopt if there is none.
std::optional<cpp_int> perfect_root(const cpp_int& number, const cpp_int& degree) {
  if (number == 1 || degree == 1) return number;
  const unsigned bits = bit_count(number);
  if (degree >= bits) return std::nullopt;  // 2^degree exceeds it
  const auto power = static_cast<unsigned>(degree);
  cpp_int low = 1, high = cpp_int(1) << (bits / power + 1);
  while (high - low > 1) {
    const cpp_int middle = (low + high) / 2;
    (pow(middle, power) <= number ? low : high) = middle;
  }
  return pow(low, power) == number ? std::optional(low) : std::nullopt;
}

std::optional<WideRatio> perfect_root(const WideRatio& base, const cpp_int& degree) {
  auto numerator = perfect_root(base.numerator, degree);
  auto denominator = numerator ? perfect_root(base.denominator, degree) : std::nullopt;
  if (!denominator) return std::nullopt;
  return WideRatio{std::move(*numerator), std::move(*denominator)};
}

// ---------------------------------------------------------------------------------------------- fixed point
//
// A number x is held as the whole number nearest below x · 2^bits, give or take the error named at each function.

/// 2 · artanh(numerator / denominator), for a fraction of at most 1/3: z + z³/3 + z⁵/5 + …, doubled.
/// Off by less than 8 · bits units.
cpp_int twice_artanh(const cpp_int& numerator, const cpp_int& denominator, unsigned bits) {
  const cpp_int z = (numerator << bits) / denominator;
  const cpp_int square = (z * z) >> bits;
  cpp_int sum = 0;
  cpp_int term = z;
  for (unsigned odd = 1; term != 0; odd += 2) {
    sum += term / odd;
    term = (term * square) >> bits;
  }
  return 2 * sum;
}

/// Off by less than 8 · bits units.
cpp_int log_of_2(unsigned bits) {
  constexpr unsigned usual_bits = 512;
  static const cpp_int usual = twice_artanh(1, 3, usual_bits);
  return bits <= usual_bits ? cpp_int(usual >> (usual_bits - bits)) : twice_artanh(1, 3, bits);
}

/// The natural logarithm of a number above 0; negative below 1. Off by less than 2^15 · bits units, since `twos` has at
/// most 13 bits.
cpp_int logarithm(const WideRatio& number, const cpp_int& log_2, unsigned bits) {
  cpp_int numerator = number.numerator;
  cpp_int denominator = number.denominator;
  const int twos = static_cast<int>(msb(numerator)) - static_cast<int>(msb(denominator));
  if (twos > 0) denominator <<= twos;
  if (twos < 0) numerator <<= -twos;
  // Now 1/2 < numerator/denominator < 2, so that |n - d| / (n + d) < 1/3.
  const cpp_int difference = abs(cpp_int(numerator - denominator));
  const cpp_int rest = twice_artanh(difference, numerator + denominator, bits);
  return twos * log_2 + (numerator < denominator ? cpp_int(-rest) : rest);
}

/// e^x for 0 <= x < 1: the series of x / 2^8, squared eight times. Off by less than 2^10 · bits units.
cpp_int small_exponential(const cpp_int& x, unsigned bits) {
  constexpr unsigned halvings = 8;
  const cpp_int reduced = x >> halvings;
  cpp_int sum = cpp_int(1) << bits;
  cpp_int term = sum;
  for (unsigned index = 1; term != 0; ++index) {
    term = ((term * reduced) >> bits) / index;
    sum += term;
  }
  for (unsigned time = 0; time < halvings; ++time) sum = (sum * sum) >> bits;
  return sum;
}

/// floor(a / b) for b > 0, for negative a as well.
cpp_int floor_quotient(const cpp_int& a, const cpp_int& b) {
  const cpp_int quotient = a / b;
  return a < 0 && quotient * b != a ? cpp_int(quotient - 1) : quotient;
}

/// A power as far as one precision shows it. Not both flags are set.
struct Rounded {
  bool too_large = false, open = false;  // open: the precision does not decide its rounding
  cpp_int millionths;
};

/// base^exponent in millionths, for a base other than 1 and an exponent above 0.
Rounded power_with(const WideRatio& base, const WideRatio& exponent, unsigned bits) {
  const cpp_int log_2 = log_of_2(bits);
  const cpp_int log = floor_quotient(logarithm(base, log_2, bits) * exponent.numerator, exponent.denominator);
  const cpp_int whole_twos = floor_quotient(log, log_2);
  // Certain, since the precision leaves the logarithm an error far below 1.
  if (whole_twos < -24) return {};
  if (whole_twos > static_cast<int>(max_number_bits)) return {true, false, {}};
  const auto twos = static_cast<int>(whole_twos);
  const cpp_int mantissa = small_exponential(log - twos * log_2, bits) * Decimal::one;
  const cpp_int raised =
      (twos >= 0 ? cpp_int(mantissa << twos) : cpp_int(mantissa >> -twos)) + (cpp_int(1) << (bits - 1));
  // As a power of two in units: the exponent magnifies the error of the logarithm, the result that of its mantissa; a
  // million has 20 bits, and the errors named above are below 2^15 · bits.
  const unsigned error_bits = static_cast<unsigned>(std::max(twos, 0)) + 20 + 17 +
                              static_cast<unsigned>(std::bit_width(bits)) +
                              bit_count(exponent.numerator / exponent.denominator + 1);
  const cpp_int error = cpp_int(1) << error_bits;
  const cpp_int least = (raised - error) >> bits;
  return {false, least != (raised + error) >> bits, least};
}

/// The result is irrational, or its denominator is too long for a half-way case, so some precision decides its
/// rounding.
std::optional<Fraction> rounded_power(const WideRatio& base, const WideRatio& exponent) {
  const unsigned of_exponent = bit_count(exponent.numerator / exponent.denominator + 1);
  for (unsigned bits = 127 + of_exponent;; bits *= 2) {
    Rounded rounded = power_with(base, exponent, bits);
    if (rounded.open) continue;
    if (rounded.too_large) return std::nullopt;
    Fraction result = Fraction::of({std::move(rounded.millionths), Decimal::one});
    return is_computable(result) ? std::optional(std::move(result)) : std::nullopt;
  }
}

/// base above 0 and not 1, exponent above 0.
std::optional<Fraction> positive_power(const WideRatio& base, const WideRatio& exponent) {
  const bool is_short = exponent.numerator <= longest_exact_exponent;
  if (exponent.denominator == 1 && is_short) return exact_power(base, static_cast<unsigned>(exponent.numerator));
  const auto root = perfect_root(base, exponent.denominator);
  if (!root) return rounded_power(base, exponent);
  if (!is_short) return rounded_power(*root, {exponent.numerator, 1});
  return rounded_exact_power(*root, static_cast<unsigned>(exponent.numerator));
}

}  // namespace

std::optional<Fraction> power(const Fraction& base, const Fraction& exponent) {
  if (exponent.sign() == 0) return Fraction(1);
  if (base.sign() == 0) return exponent.sign() > 0 ? std::optional(Fraction(0)) : std::nullopt;
  if (base.sign() < 0 && !exponent.is_whole()) return std::nullopt;

  const WideRatio size = absolute(base).in_wide_terms(), times = absolute(exponent).in_wide_terms();
  const bool negative = base.sign() < 0 && times.numerator % 2 != 0;
  auto result =
      is_one(size) ? std::optional(Fraction(1)) : positive_power(exponent.sign() < 0 ? inverse(size) : size, times);
  return result && negative ? std::optional(-*result) : result;
}

}  // namespace spanne::engine
