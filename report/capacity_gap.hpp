// A gap in words: "between 5 too many and 33 too few".
#pragma once

#include <functional>
#include <string>

#include "engine/portfolio/gap.hpp"

namespace spanne::report {

/// A figure of any size, 0 or above, as it is shown.
using SizeText = std::function<std::string(const engine::Fraction&)>;

/// A gap between two ends, of which the lower one need not come first: "between 5 too many and 33 too few",
/// "3–33 too few", "up to 5 too many", "neither too many nor too few".
std::string capacity_gap_words(const engine::Fraction& one_end, const engine::Fraction& other_end,
                               const SizeText& size);

/// In people, with both readings where the sum is not known well enough: "between 5 too many and 33 too few".
std::string people_gap_words(const engine::CapacityGap& gap);

}  // namespace spanne::report
