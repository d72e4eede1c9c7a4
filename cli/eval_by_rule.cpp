#include "cli/eval_by_rule.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "cli/planning_input.hpp"
#include "cli/planning_output.hpp"
#include "engine/planning/effort_by_rule_table.hpp"
#include "records/stream/threads.hpp"
#include "report/views.hpp"

namespace spanne::cli {
namespace {

using engine::EffortByRuleView;

const char* const rule_word = "rule";
const char* const every_rule = "all";

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
    const EffortByRuleView view = choose_groups(input.model());
    return write(input, view, table);
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

  EffortByRuleView choose_groups(const engine::Model& model) const {
    if (model.find_attribute(rule_word))
      stop(output_, wrong_usage, "--by rule is the effort by rule, and the guideline has an attribute rule as well",
           "give the attribute another name");
    EffortByRuleView view;
    std::vector<std::string> known{"cluster", rule_word};
    for (const auto& attribute : model.attributes) known.push_back(attribute.name);
    for (const std::string& name : options_.by) {
      if (name == rule_word) {
        view.rule_place = view.by.size();
        continue;
      }
      const auto attribute = model.find_attribute(name);
      if (!attribute && name != "cluster") stop_at_group(name, known, model, output_);
      view.by.push_back({attribute});
    }
    return view;
  }

  /// The rules that `--without` names, as far as they count in some row.
  std::vector<engine::StatementRef> rules_to_leave_out(const engine::EffortByRule& effort,
                                                       const engine::ContributionSources& sources) const {
    std::vector<engine::StatementRef> rules;
    const engine::Model& model = sources.model();
    const bool all = std::find(options_.without.begin(), options_.without.end(), every_rule) != options_.without.end();
    if (all) refuse_ambiguous_all(model);
    for (const auto& rule : effort.total.contributions()) {
      const auto statement = sources.statement(rule.source);
      if (all && statement && statement->kind != engine::StatementRef::Kind::cluster) rules.push_back(*statement);
    }
    if (all) return rules;
    for (const std::string& name : options_.without) {
      const auto found = removable_rule(name, model);
      if (const auto* refused = std::get_if<engine::NotRemovable>(&found))
        stop(output_, wrong_usage, "--without: " + refused->message, refused->help);
      rules.push_back(std::get<engine::StatementRef>(found));
    }
    return rules;
  }

  void refuse_ambiguous_all(const engine::Model& model) const {
    if (options_.without.size() > 1)
      stop(output_, wrong_usage, "--without all has every rule already", "leave the other names out");
    for (const auto& rule : model.rules)
      if (rule.id == every_rule)
        stop(output_, wrong_usage,
             "--without all is every rule, and the guideline has a rule that is called all as well",
             "give the rule another name");
  }

  void leave_out(EffortByRuleView& view, const engine::EffortByRule& effort, const engine::RowEvaluation& rows,
                 const engine::ContributionSources& sources) const {
    if (options_.without.empty()) return;
    const auto rules = rules_to_leave_out(effort, sources);
    const auto results = evaluate_all(rows, records::run_on_all_processors);
    std::map<std::vector<std::string>, std::size_t> places;
    for (std::size_t group = 0; group < effort.groups.size(); ++group) places[effort.groups[group].labels] = group;
    std::vector<std::optional<std::size_t>> group_of(results.size());
    for (std::size_t index = 0; index < results.size() && !view.by.empty(); ++index) {
      const auto& [account, outcome] = results[index];
      const auto label =
          group_label({&account, &outcome, outcome.rejected(), &rows.row(index).unreadable}, view.by, rows.model());
      if (label) group_of[index] = places.at(engine::labels_in(*label, view.by.size()));
    }
    view.without = effort_without(rows, results, rules, group_of, effort.groups.size(), records::run_on_all_processors);
  }

  int write(const PlanningInput& input, EffortByRuleView view, const TableOutput& table) const {
    const engine::RowEvaluation rows(input.model(), input.as_of, input.rows);
    const engine::ContributionSources sources(input.model());
    const auto effort = effort_by_rule(rows, sources, view.by, records::run_on_all_processors);
    leave_out(view, effort, rows, sources);
    PlanningResult result;
    result.tables = {effort_by_rule_table(effort, sources, view),
                     engine::likely_range_table(effort.total.likely_range())};
    result.what_if = options_.set;
    result.notes = input.notes;
    for (const std::string& note : rows.notes()) result.notes.push_back(note);
    note_idle_rules(result, effort, view, sources);
    result.rejected = effort.total.rejected();
    if (effort.ungrouped > 0) output_.err << ungrouped_note(effort.ungrouped, view.by, input.model());
    ResultFacts files;
    add_file(files, "accounts", options_.accounts);
    add_file(files, "people", options_.kams);
    return write_result(result, {input.loaded, input.as_of, files}, table, output_);
  }

  /// A rule that was asked for and counts in no row has no line in the table.
  void note_idle_rules(PlanningResult& result, const engine::EffortByRule& effort, const EffortByRuleView& view,
                       const engine::ContributionSources& sources) const {
    for (const auto& without : view.without) {
      const auto rules = effort.total.contributions();
      const bool counts = std::any_of(rules.begin(), rules.end(), [&](const engine::RuleContribution& rule) {
        return sources.statement(rule.source) == without.rule;
      });
      if (!counts)
        result.notes.push_back(fmt::format("{} adds to the effort of no row", name_of(without.rule, sources.model())));
    }
  }

  EvalOptions options_;
  const Output& output_;
};

}  // namespace

bool asks_by_rule(const EvalOptions& options) {
  return std::find(options.by.begin(), options.by.end(), rule_word) != options.by.end();
}

int eval_by_rule(const EvalOptions& options, const Output& output) { return ByRuleCommand(options, output).run(); }

}  // namespace spanne::cli
