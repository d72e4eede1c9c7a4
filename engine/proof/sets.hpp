// What a condition or a calculation can come to for a whole set of accounts: a little too much now and then, never too
// little.
//
// Every operation uses the decimals' own arithmetic at the ends: sums, products, quotients and powers are monotone in
// each operand, and so is their rounding.
#pragma once

#include <cstdint>
#include <limits>

#include "engine/model/term.hpp"
#include "engine/value/decimal.hpp"
#include "engine/value/fraction.hpp"

namespace spanne::engine::proof {

/// Whole numbers that values are counted in: millionths, days, places in a choice or in Space::texts, no before yes.
using Ordinal = std::int64_t;
inline constexpr Ordinal largest_ordinal = std::numeric_limits<Ordinal>::max();

/// Which of the three can happen. `fault`: the condition has no value, and the account is rejected.
struct Truths {
  bool yes = false, no = false, fault = false;
  bool always() const { return yes && !no && !fault; }
  bool never() const { return !yes && !fault; }
  bool decided() const { return static_cast<int>(yes) + static_cast<int>(no) + static_cast<int>(fault) <= 1; }
};

/// From `low` to `high`; without `some` there is no value at all.
struct Numbers {
  bool some = false;
  Ordinal low = 0, high = 0;
  bool fault = false;
  bool single() const { return some && low == high && !fault; }
};

/// The same in FTE, exactly.
struct Efforts {
  bool some = false;
  Fraction low, high;
  bool fault = false;
};

inline Truths known(bool value) { return {value, !value, false}; }
inline Numbers only(Ordinal value) { return {true, value, value, false}; }
inline Efforts only(const Fraction& value) { return {true, value, value, false}; }
inline const Efforts zero = only(Fraction(0));

/// What comes from either of two.
Truths either(const Truths& a, const Truths& b);
Numbers either(const Numbers& a, const Numbers& b);
Efforts either(const Efforts& a, const Efforts& b);
/// What is added or multiplied where it counts.
Efforts perhaps(const Efforts& value, const Truths& counts, const Efforts& otherwise);

/// Op::add to Op::power, except `round`, whose places are a constant.
Numbers combined(Op op, const Numbers& a, const Numbers& b);
Numbers changed(Op op, const Numbers& a, int places = 0);

/// Op::equal to Op::greater_equal.
Truths compared(Op op, const Numbers& a, const Numbers& b);
Truths compared(Op op, const Efforts& a, const Efforts& b);

Efforts exactly(const Numbers& numbers);
Efforts operator+(const Efforts& a, const Efforts& b);
Efforts operator-(const Efforts& a);
Efforts operator*(const Efforts& a, const Efforts& b);
Efforts operator*(const Efforts& a, const Fraction& b);

}  // namespace spanne::engine::proof
