// Two stretches of one text, read apart, as one tree.
#pragma once

#include "grammar/syntax.hpp"

namespace spanne::grammar {

/// Puts what stands behind `tree` in the same text at its end. All that refers by number goes on to mean the same, but
/// for `Rule::heading`, whose meaning is the reader's. Neither tree has lost anything, and `rest` has no header.
void append(Tree& tree, Tree&& rest);

}  // namespace spanne::grammar
