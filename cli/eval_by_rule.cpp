#include "cli/eval_by_rule.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/planning_input.hpp"
#include "cli/planning_output.hpp"
#include "library/effort_by_rule.hpp"
#include "records/stream/threads.hpp"

namespace spanne::cli {
namespace {

using engine::EffortByRuleView;

class ByRuleCommand {
 public:
  ByRuleCommand(const EvalOptions& options, const Output& output) : options_(options), output_(output) {}

  int run() {
    refuse_options();
    TableOutput table{options_.format, options_.output, {}, {}, options_.decimals, options_.exact};
    if (options_.format == "csv") table.out_locale = options_.out_locale;
    PlanningArguments arguments;
    static_cast<TableArguments&>(arguments) = options_;
    arguments.from.clear();  // `accounts` has it
    arguments.rules = options_.rules;
    arguments.accounts = options_.accounts;
    arguments.kams = options_.kams;
    arguments.as_of = options_.as_of;
    choose_output(table, "eval --by rule", planning_files(arguments), output_);
    PlanningInput input = read_planning_input(arguments, output_);
    add_assignments(*input.loaded.model, options_.set, output_);
    auto view = library::by_rule_view(options_.by, input.model(), library::command_line_mark);
    if (const auto* problem = std::get_if<library::Problem>(&view)) stop_at(*problem);
    return write(input, std::move(std::get<EffortByRuleView>(view)), table);
  }

 private:
  void refuse(const char* option, const char* help) const {
    stop(output_, wrong_usage, fmt::format("{} does not go with --by rule", option), help);
  }

  void refuse_options() const {
    if (options_.evaluated != nullptr || !options_.receipt.empty())
      refuse("--receipt", "write the receipt of the rows: eval without --by");
    if (!options_.snapshot.empty()) refuse("--snapshot", "take the snapshot with eval without --by, and evaluate it");
    if (options_.strict) refuse("--strict", "leave it out: rejected rows are counted, and end with status 1");
    if (options_.format == "jsonl") refuse("--format jsonl", "--format json");
  }

  [[noreturn]] void stop_at(const library::Problem& problem) const {
    stop(output_, wrong_usage, problem.message, problem.help);
  }

  int write(const PlanningInput& input, EffortByRuleView view, const TableOutput& table) const {
    const engine::RowEvaluation rows(input.model(), input.as_of, input.rows);
    const std::vector<engine::GroupBy> by = view.by;
    auto made = library::effort_by_rule_result(rows, std::move(view), options_.without, records::run_on_all_processors,
                                               library::command_line_mark);
    if (const auto* problem = std::get_if<library::Problem>(&made)) stop_at(*problem);
    auto& [result, ungrouped] = std::get<library::ByRuleResult>(made);
    result.what_if = options_.set;
    result.notes.insert(result.notes.begin(), input.notes.begin(), input.notes.end());
    if (ungrouped > 0) output_.err << ungrouped_note(ungrouped, by, input.model());
    ResultFacts files;
    add_file(files, "accounts", options_.accounts);
    add_file(files, "people", options_.kams);
    return write_result(result, {input.loaded, input.as_of, files}, table, output_);
  }

  EvalOptions options_;
  const Output& output_;
};

}  // namespace

bool asks_by_rule(const EvalOptions& options) {
  return std::find(options.by.begin(), options.by.end(), library::rule_word) != options.by.end();
}

int eval_by_rule(const EvalOptions& options, const Output& output) { return ByRuleCommand(options, output).run(); }

}  // namespace spanne::cli
