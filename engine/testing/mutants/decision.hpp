// Decides whether two comparisons of an attribute with constants can be distinguished by any value of the attribute.
#pragma once

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

}  // namespace spanne::engine
