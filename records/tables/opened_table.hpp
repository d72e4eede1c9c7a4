// OpenedTable is a table in memory, whatever its source, with its heads found: what accounts and people have in common.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "records/csv/sheet.hpp"
#include "records/tables/text_table.hpp"
#include "records/tables/typed_table.hpp"

namespace spanne::records {

struct OpenedTable {
  Sheet sheet;
  std::vector<std::string> heads;  // of a typed table with an empty one before them, above the lines
  std::size_t heads_line = 1;
  std::size_t rows_before = 0;  // of the text, up to the heads and with them
  bool typed = false;           // the text of a TypedTable
  NumberEvidence evidence;      // of a typed table
  std::vector<std::string> notes;

  /// Before the first row after the heads.
  CsvReader body() const;
};

/// The bytes of a file, or the rows of a source. AccountsError if they cannot be read, or are empty.
std::variant<OpenedTable, AccountsError> open_table_in_memory(std::string bytes, const TableReader& reader,
                                                              const std::string& sheet);
std::variant<OpenedTable, AccountsError> open_table_in_memory(RowSource& rows, const TableReader& reader);

}  // namespace spanne::records
