// Tables from a database of PostgreSQL.
#pragma once

#include <string>

#include "records/databases/database_query.hpp"

namespace spanne::records {

/// Connects to `address` (postgresql://…; the password may come from PGPASSWORD or ~/.pgpass, as everywhere) and reads
/// in one transaction that sees one state of the data and cannot change anything. Rows come through a cursor, so memory
/// does not depend on their number. Numbers are exact; binary floating point numbers are the decimal that was typed;
/// days and booleans are such; of type money, and binary, is Kind::error. A row's line is its number in the result.
/// The order of rows is the query's; of a table, the one in which it is stored. No message shows the password.
OpenedRows open_postgres(const std::string& address, const DatabaseQuery& query);

}  // namespace spanne::records
