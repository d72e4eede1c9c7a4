// Who moves under another version, for people.
#pragma once

#include <string>
#include <vector>

#include "engine/compare/impact.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// A row by what people know it by.
struct RowName {
  std::vector<std::string> key;  // one text for each key attribute
  std::string owner;
};

struct ImpactNames {
  std::vector<std::string> key_heads;
  std::string owner_head;     // empty: the rule set has none, or it is among the keys
  std::vector<RowName> rows;  // as many as there are rows
  std::string group_head;     // what groups are formed by; empty: there are none
};

/// Movers, groups that change, totals; the first movers only, where there are many.
std::string impact_view(const engine::Impact& impact, const engine::ImpactSide& before, const engine::ImpactSide& after,
                        const ImpactNames& names, const Screen& screen);

/// "rule a +0.1 FTE; rule b x 1.2 → x 1.5; rule c no longer".
std::string responsible_words(const std::vector<engine::Responsible>& all);

}  // namespace spanne::report
