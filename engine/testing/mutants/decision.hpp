// Decides whether two comparisons of an attribute with constants can be distinguished by any value of the attribute.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// A comparison: its operation and the terms of its sides.
struct Comparing {
  Op op;
  std::vector<const Term*> sides;
};

/// Whether both compare the same attribute with constants and agree on every value it may have. Returns false if that
/// is not certain.
bool never_differ(const Comparing& before, const Comparing& after, const Model& model);

/// A number's millionths, a day's number, a place in a choice, or 0 and 1: what comparisons compare. Not of a text or a
/// missing value.
std::int64_t ordinal_of(const Value& value);
/// Whether `left` compares so with the thresholds: one, or the two ends of a range.
bool comparison_holds(Op op, std::int64_t left, std::span<const std::int64_t> right);

}  // namespace spanne::engine
