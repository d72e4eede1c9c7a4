// Computes powers of decimals, correctly rounded to six places for every pair of values.
//
// A result that is rational with a short exponent is computed exactly. Every other result provably does not lie half
// way between two decimals, so it is computed in fixed point with increasing precision until its rounding is certain.
// Floating point only detects results that are far out of range, so every machine gives the same digits.
#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/value/decimal.hpp"

namespace spanne::engine {
namespace {

using boost::multiprecision::cpp_int;

/// A positive fraction in lowest terms.
struct Ratio {
  std::int64_t numerator, denominator;
  Ratio inverse() const { return {denominator, numerator}; }
};

Ratio lowest_terms(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t divisor = std::gcd(numerator, denominator);
  return {numerator / divisor, denominator / divisor};
}

std::optional<Decimal> fitting(const cpp_int& millionths) {
  if (millionths > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(millionths)};
}

// ---------------------------------------------------------------------------------------------- exact powers

// With a greater whole exponent, a result in range never lies half way between two decimals: its denominator, at least
// 2^64, would have to divide 2'000'000; and a whole number above 1 to such a power is out of range.
constexpr std::int64_t longest_exact_exponent = 64;

std::optional<Decimal> exact_power(Ratio base, unsigned exponent) {
  const cpp_int numerator = boost::multiprecision::pow(cpp_int(base.numerator), exponent);
  const cpp_int denominator = boost::multiprecision::pow(cpp_int(base.denominator), exponent);
  return fitting((2 * Decimal::one * numerator + denominator) / (2 * denominator));
}

/// The whole number whose `degree`-th power is `number`; returns nullopt if there is none. Beyond degree 63 only 1 has
/// one.
std::optional<std::int64_t> perfect_root(std::int64_t number, std::int64_t degree) {
  if (number == 1 || degree == 1) return number;
  if (degree > 63) return std::nullopt;
  const auto near = std::llroundl(std::pow(static_cast<long double>(number), 1.0L / static_cast<long double>(degree)));
  for (std::int64_t root = near - 1; root <= near + 1; ++root) {
    if (boost::multiprecision::pow(cpp_int(root), static_cast<unsigned>(degree)) == number) return root;
  }
  return std::nullopt;
}

std::optional<Ratio> perfect_root(Ratio base, std::int64_t degree) {
  const auto numerator = perfect_root(base.numerator, degree);
  const auto denominator = perfect_root(base.denominator, degree);
  if (!numerator || !denominator) return std::nullopt;
  return Ratio{*numerator, *denominator};
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

/// The natural logarithm of a number above 0; negative below 1. Off by less than 2^12 · bits units.
cpp_int logarithm(Ratio number, const cpp_int& log_2, unsigned bits) {
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

/// base^(p/q) in millionths, not yet rounded.
cpp_int millionths_of_power(Ratio base, std::int64_t p, std::int64_t q, unsigned bits) {
  const cpp_int log_2 = twice_artanh(1, 3, bits);
  const cpp_int exponent = floor_quotient(logarithm(base, log_2, bits) * p, q);
  const cpp_int twos = floor_quotient(exponent, log_2);
  const cpp_int mantissa = small_exponential(exponent - twos * log_2, bits) * Decimal::one;
  const auto shift = static_cast<int>(twos);
  return shift >= 0 ? cpp_int(mantissa << shift) : cpp_int(mantissa >> -shift);
}

// The error of millionths_of_power, as a power of two in units: a result in range has 63 bits before the point; the
// exponent magnifies the logarithm's error at most 2^25 times (a base next to 1 is 1 ± 10^-6, and the product of
// logarithm and exponent is below 31); the errors named above are below 2^12 · bits.
constexpr unsigned error_bits(unsigned bits) { return 63 + 25 + 14 + static_cast<unsigned>(std::bit_width(bits)); }

/// The result is irrational, or its denominator is too long for a half-way case, so some precision decides its
/// rounding.
std::optional<Decimal> rounded_power(Ratio base, std::int64_t p, std::int64_t q) {
  for (unsigned bits = 192;; bits *= 2) {
    const cpp_int half = cpp_int(1) << (bits - 1);
    const cpp_int error = cpp_int(1) << error_bits(bits);
    const cpp_int raised = millionths_of_power(base, p, q, bits) + half;
    const cpp_int least = (raised - error) >> bits;
    if (least == (raised + error) >> bits) return fitting(least);
  }
}

// ---------------------------------------------------------------------------------------------- cases

enum class Size { negligible, in_range, too_large };

/// Certain only for results far out of range: half a millionth is 2^-20.9, the largest decimal 2^43.1.
Size size_of_power(Ratio base, Decimal exponent) {
  const long double log =
      std::log2(static_cast<long double>(base.numerator) / static_cast<long double>(base.denominator));
  const long double twos = log * static_cast<long double>(exponent.millionths) / Decimal::one;
  if (twos < -22) return Size::negligible;
  return twos > 44 ? Size::too_large : Size::in_range;
}

/// base above 0 and not 1, exponent not 0.
std::optional<Decimal> positive_power(Ratio base, Decimal exponent) {
  const Size size = size_of_power(base, exponent);
  if (size == Size::too_large) return std::nullopt;
  if (size == Size::negligible) return Decimal{};
  if (exponent.millionths < 0) {
    base = base.inverse();
    exponent.millionths = -exponent.millionths;
  }
  const Ratio reduced = lowest_terms(exponent.millionths, Decimal::one);
  const auto root = perfect_root(base, reduced.denominator);
  if (!root) return rounded_power(base, reduced.numerator, reduced.denominator);
  if (reduced.numerator > longest_exact_exponent) return rounded_power(*root, reduced.numerator, 1);
  return exact_power(*root, static_cast<unsigned>(reduced.numerator));
}

}  // namespace

std::optional<Decimal> power(Decimal base, Decimal exponent) {
  if (exponent.millionths == 0) return Decimal{Decimal::one};
  if (base.millionths == 0) return exponent.millionths > 0 ? std::optional(Decimal{}) : std::nullopt;
  if (base.millionths < 0 && !exponent.is_whole()) return std::nullopt;

  const std::optional<Decimal> size = absolute(base);
  if (!size) return std::nullopt;
  const bool negative = base.millionths < 0 && exponent.millionths / Decimal::one % 2 != 0;
  const std::optional<Decimal> result =
      size->millionths == Decimal::one ? size : positive_power(lowest_terms(size->millionths, Decimal::one), exponent);
  return result && negative ? negate(*result) : result;
}

}  // namespace spanne::engine
