#include "library/effort_by_rule.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

#include "library/accounts_input.hpp"

namespace spanne::library {
namespace {

using engine::EffortByRule;
using engine::StatementRef;

const char* const every_rule = "all";

std::optional<Problem> ambiguous_all(const std::vector<std::string>& without, const engine::Model& model,
                                     const char* mark) {
  if (without.size() > 1)
    return Problem{fmt::format("{}without all has every rule already", mark), "leave the other names out"};
  for (const auto& rule : model.rules)
    if (rule.id == every_rule)
      return Problem{
          fmt::format("{}without all is every rule, and the guideline has a rule that is called all as well", mark),
          "give the rule another name"};
  return std::nullopt;
}

/// The rules that `without` names; of all rules, those that count in some row.
std::variant<std::vector<StatementRef>, Problem> rules_to_leave_out(const std::vector<std::string>& without,
                                                                    const EffortByRule& effort,
                                                                    const engine::ContributionSources& sources,
                                                                    const char* mark) {
  std::vector<StatementRef> rules;
  if (std::find(without.begin(), without.end(), every_rule) != without.end()) {
    if (auto problem = ambiguous_all(without, sources.model(), mark)) return std::move(*problem);
    for (const auto& rule : effort.total.contributions())
      if (const auto statement = sources.statement(rule.source);
          statement && statement->kind != StatementRef::Kind::cluster)
        rules.push_back(*statement);
    return rules;
  }
  for (const std::string& name : without) {
    auto found = removable_rule(name, sources.model());
    if (auto* refused = std::get_if<engine::NotRemovable>(&found))
      return Problem{fmt::format("{}without: {}", mark, refused->message), std::move(refused->help)};
    rules.push_back(std::get<StatementRef>(found));
  }
  return rules;
}

void leave_out(engine::EffortByRuleView& view, const std::vector<StatementRef>& rules, const EffortByRule& effort,
               const engine::RowEvaluation& rows, const engine::Executor& executor) {
  const auto results = evaluate_all(rows, executor);
  std::map<std::vector<std::string>, std::size_t> places;
  for (std::size_t group = 0; group < effort.groups.size(); ++group) places[effort.groups[group].labels] = group;
  std::vector<std::optional<std::size_t>> group_of(results.size());
  for (std::size_t index = 0; index < results.size() && !view.by.empty(); ++index) {
    const auto& [account, outcome] = results[index];
    const auto label =
        group_label({&account, &outcome, outcome.rejected(), &rows.row(index).unreadable}, view.by, rows.model());
    if (label) group_of[index] = places.at(engine::labels_in(*label, view.by.size()));
  }
  view.without = effort_without(rows, results, rules, group_of, effort.groups.size(), executor);
}

/// A rule that was asked for and counts in no row has no line in the table.
void note_idle_rules(PlanningResult& result, const EffortByRule& effort, const engine::EffortByRuleView& view,
                     const engine::ContributionSources& sources) {
  const auto rules = effort.total.contributions();
  for (const auto& without : view.without) {
    const bool counts = std::any_of(rules.begin(), rules.end(), [&](const engine::RuleContribution& rule) {
      return sources.statement(rule.source) == without.rule;
    });
    if (!counts)
      result.notes.push_back(fmt::format("{} adds to the effort of no row", name_of(without.rule, sources.model())));
  }
}

}  // namespace

std::variant<engine::EffortByRuleView, Problem> by_rule_view(const std::vector<std::string>& by,
                                                             const engine::Model& model, const char* mark) {
  if (model.find_attribute(rule_word))
    return Problem{
        fmt::format("{}by rule is the effort by rule, and the guideline has an attribute rule as well", mark),
        "give the attribute another name"};
  engine::EffortByRuleView view;
  std::vector<std::string> known{"cluster", rule_word};
  for (const auto& attribute : model.attributes) known.push_back(attribute.name);
  for (const std::string& name : by) {
    if (name == rule_word) {
      view.rule_place = view.by.size();
      continue;
    }
    const auto attribute = model.find_attribute(name);
    if (!attribute && name != "cluster") return group_problem(fmt::format("{}by", mark), name, known, model);
    view.by.push_back({attribute});
  }
  return view;
}

std::variant<ByRuleResult, Problem> effort_by_rule_result(const engine::RowEvaluation& rows,
                                                          engine::EffortByRuleView view,
                                                          const std::vector<std::string>& without,
                                                          const engine::Executor& executor, const char* mark) {
  const engine::ContributionSources sources(rows.model());
  const auto effort = effort_by_rule(rows, sources, view.by, executor);
  if (!without.empty()) {
    auto rules = rules_to_leave_out(without, effort, sources, mark);
    if (auto* problem = std::get_if<Problem>(&rules)) return std::move(*problem);
    leave_out(view, std::get<std::vector<StatementRef>>(rules), effort, rows, executor);
  }
  ByRuleResult made;
  made.result.tables = {effort_by_rule_table(effort, sources, view),
                        engine::likely_range_table(effort.total.likely_range())};
  made.result.notes = rows.notes();
  note_idle_rules(made.result, effort, view, sources);
  made.result.rejected = effort.total.rejected();
  made.ungrouped = effort.ungrouped;
  return made;
}

}  // namespace spanne::library
