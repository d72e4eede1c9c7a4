// Where the table stands in a text file: its separator, its heads, the lines of a title above them.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "records/csv/sheet.hpp"
#include "records/tables/head_finder.hpp"

namespace spanne::records {

struct FoundTable {
  std::vector<std::string> heads;  // trimmed
  char separator = ',';
  std::size_t rows = 0;            // of the text up to the heads and with them, blank ones too
  std::size_t heads_line = 0;      // where the heads begin
  bool is_complete = false;        // all heads that are needed are there
  std::vector<std::string> notes;  // on lines that were skipped
};

/// A fault of the heads, with the line they stand in where other lines above were skipped, of which `notes` speak.
AccountsError at_heads(AccountsError error, std::size_t heads_line, const std::vector<std::string>& notes);

/// Finds the table in a text or in the first lines of one. The separator that the first row suggests is tried first,
/// the others only if it leads to no heads. AccountsError if not even one row can be read.
std::variant<FoundTable, AccountsError> find_text_table(const Sheet& sheet, const HeadJudge& judge);

}  // namespace spanne::records
