// Rule text in a layout nobody wants: the same words, with whatever the language allows between them.
#pragma once

#include <string>

#include "tests/support/random.hpp"

namespace spanne::test {

enum class Ugliness {
  layout,   // blanks, tabs, non-breaking spaces, lines broken and joined, Windows line ends, a byte-order mark
  comments  // and comments and blank lines everywhere
};

/// `text` is a rule file without errors.
std::string ugly(const std::string& text, Random& random, Ugliness ugliness);

}  // namespace spanne::test
