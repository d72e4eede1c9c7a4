// In builds without CBC.
#include "engine/planning/solver/cbc_solver.hpp"

namespace spanne::engine {

const ProgrammeSolver* cbc_solver() { return nullptr; }

const char* reason_without_cbc() { return "the solver CBC is not in this build"; }

}  // namespace spanne::engine
