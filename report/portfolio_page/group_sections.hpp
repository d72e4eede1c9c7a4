// The sections on clusters: how many accounts fill one person, and which kinds of effort there are.
#pragma once

#include "report/portfolio_page/page_section.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// Accounts that one person can look after, by cluster, beside the rigid ten.
PageSection spans_section(const PortfolioFacts& facts);
/// Efforts by kind and cluster; the rule set declares kinds.
PageSection kinds_section(const PortfolioFacts& facts);

}  // namespace spanne::report
