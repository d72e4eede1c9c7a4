// Sets of values (interval arithmetic): what a condition or a calculation can come to over a set of accounts. A result
// may be wider than necessary, but never too narrow.
//
// Every operation applies the decimals' own arithmetic at the ends. This is sound because sums, products, quotients and
// powers are monotone in each operand, and so is their rounding.
#pragma once

#include <cstdint>
#include <limits>

#include "engine/model/term.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine::proof {

/// The common integer scale of values: millionths for numbers, days, places in a choice or in Space::texts, 0 and 1 for
/// no and yes.
using Ordinal = std::int64_t;
inline constexpr Ordinal largest_ordinal = std::numeric_limits<Ordinal>::max();

/// The possible answers of a condition. `fault`: it may have no value, and the account is rejected.
struct Truths {
  bool yes = false, no = false, fault = false;
  bool always() const { return yes && !no && !fault; }
  bool never() const { return !yes && !fault; }
  bool decided() const { return static_cast<int>(yes) + static_cast<int>(no) + static_cast<int>(fault) <= 1; }
};

/// Numbers from `low` to `high`. If `some` is false, no account has a value; if `fault` is true, some may have none.
struct Numbers {
  bool some = false;
  Ordinal low = 0, high = 0;
  bool fault = false;
  bool single() const { return some && low == high && !fault; }
};

/// Like Numbers, as exact fractions in FTE.
struct Efforts {
  bool some = false;
  Fraction low, high;
  bool fault = false;
};

/// Sets of exactly one value.
inline Truths known(bool value) { return {value, !value, false}; }
inline Numbers only(Ordinal value) { return {true, value, value, false}; }
inline Efforts only(const Fraction& value) { return {true, value, value, false}; }
/// An effort of exactly 0 FTE.
inline const Efforts zero = only(Fraction(0));

/// The union of two sets, widened to an interval.
Truths either(const Truths& a, const Truths& b);
Numbers either(const Numbers& a, const Numbers& b);
Efforts either(const Efforts& a, const Efforts& b);
/// `value` if `counts` holds, else `otherwise`; the union of both if that is open.
Efforts perhaps(const Efforts& value, const Truths& counts, const Efforts& otherwise);

/// Applies a binary operation, Op::add to Op::power; for `round` see `changed`.
Numbers combined(Op op, const Numbers& a, const Numbers& b);
/// Applies a unary operation; `places` is for `round`, whose places are a constant.
Numbers changed(Op op, const Numbers& a, int places = 0);

/// Compares two sets, Op::equal to Op::greater_equal.
Truths compared(Op op, const Numbers& a, const Numbers& b);
Truths compared(Op op, const Efforts& a, const Efforts& b);

/// Millionths as exact fractions.
Efforts exactly(const Numbers& numbers);
Efforts operator+(const Efforts& a, const Efforts& b);
Efforts operator-(const Efforts& a);
Efforts operator*(const Efforts& a, const Efforts& b);
Efforts operator*(const Efforts& a, const Fraction& b);

}  // namespace spanne::engine::proof
