// How planning commands write their tables: one way for all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/file_roles.hpp"
#include "cli/result_workbook.hpp"
#include "library/planning_result.hpp"
#include "report/views.hpp"

namespace CLI {
class App;
}

namespace spanne::cli {

/// As it is typed.
struct TableOutput {
  std::string format, output, out_locale;
  std::string view;             // of CSV, which holds one table: its name; empty: the first
  std::optional<int> decimals;  // 6 in files, 3 on the screen
  bool exact = false;
};

/// Adds `-o`, `--format`, `--out-locale`, `--view`, `--decimals` and `--exact` to a command.
void add_output_options(CLI::App& command, TableOutput& arguments);

/// Decides the format (table, csv, json or xlsx), and refuses what the output would overwrite: `inputs` are the files
/// that the command reads. To be called before anything is read; throws Stop.
void choose_output(TableOutput& arguments, const std::string& command, FileRoles inputs, const Output& output);

using library::PlanningResult;

/// Made with what: for the provenance, and for the last sheet of a workbook.
struct PlanningOrigin {
  const Loaded& loaded;
  engine::Date as_of;
  ResultFacts files;  // "accounts" and a name, …
};

/// Writes the result; the origin, the notes and rejected rows go to `err`. Returns `findings` if rows were rejected.
/// Throws Stop where the output cannot be written. `arguments` have been through choose_output().
int write_result(const PlanningResult& result, const PlanningOrigin& origin, const TableOutput& arguments,
                 const Output& output);

}  // namespace spanne::cli
