#include "cli/planning.hpp"

#include <CLI/CLI.hpp>

namespace spanne::cli {

std::vector<std::string> planning_commands() { return {}; }

std::vector<CLI::App*> add_planning_commands(CLI::App& /*app*/, PlanningOptions& /*options*/) {
  std::vector<CLI::App*> commands;
  return commands;
}

std::optional<int> run_planning_command(const CLI::App& /*app*/, const PlanningOptions& /*options*/,
                                        const Output& /*output*/) {
  return std::nullopt;
}

}  // namespace spanne::cli
