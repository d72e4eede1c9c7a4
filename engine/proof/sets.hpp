// Sets of values (interval arithmetic): what a condition or a calculation can come to over a set of accounts. A result
// may be wider than necessary, but never too narrow.
//
// Every operation computes exactly at the ends. This is sound because sums, products, quotients, powers and roundings
// are monotone in each operand.
#pragma once

#include <cstdint>
#include <limits>

#include "engine/model/term.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine::proof {

/// The common integer scale of what accounts have: a Decimal's millionths for numbers, days, places in a choice or in
/// Space::texts, 0 and 1 for no and yes.
using Ordinal = std::int64_t;
inline constexpr Ordinal largest_ordinal = std::numeric_limits<Ordinal>::max();

/// The possible answers of a condition. `fault`: it may have no value, and the account is rejected.
struct Truths {
  bool yes = false, no = false, fault = false;
  bool always() const { return yes && !no && !fault; }
  bool never() const { return !yes && !fault; }
  bool decided() const { return static_cast<int>(yes) + static_cast<int>(no) + static_cast<int>(fault) <= 1; }
};

/// Values that are no numbers, from `low` to `high`. If `some` is false, no account has a value; if `fault` is true,
/// some may have none.
struct Ordinals {
  bool some = false;
  Ordinal low = 0, high = 0;
  bool fault = false;
};

/// Like Ordinals, for the exact values of numbers and of efforts in FTE.
struct Numbers {
  bool some = false;
  Fraction low, high;
  bool fault = false;
  bool single() const { return some && low == high && !fault; }
};

/// Sets of exactly one value.
inline Truths known(bool value) { return {value, !value, false}; }
inline Ordinals only(Ordinal value) { return {true, value, value, false}; }
inline Numbers only(const Fraction& value) { return {true, value, value, false}; }
/// An effort of exactly 0 FTE.
inline const Numbers zero = only(Fraction(0));

/// The union of two sets, widened to an interval.
Truths either(const Truths& a, const Truths& b);
Ordinals either(const Ordinals& a, const Ordinals& b);
Numbers either(const Numbers& a, const Numbers& b);
/// `value` if `counts` holds, else `otherwise`; the union of both if that is open.
Numbers perhaps(const Numbers& value, const Truths& counts, const Numbers& otherwise);

/// Restricts a value to at least 0; empty if all of it is below 0.
Numbers not_negative(const Numbers& value);
/// Multiplies an effort with `above` where it is above 0, and with `below` where it is below.
Numbers times(const Numbers& effort, const Numbers& above, const Numbers& below);

/// Every number that is_computable().
Numbers any_number(bool fault);
/// A set of numbers whose ends are computable, or just beyond: numbers that are not computable are no results, and
/// ends with long denominators are moved outwards.
Numbers computable(const Numbers& a);
/// Quotients with the part of a divisor that is not 0, and then at least `least_divisor` in size; a divisor that may be
/// 0 is a fault.
Numbers quotient(const Numbers& a, const Numbers& b, const Fraction& least_divisor);
/// Powers; a fault where one may be undefined or not computable.
Numbers power(const Numbers& a, const Numbers& b);
Numbers least(const Numbers& a, const Numbers& b);
Numbers greatest(const Numbers& a, const Numbers& b);
Numbers absolute(const Numbers& a);
Numbers floor(const Numbers& a);
Numbers ceil(const Numbers& a);
Numbers round(const Numbers& a, int places);

/// Compares two sets, Op::equal to Op::greater_equal.
Truths compared(Op op, const Ordinals& a, const Ordinals& b);
Truths compared(Op op, const Numbers& a, const Numbers& b);

Numbers operator+(const Numbers& a, const Numbers& b);
Numbers operator-(const Numbers& a);
inline Numbers operator-(const Numbers& a, const Numbers& b) { return a + -b; }
Numbers operator*(const Numbers& a, const Numbers& b);
Numbers operator*(const Numbers& a, const Fraction& b);

}  // namespace spanne::engine::proof
