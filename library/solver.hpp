// The solver this build has.
#pragma once

#include <memory>

#include "engine/proof/search.hpp"

namespace spanne::library {

/// Null if the build has none (WebAssembly): questions that need it then stay open.
std::shared_ptr<const engine::proof::Solver> solver_of_this_build();

}  // namespace spanne::library
