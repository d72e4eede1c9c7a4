// `spanne plan`: scenarios beside today, on one day or on several.
#include "cli/plan.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "cli/planning.hpp"
#include "cli/planning_days.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_file.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

struct PlanOptions {
  PlanningArguments input;
  TableOutput output;
  DayArguments days;
  std::string scenarios;
  bool details = false;
};

/// Accounts of a database are named by --from, so that what stands in their place are the scenarios.
void place_scenarios(PlanOptions& options, const Output& output) {
  if (!options.input.from.empty() && options.scenarios.empty())
    options.scenarios = std::exchange(options.input.accounts, {});
  if (options.scenarios.empty())
    stop(output, wrong_usage, "SCENARIOS is missing",
         "spanne plan guideline.spanne accounts.csv options.scenarios.spanne");
  if (options.scenarios == "-")
    stop(output, wrong_usage, "scenarios are read from a file, beside which the files stand that they name");
}

int plan(PlanOptions options, const Output& output) {
  place_scenarios(options, output);
  FileRoles files = planning_files(options.input);
  files.read(options.scenarios, "the scenarios");
  choose_output(options.output, "plan", std::move(files), output);
  PlanningInput input = read_planning_input(options.input, output);
  const auto days = chosen_days(options.days, input.as_of, output);
  if (days.size() > 1 && options.input.kams == "-")
    stop(output, wrong_usage, "people are read once for each day, which standard input cannot be", "--kams kams.csv");
  const engine::ScenarioFile file = load_scenarios(options.scenarios, input.loaded, input.kams, output);
  const std::string& accounts = options.input.accounts_path();
  FileRoles outputs;
  outputs.write(options.output.output, FileRoles::Product::result, "-o");
  const auto read = read_scenario_files(file, options.scenarios, accounts, input.rows, input.reading, outputs, output);
  read->input.days = days;
  if (days.size() == 1 && days.front() == input.as_of)
    read->input.kams = {input.kams};
  else
    read->input.kams = people_on_days(options.input.kams, input.model(), input.reading, days, output);
  read->input.details = options.details;
  refuse_days(read->input, output);
  const engine::ScenarioResults results = results_of(read->input, output);
  PlanningResult made = library::scenario_result(results, file, options.details);
  made.notes.insert(made.notes.begin(), input.notes.begin(), input.notes.end());
  PlanningOrigin origin{input.loaded,
                        input.as_of,
                        {{"accounts", accounts}, {"people", options.input.kams}, {"scenarios", options.scenarios}}};
  origin.files.insert(origin.files.end(), read->facts.begin(), read->facts.end());
  return write_result(made, origin, options.output, output);
}

}  // namespace

void refuse_days(const engine::ScenarioInput& input, const Output& output) {
  if (const auto problem = library::uncovered_day(input)) stop(output, wrong_usage, problem->message, problem->help);
}

engine::ScenarioResults results_of(const engine::ScenarioInput& input, const Output& output) {
  Progress progress(unguarded(output.err), output.terminal.err, "planning", "evaluations done");
  auto made = engine::evaluate_scenarios(input, records::run_on_all_processors,
                                         [&](std::size_t done, std::size_t all) { progress(done, all); });
  if (auto* results = std::get_if<engine::ScenarioResults>(&made)) return std::move(*results);
  show_findings(std::get<grammar::Diagnostics>(made), *input.file->source, output);
  throw Stop{findings};
}

AddedCommand add_plan(CLI::App& app) {
  auto options = std::make_shared<PlanOptions>();
  CLI::App* command =
      app.add_subcommand("plan", "Shows scenarios beside today: effort, people, capacity, and what each line changes.");
  add_planning_options(*command, options->input);
  command->add_option("SCENARIOS", options->scenarios, "the file of scenarios");
  add_day_options(*command, options->days);
  command->add_flag("--details", options->details, "who tips over, and which rows move to whom");
  add_output_options(*command, options->output);
  return {command, [options](const Output& output) { return plan(*options, output); }};
}

}  // namespace spanne::cli
