// The likely range in words.
#pragma once

#include <string>

#include "engine/planning/likely_range.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// "81.2–94.9 FTE"; or why there is none: "none: line 2 alone has 82 % of the variance".
std::string likely_words(const engine::LikelyInterval& interval, const Screen& screen);
/// Two lines: what is likely if accounts differ by themselves, and if every rule is one unknown.
std::string likely_view(const engine::LikelyRange& likely, const Screen& screen);

}  // namespace spanne::report
