// The proof options of all commands: on all processors, with the solver.
#pragma once

#include "engine/proof/questions/prove.hpp"
#include "library/solver.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {

inline engine::ProofOptions proof_options() {
  engine::ProofOptions options;
  options.executor = records::run_on_all_processors;
  options.solver = library::solver_of_this_build();
  return options;
}

}  // namespace spanne::cli
