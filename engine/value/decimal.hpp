// Decimal is the number type of conditions and accounts: a decimal with six places.
//
// Its range is ±9'223'372'036'854.775807 (an int64 count of millionths). Sums are exact; products and quotients are
// rounded half away from zero to six places, as in commercial arithmetic. Functions return nullopt if the result
// overflows; a number never wraps around.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace spanne::engine {

struct Decimal {
  std::int64_t millionths = 0;

  static constexpr std::int64_t one = 1'000'000;
  static constexpr Decimal whole(std::int32_t number) { return {number * one}; }
  constexpr bool is_whole() const { return millionths % one == 0; }

  auto operator<=>(const Decimal&) const = default;
};

std::optional<Decimal> add(Decimal a, Decimal b);
std::optional<Decimal> subtract(Decimal a, Decimal b);
std::optional<Decimal> multiply(Decimal a, Decimal b);
/// Returns nullopt on overflow and on division by zero; check b for zero first to distinguish the two.
std::optional<Decimal> divide(Decimal a, Decimal b);
std::optional<Decimal> negate(Decimal a);
std::optional<Decimal> absolute(Decimal a);
std::optional<Decimal> floor(Decimal a);
std::optional<Decimal> ceil(Decimal a);
/// Half away from zero to `places` decimals, 0 to 6.
std::optional<Decimal> round(Decimal a, int places);
/// base to the power of exponent, correctly rounded (half away from zero) to six places for every pair of values.
/// Returns nullopt on overflow, for a negative base with a fractional exponent, and for 0 to a negative power.
std::optional<Decimal> power(Decimal base, Decimal exponent);

/// "-1234.5": a point, no trailing zeros, no exponent, no thousands separators.
std::string to_text(Decimal number);

}  // namespace spanne::engine
