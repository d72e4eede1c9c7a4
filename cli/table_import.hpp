// `spanne table import`: a guideline whose table has the rows of a workbook.
#pragma once

#include "cli/commands.hpp"

namespace spanne::cli {

/// Writes the guideline with the rows of the workbook in the place of the table's own; everything else stays as it is.
/// Refuses heads that are not those of the table, and cells that the table cannot hold, with their place.
int import_table(const TableCommandOptions& options, const Output& output);

}  // namespace spanne::cli
