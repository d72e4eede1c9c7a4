#include "report/table.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "grammar/text/characters.hpp"
#include "grammar/text/display_width.hpp"

namespace spanne::report {

using grammar::display_width;
using grammar::first_letter;
using grammar::Letter;

namespace {

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t end = 0, used = 1;  // the column of the `…`
  while (end < text.size()) {
    const Letter letter = first_letter(text.substr(end));
    if (used + letter.columns > width) break;
    used += letter.columns;
    end += letter.bytes;
  }
  return std::string(text.substr(0, end)) + "…";
}

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;  // minimal width of a truncated column

std::size_t width_of(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// Breaks text into lines of at most `width` columns, only at blanks: a longer word is kept whole.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines{""};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, blank - at);
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

/// Breaks text into as few lines as possible of at most `width` columns, and of about equal length.
std::vector<std::string> balanced(const std::string& head, std::size_t width) {
  auto lines = wrapped(head, width);
  for (std::size_t less = width; less-- > 0;) {
    auto shorter = wrapped(head, less);
    if (shorter.size() > lines.size()) break;
    lines = std::move(shorter);
  }
  return lines;
}

/// The width of a text with one word per line.
std::size_t longest_word(const std::string& text) {
  std::size_t width = 0;
  for (const std::string& word : wrapped(text, 0)) width = std::max(width, display_width(word));
  return width;
}

/// Drops columns that may be dropped, from the right, until the rest fits.
void drop(std::vector<TableColumn>& columns, std::vector<std::vector<TableCell>>& rows,
          std::vector<std::size_t>& widths, std::vector<std::size_t>& words, std::size_t width) {
  for (std::size_t i = columns.size(); i-- > 0 && width_of(widths) > width;) {
    if (columns[i].fit != Fit::drop) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    columns.erase(columns.begin() + at);
    widths.erase(widths.begin() + at);
    words.erase(words.begin() + at);
    for (auto& row : rows) row.erase(row.begin() + at);
  }
}

/// Narrows the widest columns that may be narrowed, none below its `least`, until the table fits.
void narrow(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least,
            const std::vector<TableColumn>& columns, std::size_t width) {
  for (std::size_t total = width_of(widths); total > width; --total) {
    std::size_t longest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (columns[i].fit == Fit::wrap && widths[i] > least[i] &&
          (longest == widths.size() || widths[i] > widths[longest]))
        longest = i;
    if (longest == widths.size()) return;
    --widths[longest];
  }
}

/// One line of the screen; cells wider than their column are truncated.
std::string line(const std::vector<TableColumn>& columns, const std::vector<TableCell>& cells,
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

/// A row, with as many lines as its tallest cell.
std::string lines(const std::vector<TableColumn>& columns, const std::vector<TableCell>& cells,
                  const std::vector<std::size_t>& widths, bool color) {
  std::vector<std::vector<std::string>> parts;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    parts.push_back(columns[i].fit == Fit::wrap && display_width(cells[i].text) > widths[i]
                        ? wrapped(cells[i].text, widths[i])
                        : std::vector{cells[i].text});
    height = std::max(height, parts.back().size());
  }
  std::string text;
  for (std::size_t at = 0; at < height; ++at) {
    std::vector<TableCell> shown = cells;
    for (std::size_t i = 0; i < cells.size(); ++i) shown[i].text = at < parts[i].size() ? parts[i][at] : "";
    text += line(columns, shown, widths, color);
  }
  return text;
}

/// The heads; the last line of each is directly above its column.
std::string head_lines(const std::vector<TableColumn>& columns, const std::vector<std::size_t>& widths, bool color) {
  std::vector<std::vector<std::string>> heads;
  std::size_t most = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    heads.push_back(balanced(columns[i].head, widths[i]));
    most = std::max(most, heads.back().size());
  }
  std::string text;
  for (std::size_t left = most; left > 0; --left) {
    std::vector<TableCell> cells;
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
  std::string shown = grammar::fit_to_show(text);
  return !color || tone == Tone::plain || text.empty() ? shown : start + shown + "\x1b[0m";
}

std::string table(std::vector<TableColumn> columns, std::vector<std::vector<TableCell>> rows, std::size_t width,
                  bool color) {
  std::vector<std::size_t> widths(columns.size(), 0), words(columns.size(), 0), slim_heads(columns.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].head = grammar::fit_to_show(columns[i].head);
    for (auto& row : rows) {
      row[i].text = grammar::fit_to_show(row[i].text);
      widths[i] = std::max(widths[i], display_width(row[i].text));
      words[i] = std::max(words[i], longest_word(row[i].text));
    }
    words[i] = std::max(words[i], longest_word(columns[i].head));
    slim_heads[i] = std::max(widths[i], longest_word(columns[i].head));
    widths[i] = std::max(widths[i], display_width(columns[i].head));
  }
  if (width_of(widths) > width) widths = std::move(slim_heads);
  drop(columns, rows, widths, words, width);
  narrow(widths, words, columns, width);
  narrow(widths, std::vector(columns.size(), narrowest), columns, width);
  std::string text = head_lines(columns, widths, color);
  for (const auto& row : rows) text += lines(columns, row, widths, color);
  return text;
}

}  // namespace spanne::report
