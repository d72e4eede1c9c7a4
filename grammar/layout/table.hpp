// The lines of a table, with its cells padded.
#pragma once

#include <vector>

#include "grammar/layout/page.hpp"

namespace spanne::grammar::layout {

/// `lines`: the table's head, rows and lines of dashes. A line of dashes below the head is added where there is none.
void write_table(PageWriter& page, const std::vector<LayoutStatement*>& lines, std::size_t before);

}  // namespace spanne::grammar::layout
