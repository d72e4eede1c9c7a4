// `spanne sensitivity`: which numbers of a guideline move the effort of a portfolio.
#include "library/sensitivity.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

#include "cli/planning.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

struct SensitivityOptions {
  PlanningArguments input;
  TableOutput output;
  std::string step = library::usual_step;
};

int sensitivity(SensitivityOptions& options, const Output& output) {
  const auto step = library::step_from_text(options.step);
  if (!step)
    stop(output, wrong_usage, fmt::format("--step takes a percentage above 0 % and below 100 %, not {}", options.step),
         "--step '10 %'");
  choose_output(options.output, "sensitivity", planning_files(options.input), output);
  const PlanningInput input = read_planning_input(options.input, output);
  const engine::RowEvaluation rows(input.model(), input.as_of, input.rows);
  PlanningResult result = library::sensitivity_result(rows, *step, options.step, records::run_on_all_processors);
  result.notes.insert(result.notes.begin(), input.notes.begin(), input.notes.end());
  ResultFacts files;
  add_file(files, "accounts", options.input.accounts);
  files.emplace_back("step", options.step);
  return write_result(result, {input.loaded, input.as_of, files}, options.output, output);
}

}  // namespace

AddedCommand add_sensitivity(CLI::App& app) {
  auto options = std::make_shared<SensitivityOptions>();
  auto* command = app.add_subcommand(
      "sensitivity", "Shows which amounts, factors and thresholds move the effort of a portfolio most.");
  add_planning_options(*command, options->input);
  command->add_option("--step", options->step, "how far amounts and factors are moved (default 10 %)");
  add_output_options(*command, options->output);
  return {command, [options](const Output& output) { return sensitivity(*options, output); }};
}

}  // namespace spanne::cli
