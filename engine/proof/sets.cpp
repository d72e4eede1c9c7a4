#include "engine/proof/sets.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <optional>

namespace spanne::engine::proof {
namespace {

int sign(Ordinal number) { return number < 0 ? -1 : number > 0 ? 1 : 0; }

/// Collects the results at the corners of two ranges. A result that overflows lies beyond the largest number on its
/// side.
class Corners {
 public:
  void take(const std::optional<Decimal>& value, int side) {
    const Ordinal at = value ? value->millionths : side < 0 ? -largest_ordinal : largest_ordinal;
    low_ = std::min(low_, at);
    high_ = std::max(high_, at);
    (value ? fits_ : side < 0 ? under_ : over_) = true;
  }
  Numbers set(bool fault) const { return {fits_ || (under_ && over_), low_, high_, fault || under_ || over_}; }

 private:
  bool fits_ = false, under_ = false, over_ = false;
  Ordinal low_ = largest_ordinal, high_ = -largest_ordinal;
};

Numbers quotients(const Numbers& a, const Numbers& b) {
  Numbers result;
  result.fault = a.fault || b.fault || (b.low <= 0 && b.high >= 0);
  const auto by = [&](Ordinal low, Ordinal high) {
    if (low > high) return;
    Corners corners;
    for (const Ordinal x : {a.low, a.high})
      for (const Ordinal y : {low, high}) corners.take(divide({x}, {y}), sign(x) * sign(y));
    result = either(result, corners.set(false));
  };
  by(b.low, std::min<Ordinal>(b.high, -1));
  by(std::max<Ordinal>(b.low, 1), b.high);
  return result;
}

/// A power is monotone throughout only for bases above 0. For others only single values are exact; everything else gets
/// the full range.
Numbers powers(const Numbers& a, const Numbers& b) {
  const bool faults = a.fault || b.fault;
  if (a.low > 0 || (a.low == a.high && b.low == b.high)) {
    Corners corners;
    for (const Ordinal x : {a.low, a.high})
      for (const Ordinal y : {b.low, b.high}) {
        const auto value = power({x}, {y});
        const bool undefined = (x < 0 && !Decimal{y}.is_whole()) || (x == 0 && y < 0);
        if (undefined) return {false, 0, 0, true};
        const bool odd = (y / Decimal::one) % 2 != 0;
        corners.take(value, x < 0 && odd ? -1 : 1);
      }
    return corners.set(faults);
  }
  if (a.low == 0 && b.low > 0) {  // 0 to a power above 0 is 0, the least possible result
    Numbers rest = powers({true, 1, a.high, a.fault}, b);
    return either(rest, only(0));
  }
  return {true, -largest_ordinal, largest_ordinal, true};
}

}  // namespace

Truths either(const Truths& a, const Truths& b) { return {a.yes || b.yes, a.no || b.no, a.fault || b.fault}; }

Numbers either(const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some) return {b.some, b.low, b.high, fault};
  if (!b.some) return {a.some, a.low, a.high, fault};
  return {true, std::min(a.low, b.low), std::max(a.high, b.high), fault};
}

Efforts either(const Efforts& a, const Efforts& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some) return {b.some, b.low, b.high, fault};
  if (!b.some) return {a.some, a.low, a.high, fault};
  return {true, std::min(a.low, b.low), std::max(a.high, b.high), fault};
}

Efforts perhaps(const Efforts& value, const Truths& counts, const Efforts& otherwise) {
  if (!counts.yes) return otherwise;
  return counts.no || counts.fault ? either(value, otherwise) : value;
}

Numbers combined(Op op, const Numbers& a, const Numbers& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  Corners corners;
  switch (op) {
    case Op::add:
      corners.take(add({a.low}, {b.low}), sign(a.low));
      corners.take(add({a.high}, {b.high}), sign(a.high));
      return corners.set(fault);
    case Op::subtract:
      corners.take(subtract({a.low}, {b.high}), sign(a.low));
      corners.take(subtract({a.high}, {b.low}), sign(a.high));
      return corners.set(fault);
    case Op::multiply:
      for (const Ordinal x : {a.low, a.high})
        for (const Ordinal y : {b.low, b.high}) corners.take(multiply({x}, {y}), sign(x) * sign(y));
      return corners.set(fault);
    case Op::divide: return quotients(a, b);
    case Op::minimum: return {true, std::min(a.low, b.low), std::min(a.high, b.high), fault};
    case Op::maximum: return {true, std::max(a.low, b.low), std::max(a.high, b.high), fault};
    default: assert(op == Op::power); return powers(a, b);
  }
}

Numbers changed(Op op, const Numbers& a, int places) {
  if (!a.some) return a;
  const auto ends = [&](auto change) {
    Corners corners;
    corners.take(change(Decimal{a.low}), sign(a.low));
    corners.take(change(Decimal{a.high}), sign(a.high));
    return corners.set(a.fault);
  };
  switch (op) {
    case Op::negate: return {true, -a.high, -a.low, a.fault};
    case Op::absolute:
      if (a.low >= 0) return a;
      if (a.high <= 0) return {true, -a.high, -a.low, a.fault};
      return {true, 0, std::max(-a.low, a.high), a.fault};
    case Op::floor: return ends([](Decimal x) { return floor(x); });
    case Op::ceil: return ends([](Decimal x) { return ceil(x); });
    default: assert(op == Op::round); return ends([&](Decimal x) { return round(x, places); });
  }
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

Truths compared(Op op, const Numbers& a, const Numbers& b) { return compare(op, a, b); }
Truths compared(Op op, const Efforts& a, const Efforts& b) { return compare(op, a, b); }

Efforts exactly(const Numbers& numbers) {
  if (!numbers.some) return {false, 0, 0, numbers.fault};
  return {true, Fraction::of({numbers.low}), Fraction::of({numbers.high}), numbers.fault};
}

Efforts operator+(const Efforts& a, const Efforts& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  return {true, a.low + b.low, a.high + b.high, fault};
}

Efforts operator-(const Efforts& a) { return {a.some, -a.high, -a.low, a.fault}; }

Efforts operator*(const Efforts& a, const Efforts& b) {
  const bool fault = a.fault || b.fault;
  if (!a.some || !b.some) return {false, 0, 0, fault};
  const std::array<Fraction, 4> corners{a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {true, *std::min_element(corners.begin(), corners.end()), *std::max_element(corners.begin(), corners.end()),
          fault};
}

Efforts operator*(const Efforts& a, const Fraction& b) {
  if (b.sign() < 0) return {a.some, a.high * b, a.low * b, a.fault};
  return {a.some, a.low * b, a.high * b, a.fault};
}

}  // namespace spanne::engine::proof
