#include "cli/starter_workbook.hpp"

#include <algorithm>
#include <vector>

#include "records/cells/numbers.hpp"
#include "records/csv/csv.hpp"
#include "records/workbook_out/workbook_writer.hpp"

namespace spanne::cli {
namespace {

using records::SheetColumn;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view csv) {
  records::CsvReader reader(csv, records::recognise_separator(csv));
  records::CsvRow row;
  Rows rows;
  while (reader.next(row) == records::CsvEnd::row) rows.push_back(row.cells);
  return rows;
}

/// The plain decimal that a workbook's cell gets for a number; an empty text if the cell holds none.
std::string plain_number(const std::string& cell, records::NumberStyle style) {
  const auto read = records::read_number(cell, style);
  const auto* value = std::get_if<records::CellValue>(&read);
  return value == nullptr ? std::string() : to_text(std::get<engine::Decimal>(value->value));
}

std::string plain_truth(const std::string& cell) {
  return cell == "ja" || cell == "yes" ? "yes" : cell == "nein" || cell == "no" ? "no" : "";
}

/// Recognises the kind of a column, rewrites its cells as the writer expects them for that kind, and returns it.
SheetColumn::Shown take_kind(Rows& rows, std::size_t column, records::NumberStyle style) {
  const auto all = [&](const auto& plain) {
    return std::all_of(rows.begin() + 1, rows.end(),
                       [&](const auto& row) { return row[column].empty() || !plain(row[column]).empty(); });
  };
  const auto replace = [&](const auto& plain) {
    for (auto row = rows.begin() + 1; row != rows.end(); ++row)
      if (!(*row)[column].empty()) (*row)[column] = plain((*row)[column]);
  };
  const auto number = [&](const std::string& cell) { return plain_number(cell, style); };
  if (all(plain_truth)) {
    replace(plain_truth);
    return SheetColumn::Shown::boolean;
  }
  if (!all(number)) return SheetColumn::Shown::text;
  replace(number);
  return SheetColumn::Shown::number;
}

}  // namespace

std::variant<std::string, records::FileError> workbook_of(const std::string& title, std::string_view csv) {
  const bool german = records::recognise_separator(csv) == ';';
  Rows rows = rows_of(csv);
  std::vector<SheetColumn> columns(rows.front().size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    columns[column].head = rows.front()[column];
    columns[column].shown =
        take_kind(rows, column, german ? records::NumberStyle::german : records::NumberStyle::english);
  }
  records::WorkbookWriter book(title, *engine::make_date(2026, 1, 1));
  auto error = book.restart();
  if (!error) error = book.begin_sheet(title, std::move(columns));
  for (auto row = rows.begin() + 1; row != rows.end() && !error; ++row)
    error = book.add_row(std::vector<std::string_view>(row->begin(), row->end()));
  std::string bytes;
  const auto take = [&](std::string_view piece) -> std::optional<records::FileError> {
    bytes += piece;
    return std::nullopt;
  };
  if (!error) error = book.finish(take);
  if (error) return std::move(*error);
  return bytes;
}

}  // namespace spanne::cli
