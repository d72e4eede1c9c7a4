// The solver of linear programmes that is CBC, of COIN-OR.
#pragma once

#include "engine/planning/balance_programme.hpp"

namespace spanne::engine {

/// Null if the library is not installed, or not in this build. Lives as long as the program.
const ProgrammeSolver* cbc_solver();

/// Why there is none: "the solver CBC is missing: install coinor-libcbc3".
const char* reason_without_cbc();

}  // namespace spanne::engine
