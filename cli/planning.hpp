// The planning commands: their options, and how they are added to the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/planning_input.hpp"
#include "cli/planning_output.hpp"

namespace spanne::cli {

/// The options of all of them; each command's own are in the header of its name.
struct PlanningOptions {};

/// The names of the commands, in the order of the help.
std::vector<std::string> planning_commands();
/// Adds the commands to the command line; `options` is filled when it is parsed.
std::vector<CLI::App*> add_planning_commands(CLI::App& app, PlanningOptions& options);
/// Runs the command that was given; returns nullopt if it is none of these.
std::optional<int> run_planning_command(const CLI::App& app, const PlanningOptions& options, const Output& output);

}  // namespace spanne::cli
