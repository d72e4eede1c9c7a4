// Milestones are the days on which results change although nobody edits anything: rules, clusters, tables and defines
// that begin or end, and conditions on the day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"

namespace spanne::engine {

/// Something that is different from a day on.
struct Milestone {
  /// The first day on which it is so; nullopt if the day depends on the account, or if every day differs.
  std::optional<Date> day;
  std::string words;  // "rule many_sites counts", "define visit is 4 h/month"
  bool in_old = false, in_new = false;
};

/// The milestones of both versions, without repetitions, by day; those without a day come last. Only days in the
/// effective period count, except its first day, on which nothing changes.
std::vector<Milestone> milestones(const Model& old_model, const Model& new_model, const VersionComparison& comparison);

}  // namespace spanne::engine
