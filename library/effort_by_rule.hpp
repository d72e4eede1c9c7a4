// The effort of a portfolio by rule as a result: what `eval --by rule` shows.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "engine/planning/effort_by_rule_table.hpp"
#include "library/guideline.hpp"
#include "library/planning_result.hpp"

namespace spanne::library {

/// The word among what rows are grouped by that stands for the rules.
inline constexpr const char* rule_word = "rule";

/// `by` is what rows are grouped by: "rule" at its place, attributes, "cluster". `mark`: see planning_result.hpp.
std::variant<engine::EffortByRuleView, Problem> by_rule_view(const std::vector<std::string>& by,
                                                             const engine::Model& model, const char* mark);

struct ByRuleResult {
  PlanningResult result;      // without what was assumed, and with the notes of `rows` alone
  std::size_t ungrouped = 0;  // rejected rows that count in the total only
};

/// `without` names rules and rows that are left out in turn; "all": each that counts.
std::variant<ByRuleResult, Problem> effort_by_rule_result(const engine::RowEvaluation& rows,
                                                          engine::EffortByRuleView view,
                                                          const std::vector<std::string>& without,
                                                          const engine::Executor& executor, const char* mark);

}  // namespace spanne::library
