// Lays out a table for a terminal, aligned by display width and at most as wide as the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::report {

/// The blanks between two columns, of tables and of pages.
inline constexpr std::size_t column_gap = 2;

enum class Align { left, right };
enum class Tone { plain, strong, good, bad, faint };

/// What happens to a column if the table is wider than the terminal.
enum class Fit { keep, wrap, drop };

struct TableColumn {
  std::string head;
  Align align = Align::left;
  Fit fit = align == Align::left ? Fit::wrap : Fit::keep;  // figures are not broken
};

struct TableCell {
  std::string text;
  Tone tone = Tone::plain;
};

/// `text`, sanitised for display, with or without terminal colours.
std::string toned(std::string_view text, Tone tone, bool color);

/// Every line ends with a line break. Cells are sanitised; their line breaks become blanks. If the table is wider than
/// `width`, first the heads are broken into several lines, then columns that may be dropped are, from the right, then
/// texts are wrapped at blanks, the widest column first. Only single words that are too wide are truncated, with `…`.
std::string table(std::vector<TableColumn> columns, std::vector<std::vector<TableCell>> rows, std::size_t width,
                  bool color);

}  // namespace spanne::report
