// The section on a comparison with another version of the guideline: who gets something else.
#pragma once

#include <string>

#include "engine/compare/impact.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// The movers listed are those that the impact has.
PageSection impact_section(const engine::Impact& impact, const engine::Model& before, const engine::Model& after,
                           const ShownNames& names);

}  // namespace spanne::report
