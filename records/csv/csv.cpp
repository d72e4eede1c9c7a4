// Reads cell by cell; a quoted cell is found by its quotation marks, a plain one by what may end it.
#include "records/csv/csv.hpp"

#include <algorithm>
#include <array>

namespace spanne::records {

bool is_quoted(std::string_view raw) {
  const std::size_t begin = raw.find_first_not_of(" \t");
  return begin != std::string_view::npos && raw[begin] == '"';
}

std::size_t line_ends(std::string_view text) {
  auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
    if (at + 1 == text.size() || text[at + 1] != '\n') ++count;
  return count;
}

CsvReader::CsvReader(std::string_view text, char separator, std::size_t first_line)
    : text_(text), separator_(separator), line_(first_line) {}

CsvEnd CsvReader::plain_cell(std::string& cell) {
  std::size_t end = at_;
  while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
  if (cell.size() + (end - at_) > longest_cell) return CsvEnd::too_long;
  cell.append(text_.substr(at_, end - at_));
  at_ = end;
  return CsvEnd::row;
}

/// From after the opening quote up to what ends the cell.
CsvEnd CsvReader::quoted_cell(std::string& cell, bool& stray) {
  for (;;) {
    const std::size_t buffer = longest_cell + 1 - cell.size();
    const std::string_view ahead = text_.substr(at_, buffer);
    const std::size_t quote = ahead.find('"');
    if (quote == std::string_view::npos) return ahead.size() == buffer ? CsvEnd::too_long : CsvEnd::open_quote;
    cell.append(ahead.substr(0, quote));
    at_ += quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    cell += '"';
    ++at_;
  }
  line_ += line_ends(cell);
  const std::size_t closed = cell.size();
  if (plain_cell(cell) == CsvEnd::too_long) return CsvEnd::too_long;
  if (cell.find_first_not_of(" \t", closed) == std::string::npos) cell.resize(closed);
  stray = stray || cell.size() > closed;
  return CsvEnd::row;
}

/// With the blanks before it; of those there may be many, but no more than a cell has.
bool CsvReader::take_opening_quote() {
  std::size_t at = at_;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t') && text_[at] != separator_) ++at;
  if (at >= text_.size() || text_[at] != '"') return false;
  at_ = at + 1;
  return true;
}

void CsvReader::end_line() {
  if (at_ >= text_.size()) return;
  const bool both = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
  at_ += both ? 2 : 1;
  ++line_;
}

CsvEnd CsvReader::next(CsvRow& row) {
  row.cells.clear();
  row.cells.reserve(width_);
  row.stray_text = false;
  row.line = line_;
  if (at_ >= text_.size()) return CsvEnd::end_of_text;
  for (;;) {
    if (row.cells.size() == max_cells) return CsvEnd::too_long;
    std::string& cell = row.cells.emplace_back();
    const bool quoted = take_opening_quote();
    const CsvEnd end = quoted ? quoted_cell(cell, row.stray_text) : plain_cell(cell);
    if (end != CsvEnd::row) return end;
    if (at_ >= text_.size() || text_[at_] != separator_) break;
    ++at_;
  }
  end_line();
  width_ = row.cells.size();
  return CsvEnd::row;
}

char recognise_separator(std::string_view text) {
  constexpr std::array separators{',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  text.remove_prefix(std::min(text.find_first_not_of(" \r\n"), text.size()));
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < separators.size(); ++i)
      if (separators[i] == c) ++counts[i];
  }
  return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

std::string csv_cell(std::string_view text) {
  const bool bare = text.find_first_of(csv_signs) == std::string_view::npos;
  if (bare && (text.empty() || (text.front() != ' ' && text.back() != ' '))) return std::string(text);
  std::string result = "\"";
  result.reserve(text.size() + 2);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find('"', at), text.size());
    result += text.substr(at, mark - at);
    if (mark < text.size()) result += "\"\"";
    at = mark + 1;
  }
  return result + '"';
}

}  // namespace spanne::records
