// The sections on scenarios: side by side with today, and need against capacity over time.
#pragma once

#include <optional>

#include "engine/planning/scenarios/scenario_tables.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// Scenarios on the last day, when all that is dated counts. With pseudonyms they are numbered, since their names and
/// lines name people.
PageSection scenarios_section(const engine::ScenarioResults& results, const engine::ScenarioFile& file,
                              const ShownNames& names);
/// Need against capacity on each day, a chart for each scenario with people; nullopt with one day.
std::optional<PageSection> capacity_section(const engine::ScenarioResults& results, const engine::ScenarioFile& file,
                                            const ShownNames& names);

}  // namespace spanne::report
