// The solver of linear programmes that is CBC, of COIN-OR.
#pragma once

#include "engine/planning/balance_programme.hpp"

namespace spanne::engine {

/// Null if the library is not installed, or not in this build. Lives as long as the program.
const ProgrammeSolver* cbc_solver();

}  // namespace spanne::engine
