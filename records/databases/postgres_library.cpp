#include "records/databases/postgres_library.hpp"

#include <dlfcn.h>
#include <optional>

namespace spanne::records {
namespace {

template <class Function>
bool find(void* library, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<PostgresLibrary> load_postgres() {
  void* library = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  PostgresLibrary pq;
  const bool complete =
      find(library, pq.connect, "PQconnectdbParams") && find(library, pq.status, "PQstatus") &&
      find(library, pq.error_message, "PQerrorMessage") && find(library, pq.finish, "PQfinish") &&
      find(library, pq.set_notice_processor, "PQsetNoticeProcessor") && find(library, pq.execute, "PQexecParams") &&
      find(library, pq.result_status, "PQresultStatus") && find(library, pq.error_field, "PQresultErrorField") &&
      find(library, pq.clear, "PQclear") && find(library, pq.row_count, "PQntuples") &&
      find(library, pq.column_count, "PQnfields") && find(library, pq.column_name, "PQfname") &&
      find(library, pq.column_type, "PQftype") && find(library, pq.is_null, "PQgetisnull") &&
      find(library, pq.value, "PQgetvalue") && find(library, pq.length, "PQgetlength");
  return complete ? std::optional(pq) : std::nullopt;
}

}  // namespace

const PostgresLibrary* postgres_library() {
  static const std::optional<PostgresLibrary> loaded = load_postgres();
  return loaded ? &*loaded : nullptr;
}

}  // namespace spanne::records
