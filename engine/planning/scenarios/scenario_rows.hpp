// ScenarioRows are the rows of accounts as one scenario has them on one day: what its lines change, leave out and add.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/scenarios/edited_rows.hpp"
#include "engine/planning/scenarios/line_effects.hpp"
#include "engine/planning/scenarios/scenario.hpp"
#include "grammar/text/diagnostic.hpp"

namespace spanne::engine {

/// The accounts as one rule set reads them.
struct ScenarioAccounts {
  const Model* model = nullptr;
  const PortfolioRows* rows = nullptr;
  std::map<std::string, PortfolioRows> added;  // the files of `add`, by their paths as written
};

/// What the lines do on one day to the rows of the accounts, and of each file that is added.
struct DayEffects {
  LineEffects accounts;
  std::map<std::string, LineEffects> added;
};

/// How many rows a line concerns in a scenario.
struct LineCount {
  std::size_t line = 0;             // into ScenarioFile::lines
  std::optional<std::size_t> rows;  // changed, left out or added; nullopt of a line that is about people
  std::size_t undecided = 0;        // rows of which its condition has no value; they stay as they are
  std::size_t rejected = 0;         // rows that cannot be what it makes of them, so that they have no effort
  std::size_t dropped = 0;          // rows that it would change, but another line leaves out
  bool unread = false;              // the scenario's own rule set does not read what it sets
};

struct ScenarioRows {
  EditedRows rows;
  std::vector<LineCount> counts;  // of the lines of the scenario that count on the day
  /// Two values for one attribute of one row, two rows with one key, or a value that cannot be carried over to another
  /// rule set. Then the scenario has no figures.
  grammar::Diagnostics findings;
};

/// `accounts` are read by the model of the file, which outlives the result with them.
ScenarioRows rows_of_scenario(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                              const DayEffects& effects, Date day);

/// The path, as written, of the added file that a row of a scenario comes from; empty: of the accounts.
std::string file_of_row(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                        std::size_t row);

/// The same rows as another rule set reads them: `other` are the same files. A value goes to the attribute that reads
/// the same column there, as if it had been written into the file; a value that the other rule set cannot have rejects
/// the row.
ScenarioRows translated(const ScenarioFile& file, const Scenario& scenario, const ScenarioAccounts& accounts,
                        ScenarioRows rows, const ScenarioAccounts& other);

}  // namespace spanne::engine
