#include "cli/balance_apply.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "cli/output_file.hpp"
#include "cli/rules_text.hpp"
#include "engine/testing/words.hpp"
#include "records/io/file.hpp"
#include "records/io/paths.hpp"

namespace spanne::cli {

namespace {

namespace fs = std::filesystem;
using engine::AttributeId;
using engine::Model;

/// `account_id = "R-407" and role = national`: the condition that names one row.
std::string row_condition(const engine::RowEvaluation& rows, std::size_t row) {
  const Model& model = rows.model();
  std::string condition;
  for (const AttributeId key : model.key_attributes()) {
    const auto& attribute = model.attributes[key];
    const auto& value = rows.row(row).account.values[key];
    if (!condition.empty()) condition += " and ";
    if (is_missing(value))
      condition += attribute.name + " is missing";
    else
      condition += fmt::format("{}{} = {}", attribute.optional ? attribute.name + " is known and " : "", attribute.name,
                               literal(value, attribute.type, model));
  }
  return condition;
}

std::string move_lines(const BalanceToApply& made) {
  std::string lines;
  for (const auto* changes : {&made.balance.placed, &made.balance.moves})
    for (const engine::BalanceChange& change : *changes)
      lines += fmt::format("  assign {} where {}\n", engine::quoted(made.balance.people[change.to].name),
                           row_condition(made.rows, change.row));
  return lines;
}

void refuse_unnamed_rows(const BalanceToApply& made, const Output& output) {
  if (made.rows.model().key_attributes().empty())
    stop(output, findings,
         "no attribute of the guideline identifies a row, so a scenario cannot name the rows that move",
         "write key behind the attribute that does: account text key");
  if (made.balance.moves.empty() && made.balance.placed.empty())
    stop(output, findings, "nothing has to move, so there is no scenario to write", "leave --apply out");
}

/// Where the guideline lies, seen from the file.
std::string path_from(const std::string& file, const std::string& rules) {
  const std::string folder = records::folder_of(file);
  return fs::proximate(fs::absolute(rules), fs::absolute(folder)).generic_string();
}

std::string new_file(const BalanceToApply& made, const std::string& path) {
  return fmt::format("scenarios \"Balance as of {}\" of {}\n\nscenario \"Balance\"\n", to_text(made.rows.as_of()),
                     engine::quoted(path_from(path, rules_name(made.rules).path)));
}

/// A name that the text does not have yet.
std::string new_name(const std::string& text, const std::string& wanted) {
  std::string name = wanted;
  for (int number = 2; text.find("scenario " + engine::quoted(name)) != std::string::npos; ++number)
    name = fmt::format("{} {}", wanted, number);
  return name;
}

std::string continued_file(const BalanceToApply& made, const std::string& path, const Output& output) {
  std::error_code none;
  if (!fs::equivalent(fs::absolute(path).parent_path(), fs::absolute(made.scenarios).parent_path(), none))
    stop(output, wrong_usage, "the file of --apply continues the scenarios, whose paths are relative to their folder",
         "name a file in the same folder as the scenarios");
  auto read = records::read_file(made.scenarios, largest_rule_file);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  std::string text = std::get<std::string>(std::move(read));
  if (!text.ends_with('\n')) text += '\n';
  const std::string wanted = made.scenario.empty() ? "Balance" : made.scenario + ", balanced";
  text += fmt::format("\nscenario {}\n", engine::quoted(new_name(text, wanted)));
  if (!made.scenario.empty()) text += fmt::format("  include {}\n", engine::quoted(made.scenario));
  return text;
}

}  // namespace

void apply_balance(const BalanceToApply& made, const std::string& path, const Output& output) {
  refuse_unnamed_rows(made, output);
  const std::string text =
      (made.scenarios.empty() ? new_file(made, path) : continued_file(made, path, output)) + move_lines(made);
  OutputFile file(path, output);
  unguarded(file.output().out) << text;
  file.commit();
}

}  // namespace spanne::cli
