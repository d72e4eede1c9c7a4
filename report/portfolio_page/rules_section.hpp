// The section on what drives the effort: each cluster's base, rule and table row, adding up to the total.
#pragma once

#include <vector>

#include "engine/planning/rule_contributions.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

PageSection rules_section(const engine::ContributionSums& sums);

}  // namespace spanne::report
