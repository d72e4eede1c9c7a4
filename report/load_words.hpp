// A load in words.
#pragma once

#include <string>

#include "engine/portfolio/portfolio.hpp"

namespace spanne::report {

/// A share of a capacity in whole percent: "96 %". It gets as many decimals as it needs to lie on the same side of both
/// edges of the utilisation band as before it was rounded: 79.8 %, and not 80 %, is under a band that begins at 80 %.
std::string load_words(const engine::Enclosure& share, const engine::Model& model);

}  // namespace spanne::report
