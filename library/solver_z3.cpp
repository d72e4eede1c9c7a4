#include "engine/proof/solver/solver.hpp"
#include "library/solver.hpp"

namespace spanne::library {

std::shared_ptr<const engine::proof::Solver> solver_of_this_build() {
  return std::make_shared<engine::proof::Z3Solver>();
}

}  // namespace spanne::library
