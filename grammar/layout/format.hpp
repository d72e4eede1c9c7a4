// The one layout of a rule file (docs/language.md, "Layout").
#pragma once

#include <string>

#include "grammar/scenarios/scenario_syntax.hpp"
#include "grammar/text/source.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

/// The file as `spanne fmt` writes it: UTF-8 without a mark, lines that end in a line feed. `tree` is what parse() has
/// made of `source`, and there was no error. The result reads as the same tree, spans apart; every comment is in it,
/// beside or above the same words. Words stay as they were written, but for
/// - brackets: `-0.05 .. 0.1 FTE` becomes `-(0.05 .. 0.1) FTE`;
/// - `rule line 31` in a test, which follows the rule to its new line.
/// Formatting the result again changes nothing. Time and memory grow little faster than the file.
std::string format(const Source& source, const SyntaxTree& tree);
/// The same of a file of scenarios, of which `file` is what parse_scenarios() has made.
std::string format(const Source& source, const ScenarioFileSyntax& file);

}  // namespace spanne::grammar
