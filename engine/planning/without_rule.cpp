#include "engine/planning/without_rule.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/model/term_parts.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::engine {
namespace {

RuleSite site_of(const StatementRef& rule) {
  if (rule.kind == StatementRef::Kind::rule)
    return {RuleRef::Kind::rule, static_cast<std::uint32_t>(rule.index), std::nullopt};
  return {RuleRef::Kind::table, static_cast<std::uint32_t>(rule.index), static_cast<std::uint32_t>(rule.part)};
}

/// Whether a row was rejected by rules, which another set of rules may not do.
bool is_rejected_by_rules(const Outcome& outcome) {
  return outcome.rejected() && std::all_of(outcome.rejections.begin(), outcome.rejections.end(), [](const auto& why) {
           return why.cause > Rejection::Cause::figure_too_large;
         });
}

bool matched(const Outcome& outcome, const RuleSite& site) {
  return std::find(outcome.matched.begin(), outcome.matched.end(), site) != outcome.matched.end();
}

struct BothEnds {
  TotalSum low, high;
  void add(const Range& effort) {
    low.add(effort.low);
    high.add(effort.high);
  }
  SumRange value() const { return {low.value(), high.value()}; }
};

class Removal {
 public:
  Removal(const RowEvaluation& rows, const std::vector<RowResult>& results,
          const std::vector<std::optional<std::size_t>>& group_of, std::size_t groups)
      : rows_(rows), results_(results), group_of_(group_of), groups_(groups) {}

  EffortWithout without(const StatementRef& rule) const {
    const Model model = without_rule(rows_.model(), rule);
    const Evaluator evaluator(model, rows_.as_of());
    const RuleSite site = site_of(rule);
    EffortWithout made{rule, {}, 0, {}};
    BothEnds total;
    std::vector<BothEnds> groups(groups_);
    for (std::size_t index = 0; index < results_.size(); ++index) {
      const auto& [account, before] = results_[index];
      const bool anew = is_rejected_by_rules(before) || (!before.rejected() && matched(before, site));
      const Outcome after = anew ? evaluator.evaluate(account) : Outcome();
      const Outcome& counts = anew ? after : before;
      if (counts.rejected()) {
        ++made.rejected;
        continue;
      }
      total.add(counts.total);
      if (group_of_[index]) groups[*group_of_[index]].add(counts.total);
    }
    made.total = total.value();
    for (const BothEnds& group : groups) made.groups.push_back(group.value());
    return made;
  }

 private:
  const RowEvaluation& rows_;
  const std::vector<RowResult>& results_;
  const std::vector<std::optional<std::size_t>>& group_of_;
  std::size_t groups_;
};

/// The rules and rows that use a lookup, to be named instead of it.
std::string users_of(TableId lookup, const Model& model) {
  std::string names;
  const auto note = [&](const StatementRef& statement) {
    const auto terms = all_terms(terms_of(statement, model), model);
    const bool uses = std::any_of(terms.begin(), terms.end(), [&](TermId id) {
      return model.term(id).op == Op::lookup && table_of(model.term(id)) == lookup;
    });
    if (uses) names += (names.empty() ? "" : ", ") + name_of(statement, model);
  };
  for (std::size_t rule = 0; rule < model.rules.size(); ++rule) note({StatementRef::Kind::rule, rule, 0});
  for (std::size_t table = 0; table < model.tables.size(); ++table)
    for (std::size_t row = 0; row < model.tables[table].rows.size() && model.tables[table].derived.empty(); ++row)
      note({StatementRef::Kind::row, table, row});
  return names;
}

NotRemovable refused_lookup(const std::string& name, TableId lookup, const Model& model) {
  const std::string users = users_of(lookup, model);
  return {
      fmt::format("{} gives values to the rules that use it and has no effort of its own; without it they would have "
                  "no value",
                  name),
      users.empty() ? "no rule uses it" : fmt::format("name a rule that uses it: {}", users)};
}

std::optional<NotRemovable> refused_table(const std::string& name, TableId id, const Model& model) {
  const Table& table = model.tables[id];
  if (!table.derived.empty()) {
    const bool is_its = name == table.name || name.starts_with(table.name + "#");
    return is_its ? std::optional(refused_lookup(name, id, model)) : std::nullopt;
  }
  if (name != table.name) return std::nullopt;
  return NotRemovable{fmt::format("{} is a table: only single rows can be left out", name),
                      fmt::format("name one of its rows: {}", table.rows.front().id)};
}

}  // namespace

Model without_rule(const Model& model, const StatementRef& rule) {
  Model made = model;
  if (rule.kind == StatementRef::Kind::rule) {
    made.order.erase(
        std::remove_if(made.order.begin(), made.order.end(),
                       [&](const RuleRef& ref) { return ref.kind == RuleRef::Kind::rule && ref.index == rule.index; }),
        made.order.end());
  } else {
    auto& rows = made.tables[rule.index].rows;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(rule.part));
  }
  return made;
}

std::variant<StatementRef, NotRemovable> removable_rule(const std::string& name, const Model& model) {
  std::vector<std::string> names;
  for (std::size_t rule = 0; rule < model.rules.size(); ++rule) {
    if (model.rules[rule].id == name) return StatementRef{StatementRef::Kind::rule, rule, 0};
    names.push_back(model.rules[rule].id);
  }
  for (TableId table = 0; table < model.tables.size(); ++table) {
    if (auto refused = refused_table(name, table, model)) return std::move(*refused);
    for (std::size_t row = 0; row < model.tables[table].rows.size(); ++row) {
      const std::string& id = model.tables[table].rows[row].id;
      if (id == name) return StatementRef{StatementRef::Kind::row, table, row};
      if (model.tables[table].derived.empty()) names.push_back(id);
    }
  }
  for (const Cluster& cluster : model.clusters)
    if (name == cluster.name || name == "cluster " + cluster.name)
      return NotRemovable{
          fmt::format("cluster {} is where the effort of its accounts begins; without it they would be in "
                      "another cluster or be rejected, which is another guideline",
                      cluster.name),
          "take it out of a copy of the guideline, and compare the two with spanne diff"};
  return NotRemovable{fmt::format("there is no rule {}{}", name, grammar::did_you_mean(name, names)),
                      "a name that --by rule shows, or all"};
}

std::vector<EffortWithout> effort_without(const RowEvaluation& rows, const std::vector<RowResult>& results,
                                          const std::vector<StatementRef>& rules,
                                          const std::vector<std::optional<std::size_t>>& group_of, std::size_t groups,
                                          const Executor& executor) {
  std::vector<EffortWithout> made(rules.size());
  const Removal removal(rows, results, group_of, groups);
  executor(rules.size(), [&](std::size_t rule) { made[rule] = removal.without(rules[rule]); });
  return made;
}

}  // namespace spanne::engine
