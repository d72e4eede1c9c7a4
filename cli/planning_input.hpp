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
#include "records/stream/stream.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

/// As it is typed. `kams` may be empty, where a command does not demand it.
struct PlanningArguments : TableArguments {
  std::string rules, accounts, kams, as_of;
  /// ACCOUNTS, or what `--from` names in its place.
  const std::string& accounts_path() const { return accounts.empty() ? from : accounts; }
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

using library::AccountsInput;
/// An accounts file as one rule set reads it.
std::variant<AccountsInput, records::StreamError> read_accounts_input(const std::string& path,
                                                                      const engine::Model& model,
                                                                      const records::TableOptions& reading);

/// The people of a kams file on a day; none if `path` is empty. Throws Stop where it cannot be read, or where a person
/// owns one of the rows and is not in it. `notes` gets what there is to say of the file.
std::vector<engine::Kam> read_people(const std::string& path, const engine::PortfolioRows& rows,
                                     const engine::Model& model, const records::TableOptions& reading, engine::Date day,
                                     std::vector<std::string>& notes, const Output& output);

/// Reads and checks everything; shows findings in the guideline. Throws Stop where a file cannot be read, the day is
/// outside the effective period, a person owns a row and is not in the kams file, or no accounts are given.
PlanningInput read_planning_input(PlanningArguments arguments, const Output& output);

}  // namespace spanne::cli
