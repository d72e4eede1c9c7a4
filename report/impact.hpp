// Shows which accounts get something else under another version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compare/impact.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// The maximal number of movers and of groups shown, more than a screen; files contain all of them.
inline constexpr std::size_t rows_shown = 50;

struct ImpactNames {
  std::vector<std::string> key_heads;
  std::string owner_head;  // empty: there is no owner attribute, or it is one of the keys
  std::string group_head;  // what groups are formed by; empty: no groups
  std::optional<engine::GroupBy> by;
};

/// Movers, groups that change, and totals; only the first ones if there are many.
std::string impact_view(const engine::Impact& impact, const engine::Model& before, const engine::Model& after,
                        const ImpactNames& names, const Screen& screen);

}  // namespace spanne::report
