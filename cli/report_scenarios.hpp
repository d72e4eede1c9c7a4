// Scenarios for the page for the meeting: read, checked and evaluated.
#pragma once

#include <string>

#include "cli/planning_days.hpp"
#include "cli/planning_input.hpp"
#include "library/portfolio_page.hpp"

namespace spanne::cli {

using ReportScenarios = library::PageScenarios;

/// `path`: of the file of scenarios; `outputs` has what the command writes. Throws Stop where it, or a file that it
/// names, cannot be used.
ReportScenarios scenarios_for_report(const std::string& path, const DayArguments& days,
                                     const PlanningArguments& arguments, const PlanningInput& input,
                                     const FileRoles& outputs, const Output& output);

}  // namespace spanne::cli
