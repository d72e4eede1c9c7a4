// Every operation is computed in 128 bits, followed by one check whether the result fits.
#include "engine/value/decimal.hpp"

#include <fmt/format.h>
#include <limits>

namespace spanne::engine {
namespace {

__extension__ typedef __int128 Int128;

// The range is symmetric, so that negation never overflows: the minimum of int64 counts as too small.
constexpr Int128 largest_millionths = std::numeric_limits<std::int64_t>::max();

std::optional<Decimal> fitting(Int128 millionths) {
  if (millionths > largest_millionths || millionths < -largest_millionths) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(millionths)};
}

Int128 without_sign(Int128 number) { return number < 0 ? -number : number; }

}  // namespace

std::optional<Decimal> add(Decimal a, Decimal b) { return fitting(Int128{a.millionths} + b.millionths); }

std::optional<Decimal> subtract(Decimal a, Decimal b) { return fitting(Int128{a.millionths} - b.millionths); }

std::optional<Decimal> floor(Decimal a) {
  const std::int64_t rest = a.millionths % Decimal::one;
  return fitting(Int128{a.millionths} - (rest < 0 ? rest + Decimal::one : rest));
}

std::optional<Decimal> ceil(Decimal a) {
  const std::int64_t rest = a.millionths % Decimal::one;
  return fitting(Int128{a.millionths} - (rest > 0 ? rest - Decimal::one : rest));
}

std::string to_text(Decimal number) {
  const Int128 millionths = without_sign(number.millionths);
  const auto whole = static_cast<std::int64_t>(millionths / Decimal::one);
  const auto rest = static_cast<std::int64_t>(millionths % Decimal::one);
  std::string text = fmt::format("{}{}", number.millionths < 0 ? "-" : "", whole);
  if (rest == 0) return text;
  text += fmt::format(".{:06}", rest);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

}  // namespace spanne::engine
