#include "records/tables/opened_table.hpp"

#include <memory>
#include <utility>

#include "records/sources/memory_rows.hpp"

namespace spanne::records {
namespace {

std::variant<OpenedTable, AccountsError> open_text(std::string bytes, const HeadJudge& judge) {
  auto opened = open_sheet(std::move(bytes));
  if (auto* error = std::get_if<AccountsError>(&opened)) return std::move(*error);
  OpenedTable table;
  table.sheet = std::move(std::get<Sheet>(opened));
  auto read = find_text_table(table.sheet, judge);
  if (auto* error = std::get_if<AccountsError>(&read)) return std::move(*error);
  auto& found = std::get<FoundTable>(read);
  table.sheet.separator = found.separator;
  table.heads = std::move(found.heads);
  table.heads_line = found.heads_line;
  table.rows_before = found.rows;
  if (!table.sheet.note.empty()) table.notes.push_back(table.sheet.note);
  table.notes.insert(table.notes.end(), found.notes.begin(), found.notes.end());
  return table;
}

}  // namespace

CsvReader OpenedTable::body() const {
  CsvReader reader = sheet.reader();
  CsvRow row;
  for (std::size_t i = 0; i < rows_before; ++i) reader.next(row);
  return reader;
}

std::variant<OpenedTable, AccountsError> open_table_in_memory(RowSource& rows, const TableReader& reader) {
  OpenedTable table;
  auto written = write_typed_table(rows, reader, [&](std::string_view piece) { table.sheet.text += piece; });
  if (auto* error = std::get_if<AccountsError>(&written)) return std::move(*error);
  auto& typed = std::get<TypedTable>(written);
  table.heads = heads_of_text(typed);
  table.heads_line = typed.heads_line;
  table.rows_before = 1;
  table.typed = true;
  table.evidence = std::move(typed.evidence);
  table.notes = std::move(typed.notes);
  return table;
}

std::variant<OpenedTable, AccountsError> open_table_in_memory(std::string bytes, const TableReader& reader,
                                                              const std::string& sheet) {
  auto source = open_memory_rows(bytes, sheet, reader.judge);
  if (auto* error = std::get_if<AccountsError>(&source)) return std::move(*error);
  if (auto* rows = std::get_if<std::unique_ptr<RowSource>>(&source)) return open_table_in_memory(**rows, reader);
  return open_text(std::move(bytes), reader.judge);
}

}  // namespace spanne::records
