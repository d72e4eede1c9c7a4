// In builds without CBC.
#include "engine/planning/solver/cbc_solver.hpp"

namespace spanne::engine {

const ProgrammeSolver* cbc_solver() { return nullptr; }

}  // namespace spanne::engine
