#include "report/table.hpp"

#include <algorithm>
#include <cstdint>

namespace spanne::report {
namespace {

struct Letter {
  std::size_t bytes, columns;
};

/// The letter a valid UTF-8 text begins with.
Letter first_letter(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {1, lead < 32 ? 0U : 1U};
  const std::size_t bytes = std::min<std::size_t>(text.size(), lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
  std::uint32_t letter = lead & (bytes == 2 ? 0x1FU : bytes == 3 ? 0x0FU : 0x07U);
  for (std::size_t i = 1; i < bytes; ++i) letter = letter << 6U | (byte(i) & 0x3FU);
  const bool mark = (letter >= 0x300 && letter < 0x370) || (letter >= 0x200B && letter < 0x2010) || letter == 0xFEFF;
  const bool wide = (letter >= 0x1100 && letter < 0x1160) || (letter >= 0x2E80 && letter < 0xA4D0) ||
                    (letter >= 0xAC00 && letter < 0xD7A4) || (letter >= 0xF900 && letter < 0xFB00) ||
                    (letter >= 0xFF00 && letter < 0xFF61) || letter >= 0x1F300;
  return {bytes, mark ? 0U : wide ? 2U : 1U};
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t end = 0, used = 1;  // the `…`
  while (end < text.size()) {
    const Letter letter = first_letter(text.substr(end));
    if (used + letter.columns > width) break;
    used += letter.columns;
    end += letter.bytes;
  }
  return std::string(text.substr(0, end)) + "…";
}

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;  // a column is not cut below this

void shrink(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t width) {
  std::size_t total = gap * (widths.size() - 1);
  for (const std::size_t one : widths) total += one;
  while (total > width) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (columns[i].align == Align::left && widths[i] > narrowest &&
          (widest == widths.size() || widths[i] > widths[widest]))
        widest = i;
    if (widest == widths.size()) return;
    --widths[widest];
    --total;
  }
}

std::string line(const std::vector<Column>& columns, const std::vector<Cell>& cells,
                 const std::vector<std::size_t>& widths, bool color) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string shown = cut(cells[i].text, widths[i]);
    const std::string blanks(widths[i] - display_width(shown), ' ');
    const bool right = columns[i].align == Align::right;
    text += (i > 0 ? std::string(gap, ' ') : "") + (right ? blanks : "") + toned(shown, cells[i].tone, color) +
            (right ? "" : blanks);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = first_letter(text.substr(at));
    width += letter.columns;
    at += letter.bytes;
  }
  return width;
}

std::string toned(std::string_view text, Tone tone, bool color) {
  const char* start = tone == Tone::strong ? "\x1b[1m"
                      : tone == Tone::good ? "\x1b[32m"
                      : tone == Tone::bad  ? "\x1b[31m"
                                           : "\x1b[2m";
  if (!color || tone == Tone::plain || text.empty()) return std::string(text);
  return start + std::string(text) + "\x1b[0m";
}

std::string table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows, std::size_t width,
                  bool color) {
  std::vector<std::size_t> widths;
  std::vector<Cell> heads;
  for (const Column& column : columns) {
    widths.push_back(display_width(column.head));
    heads.push_back({column.head, Tone::strong});
  }
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i].text));
  shrink(widths, columns, width);
  std::string text = line(columns, heads, widths, color);
  for (const auto& row : rows) text += line(columns, row, widths, color);
  return text;
}

}  // namespace spanne::report
