// Thresholds are the constants an attribute is compared with, and where its values lie relative to them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

struct Thresholds {
  AttributeId attribute;
  std::vector<Value> points;  // a single one, or the two ends of a range
};

/// The thresholds of a comparison; returns nullopt if it compares more than one attribute with constants, or only tests
/// for equality.
std::optional<Thresholds> thresholds_of(TermId comparison, const Model& model);
/// The next value up (1) or down (-1): one everyday step, a day, or a place in the choice; returns nullopt if there is
/// none.
std::optional<Value> neighbour(const Value& value, const Attribute& attribute, int direction, const Model& model);
/// A value relative to its thresholds: "sites = 11, just above 10", "contracts = 2, at 2 .. 4".
std::string relation(const Value& value, const Thresholds& thresholds, const Model& model);

}  // namespace spanne::engine
