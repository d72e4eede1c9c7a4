// A table on a terminal: aligned by what the eye sees, as wide as the terminal at most.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::report {

enum class Align { left, right };
enum class Tone { plain, strong, good, bad, faint };

/// What becomes of a column where the table is wider than the terminal.
enum class Fit { keep, wrap, drop };

struct Column {
  std::string head;
  Align align = Align::left;
  Fit fit = align == Align::left ? Fit::wrap : Fit::keep;  // figures stand whole
};

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

/// `text` without line breaks and other control characters, which would tear a line apart or command the terminal.
std::string on_one_line(std::string_view text);

/// `text` in a terminal's colours, or as it is without `color`.
std::string toned(std::string_view text, Tone tone, bool color);

/// Every line ends with a line break, and a cell's own line breaks become blanks. Where the table is wider than
/// `width`, its heads take several lines, then columns that may be dropped are, from the right, then texts are broken at
/// blanks, the widest column first. Only where single words are too wide are they cut, with `…`.
std::string table(std::vector<Column> columns, std::vector<std::vector<Cell>> rows, std::size_t width, bool color);

}  // namespace spanne::report
