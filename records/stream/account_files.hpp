// Accounts and people read from files by their paths.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/io/file.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::records {

/// Reads `path` ("-" is standard input) as read_accounts_text() does. FileError if the system refuses the file.
std::variant<AccountsSummary, AccountsError, FileError> read_accounts(
    const std::string& path, const engine::Model& model, const TableOptions& options,
    const std::function<void(const AccountsHeader&)>& on_header, const std::function<void(AccountRow&&)>& on_row);

/// Reads the kams file at `path` as read_kams_text() does. FileError if the system refuses the file.
std::variant<Kams, AccountsError, FileError> read_kams(const std::string& path, const engine::Model& model,
                                                       const TableOptions& options, engine::Date day,
                                                       std::vector<std::string>* notes = nullptr);

/// The same as read_kam_records_text() does.
std::variant<std::vector<KamRecord>, AccountsError, FileError> read_kam_records(
    const std::string& path, const engine::Model& model, const TableOptions& options, engine::Date day,
    const std::vector<engine::Attribute>& further, std::vector<std::string>* notes = nullptr);

}  // namespace spanne::records
