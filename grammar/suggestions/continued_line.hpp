// A line that begins with the operator in which the line above should have ended.
#pragma once

#include <vector>

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Whether `next` begins with an operator and goes on with the statement of `above`.
bool goes_on_with(const Reader& above, const Reader& next);

/// Refuses all lines at once: the help is one line made of them. `below`: those that go on, at least one.
[[noreturn]] void refuse_continued_lines(Reader& above, const std::vector<Reader>& below);

}  // namespace spanne::grammar
