// What every CSV file has in common, whatever its columns mean: encoding, separator, first row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "records/csv/accounts.hpp"
#include "records/csv/csv.hpp"

namespace spanne::records {

/// A text ready to be read row by row.
struct Sheet {
  std::string text;  // UTF-8
  std::size_t begin = 0, first_line = 1;
  char separator = ',';
  std::string note;                  // how it was read, where that is not UTF-8
  bool announces_separator = false;  // by a line `sep=;` of its own

  CsvReader reader() const { return {std::string_view(text).substr(begin), separator, first_line}; }
};

std::variant<Sheet, AccountsError> open_sheet(std::string bytes);

/// The first row that is not blank: the heads, trimmed.
std::variant<std::vector<std::string>, AccountsError> read_heads(CsvReader& reader);

/// Why no further row could be read.
AccountsError broken(CsvEnd end, const CsvRow& row);

/// Whether nothing stands in a row; such rows (spreadsheets leave them at the end) are passed over.
bool is_blank(const CsvRow& row);

}  // namespace spanne::records
