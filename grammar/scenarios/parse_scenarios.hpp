// Text of a file of scenarios to its syntax tree.
#pragma once

#include <string_view>

#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/text/diagnostic.hpp"
#include "grammar/text/source.hpp"
#include "grammar/tree/probe.hpp"

namespace spanne::grammar {

/// Whether a text is a file of scenarios: its first word that is no comment says so. Of a rule file it is `ruleset`.
bool is_scenario_file(std::string_view text);

/// As of parse(): one error for each line that is missing from the tree.
struct ParsedScenarios {
  ScenarioFileSyntax file;
  Diagnostics diagnostics;
};

/// Reads a whole file. Never throws for bad text; time and memory are linear in its size. `probe` watches one token.
ParsedScenarios parse_scenarios(const Source& source, Probe* probe = nullptr);

}  // namespace spanne::grammar
