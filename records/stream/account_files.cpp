#include "records/stream/account_files.hpp"

#include <memory>
#include <utility>

#include "records/stream/open_table.hpp"
#include "records/tables/text_table.hpp"
#include "records/workbook/recognise.hpp"

namespace spanne::records {

using engine::Model;

std::variant<AccountsSummary, AccountsError, FileError> read_accounts(
    const std::string& path, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  Input input;
  auto source = open_table(path, model, options, input);
  if (auto* error = std::get_if<FileError>(&source)) return std::move(*error);
  if (auto* error = std::get_if<AccountsError>(&source)) return std::move(*error);
  std::variant<AccountsSummary, AccountsError> result;
  if (auto* rows = std::get_if<std::unique_ptr<RowSource>>(&source)) {
    result = read_accounts_rows(**rows, model, options, on_header, on_row);
  } else {
    std::string bytes(input.size(), '\0');
    const auto count = input.read(0, bytes.data(), bytes.size());
    if (!count) return input.refused();
    bytes.resize(*count);
    result = read_accounts_text(std::move(bytes), model, options, on_header, on_row);
  }
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  auto& summary = std::get<AccountsSummary>(result);
  if (std::holds_alternative<std::monostate>(source))
    if (auto note = misnamed(DataFormat::text, path)) summary.notes.insert(summary.notes.begin(), std::move(*note));
  return std::move(summary);
}

std::variant<Kams, AccountsError, FileError> read_kams(const std::string& path, const Model& model,
                                                       const TableOptions& options, engine::Date day,
                                                       std::vector<std::string>* notes) {
  auto bytes = read_file(path, largest_data_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto result = read_kams_text(std::move(std::get<std::string>(bytes)), model, options, day, notes);
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  return std::move(std::get<Kams>(result));
}

std::variant<std::vector<KamRecord>, AccountsError, FileError> read_kam_records(
    const std::string& path, const Model& model, const TableOptions& options, engine::Date day,
    const std::vector<engine::Attribute>& further, std::vector<std::string>* notes) {
  auto bytes = read_file(path, largest_data_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto result = read_kam_records_text(std::move(std::get<std::string>(bytes)), model, options, day, further, notes);
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  return std::move(std::get<std::vector<KamRecord>>(result));
}

}  // namespace spanne::records
