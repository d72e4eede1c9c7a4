// Two versions side by side, for people.
#pragma once

#include <string>

#include "engine/compare/compare.hpp"
#include "engine/compare/days.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// What can change results first, each with its old and its new words; then what cannot. Nothing is cut.
std::string comparison_view(const engine::VersionComparison& comparison, const engine::Model& old_model,
                            const engine::Model& new_model, const Screen& screen);

/// What changes by itself on which day; empty where nothing does.
std::string days_view(const std::vector<engine::Milestone>& days, const Screen& screen);

}  // namespace spanne::report
