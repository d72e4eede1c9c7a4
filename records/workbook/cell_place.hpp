// Places of cells as spreadsheets name them: "B7", "A2:C4".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

struct CellPlace {
  std::size_t row = 0;     // from 1, as people count
  std::size_t column = 0;  // from 0, as cells of a SourceRow
};

/// A rectangle of cells, both corners included.
struct CellRange {
  CellPlace first, last;
};

/// "B7", also "$B$7"; nullopt for what is none or lies beyond a spreadsheet's edges (limits.hpp).
std::optional<CellPlace> read_cell_place(std::string_view text);
/// "A2:C4", or "A2" for that cell alone.
std::optional<CellRange> read_cell_range(std::string_view text);

/// "A", "Z", "AA" … for a column counted from 0.
std::string column_letters(std::size_t column);
std::string cell_name(const CellPlace& place);   // "B7"
std::string range_name(const CellRange& range);  // "A2:C4"

}  // namespace spanne::records
