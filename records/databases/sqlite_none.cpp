// In builds without SQLite: its files are recognised, and refused.
#include "records/databases/sqlite_rows.hpp"

namespace spanne::records {

OpenedRows open_sqlite(const std::string&, const DatabaseQuery&) {
  return AccountsError{"it is a database of SQLite, and reading databases is not in this build",
                       "export the table as CSV: sqlite3 -csv -header"};
}

}  // namespace spanne::records
