#include "engine/proof/sets.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace spanne::engine::proof {
namespace {

/// Half of what power() rounds to: powers with different exponents are comparable only beyond it, since one may be
/// rounded and the other exact.
const Fraction half_a_millionth = Fraction::ratio(1, 2 * Decimal::one);

/// For a base above 0, or a single base and exponent.
Numbers powers_at_corners(const Numbers& a, const Numbers& b) {
  Numbers result{false, 0, 0, a.fault || b.fault};
  for (const Fraction& base : {a.low, a.high})
    for (const Fraction& exponent : {b.low, b.high}) {
      const auto value = power(base, exponent);
      if (!value) return any_number(true);
      result = either(result, only(*value));
    }
  if (b.low != b.high) {
    result.low -= half_a_millionth;
    result.high += half_a_millionth;
  }
  return result;
}

}  // namespace

Numbers any_number(bool fault) {
  // Above all that is_computable().
  static const Fraction beyond = [] {
    Fraction power = 1;
    for (unsigned bit = 0; bit <= max_number_bits; ++bit) power *= Fraction(2);
    return power;
  }();
  return {true, -beyond, beyond, fault};
}

Numbers computable(const Numbers& a) {
  if (!a.some || (is_computable(a.low) && is_computable(a.high))) return a;
  const Numbers all = any_number(a.fault);
  Numbers result = a;
  if (!is_computable(a.low)) result.low = std::max((a.low * Decimal::one).floor() / Decimal::one, all.low);
  if (!is_computable(a.high)) result.high = std::min((a.high * Decimal::one).ceil() / Decimal::one, all.high);
  result.some = result.low <= all.high && result.high >= all.low;
  return result;
}

Numbers quotient(const Numbers& a, const Numbers& b, const Fraction& least_divisor) {
  const bool fault = a.fault || b.fault || (b.low.sign() <= 0 && b.high.sign() >= 0);
  Numbers result{false, 0, 0, fault};
  if (!a.some || !b.some) return result;
  const auto by = [&](const Fraction& low, const Fraction& high) {
    if (low <= high) result = either(result, a * Numbers{true, Fraction(1) / high, Fraction(1) / low, fault});
  };
  if (b.high.sign() < 0 || b.low.sign() > 0) {
    by(b.low, b.high);
  } else {
    by(b.low, std::min(b.high, -least_divisor));
    by(std::max(b.low, least_divisor), b.high);
  }
  return result;
}

/// A power is monotone throughout only for bases above 0. For others only single values are exact; everything else gets
/// the full range.
Numbers power(const Numbers& a, const Numbers& b) {
  if (!a.some || !b.some) return {false, 0, 0, a.fault || b.fault};
  const bool single = a.low == a.high && b.low == b.high;
  if (a.low.sign() > 0) return powers_at_corners(a, b);
  if (single) {
    const bool undefined = a.low.sign() < 0 ? !b.low.is_whole() : b.low.sign() < 0;
    return undefined ? Numbers{false, 0, 0, true} : powers_at_corners(a, b);
  }
  if (a.low.sign() == 0 && b.low.sign() > 0) {  // the least possible result is 0 to a power above 0
    const Numbers highest = powers_at_corners(only(a.high), b);
    return {true, 0, std::max(highest.high, Fraction(0)), highest.fault || a.fault || b.fault};
  }
  return any_number(true);
}

Numbers least(const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  return {true, std::min(a.low, b.low), std::min(a.high, b.high), fault};
}

Numbers greatest(const Numbers& a, const Numbers& b) { return -least(-a, -b); }

Numbers absolute(const Numbers& a) {
  if (!a.some || a.low.sign() >= 0) return a;
  if (a.high.sign() <= 0) return -a;
  return {true, 0, std::max(-a.low, a.high), a.fault};
}

namespace {

/// Applies a function that never falls to both ends.
template <class Rising>
Numbers stepped(const Numbers& a, const Rising& change) {
  return a.some ? Numbers{true, change(a.low), change(a.high), a.fault} : a;
}

}  // namespace

Numbers floor(const Numbers& a) {
  return stepped(a, [](const Fraction& end) { return end.floor(); });
}

Numbers ceil(const Numbers& a) {
  return stepped(a, [](const Fraction& end) { return end.ceil(); });
}

Numbers round(const Numbers& a, int places) {
  return stepped(a, [&](const Fraction& end) { return engine::round(end, places); });
}

Truths either(const Truths& a, const Truths& b) { return {a.yes || b.yes, a.no || b.no, a.fault || b.fault}; }

Ordinals either(const Ordinals& a, const Ordinals& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some) return {b.some, b.low, b.high, fault};
  if (!b.some) return {a.some, a.low, a.high, fault};
  return {true, std::min(a.low, b.low), std::max(a.high, b.high), fault};
}

Numbers either(const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some) return {b.some, b.low, b.high, fault};
  if (!b.some) return {a.some, a.low, a.high, fault};
  return {true, std::min(a.low, b.low), std::max(a.high, b.high), fault};
}

Numbers perhaps(const Numbers& value, const Truths& counts, const Numbers& otherwise) {
  if (!counts.yes) return otherwise;
  return counts.no || counts.fault ? either(value, otherwise) : value;
}

Numbers not_negative(const Numbers& value) {
  if (!value.some || value.high.sign() < 0) return {false, 0, 0, true};
  return {true, std::max(value.low, Fraction(0)), value.high, value.fault || value.low.sign() < 0};
}

Numbers times(const Numbers& effort, const Numbers& above, const Numbers& below) {
  Numbers result;
  result.fault = effort.fault || above.fault || below.fault;
  if (!effort.some) return result;
  if (effort.high.sign() >= 0)
    result = either(result, Numbers{true, std::max(effort.low, Fraction(0)), effort.high, false} * above);
  if (effort.low.sign() < 0)
    result = either(result, Numbers{true, effort.low, std::min(effort.high, Fraction(0)), false} * below);
  return result;
}

namespace {

template <class Set>
Truths compare(Op op, const Set& a, const Set& b) {
  Truths result;
  result.fault = a.fault || b.fault;
  if (!a.some || !b.some) return result;
  const bool less = a.low<b.high, greater = a.high> b.low;
  const bool equal = a.low <= b.high && b.low <= a.high;
  switch (op) {
    case Op::equal: result.yes = equal, result.no = less || greater; break;
    case Op::not_equal: result.yes = less || greater, result.no = equal; break;
    case Op::less: result.yes = less, result.no = equal || greater; break;
    case Op::less_equal: result.yes = less || equal, result.no = greater; break;
    case Op::greater: result.yes = greater, result.no = equal || less; break;
    default: assert(op == Op::greater_equal); result.yes = greater || equal, result.no = less;
  }
  return result;
}

}  // namespace

Truths compared(Op op, const Ordinals& a, const Ordinals& b) { return compare(op, a, b); }
Truths compared(Op op, const Numbers& a, const Numbers& b) { return compare(op, a, b); }

Numbers operator+(const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  return {true, a.low + b.low, a.high + b.high, fault};
}

Numbers operator-(const Numbers& a) { return {a.some, -a.high, -a.low, a.fault}; }

Numbers operator*(const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  const std::array<Fraction, 4> corners{a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {true, *std::min_element(corners.begin(), corners.end()), *std::max_element(corners.begin(), corners.end()),
          fault};
}

Numbers operator*(const Numbers& a, const Fraction& b) {
  if (b.sign() < 0) return {a.some, a.high * b, a.low * b, a.fault};
  return {a.some, a.low * b, a.high * b, a.fault};
}

}  // namespace spanne::engine::proof
