// Files of scenarios as commands read them: found, checked against the guideline, with the files that they name.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "cli/result_workbook.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "library/scenario_files.hpp"

namespace spanne::cli {

/// The path of a file that a file of scenarios names: relative to it.
std::string path_beside(const std::string& scenarios, const std::string& named);

/// Findings in a file of scenarios together with the guideline that its heading names; `file` is set if there are no
/// errors.
struct ScenarioFindings {
  std::shared_ptr<const grammar::Source> source;  // null: the file cannot be read, which has been reported
  grammar::Diagnostics diagnostics;
  std::optional<engine::ScenarioFile> file;
  std::string guideline;  // the title of the guideline that the heading names; empty if it cannot be read
};

/// Reads a file of scenarios by itself, as `check` does: against the guideline that its heading names.
ScenarioFindings check_scenario_file(const std::string& path, const Output& output);

/// Reads a file of scenarios for a command: against `guideline`, which has to bear the title of the one that its
/// heading names, and with the people of the kams file (empty: there is none, and then no line may name anybody). Shows
/// findings; throws Stop if one is an error.
engine::ScenarioFile load_scenarios(const std::string& path, const Loaded& guideline,
                                    const std::vector<engine::Kam>& kams, const Output& output);

using library::ScenarioFiles;

/// `scenarios` is the path of the file, `accounts` that of the accounts, which have been read as `rows` by the
/// guideline. `outputs` has what the command writes. Throws Stop where a file cannot be read, or would be written over.
std::unique_ptr<ScenarioFiles> read_scenario_files(const engine::ScenarioFile& file, const std::string& scenarios,
                                                   const std::string& accounts, const engine::PortfolioRows& rows,
                                                   const records::TableOptions& reading, FileRoles outputs,
                                                   const Output& output);

}  // namespace spanne::cli
