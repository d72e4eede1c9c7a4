// The planning commands, and how they are added to the command line.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/planning_input.hpp"
#include "cli/planning_output.hpp"

namespace spanne::cli {

/// A command that has been added to the command line. `run` owns its options, which are filled when it is parsed; it
/// may throw Stop.
struct AddedCommand {
  CLI::App* app = nullptr;
  std::function<int(const Output&)> run;
};

// Each adds one command, in the file of its name; planning.cpp lists them.
AddedCommand add_balance(CLI::App& app);
AddedCommand add_lsp(CLI::App& app);  // listed in run.cpp, since it plans nothing
AddedCommand add_matrix(CLI::App& app);
AddedCommand add_plan(CLI::App& app);
AddedCommand add_report(CLI::App& app);
AddedCommand add_sensitivity(CLI::App& app);

/// Adds the commands to the command line.
std::vector<AddedCommand> add_planning_commands(CLI::App& app);
/// The names of the commands, in the order of the help.
std::vector<std::string> planning_commands();

}  // namespace spanne::cli
