// A snapshot is a copy of accounts from a database as a CSV file that every reader of text reads the same way.
//
// UTF-8, commas, the heads first. Cells keep their text. Numbers of the source's own in columns of numbers are written
// as the rule set or `--locale` reads them, and so that they have one reading only: where the file itself has to prove
// how it writes numbers, 1.234 becomes 1.2340.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"
#include "records/io/file.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::records {

/// Reads the accounts as eval does, a second table included, and hands the text over piece by piece. Returns the number
/// of rows. AccountsError if they cannot be read, are a file already, or have a cell that no text stands for (a BLOB).
std::variant<std::size_t, AccountsError, FileError> write_snapshot(
    const std::string& accounts, const engine::Model& model, const TableOptions& options,
    const std::function<std::optional<FileError>(std::string_view)>& write);

}  // namespace spanne::records
