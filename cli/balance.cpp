// `spanne balance`: who should hand what to whom, so that everybody is in their band.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/planning.hpp"
#include "engine/planning/balance_tables.hpp"
#include "engine/planning/solver/cbc_solver.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

struct BalanceArguments {
  PlanningArguments input;
  TableOutput output;
};

engine::Balance balance_or_stop(const engine::RowEvaluation& rows, const PlanningInput& input, const Output& output) {
  auto made = engine::balance_of(rows, input.kams, {}, engine::cbc_solver(), records::run_on_all_processors);
  if (const auto* refusal = std::get_if<engine::BalanceRefusal>(&made))
    stop(output, findings, refusal->message, refusal->help);
  return std::get<engine::Balance>(std::move(made));
}

int balance(BalanceArguments arguments, const Output& output) {
  choose_output(arguments.output, "balance", planning_files(arguments.input), output);
  if (arguments.input.kams.empty())
    stop(output, wrong_usage, "balance needs to know what each person can carry",
         "add the file of people: --kams kams.csv");
  const PlanningInput input = read_planning_input(arguments.input, output);
  const engine::RowEvaluation rows(input.model(), input.as_of, input.rows);
  const engine::Balance made = balance_or_stop(rows, input, output);
  PlanningResult result;
  result.tables = balance_tables(made, rows);
  result.summary = balance_summary(made, rows);
  result.notes = input.notes;
  for (std::string& note : rows.notes()) result.notes.push_back(std::move(note));
  if (engine::cbc_solver() == nullptr)
    result.notes.push_back("what is best is not proved here, since the solver CBC is missing: install coinor-libcbc3");
  result.rejected = made.rejected;
  return write_result(
      result, {input.loaded, input.as_of, {{"accounts", arguments.input.accounts}, {"people", arguments.input.kams}}},
      arguments.output, output);
}

}  // namespace

AddedCommand add_balance(CLI::App& app) {
  auto arguments = std::make_shared<BalanceArguments>();
  auto* command = app.add_subcommand("balance", "who should hand what to whom, so that everybody is in their band");
  add_planning_options(*command, arguments->input);
  add_output_options(*command, arguments->output);
  return {command, [arguments](const Output& output) { return balance(*arguments, output); }};
}

}  // namespace spanne::cli
