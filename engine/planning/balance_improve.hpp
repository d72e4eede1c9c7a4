// Makes a plan better by small steps: where the solver begins, and what is left where there is none.
#pragma once

#include "engine/planning/balance_state.hpp"

namespace spanne::engine {

/// Moves one engagement, exchanges two, or takes a move back for another, as long as that makes the plan better.
/// Deterministic; time grows with engagements × people for each step.
void improve_balance(BalanceState& state, const BalanceUnits& units);

}  // namespace spanne::engine
