// Readers of the lines of a file of scenarios. Each begins at the first word of its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// The words that begin a line of a scenario: set, assign, hire …
const std::vector<std::string>& scenario_line_words();
bool begins_scenario_line(const Reader& reader);

ScenariosHeader read_scenarios_header(Reader& reader);
ScenarioSyntax read_scenario_heading(Reader& reader);
/// At a word of scenario_line_words().
ScenarioLineSyntax read_scenario_line(Reader& reader);

/// `where CONDITION` and `from DAY` at the end of a line, in either order, each once.
struct ScenarioClosing {
  ExpressionPtr where = nullptr;
  std::optional<Day> from;
};
/// `takes_from`: false where a line has no day from which it counts.
ScenarioClosing read_scenario_closing(Reader& reader, bool takes_from);

}  // namespace spanne::grammar
