// Tables from a file of SQLite.
#pragma once

#include <string>

#include "records/databases/database_query.hpp"

namespace spanne::records {

/// Opens the file for reading only: nothing is written, neither into it nor beside it unless another program has left
/// changes there that have to be read, too. A query is one SELECT (or WITH … SELECT, VALUES) and can neither change
/// anything nor open other files. Whole numbers are exact; binary floating point numbers are the decimal of at most 15
/// significant digits that was typed; columns declared BOOLEAN give booleans; BLOBs are Kind::error. A row's line is
/// its number in the result. Memory does not depend on the number of rows.
OpenedRows open_sqlite(const std::string& path, const DatabaseQuery& query);

}  // namespace spanne::records
