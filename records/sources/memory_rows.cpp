#include "records/sources/memory_rows.hpp"

#include <utility>

#include "records/sources/json_rows.hpp"
#include "records/sources/source_format.hpp"
#include "records/sources/workbook_rows.hpp"

namespace spanne::records {
namespace {

using MemoryRows = std::variant<std::monostate, std::unique_ptr<RowSource>, AccountsError>;

MemoryRows as_rows(std::variant<std::unique_ptr<RowSource>, AccountsError> opened) {
  return std::visit([](auto& one) -> MemoryRows { return std::move(one); }, opened);
}

}  // namespace

MemoryRows open_memory_rows(std::string_view bytes, const std::string& sheet, const HeadJudge& judge) {
  const auto format = source_format("", bytes.substr(0, recognised_bytes));
  if (const auto* error = std::get_if<AccountsError>(&format)) return *error;
  if (std::get<SourceFormat>(format) == SourceFormat::sqlite)
    return AccountsError{"it is a database, which is read from a file only", "save it, and name the file"};
  auto memory = std::make_unique<MemoryBytes>(bytes);
  if (std::get<SourceFormat>(format) == SourceFormat::text) {
    const auto packed = is_workbook(*memory);
    if (const auto* error = std::get_if<AccountsError>(&packed)) return *error;
    if (std::get<bool>(packed)) return as_rows(open_workbook_rows(std::move(memory), sheet, judge));
  }
  if (!sheet.empty()) return AccountsError{"--sheet names a sheet of a workbook, and this is none", "leave it out"};
  if (std::get<SourceFormat>(format) == SourceFormat::text) return std::monostate{};
  return as_rows(open_json_rows(
      [bytes](std::size_t offset, char* out, std::size_t size) { return MemoryBytes(bytes).read(offset, out, size); }));
}

}  // namespace spanne::records
