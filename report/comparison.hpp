// Shows two versions side by side in the terminal.
#pragma once

#include <string>

#include "engine/compare/compare.hpp"
#include "engine/compare/days.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// Differences that may change results come first, each with its old and new words; then the others. Nothing is
/// truncated.
std::string comparison_view(const engine::VersionComparison& comparison, const engine::Model& old_model,
                            const engine::Model& new_model, const Screen& screen);

/// What changes by itself on which day; empty if nothing does.
std::string days_view(const std::vector<engine::Milestone>& days, const Screen& screen);

}  // namespace spanne::report
