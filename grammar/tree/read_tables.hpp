// The rows of a table.
#pragma once

#include "grammar/tree/reader.hpp"

namespace spanne::grammar {

/// Reads what a cell tests, `3`, `1 .. 3`, `> 10`; an end may be left out: `11 ..`, `.. 2`.
ConditionCell read_part(Reader reader);

/// Reads one line between bars into `table`: its heads, its decoration, or a row. `has_heads`: they have been read.
/// Throws Unreadable after recording the line's one error.
void read_table_line(const Reading& reading, TokenRange line, TableSyntax& table, bool has_heads);

}  // namespace spanne::grammar
