#include "records/tables/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/cells/encoding.hpp"
#include "records/csv/heads.hpp"
#include "records/csv/rows.hpp"

namespace spanne::records {
namespace {

/// The rows near the top, and how many rows of the text it took to read them.
struct Top {
  std::vector<TopRow> rows;
  std::vector<std::size_t> read;     // of each row: rows of the text up to it and with it
  std::vector<bool> has_stray_text;  // of each row
};

std::variant<Top, AccountsError> read_top(CsvReader reader) {
  Top top;
  CsvRow row;
  CsvEnd end = CsvEnd::row;
  for (std::size_t count = 1; top.rows.size() < max_title_rows + 2; ++count) {
    end = reader.next(row);
    if (end != CsvEnd::row) break;
    if (is_blank(row)) continue;
    TopRow& kept = top.rows.emplace_back(TopRow{row.line, {}});
    for (const std::string& cell : row.cells) kept.cells.emplace_back(trimmed(cell));
    top.read.push_back(count);
    top.has_stray_text.push_back(row.stray_text);
  }
  if (top.rows.empty()) return broken(end, row);
  return top;
}

std::variant<FoundTable, AccountsError> find_with(const Sheet& sheet, char separator, const HeadJudge& judge) {
  auto read = read_top(CsvReader(std::string_view(sheet.text).substr(sheet.begin), separator, sheet.first_line));
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  const Top& top = std::get<Top>(read);
  FoundHeads found = find_heads(top.rows, judge);
  const std::size_t last = found.first + found.count - 1;
  const std::size_t line = top.rows[found.first].line;
  for (std::size_t row = found.first; row <= last; ++row)
    if (top.has_stray_text[row])
      return AccountsError{
          fmt::format("line {}: text stands behind the closing quotation mark of a head", top.rows[row].line),
          "put the whole head in quotation marks, and double those inside it"};
  FoundTable table{std::move(found.heads), separator, top.read[last], line, found.is_complete, {}};
  if (std::string note = title_note(top.rows, found); !note.empty()) table.notes.push_back(std::move(note));
  return table;
}

}  // namespace

AccountsError at_heads(AccountsError error, std::size_t heads_line, const std::vector<std::string>& notes) {
  if (heads_line > 1 && !notes.empty()) error.message = fmt::format("line {}: {}", heads_line, error.message);
  return error;
}

std::variant<FoundTable, AccountsError> find_text_table(const Sheet& sheet, const HeadJudge& judge) {
  auto usual = find_with(sheet, sheet.separator, judge);
  const auto* table = std::get_if<FoundTable>(&usual);
  if (sheet.announces_separator || (table != nullptr && table->is_complete)) return usual;
  for (const char separator : {',', ';', '\t', '|'}) {
    if (separator == sheet.separator) continue;
    auto other = find_with(sheet, separator, judge);
    if (const auto* found = std::get_if<FoundTable>(&other); found != nullptr && found->is_complete) return other;
  }
  return usual;
}

}  // namespace spanne::records
