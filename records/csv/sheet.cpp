#include "records/csv/sheet.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "records/cells/decode.hpp"

namespace spanne::records {
namespace {

/// The line `sep=;` (or `"sep=;"`) by which spreadsheet programs tell one another the separator.
struct SeparatorLine {
  char separator = 0;
  std::size_t size = 0;  // with its line end
};
std::optional<SeparatorLine> separator_line(std::string_view text) {
  const std::size_t quote = text.starts_with('"') ? 1 : 0;
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const std::string word = folded(line.substr(0, quote + 4));
  if (line.size() != 5 + 2 * quote || word.substr(quote) != "sep=" || (quote != 0 && line.back() != '"'))
    return std::nullopt;
  const char separator = line[quote + 4];
  if (std::string_view(",;\t|").find(separator) == std::string_view::npos || line.size() == text.size())
    return std::nullopt;
  return SeparatorLine{separator, line.size() + (text.substr(line.size(), 2) == "\r\n" ? 2 : 1)};
}

}  // namespace

std::variant<Sheet, AccountsError> open_sheet(std::string bytes) {
  auto converted = decode_file(std::move(bytes));
  if (auto* error = std::get_if<EncodingError>(&converted)) return AccountsError{error->message, error->help};
  Sheet sheet;
  sheet.text = std::move(std::get<DecodedText>(converted).text);
  sheet.note = std::move(std::get<DecodedText>(converted).note);
  const std::string_view text = sheet.text;
  sheet.separator = recognise_separator(text);
  if (const auto line = separator_line(text)) {
    sheet.separator = line->separator;
    sheet.announces_separator = true;
    sheet.begin = line->size;
    sheet.first_line = 2;
  }
  return sheet;
}

std::variant<std::vector<std::string>, AccountsError> read_heads(CsvReader& reader) {
  CsvRow row;
  CsvEnd end = reader.next(row);
  while (end == CsvEnd::row && is_blank(row)) end = reader.next(row);
  if (end != CsvEnd::row) return broken(end, row);
  if (row.stray_text)
    return AccountsError{fmt::format("line {}: text stands behind the closing quotation mark of a head", row.line),
                         "put the whole head in quotation marks, and double those inside it"};
  std::vector<std::string> heads;
  for (const auto& cell : row.cells) heads.emplace_back(trimmed(cell));
  while (heads.size() > 1 && heads.back().empty()) heads.pop_back();
  return heads;
}

AccountsError broken(CsvEnd end, const CsvRow& row) {
  if (end == CsvEnd::end_of_text) return {"it is empty", "its first row names the columns"};
  if (end == CsvEnd::open_quote)
    return {fmt::format("line {}: a quotation mark that opens in this row is never closed", row.line),
            "close it, or write \"\" for a quotation mark inside quotes"};
  return {fmt::format("line {}: the row is too long, with a cell of more than {} bytes or more than {} cells", row.line,
                      longest_cell, max_cells),
          "is a quotation mark in this row never closed, or is this no CSV file?"};
}

bool is_blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return trimmed(cell).empty(); });
}

}  // namespace spanne::records
