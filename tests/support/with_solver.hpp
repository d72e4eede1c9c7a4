// Proofs as `check` makes them: with the solver.
#pragma once

#include "engine/proof/questions/prove.hpp"
#include "engine/proof/solver/solver.hpp"

namespace spanne::test {

inline engine::ProofOptions with_solver() {
  engine::ProofOptions options;
  options.solver = std::make_shared<engine::proof::Z3Solver>();
  return options;
}

}  // namespace spanne::test
