// Decimal is the number type of attributes: a decimal with six places.
//
// Its range is ±9'223'372'036'854.775807 (an int64 count of millionths). Functions return nullopt if the result
// overflows; a number never wraps around. Calculations are made with Fraction.
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
std::optional<Decimal> floor(Decimal a);
std::optional<Decimal> ceil(Decimal a);
/// "-1234.5": a point, no trailing zeros, no exponent, no thousands separators.
std::string to_text(Decimal number);

}  // namespace spanne::engine
