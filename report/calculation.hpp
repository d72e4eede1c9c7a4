// Shows the arithmetic of an explanation: every kind of effort from its base to its sum, the total, and the account
// range.
#pragma once

#include "engine/explain/explain.hpp"
#include "report/amounts.hpp"
#include "report/page.hpp"

namespace spanne::report {

void show_calculation(const engine::Explanation& explanation, Fractions figures, Page& page);
void show_span(const engine::Explanation& explanation, Fractions figures, Page& page);

/// The name of the statement that contains an effect: "base", "many_sites", "contracts#3".
std::string origin_words(const engine::OptionalSite& origin, const engine::Model& model);

}  // namespace spanne::report
