// Where cells and rows end in a piece of CSV text: found by vectors, sixty-four bytes at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "records/csv/csv.hpp"

namespace spanne::records {

/// Texts that are scanned have so many bytes after their end that may be read.
inline constexpr std::size_t scan_padding = 64;

/// Whole rows at the beginning of a text.
struct WholeRows {
  std::size_t end = 0;      // after the last of them
  std::size_t lines = 0;    // line ends in them, those inside quotes too
  bool regular = true;      // quotation marks enclose whole cells, as RFC 4180 has them, and no row ends in a lone CR
  bool open_quote = false;  // the text ends inside quotes
};

/// At most `most` whole rows. What is not regular needs split_plainly instead.
WholeRows cut_rows(std::string_view text, char separator, std::size_t most);

/// The cells of some rows.
struct Cells {
  std::vector<std::uint32_t> ends;    // of each cell: where its separator or the line end stands; more may follow
  std::vector<std::uint32_t> first;   // of each row: its first cell; one more for the end
  std::vector<std::uint32_t> starts;  // of each row
  std::size_t width = 0;              // cells of every row; 0: rows may differ
  bool ascii = true;                  // no byte above 127
  bool zero = false;                  // a byte 0, which no text has

  std::size_t rows() const { return starts.size(); }
  std::size_t count(std::size_t row) const { return first[row + 1] - first[row]; }
  /// As it stands, quotation marks and all.
  std::string_view raw(std::string_view text, std::size_t row, std::size_t cell) const {
    const std::size_t index = first[row] + cell;
    const std::size_t begin = cell == 0 ? starts[row] : ends[index - 1] + 1;
    return text.substr(begin, ends[index] - begin);
  }
  /// Keeps the room.
  void clear();
};

/// Regular text of whole rows (the last may lack its line end) into cells.
void split_rows(std::string_view text, char separator, Cells& cells);

/// Any text into cells, as CsvReader reads it: at most `most` rows. Where the text goes on after its end, a row that
/// touches the end is left out, else it counts. `end` and `lines` as in WholeRows.
CsvEnd split_plainly(std::string_view text, char separator, std::size_t most, bool goes_on, Cells& cells,
                     WholeRows& cut);

}  // namespace spanne::records
