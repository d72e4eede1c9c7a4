// What the columns of a list of accounts hold, found by reading the list as each type in turn: the reader of accounts
// itself decides what can be read, so a guideline made of it reads the list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "records/io/file.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::cli {

struct ListColumn {
  std::string head;                  // as it stands in the list, on one line
  std::string name;                  // of the attribute
  std::string type = "text";         // as a guideline writes it, without its range
  std::string range;                 // as a guideline writes it; empty if there is none
  std::vector<std::string> choices;  // of `one of`: the texts of the list, repeated ones; empty: no choice
  std::size_t values = 0, distinct = 0;
  bool is_optional = true, is_key = false, is_owner = false;
  bool is_left_out = false;  // its head or its cells are nothing that a guideline can read
};

struct ListStudy {
  std::vector<ListColumn> columns;
  std::size_t rows = 0;
  std::vector<std::size_t> total_lines;  // of rows that are sums of those above, which `rows` does not count
};

/// Studies the list at `path`, which is read several times. AccountsError if it cannot be read at all, or if two of its
/// columns have the same head.
std::variant<ListStudy, records::AccountsError, records::FileError> study_list(const std::string& path,
                                                                               const records::TableOptions& options);

}  // namespace spanne::cli
