// One cell of Office Open XML as a SourceCell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/tables/row_source.hpp"
#include "records/workbook/cell_place.hpp"
#include "records/workbook/number_format.hpp"
#include "records/workbook/serial_day.hpp"
#include "records/workbook/shared_strings.hpp"
#include "records/workbook/sheet_notes.hpp"

namespace spanne::records {

/// A `c` element as it stands.
struct XlsxCell {
  CellPlace place;
  std::string type;       // its `t`; empty for a number
  std::size_t style = 0;  // its `s`
  bool formula = false;
  std::string value;        // of its `v`
  std::string inline_text;  // of its `is`
};

/// What the workbook says about all cells.
struct XlsxContext {
  const SharedStrings& strings;
  const std::vector<NumberFormat>& formats;  // empty where the workbook has no styles
  DaySystem days;
};

/// AccountsError where the cell refers to a text or a format that is not there, so that the file cannot be trusted.
/// What is wrong with a single value is a cell of Kind::error.
std::variant<SourceCell, AccountsError> xlsx_source_cell(const XlsxCell& cell, const XlsxContext& context,
                                                         SheetNotes& notes);

/// What a cell is whose formula has never been computed.
inline constexpr std::string_view formula_without_result = "a formula without a stored result";

/// A text cell; empty where only blanks stand there.
SourceCell filled_text(std::string text);

}  // namespace spanne::records
