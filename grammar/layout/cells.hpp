// Statements cut into what stands below one another in a group of their sort: name, condition, effects and so on.
#pragma once

#include "grammar/layout/words.hpp"

namespace spanne::grammar::layout {

/// Gives every statement that is no line of a table its cells, from left to right. Parts that may stand in any order
/// (of an attribute, and the reason and period of a rule) are put in the same one everywhere, unless there is a comment
/// among them.
void cut_into_cells(StatementList& document, const SyntaxTree& tree);

}  // namespace spanne::grammar::layout
