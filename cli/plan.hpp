// What the commands that show scenarios share.
#pragma once

#include "cli/commands.hpp"
#include "engine/planning/scenarios/scenario_result.hpp"

namespace spanne::cli {

/// Throws Stop unless somebody's guideline is in force on each day.
void refuse_days(const engine::ScenarioInput& input, const Output& output);

/// Evaluates all scenarios and shows how far it is; throws Stop, with what was found, where a scenario contradicts
/// itself.
engine::ScenarioResults results_of(const engine::ScenarioInput& input, const Output& output);

}  // namespace spanne::cli
