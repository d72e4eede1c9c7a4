// The ResultTables of effort by rule and of the likely range.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/planning/result_table.hpp"
#include "engine/planning/rule_contributions.hpp"
#include "engine/planning/without_rule.hpp"

namespace spanne::engine {

/// What EffortByRule is shown by.
struct EffortByRuleView {
  std::vector<GroupBy> by;     // what rows are grouped by beside the rule
  std::size_t rule_place = 0;  // the rule's place among them, 0: first
  std::vector<EffortWithout> without;
};

/// A line for each rule, or for each rule and group, and the total: "rule", the groups' names, "rows", "to_low",
/// "to_mid", "to_high", the declared kinds and "limit" (of the middle), and with `without` "without_low",
/// "without_mid", "without_high", "without_rejected": what the whole line's group would be without the rule.
ResultTable effort_by_rule_table(const EffortByRule& effort, const ContributionSources& sources,
                                 const EffortByRuleView& view);

/// Two lines, "account" and "rule": the unknowns, worst cases, middle, likely range, and why it is not given.
ResultTable likely_range_table(const LikelyRange& likely);

}  // namespace spanne::engine
