// What a sheet of a workbook holds, whatever writes it: columns with a head each, and typed cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/value/date.hpp"

namespace spanne::records {

/// A column of a sheet: its head, and what its cells are taken for.
struct SheetColumn {
  enum class Shown {
    text,
    long_text,  // wrapped into several lines
    whole,      // a whole number
    figure,     // a number with up to `places` decimals, of which the first three are always shown
    number,     // a number shown as it is
    percent,    // "15.5 %"
    share,      // "0.155", shown as 15.5 %
    money,      // "12.5 EUR"
    date,       // "2026-07-01"
    boolean     // "yes", "no"
  };
  std::string head;
  Shown shown = Shown::text;
  int places = 6;        // figure
  std::string currency;  // money
  bool is_band = false;  // under, in band, over: coloured
};

/// A number for a cell: plain decimal digits, and the power of ten they are multiplied by.
struct CellNumber {
  std::string digits;
  int exponent = 0;
};

using SheetCell = std::variant<std::monostate, std::string, CellNumber, bool, engine::Date>;

/// Digits of a number that a spreadsheet keeps; what has more would be rounded in silence.
inline constexpr std::size_t sheet_digits = 15;

/// The cell for a result's text in a column. A text that is not of the column's kind ("unlimited", "1/60", a cell that
/// could not be read, which begins with unreadable_mark), that has more than sheet_digits digits, or a day before
/// spreadsheets count reliably (1 March 1900) stays a text, to the letter.
SheetCell cell_of(std::string_view text, const SheetColumn& column);

/// Whether a figure had to stay a text, which a spreadsheet does not add up: a fraction, or a number of too many
/// digits.
bool is_figure_as_text(std::string_view text, const SheetColumn& column);

}  // namespace spanne::records
