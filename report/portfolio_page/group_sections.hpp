// The sections on groups: how many accounts fill one person, who carries how much, and which kinds of effort there are.
#pragma once

#include "report/portfolio_page/page_section.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// Accounts that one person can look after, by cluster, beside the rigid ten.
PageSection spans_section(const PortfolioFacts& facts);
/// The load of every owner against the band. `facts.owners` is not null.
PageSection loads_section(const PortfolioFacts& facts);
/// Efforts by kind and cluster; the rule set declares kinds.
PageSection kinds_section(const PortfolioFacts& facts);

/// Groups as `eval --by` shows them, the total last.
engine::ResultTable groups_table(const engine::Portfolio& portfolio, const engine::GroupBy& by,
                                 const engine::Model& model, const std::string& title);

}  // namespace spanne::report
