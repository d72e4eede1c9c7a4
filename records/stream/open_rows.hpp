// Opens what a table is read from, whatever it is: a workbook, a file of JSON, a database, or a text, which is read by
// others.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "records/csv/accounts.hpp"
#include "records/databases/database_query.hpp"
#include "records/io/spool.hpp"
#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// std::monostate: a text, which `input` has been opened for.
using OpenedSource = std::variant<std::monostate, std::unique_ptr<RowSource>, AccountsError, FileError>;

/// What is to be read of a source, and by whom.
struct SourceChoice {
  DatabaseQuery query;
  std::string sheet;  // of a workbook; empty: the one whose heads fit
  HeadJudge judge;
};

/// `name` is a path, "-" for standard input, or the address of a database. Opens `input` unless it is an address;
/// `input` outlives the rows. No message shows the password of an address. AccountsError if the format is not read, or
/// if the query asks something of a file that is no database.
OpenedSource open_rows(const std::string& name, const SourceChoice& choice, Input& input);

}  // namespace spanne::records
