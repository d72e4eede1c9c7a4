// The rows of a table of a guideline as a sheet of a workbook holds them, and as the guideline writes them.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "cli/table_words.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::cli {

struct SheetTableRow {
  std::size_t line = 0;            // of the sheet, from 1
  std::vector<std::string> cells;  // as TableWords has them
};

/// The rows of `source`, whose heads have been found, as cells of `table`, whose columns are `columns`. An error names
/// the cell.
std::variant<std::vector<SheetTableRow>, records::AccountsError> read_sheet_table(
    records::RowSource& source, const grammar::TableSyntax& table, const std::vector<records::SheetColumn>& columns);

/// A row as a guideline has it, and where its cells stand in that text.
struct WrittenRow {
  std::string text;
  std::vector<grammar::TextSpan> cells;  // one per column; of `otherwise` the others are empty
};
WrittenRow written_row(const SheetTableRow& row, const grammar::TableSyntax& table);

}  // namespace spanne::cli
