#include "records/io/account_files.hpp"

namespace spanne::records {

using engine::Model;

std::variant<AccountsSummary, AccountsError, FileError> read_accounts(
    const std::string& path, const Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row) {
  auto bytes = read_file(path, largest_data_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto result = read_accounts_text(std::move(std::get<std::string>(bytes)), model, options, on_header, on_row);
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  return std::get<AccountsSummary>(result);
}

std::variant<std::vector<std::pair<std::string, engine::Fraction>>, AccountsError, FileError> read_kams(
    const std::string& path, const Model& model, Locale locale) {
  auto bytes = read_file(path, largest_data_file);
  if (auto* error = std::get_if<FileError>(&bytes)) return std::move(*error);
  auto result = read_kams_text(std::move(std::get<std::string>(bytes)), model, locale);
  if (auto* error = std::get_if<AccountsError>(&result)) return std::move(*error);
  return std::move(std::get<std::vector<std::pair<std::string, engine::Fraction>>>(result));
}

}  // namespace spanne::records
