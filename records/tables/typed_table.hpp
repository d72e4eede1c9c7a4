// A table of typed cells, written down as text in one fixed way, so that the readers of text read every source.
//
// The text is UTF-8 with commas. Each row begins with the line it has in the source. Numbers are plain decimals
// ("-1234.5"), with their unit ("15.5 %", "12.5 EUR"); days and yes or no are as in SourceCell. Two marks, which no
// reader of other files knows, keep what text alone would lose: in a column of numbers a cell that was typed as text
// begins with `typed_text`, since it is written in the ways of people, and a cell that its source calls faulty begins
// with `faulty_cell`, whatever its column.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/cells/number_evidence.hpp"
#include "records/cells/values.hpp"
#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// Who reads a table, as far as writing it down depends on that.
struct TableReader {
  HeadJudge judge;
  /// Of each head, whether its column is read as numbers. Called once, when the heads have been found.
  std::function<std::vector<bool>(const std::vector<std::string>& heads)> number_columns;
};

struct TypedTable {
  std::vector<std::string> heads;  // trimmed; of the text the first is empty, above the lines
  std::size_t heads_line = 1;
  std::size_t body = 0;            // where in the text the first row after the heads begins, in bytes
  std::vector<std::string> notes;  // of the source, and on lines that were skipped
  NumberEvidence evidence;         // how texts in columns of numbers are written
};

/// Writes all rows of the source, piece by piece, the heads first. Memory does not depend on their number.
std::variant<TypedTable, AccountsError> write_typed_table(RowSource& source, const TableReader& reader,
                                                          const std::function<void(std::string_view)>& write);

/// The heads of the text that the table was written down as.
std::vector<std::string> heads_of_text(const TypedTable& table);

}  // namespace spanne::records
