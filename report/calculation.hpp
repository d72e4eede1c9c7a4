// The arithmetic of an explanation: every kind of effort from its base to its sum, the total, and the span.
#pragma once

#include "engine/explain/explain.hpp"
#include "report/page.hpp"

namespace spanne::report {

void show_calculation(const engine::Explanation& told, Page& page);
void show_span(const engine::Explanation& told, Page& page);

/// What an effect stands in: "base", "many_sites", "contracts#3".
std::string origin_words(const engine::OptionalSite& origin, const engine::Model& model);

}  // namespace spanne::report
