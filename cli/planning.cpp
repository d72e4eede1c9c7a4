#include "cli/planning.hpp"

#include <CLI/CLI.hpp>

namespace spanne::cli {
namespace {

struct NamedCommand {
  const char* name;
  AddedCommand (*add)(CLI::App& app);
};

/// In the order of the help. A function, since the names are asked for before main() begins.
const std::vector<NamedCommand>& all_commands() {
  static const std::vector<NamedCommand> commands{
      {"matrix", add_matrix}, {"plan", add_plan}, {"sensitivity", add_sensitivity}, {"report", add_report}};
  return commands;
}

}  // namespace

std::vector<AddedCommand> add_planning_commands(CLI::App& app) {
  std::vector<AddedCommand> added;
  for (const NamedCommand& command : all_commands()) added.push_back(command.add(app));
  return added;
}

std::vector<std::string> planning_commands() {
  std::vector<std::string> names;
  for (const NamedCommand& command : all_commands()) names.emplace_back(command.name);
  return names;
}

}  // namespace spanne::cli
