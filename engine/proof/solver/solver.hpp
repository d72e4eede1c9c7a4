// Z3Solver asks Z3 about constraints that compare attributes with one another, which boxes cannot settle.
//
// Everything is linear arithmetic over integers (values on the scale of Ordinal) and exact fractions (efforts). Z3's
// own division is not used: it rounds down, and a division by zero may give any value. Roundings and quotients are
// written out as inequalities instead. What is not linear stays undecided.
#pragma once

#include <vector>

#include "engine/proof/search.hpp"

namespace spanne::engine::proof {

/// Stateless; every call creates its own Z3 context.
class Z3Solver final : public Solver {
 public:
  Answer solve(const Space& space, const std::vector<Constraint>& constraints, Steps steps) const override;
};

}  // namespace spanne::engine::proof
