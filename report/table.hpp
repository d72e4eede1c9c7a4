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

struct TableColumn {
  std::string head;
  Align align = Align::left;
  Fit fit = align == Align::left ? Fit::wrap : Fit::keep;  // figures stand whole
};

struct TableCell {
  std::string text;
  Tone tone = Tone::plain;
};

/// `text`, fit to show, in a terminal's colours or without.
std::string toned(std::string_view text, Tone tone, bool color);

/// Every line ends with a line break; cells are made fit to show, their own line breaks become blanks. Where the table
/// is wider than `width`, its heads take several lines, then columns that may be dropped are, from the right, then
/// texts are broken at blanks, the widest column first. Only where single words are too wide are they cut, with `…`.
std::string table(std::vector<TableColumn> columns, std::vector<std::vector<TableCell>> rows, std::size_t width,
                  bool color);

}  // namespace spanne::report
