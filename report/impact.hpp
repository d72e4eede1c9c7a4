// Who moves under another version, for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compare/impact.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// Of movers and of groups: more than a screen; files have all of them.
inline constexpr std::size_t rows_shown = 50;

struct ImpactNames {
  std::vector<std::string> key_heads;
  std::string owner_head;  // empty: the rule set has none, or it is among the keys
  std::string group_head;  // what groups are formed by; empty: there are none
  std::optional<engine::GroupBy> by;
};

/// Movers, groups that change, totals; the first ones only, where there are many.
std::string impact_view(const engine::Impact& impact, const engine::Model& before, const engine::Model& after,
                        const ImpactNames& names, const Screen& screen);

}  // namespace spanne::report
