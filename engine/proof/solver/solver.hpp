// Asks Z3 where boxes do not settle a question: conditions that compare attributes with one another.
//
// Everything is linear arithmetic over whole numbers (values in the space's own counting) and exact fractions
// (efforts). The solver's division is not used at all: it would round down, and by zero give anything; each rounding
// and each quotient is written out. What is not linear is no question for it, and stays undecided.
#pragma once

#include <vector>

#include "engine/proof/search.hpp"

namespace spanne::engine::proof {

class Z3Solver final : public Solver {
 public:
  Answer solve(const Space& space, const std::vector<Constraint>& constraints, Steps steps) const override;
};

}  // namespace spanne::engine::proof
