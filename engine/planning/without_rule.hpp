// What the effort of a file's rows would be without one rule: evaluated, not estimated.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/result_table.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {

/// The model without a rule, or without a row of an effect table: what the guideline means if its line is deleted.
Model without_rule(const Model& model, const StatementRef& rule);

/// Why a name cannot be left out, and what helps.
struct NotRemovable {
  std::string message, help;
};
/// The rule or the outcome row of that name; refused are clusters, tables as a whole, lookups and their rows, and names
/// of nothing.
std::variant<StatementRef, NotRemovable> removable_rule(const std::string& name, const Model& model);

struct EffortWithout {
  StatementRef rule;
  SumRange total;            // FTE
  std::size_t rejected = 0;  // rows, which may be others than with the rule
  std::vector<SumRange> groups;
};

/// For each of `rules`, the sums of all rows and of groups: `group_of` names the group of each row, nullopt for none,
/// and `groups` is their number. `results`: see evaluate_all(). Only rows that a rule touches are evaluated again.
std::vector<EffortWithout> effort_without(const RowEvaluation& rows, const std::vector<RowResult>& results,
                                          const std::vector<StatementRef>& rules,
                                          const std::vector<std::optional<std::size_t>>& group_of, std::size_t groups,
                                          const Executor& executor);

}  // namespace spanne::engine
