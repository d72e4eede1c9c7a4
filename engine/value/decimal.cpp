// Every operation is computed in 128 bits, followed by one check whether the result fits.
#include "engine/value/decimal.hpp"

#include <cassert>
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

/// a / b, rounded half away from zero. Neither exceeds 2^126, so that doubling a remainder cannot overflow.
Int128 rounded_quotient(Int128 a, Int128 b) {
  const Int128 quotient = a / b;
  if (2 * without_sign(a % b) < without_sign(b)) return quotient;
  return (a < 0) == (b < 0) ? quotient + 1 : quotient - 1;
}

}  // namespace

std::optional<Decimal> add(Decimal a, Decimal b) { return fitting(Int128{a.millionths} + b.millionths); }

std::optional<Decimal> subtract(Decimal a, Decimal b) { return fitting(Int128{a.millionths} - b.millionths); }

std::optional<Decimal> negate(Decimal a) { return fitting(-Int128{a.millionths}); }

std::optional<Decimal> absolute(Decimal a) { return fitting(without_sign(a.millionths)); }

std::optional<Decimal> floor(Decimal a) {
  const std::int64_t rest = a.millionths % Decimal::one;
  return fitting(Int128{a.millionths} - (rest < 0 ? rest + Decimal::one : rest));
}

std::optional<Decimal> ceil(Decimal a) {
  const std::int64_t rest = a.millionths % Decimal::one;
  return fitting(Int128{a.millionths} - (rest > 0 ? rest - Decimal::one : rest));
}

std::optional<Decimal> round(Decimal a, int places) {
  assert(places >= 0 && places <= 6);
  std::int64_t unit = Decimal::one;
  for (int place = 0; place < places; ++place) unit /= 10;
  return fitting(rounded_quotient(a.millionths, unit) * unit);
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
