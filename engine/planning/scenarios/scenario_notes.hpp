// What is to be said of the results of scenarios in sentences.
#pragma once

#include <string>
#include <vector>

#include "engine/planning/scenarios/scenario_result.hpp"

namespace spanne::engine {

/// What a line does in a scenario on each day; nullptr where it does not count then.
std::vector<const LineCount*> counts_of(const ScenarioResult& result, std::size_t line);
/// What is to be said of a line with these counts; mostly empty.
std::string remark_on(const ScenarioLine& line, const std::vector<const LineCount*>& counts);

/// Sentences on what should be looked at: lines that change nothing, rows whose conditions could not be decided, rows
/// that two lines concern of which one leaves them out.
std::vector<std::string> scenario_notes(const ScenarioResults& results, const ScenarioFile& file);

/// What was assumed: each scenario with its lines and how many rows they concern on the first day that they count.
std::vector<std::string> scenario_assumptions(const ScenarioResults& results, const ScenarioFile& file);

}  // namespace spanne::engine
