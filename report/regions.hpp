// Shows the regions in which two versions give accounts different results.
#pragma once

#include <string>

#include "engine/compare/regions/regions.hpp"
#include "report/views.hpp"

namespace spanne::report {

/// The largest changes come first, 20 of them unless `all`; then what is proved of all other accounts, or what is
/// undecided.
std::string regions_view(const engine::Regions& regions, bool all, const Screen& screen);

/// "+0.1 FTE", "+0.1 .. 0.2 FTE", "-0.1 .. +0.2 FTE"
std::string change_words(const engine::Stretch& change);
/// Both ends: "+0.1 FTE", or "low end +0.1 FTE, high end +0.2 FTE".
std::string change_words(const engine::FigureChange& change);

}  // namespace spanne::report
