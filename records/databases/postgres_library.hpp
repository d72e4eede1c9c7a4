// PostgresLibrary is libpq, loaded when the first database is asked for.
//
// Linked to the program, it and the two dozen libraries it brings along would be loaded at the start of every command.
#pragma once

#include <libpq-fe.h>

namespace spanne::records {

struct PostgresLibrary {
  decltype(&::PQconnectdbParams) connect = nullptr;
  decltype(&::PQstatus) status = nullptr;
  decltype(&::PQerrorMessage) error_message = nullptr;
  decltype(&::PQfinish) finish = nullptr;
  decltype(&::PQsetNoticeProcessor) set_notice_processor = nullptr;
  decltype(&::PQexecParams) execute = nullptr;
  decltype(&::PQresultStatus) result_status = nullptr;
  decltype(&::PQresultErrorField) error_field = nullptr;
  decltype(&::PQclear) clear = nullptr;
  decltype(&::PQntuples) row_count = nullptr;
  decltype(&::PQnfields) column_count = nullptr;
  decltype(&::PQfname) column_name = nullptr;
  decltype(&::PQftype) column_type = nullptr;
  decltype(&::PQgetisnull) is_null = nullptr;
  decltype(&::PQgetvalue) value = nullptr;
  decltype(&::PQgetlength) length = nullptr;
};

/// The functions of the library, which stays loaded until the program ends; null if it is not installed. From any
/// thread.
const PostgresLibrary* postgres_library();

}  // namespace spanne::records
