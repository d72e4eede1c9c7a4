// What planning commands are given: a guideline, accounts and people, read, checked and held in memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

/// As it is typed. `kams` may be empty, where a command does not demand it.
struct PlanningArguments : TableArguments {
  std::string rules, accounts, kams, as_of;
};

/// Adds RULES, ACCOUNTS, `--kams`, `--as-of` and the options of tables to a command.
void add_planning_options(CLI::App& command, PlanningArguments& arguments);

struct PlanningInput {
  Loaded loaded;
  engine::Date as_of;
  engine::PortfolioRows rows;
  records::AccountsHeader header;
  records::AccountsSummary summary;
  std::vector<engine::Kam> kams;   // on the day; empty without a file
  std::vector<std::string> notes;  // what there is to say of how accounts and people were read
  records::TableOptions reading;   // how tables were asked to be read

  const engine::Model& model() const { return *loaded.model; }
};

/// The files that the arguments name, so that no output replaces one of them.
FileRoles planning_files(const PlanningArguments& arguments);

/// Reads and checks everything; shows findings in the guideline. Throws Stop where a file cannot be read, the day is
/// outside the effective period, a person owns a row and is not in the kams file, or no accounts are given.
PlanningInput read_planning_input(PlanningArguments arguments, const Output& output);

}  // namespace spanne::cli
