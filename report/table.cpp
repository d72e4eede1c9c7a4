#include "report/table.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "grammar/display_width.hpp"

namespace spanne::report {

using grammar::display_width;
using grammar::first_letter;
using grammar::Letter;

namespace {

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
constexpr std::size_t narrowest = 6;  // a column is not cut below this

std::size_t width_of(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// A head in lines, broken at blanks where it is wider than `width`.
std::vector<std::string> wrapped(const std::string& head, std::size_t width) {
  std::vector<std::string> lines{""};
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t blank = std::min(head.find(' ', at), head.size());
    const std::string word = head.substr(at, blank - at);
    if (lines.back().empty()) {
      lines.back() = word;
    } else if (display_width(lines.back()) + 1 + display_width(word) <= width) {
      lines.back() += ' ' + word;
    } else {
      lines.push_back(word);
    }
    at = blank + 1;
  }
  return lines;
}

/// In as few lines as fit into `width`, and those about as long as one another.
std::vector<std::string> balanced(const std::string& head, std::size_t width) {
  auto lines = wrapped(head, width);
  for (std::size_t less = width; less-- > 0;) {
    auto shorter = wrapped(head, less);
    if (shorter.size() > lines.size()) break;
    lines = std::move(shorter);
  }
  return lines;
}

/// How wide a head is with a line for every word.
std::size_t narrowest_head(const std::string& head) {
  std::size_t width = 0;
  for (const std::string& word : wrapped(head, 0)) width = std::max(width, display_width(word));
  return width;
}

/// Leaves out what may be dropped, from the right, until the rest fits.
void drop(std::vector<Column>& columns, std::vector<std::vector<Cell>>& rows, std::vector<std::size_t>& widths,
          std::size_t width) {
  for (std::size_t i = columns.size(); i-- > 0 && width_of(widths) > width;) {
    if (columns[i].fit != Fit::drop) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    columns.erase(columns.begin() + at);
    widths.erase(widths.begin() + at);
    for (auto& row : rows) row.erase(row.begin() + at);
  }
}

void cut(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t width) {
  for (std::size_t total = width_of(widths); total > width; --total) {
    std::size_t longest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (columns[i].fit == Fit::cut && widths[i] > narrowest &&
          (longest == widths.size() || widths[i] > widths[longest]))
        longest = i;
    if (longest == widths.size()) return;
    --widths[longest];
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

/// The heads, the last line of each directly above its column.
std::string head_lines(const std::vector<Column>& columns, const std::vector<std::size_t>& widths, bool color) {
  std::vector<std::vector<std::string>> heads;
  std::size_t most = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    heads.push_back(balanced(columns[i].head, widths[i]));
    most = std::max(most, heads.back().size());
  }
  std::string text;
  for (std::size_t left = most; left > 0; --left) {
    std::vector<Cell> cells;
    for (const auto& head : heads) cells.push_back({left > head.size() ? "" : head[head.size() - left], Tone::strong});
    text += line(columns, cells, widths, color);
  }
  return text;
}

}  // namespace

std::string toned(std::string_view text, Tone tone, bool color) {
  const char* start = tone == Tone::strong ? "\x1b[1m"
                      : tone == Tone::good ? "\x1b[32m"
                      : tone == Tone::bad  ? "\x1b[31m"
                                           : "\x1b[2m";
  if (!color || tone == Tone::plain || text.empty()) return std::string(text);
  return start + std::string(text) + "\x1b[0m";
}

std::string on_one_line(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, ' ');
  return result;
}

std::string table(std::vector<Column> columns, std::vector<std::vector<Cell>> rows, std::size_t width, bool color) {
  std::vector<std::size_t> widths(columns.size(), 0), narrow(columns.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].head = on_one_line(columns[i].head);
    for (auto& row : rows) {
      row[i].text = on_one_line(row[i].text);
      widths[i] = std::max(widths[i], display_width(row[i].text));
    }
    narrow[i] = std::max(widths[i], narrowest_head(columns[i].head));
    widths[i] = std::max(widths[i], display_width(columns[i].head));
  }
  if (width_of(widths) > width) widths = std::move(narrow);
  drop(columns, rows, widths, width);
  cut(widths, columns, width);
  std::string text = head_lines(columns, widths, color);
  for (const auto& row : rows) text += line(columns, row, widths, color);
  return text;
}

}  // namespace spanne::report
