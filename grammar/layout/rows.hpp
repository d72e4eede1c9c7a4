// Statements of one kind that stand together, laid out with their cells below one another.
#pragma once

#include <vector>

#include "grammar/layout/page.hpp"

namespace spanne::grammar::layout {

/// `group`: neighbours of one kind without a blank line between them, cut into cells. `before`: the column of the
/// statement above.
void write_rows(PageWriter& page, const std::vector<LayoutStatement*>& group, std::size_t before);

}  // namespace spanne::grammar::layout
