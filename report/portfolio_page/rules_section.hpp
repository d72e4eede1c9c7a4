// The section on what drives the effort: each cluster's base, rule and table row, adding up to the total.
#pragma once

#include "engine/planning/account_shares.hpp"
#include "engine/planning/rule_contributions.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// `sources` are those of the sums.
PageSection rules_section(const engine::ContributionSums& sums, const engine::ContributionSources& sources,
                          const ShownNames& names);

}  // namespace spanne::report
