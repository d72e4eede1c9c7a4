// What conditions on texts and on the number of parts that hold mean, shared by everything that evaluates them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/model/term.hpp"

namespace spanne::engine {

constexpr bool is_text_match(Op op) { return op == Op::starts_with || op == Op::contains || op == Op::ends_with; }
constexpr bool is_cardinality(Op op) { return op == Op::at_least_of || op == Op::at_most_of || op == Op::exactly_of; }

/// Whether `whole` starts with, contains or ends with `part`; `op` is one of these.
inline bool text_matches(Op op, std::string_view whole, std::string_view part) {
  if (op == Op::starts_with) return whole.starts_with(part);
  return op == Op::contains ? whole.find(part) != std::string_view::npos : whole.ends_with(part);
}

/// The words that ask for it.
constexpr const char* match_words(Op text_match) {
  return text_match == Op::starts_with ? "starts with" : text_match == Op::contains ? "contains" : "ends with";
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
