#include "records/stream/open_rows.hpp"

#include <optional>
#include <utility>

#include "records/databases/connection_address.hpp"
#include "records/databases/postgres_rows.hpp"
#include "records/databases/sqlite_rows.hpp"
#include "records/sources/json_rows.hpp"
#include "records/sources/source_format.hpp"
#include "records/sources/workbook_rows.hpp"
#include "records/workbook/recognise.hpp"

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

class InputBytes final : public ByteSource {
 public:
  explicit InputBytes(const Input& input) : input_(input) {}
  std::size_t size() const override { return input_.size(); }
  std::optional<std::size_t> read(std::size_t offset, char* out, std::size_t size) const override {
    return input_.read(offset, out, size);
  }

 private:
  const Input& input_;
};

OpenedSource open_workbook(const std::string& name, const SourceChoice& choice, const Input& input) {
  SourceNotes notes;
  if (auto note = misnamed(DataFormat::workbook, name)) notes.push_back(std::move(*note));
  return as_source(
      open_workbook_rows(std::make_unique<InputBytes>(input), choice.sheet, choice.judge, std::move(notes)));
}

OpenedSource open_file(const std::string& name, SourceFormat format, const SourceChoice& choice, const Input& input) {
  const DatabaseQuery& query = choice.query;
  if (format == SourceFormat::sqlite) {
    if (name == "-") return AccountsError{"a database is read from a file only", "save it, and name the file"};
    return as_source(open_sqlite(name, query));
  }
  if (!query.table.empty() || !query.query.empty())
    return AccountsError{"--table and --query ask for a part of a database, and this is none", "leave them out"};
  std::variant<bool, AccountsError> packed = false;
  if (format == SourceFormat::text) packed = is_workbook(input);
  if (auto* error = std::get_if<AccountsError>(&packed)) return std::move(*error);
  if (std::get<bool>(packed)) return open_workbook(name, choice, input);
  if (!choice.sheet.empty())
    return AccountsError{"--sheet names a sheet of a workbook, and this is none", "leave it out"};
  if (format == SourceFormat::text) return std::monostate{};
  return as_source(open_json_rows(
      [&input](std::size_t offset, char* out, std::size_t size) { return input.read(offset, out, size); }));
}

}  // namespace

OpenedSource open_rows(const std::string& name, const SourceChoice& choice, Input& input) {
  if (is_postgres_address(name)) return as_source(open_postgres(name, choice.query));
  if (auto error = input.open(name)) return std::move(*error);
  auto format = format_of(name, input);
  if (auto* error = std::get_if<AccountsError>(&format)) return std::move(*error);
  if (auto* error = std::get_if<FileError>(&format)) return std::move(*error);
  return open_file(name, std::get<SourceFormat>(format), choice, input);
}

}  // namespace spanne::records
