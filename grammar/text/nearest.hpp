// "Did you mean …?": the known name that a person most likely meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::grammar {

/// The candidate nearest to `typed` (letters swapped, missing, doubled; upper and lower case; blanks, hyphens and
/// underscores taken as one), or nullopt where none is near enough to be worth a guess. Ties go to the earlier one.
std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates);

/// "; did you mean sites?", or an empty text if no candidate is near enough.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates);

}  // namespace spanne::grammar
