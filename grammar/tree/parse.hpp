// Rule text to syntax tree.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "grammar/text/diagnostic.hpp"
#include "grammar/text/source.hpp"
#include "grammar/tree/probe.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

/// The tree holds every statement that could be read, also where others could not; it may be used for further checks
/// only together with the diagnostics, which hold one error for each statement (or table row) that is missing from it.
struct Parsed {
  SyntaxTree tree;
  Diagnostics diagnostics;
};

/// Reads a whole file. Never throws for bad text; time and memory are linear in its size. `probe` watches one token.
Parsed parse(const Source& source, Probe* probe = nullptr);

/// Reads `sites = sites + 5`, the text of one `--set`.
struct ParsedAssignment {
  std::optional<AssignmentSyntax> assignment;
  Diagnostics diagnostics;
};
ParsedAssignment parse_assignment(const Source& source);

/// Reads `sites = 15, decentral = yes`, the text of `--given`; the word `given` may stand before it, as in tests.
struct ParsedGiven {
  std::vector<Given> given;
  Diagnostics diagnostics;
};
ParsedGiven parse_given(const Source& source);

/// Reads `sites: 1 .. 2 | 3 .. 10 | 11 .., decentral`, the text of `matrix --by`.
struct ParsedColumns {
  Expressions expressions;  // what the axes point to
  std::vector<ColumnAxisSyntax> axes;
  Diagnostics diagnostics;
};
ParsedColumns parse_columns(const Source& source);

}  // namespace spanne::grammar
