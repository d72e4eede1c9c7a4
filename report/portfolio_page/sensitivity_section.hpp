// The section on sensitivity: which numbers of the guideline a discussion should be about.
#pragma once

#include <optional>

#include "engine/planning/sensitivity.hpp"
#include "report/portfolio_page/page_section.hpp"

namespace spanne::report {

/// nullopt if no figure moves anything.
std::optional<PageSection> sensitivity_section(const engine::Sensitivity& sensitivity, const engine::Model& model);

}  // namespace spanne::report
