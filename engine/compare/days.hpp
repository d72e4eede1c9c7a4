// What changes by itself on which day: rules, clusters, tables and defines that start or end, and conditions on the
// day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"

namespace spanne::engine {

/// Something that is different from a day on, though nobody edits anything.
struct Milestone {
  /// The first day on which it is so; nullopt where each account has a day of its own, or every day is another one.
  std::optional<Date> day;
  std::string words;  // "rule many_sites counts", "define visit is 4 h/month"
  bool in_old = false, in_new = false;
};

/// Of both versions, each once, by day; what has no day of its own comes last. Only days within the effective period
/// count, and its first is none: on that day nothing changes.
std::vector<Milestone> milestones(const Model& old_model, const Model& new_model, const VersionComparison& comparison);

}  // namespace spanne::engine
