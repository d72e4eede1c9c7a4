// A file of scenarios as statements to be laid out.
#pragma once

#include "grammar/layout/words.hpp"
#include "grammar/scenarios/scenario_syntax.hpp"

namespace spanne::grammar::layout {

/// `file` is what parse_scenarios() has made of `source`, without errors. The statements are cut into cells: the first
/// word, what it does, `where` and the day each begin in a column of their own.
StatementList read_document(const Source& source, const ScenarioFileSyntax& file);

}  // namespace spanne::grammar::layout
