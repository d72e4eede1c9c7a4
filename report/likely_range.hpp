// The likely range in words.
#pragma once

#include <string>

#include "engine/planning/likely_range.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// "81.2–94.9 FTE"; or why there is none: "none, since line 2 alone has 82 % of the variance: …".
std::string likely_words(const engine::LikelyInterval& interval, const Screen& screen);
/// A line on what is likely, and one on what is if every rule is one unknown, where there is such a range; empty where
/// nothing is unknown.
std::string likely_view(const engine::LikelyRange& likely, const Screen& screen);

}  // namespace spanne::report
