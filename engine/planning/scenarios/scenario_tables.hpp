// The results of scenarios as tables, for the terminal, files, the page and the studio.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "engine/planning/scenarios/scenario_result.hpp"

namespace spanne::engine {

/// Of one day `scenarios`, a row for each of them; of several days a table for each figure with a column per day, and
/// `scenarios` last, with a row for each day. Besides `lines`, and where there is something in them `handovers`,
/// `bands` and `moves`. `details`: the last two.
std::vector<ResultTable> scenario_tables(const ScenarioResults& results, const ScenarioFile& file, bool details);

}  // namespace spanne::engine
