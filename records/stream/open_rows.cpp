#include "records/stream/open_rows.hpp"

#include <utility>

#include "records/databases/connection_address.hpp"
#include "records/databases/postgres_rows.hpp"
#include "records/databases/sqlite_rows.hpp"
#include "records/sources/json_rows.hpp"
#include "records/sources/source_format.hpp"

namespace spanne::records {
namespace {

OpenedSource as_source(OpenedRows opened) {
  return std::visit([](auto& one) -> OpenedSource { return std::move(one); }, opened);
}

std::variant<SourceFormat, AccountsError, FileError> format_of(const std::string& name, const Input& input) {
  std::string beginning(recognised_bytes, '\0');
  const auto count = input.read(0, beginning.data(), beginning.size());
  if (!count) return input.refused();
  beginning.resize(*count);
  auto format = source_format(name, beginning);
  if (auto* error = std::get_if<AccountsError>(&format)) return std::move(*error);
  return std::get<SourceFormat>(format);
}

OpenedSource open_file(const std::string& name, SourceFormat format, const DatabaseQuery& query, const Input& input) {
  if (format == SourceFormat::sqlite) {
    if (name == "-") return AccountsError{"a database is read from a file only", "save it, and name the file"};
    return as_source(open_sqlite(name, query));
  }
  if (!query.table.empty() || !query.query.empty())
    return AccountsError{"--table and --query ask for a part of a database, and this is none", "leave them out"};
  if (format == SourceFormat::text) return std::monostate{};
  return as_source(open_json_rows(
      [&input](std::size_t offset, char* out, std::size_t size) { return input.read(offset, out, size); }));
}

}  // namespace

OpenedSource open_rows(const std::string& name, const DatabaseQuery& query, Input& input) {
  if (is_postgres_address(name)) return as_source(open_postgres(name, query));
  if (auto error = input.open(name)) return std::move(*error);
  auto format = format_of(name, input);
  if (auto* error = std::get_if<AccountsError>(&format)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&format)) return std::move(*error);
  return open_file(name, std::get<SourceFormat>(format), query, input);
}

}  // namespace spanne::records
