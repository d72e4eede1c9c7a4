// `spanne sensitivity`: which numbers of a guideline move the effort of a portfolio.
#include "engine/planning/sensitivity.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "cli/planning.hpp"
#include "engine/testing/figures.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

struct SensitivityOptions {
  PlanningArguments input;
  TableOutput output;
  std::string step = "10 %";
};

/// `10 %`, `10%` or `2.5 %`; of the share 0.1 and the percentage 10 nobody knows which a bare number is.
engine::Fraction step_asked_for(const std::string& text, const Output& output) {
  const std::string digits = text.substr(0, text.find_first_not_of("0123456789."));
  const std::string rest = text.substr(digits.size());
  const bool is_percentage = !digits.empty() && digits != "." && digits.size() <= 12 &&
                             std::count(digits.begin(), digits.end(), '.') <= 1 && (rest == "%" || rest == " %");
  const engine::Fraction share = is_percentage ? engine::number_at(digits, 0) / 100 : engine::Fraction(0);
  if (share.sign() <= 0 || share >= engine::Fraction(1))
    stop(output, wrong_usage, fmt::format("--step takes a percentage above 0 % and below 100 %, not {}", text),
         "--step '10 %'");
  return share;
}

int sensitivity(SensitivityOptions& options, const Output& output) {
  const engine::Fraction step = step_asked_for(options.step, output);
  choose_output(options.output, "sensitivity", planning_files(options.input), output);
  const PlanningInput input = read_planning_input(options.input, output);
  const engine::RowEvaluation rows(input.model(), input.as_of, input.rows);
  const auto found = sensitivity_of(rows, step, records::run_on_all_processors);
  PlanningResult result;
  result.tables = {sensitivity_table(found)};
  result.summary = fmt::format(
      "A step is {} of an amount, {} of what parts a factor from 1, and the next value in the "
      "file that makes a difference for a threshold.\n",
      options.step, options.step);
  result.notes = input.notes;
  for (const std::string& note : rows.notes()) result.notes.push_back(note);
  result.rejected = found.rejected;
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
