// The proof options of all commands: on all processors, with the solver.
#pragma once

#include <memory>

#include "engine/proof/questions/prove.hpp"
#include "engine/proof/solver/solver.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {

inline engine::ProofOptions proof_options() {
  engine::ProofOptions options;
  options.executor = records::run_on_all_processors;
  options.solver = std::make_shared<engine::proof::Z3Solver>();
  return options;
}

}  // namespace spanne::cli
