// The rows of a table.
#pragma once

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Reads one line between bars into `table`: its heads, its decoration, or a row. `has_heads`: they have been read.
/// Throws Unreadable after recording the line's one error.
void read_table_line(const Reading& reading, TokenRange line, TableSyntax& table, bool has_heads);

}  // namespace spanne::grammar
