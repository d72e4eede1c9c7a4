// Text between separators, as RFC 4180 has it: the rows of a file, one after the other, over a buffer in memory.
//
// Our own because the libraries at hand either do not accept line breaks inside quotes or are several times slower.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::records {

struct CsvRow {
  std::size_t line = 0;            // where it begins, counted from 1
  std::vector<std::string> cells;  // quotes resolved
  bool stray_text = false;         // something stood between a closing quote and the separator
};

// A cell or a row beyond these is a lost quotation mark or no CSV at all; both bound what one row can cost.
inline constexpr std::size_t longest_cell = 1'000'000;  // bytes
inline constexpr std::size_t max_cells = 16'384;        // the width of a spreadsheet

enum class CsvEnd { row, end_of_text, open_quote, too_long };

class CsvReader {
 public:
  /// `text` outlives the reader; `separator` is no quotation mark and no line break.
  CsvReader(std::string_view text, char separator, std::size_t first_line = 1);

  /// The next row into `row`. Lines end in LF, CR LF or CR. An empty line is a row of one empty cell. `open_quote`: the
  /// text ends inside quotes that open in the row that begins in `row.line`; `too_long`: that row is beyond the limits.
  CsvEnd next(CsvRow& row);

 private:
  CsvEnd quoted_cell(std::string& cell, bool& stray);
  CsvEnd plain_cell(std::string& cell);
  bool take_opening_quote();
  void end_line();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_, width_ = 0;
};

/// Whether a cell, as it stands in the text, is a quoted one: blanks before the mark are none of it.
bool is_quoted(std::string_view raw);

/// Line ends in a text, each of CR LF, LF and CR once.
std::size_t line_ends(std::string_view text);

/// Which of `,` `;` and tab stands most often in the first row that is not blank, outside quotes; a comma in case of
/// doubt.
char recognise_separator(std::string_view text);

/// What parts or quotes cells in any file that is read: a text with one of them is quoted.
inline constexpr std::string_view csv_signs = ",;\t\"\r\n";

/// A cell as it has to be written: quoted where needed.
std::string csv_cell(std::string_view text);

}  // namespace spanne::records
