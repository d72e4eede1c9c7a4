// What changed between two versions as JSON, the shape of `diff --format json` (docs/commands.md#diff).
#pragma once

#include <optional>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/compare/days.hpp"
#include "engine/compare/regions/regions.hpp"
#include "library/findings_json.hpp"
#include "library/guideline.hpp"

namespace spanne::library {

/// Whether every account gets the same from both versions; nullopt if that is not decided.
std::optional<bool> same_results(const std::optional<engine::Regions>& regions);

/// Both versions have models. `regions`: nullopt if no difference can change results.
Json differences_json(const Guideline& before, const Guideline& after, const engine::VersionComparison& comparison,
                      const std::optional<engine::Regions>& regions, const std::vector<engine::Milestone>& days);

}  // namespace spanne::library
