// In builds without libpq: databases of PostgreSQL are refused.
#include "records/databases/postgres_rows.hpp"

namespace spanne::records {

OpenedRows open_postgres(const std::string&, const DatabaseQuery&) {
  return AccountsError{"reading from PostgreSQL is not in this build", "export the table as CSV: psql --csv"};
}

}  // namespace spanne::records
