// A table on a terminal: aligned by what the eye sees, as wide as the terminal at most.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spanne::report {

enum class Align { left, right };
enum class Tone { plain, strong, good, bad, faint };

struct Column {
  std::string head;
  Align align = Align::left;
};

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

/// `text` in a terminal's colours, or as it is without `color`.
std::string toned(std::string_view text, Tone tone, bool color);

/// Every line ends with a line break. Where the table is wider than `width`, its widest left-aligned columns are cut
/// with `…`.
std::string table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows, std::size_t width,
                  bool color);

}  // namespace spanne::report
