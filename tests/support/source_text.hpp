// The rows of a source as text, to be compared.
#pragma once

#include <fmt/format.h>
#include <string>

#include "records/tables/row_source.hpp"

namespace spanne::test {

/// A letter for the kind: `_` empty, text, number, boolean, day, error.
inline char letter_of(records::SourceCell::Kind kind) { return "_tnbde"[static_cast<int>(kind)]; }

/// The heads, then a line for each row: where it stands, each cell after the letter of its kind; then the notes. Why
/// the source failed, if it did.
inline std::string text_of(records::RowSource& rows) {
  std::string result = fmt::format("{}", fmt::join(rows.heads().value(), ","));
  records::SourceRow row;
  auto next = records::RowSource::Next::row;
  while ((next = rows.next(row)) == records::RowSource::Next::row) {
    result += fmt::format("\n{}:", row.line);
    for (const auto& cell : row.cells) result += fmt::format(" {}{}|", letter_of(cell.kind), cell.text);
  }
  if (next == records::RowSource::Next::failed) return rows.failure().message;
  for (const auto& note : rows.notes()) result += "\n" + note;
  return result;
}

}  // namespace spanne::test
