// A checked expression: resolved, typed, without anything left to look up by name.
//
// Terms live in one vector of the Model and refer to one another by index, operands always before their users.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/value/fraction.hpp"
#include "grammar/text/source.hpp"

namespace spanne::engine {

using TermId = std::uint32_t;
using AttributeId = std::uint32_t;
using DefineId = std::uint32_t;
using ClusterId = std::uint32_t;
using KindId = std::uint32_t;
using RuleId = std::uint32_t;
using TableId = std::uint32_t;
using ChoiceId = std::uint32_t;

enum class TypeKind : std::uint8_t { boolean, integer, decimal, percent, money, effort, choice, text, date };

struct Type {
  TypeKind kind = TypeKind::boolean;
  ChoiceId choice = 0;        // choice: index into Model::choices
  std::string currency = {};  // money: "EUR"
  bool operator==(const Type&) const = default;
};

/// integer, decimal, percent, money: fractions when computed with, Decimals in accounts and constants.
constexpr bool is_number(TypeKind kind) {
  return kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::percent || kind == TypeKind::money;
}

/// What a Decimal of an account or a constant is worth. A percentage is held as the percentage, so that it has six
/// decimals as well: 15 % is the Decimal 15 and worth 0.15.
inline Fraction worth_of(Decimal number, TypeKind kind) {
  return Fraction::ratio(number.millionths, kind == TypeKind::percent ? 100 * Decimal::one : Decimal::one);
}
/// The Decimal that is worth a number, rounded half away from zero to six decimals; returns nullopt if there is none.
inline std::optional<Decimal> decimal_worth(const Fraction& number, TypeKind kind) {
  return to_decimal(kind == TypeKind::percent ? number * 100 : number);
}

enum class Op : std::uint8_t {
  // leaves                  `number` holds
  constant,  // boolean 0/1 · a Decimal's millionths · index of the choice's value · days; effort in `fraction`; text
             // in `text`
  attribute,  // AttributeId; only reached where the attribute is known
  define,     // DefineId
  lookup,     // TableId << 16 | index of the derived value
  as_of,      // –
  cluster,    // – : the account's cluster, a choice over Model::cluster_choice
  result,     // index into result_names(): fte_low, fte, fte_high, then the triple of each kind, then limit's
  // logic: boolean from booleans, decided left to right
  logical_not,
  logical_and,  // two or more operands
  logical_or,
  at_least_of,  // of the operands, `number` have to hold; tried left to right until it is decided
  at_most_of,
  exactly_of,
  conditional,  // condition, then, else
  // comparisons: boolean from two operands of one type
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  within,            // value, low, high: low <= value <= high
  within_half_open,  // value, low, high: low <= value < high
  is_known,          // `number` holds the AttributeId
  is_missing,        // likewise
  starts_with,       // text, text
  contains,
  ends_with,
  // numbers; exact but for round, floor, ceil and power. One that is not is_computable() rejects the account
  add,
  subtract,
  multiply,
  divide,
  negate,
  minimum,
  maximum,
  absolute,
  floor,
  ceil,
  round,           // value, places (a constant, 0 to 6)
  power,           // base, exponent
  days_between,    // date, date: whole days
  months_between,  // date, date: completed units from the first to the second; `number`: months of a unit, 1 or 12
  // date, number of units, a whole one; `number`: days (1, 7) or months (1, 12) of one unit
  add_days,
  subtract_days,
  add_months,
  subtract_months,
  // efforts; exact
  effort_from_number,  // `fraction`: what one of the unit is in FTE
  effort_add,
  effort_subtract,
  effort_negate,
  effort_scale,  // effort × `fraction`, a constant
};

/// Whether an operation moves a date by a number of units.
constexpr bool is_date_step(Op op) { return op >= Op::add_days && op <= Op::subtract_months; }

struct Term {
  Op op = Op::constant;
  Type type;
  grammar::TextSpan span;  // where it was written
  std::vector<TermId> operands;
  std::int64_t number = 0;
  Fraction fraction;
  std::string text;
};

/// Of a lookup: its table, and which of the values the table derives.
inline TableId table_of(const Term& lookup) { return static_cast<TableId>(lookup.number >> 16); }
inline std::size_t derived_of(const Term& lookup) { return static_cast<std::size_t>(lookup.number & 0xFFFF); }

}  // namespace spanne::engine
