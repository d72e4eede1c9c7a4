// The comparison of a portfolio under two versions of a guideline, for the page for the meeting.
#pragma once

#include <string>

#include "cli/planning_input.hpp"
#include "engine/compare/impact.hpp"

namespace spanne::cli {

struct ReportComparison {
  Loaded before;
  engine::Impact impact;  // the first movers, as many as are listed
};

/// `against`: the old version, as it was typed. Throws Stop where it, or the accounts by it, cannot be read.
ReportComparison compare_with(const std::string& against, const PlanningArguments& arguments,
                              const PlanningInput& input, const Output& output);

}  // namespace spanne::cli
