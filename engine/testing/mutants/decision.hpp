// Whether two comparisons of an attribute with constants can be told apart by any value the attribute can have.
#pragma once

#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// `10 < sites` as `sites > 10`; other operations as they are.
Op mirrored(Op comparison);

/// A comparison: its operation and the terms of its sides.
struct Comparing {
  Op op;
  std::vector<const Term*> sides;
};

/// Both are of the same attribute with constants, and every value it may have makes them come out alike. False where
/// that is not certain.
bool never_differ(const Comparing& before, const Comparing& after, const Model& model);

}  // namespace spanne::engine
