// What kinds of conditions there are, and what those on texts and on the number of parts that hold mean: shared by
// everything that evaluates them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/model/term.hpp"

namespace spanne::engine {

/// Between two sides, or with a range.
constexpr bool is_comparison(Op op) { return op >= Op::equal && op <= Op::within_half_open; }
/// Whether something is known or missing.
constexpr bool is_presence(Op op) { return op == Op::is_known || op == Op::is_missing; }
constexpr bool is_text_match(Op op) { return op == Op::starts_with || op == Op::contains || op == Op::ends_with; }
constexpr bool is_cardinality(Op op) { return op == Op::at_least_of || op == Op::at_most_of || op == Op::exactly_of; }

/// Whether the term is another term, chosen, or made of other conditions: what it comes to is decided there.
constexpr bool is_compound(Op op) {
  switch (op) {
    case Op::define:
    case Op::lookup:
    case Op::conditional:
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or: return true;
    default: return is_cardinality(op);
  }
}

/// The operator that makes `a op b` equal to `b op' a`; any but a comparison of order is its own.
constexpr Op mirrored(Op op) {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::less_equal: return Op::greater_equal;
    case Op::greater: return Op::less;
    case Op::greater_equal: return Op::less_equal;
    default: return op;
  }
}

/// Whether `whole` starts with, contains or ends with `part`; `op` is one of these.
inline bool text_matches(Op op, std::string_view whole, std::string_view part) {
  if (op == Op::starts_with) return whole.starts_with(part);
  return op == Op::contains ? whole.find(part) != std::string_view::npos : whole.ends_with(part);
}

/// The words that ask for it.
constexpr const char* match_words(Op text_match) {
  return text_match == Op::starts_with ? "starts with" : text_match == Op::contains ? "contains" : "ends with";
}

/// The words that count parts.
constexpr const char* bound_words(Op cardinality) {
  return cardinality == Op::at_least_of ? "at least" : cardinality == Op::at_most_of ? "at most" : "exactly";
}

/// How many parts may hold, both ends included.
struct CountBounds {
  std::size_t low = 0, high = 0;

  /// The answer after `count` parts that hold, with `left` parts not tried yet; returns nullopt if it is still open.
  std::optional<bool> decided(std::size_t count, std::size_t left) const {
    if (count > high || count + left < low) return false;
    return count >= low && count + left <= high ? std::optional(true) : std::nullopt;
  }
};

inline CountBounds count_bounds(const Term& cardinality) {
  const auto number = static_cast<std::size_t>(cardinality.number);
  if (cardinality.op == Op::at_least_of) return {number, cardinality.operands.size()};
  return {cardinality.op == Op::at_most_of ? 0 : number, number};
}

}  // namespace spanne::engine
