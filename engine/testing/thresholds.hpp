// Where the values of an attribute lie beside the constants it is compared with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

struct Thresholds {
  AttributeId attribute;
  std::vector<Value> points;  // one, or the two ends of a range
};

/// Nullopt where more than one attribute and constants is compared, or only for being equal.
std::optional<Thresholds> thresholds_of(TermId comparison, const Model& model);
/// The next value up (1) or down (-1): one step of everyday figures, a day, a place in the choice.
std::optional<Value> neighbour(const Value& value, const Attribute& attribute, int direction, const Model& model);
/// "sites = 11, just above 10", "contracts = 2, at 2 .. 4".
std::string relation(const Value& value, const Thresholds& thresholds, const Model& model);

}  // namespace spanne::engine
