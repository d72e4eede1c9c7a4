// Rows of a workbook as text, for tests to compare.
#pragma once

#include <string>

#include "records/workbook/workbook.hpp"

namespace spanne::test {

/// "t Name", "n 5 EUR", "b yes", "d 2026-06-30", "e #N/A", "-" for an empty cell; "<" before what a merged cell to the
/// left gives.
inline std::string shown_cell(const records::SourceCell& cell) {
  if (cell.kind == records::SourceCell::Kind::empty) return "-";
  const std::string kind(1, "?tnbde"[static_cast<std::size_t>(cell.kind)]);
  return (cell.from_left ? "<" : "") + kind + " " + cell.text + (cell.unit.empty() ? "" : " " + cell.unit);
}

/// Every row as "7:t Name|n 5\n", then "! MESSAGE" where it could not be read.
inline std::string shown_rows(records::RowSource& rows) {
  std::string text;
  records::SourceRow row;
  auto next = rows.next(row);
  for (; next == records::RowSource::Next::row; next = rows.next(row)) {
    text += std::to_string(row.line) + ":";
    for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + shown_cell(row.cells[i]);
    text += "\n";
  }
  return next == records::RowSource::Next::failed ? text + "! " + rows.failure().message : text;
}

inline std::string shown_notes(const records::RowSource& rows) {
  std::string text;
  for (const std::string& note : rows.notes()) text += note + "\n";
  return text;
}

/// The rows of a sheet; with `notes` what is to be said about them after.
inline std::string shown_sheet(const std::string& bytes, std::size_t number = 1, bool notes = false) {
  const records::MemoryBytes source(bytes);
  auto workbook = records::Workbook::open(source);
  if (auto* error = std::get_if<records::AccountsError>(&workbook)) return "! " + error->message;
  auto rows = std::get<0>(workbook)->open_sheet(number);
  if (auto* error = std::get_if<records::AccountsError>(&rows)) return "! " + error->message;
  const std::string text = shown_rows(*std::get<0>(rows));
  return notes ? text + shown_notes(*std::get<0>(rows)) : text;
}

}  // namespace spanne::test
