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

/// What two versions differ in, and where accounts get something else.
struct VersionDifferences {
  engine::VersionComparison comparison;
  std::optional<engine::Regions> regions;  // nullopt if no difference can change results
  std::vector<engine::Milestone> days;     // what changes by itself
};
/// Both versions have models.
VersionDifferences compare_versions(const Guideline& before, const Guideline& after,
                                    const engine::RegionOptions& options);

/// Whether every account gets the same from both versions; nullopt if that is not decided.
std::optional<bool> same_results(const std::optional<engine::Regions>& regions);

Json differences_json(const Guideline& before, const Guideline& after, const VersionDifferences& differences);

}  // namespace spanne::library
