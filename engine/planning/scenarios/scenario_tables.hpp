// The results of scenarios as tables, for the terminal, files, the page and the studio.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "engine/planning/scenarios/scenario_result.hpp"

namespace spanne::engine {

/// `scenarios` (a row for each of them and each day), with several days one table for each figure with a column per
/// day, `lines`, and where there is something in them `handovers`, `bands` and `moves`. `details`: the last two.
std::vector<ResultTable> scenario_tables(const ScenarioResults& results, const ScenarioFile& file, bool details);

/// Sentences on what should be looked at: lines that change nothing, rows whose conditions could not be decided, rows
/// that two lines concern of which one leaves them out.
std::vector<std::string> scenario_notes(const ScenarioResults& results, const ScenarioFile& file);

/// What was assumed: each scenario with its lines and how many rows they concern on the first day that they count.
std::vector<std::string> scenario_assumptions(const ScenarioResults& results, const ScenarioFile& file);

}  // namespace spanne::engine
