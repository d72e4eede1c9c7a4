// What is asked of a database: one table, or the result of a query.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/csv/csv.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// At most one of the two is given. Without either, the only table of the database is meant.
struct DatabaseQuery {
  std::string table, query;
};

/// A table of rows, or why there is none; the message does not name the database.
using OpenedRows = std::variant<std::unique_ptr<RowSource>, AccountsError>;

/// The table that is meant: the one named (upper or lower case, if no other table is spelt so), or the only one.
/// AccountsError lists those there are.
std::variant<std::string, AccountsError> choose_table(const std::string& asked, const std::vector<std::string>& tables);

/// Text from a database as a cell: Kind::error if it cannot stand in a table of text.
SourceCell database_text(std::string text);

/// A message of a database on one line, and of bearable length.
std::string reported(std::string_view message);

}  // namespace spanne::records
