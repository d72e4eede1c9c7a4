#include "cli/planning_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <utility>

#include "cli/audit.hpp"
#include "records/stream/account_files.hpp"

namespace spanne::cli {
namespace {

[[noreturn]] void stop_at_file(const std::string& path, const records::AccountsError& error, const Output& output) {
  stop(output, findings, fmt::format("{}: {}", shown_source(path), error.message), error.help);
}

}  // namespace

std::variant<AccountsInput, records::StreamError> read_accounts_input(const std::string& path,
                                                                      const engine::Model& model,
                                                                      const records::TableOptions& reading) {
  AccountsInput input;
  auto read = records::read_accounts(
      path, model, reading, [&](const records::AccountsHeader& header) { input.take(header); },
      [&](records::AccountRow&& row) { input.take(std::move(row)); });
  if (auto* error = std::get_if<records::FileError>(&read)) return std::move(*error);
  if (auto* error = std::get_if<records::AccountsError>(&read)) return std::move(*error);
  input.summary = std::get<records::AccountsSummary>(std::move(read));
  return input;
}

std::vector<engine::Kam> read_people(const std::string& path, const engine::PortfolioRows& rows,
                                     const engine::Model& model, const records::TableOptions& reading, engine::Date day,
                                     std::vector<std::string>& notes, const Output& output) {
  if (path.empty()) return {};
  if (!model.owner_attribute())
    stop(output, wrong_usage, "--kams needs to know who looks after an account",
         "write owner behind an attribute: kam text owner");
  auto read = records::read_kams(path, model, reading, day, &notes);
  if (const auto* error = std::get_if<records::FileError>(&read)) stop(output, file_trouble, error->message);
  if (const auto* error = std::get_if<records::AccountsError>(&read)) stop_at_file(path, *error, output);
  auto kams = std::get<records::Kams>(std::move(read));
  if (const auto unknown = library::unknown_owner(rows, model, kams)) stop_at_owner(output, *unknown, path, kams);
  return kams;
}

void add_planning_options(CLI::App& command, PlanningArguments& arguments) {
  command.add_option("RULES", arguments.rules, "the rule file; - is standard input")->required();
  command.add_option("ACCOUNTS", arguments.accounts, "the accounts: a workbook, CSV or JSON; - is standard input");
  command.add_option("--kams", arguments.kams, "people and their capacity in FTE: a workbook, CSV or JSON");
  command.add_option("--as-of", arguments.as_of, "the day whose rules count (default today, where you are)");
  add_table_options(command, arguments);
}

FileRoles planning_files(const PlanningArguments& arguments) {
  FileRoles files;
  files.read_guideline(arguments.rules);
  files.read(arguments.accounts, "the accounts");
  files.read(arguments.from, "the accounts");
  files.read(arguments.kams, "the people");
  files.read(arguments.with, "the second table");
  return files;
}

PlanningInput read_planning_input(PlanningArguments arguments, const Output& output) {
  if (const auto wrong = take_source(arguments, arguments.accounts))
    stop(output, wrong_usage, wrong->message, wrong->help);
  if (arguments.accounts.empty())
    stop(output, wrong_usage, "ACCOUNTS is missing", "name the file with the accounts behind the guideline");
  std::size_t from_standard_input = 0;
  for (const std::string* file : {&arguments.rules, &arguments.accounts, &arguments.kams, &arguments.with})
    from_standard_input += *file == "-" ? 1U : 0U;
  if (from_standard_input > 1)
    stop(output, wrong_usage, "only one of the files can come from standard input", "name the others");
  PlanningInput input;
  input.loaded = load(arguments.rules, output);
  if (!input.loaded.model) throw Stop{input.loaded.status};
  input.reading = choose_table_options(arguments, output);
  input.as_of = choose_day(arguments.as_of, input.model(), output);
  auto accounts = read_accounts_input(arguments.accounts, input.model(), input.reading);
  if (const auto* error = std::get_if<records::StreamError>(&accounts)) {
    if (const auto* file = std::get_if<records::FileError>(error)) stop(output, file_trouble, file->message);
    stop_at_file(arguments.accounts, std::get<records::AccountsError>(*error), output);
  }
  input.rows = std::move(std::get<AccountsInput>(accounts).rows);
  input.header = std::move(std::get<AccountsInput>(accounts).header);
  input.summary = std::move(std::get<AccountsInput>(accounts).summary);
  std::vector<std::string> people_notes;
  input.kams = read_people(arguments.kams, input.rows, input.model(), input.reading, input.as_of, people_notes, output);
  input.notes = reading_notes(input.header, input.summary, people_notes);
  return input;
}

}  // namespace spanne::cli
