// The section on people: what each carries against what they can, and what nobody carries.
#pragma once

#include "report/portfolio_page/page_section.hpp"
#include "report/portfolio_page/portfolio_facts.hpp"

namespace spanne::report {

/// The load of every owner against the band. `facts.owners` is not null.
PageSection loads_section(const PortfolioFacts& facts);

/// The rows that belong to nobody; null if none of them is evaluated. `facts.owners` is not null.
const engine::Group* unassigned_group(const PortfolioFacts& facts);
/// The name of a group of `facts.owners` as the page shows it.
std::string person_name(const engine::Group& group, const PortfolioFacts& facts);
/// Owners by their load, the fullest first; those who have work and no capacity before all others, those who are away
/// after them. `facts.owners` is not null.
std::vector<const engine::Group*> people_by_load(const PortfolioFacts& facts);

}  // namespace spanne::report
