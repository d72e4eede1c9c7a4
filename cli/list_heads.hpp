// The heads of a list of which nothing is known yet.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "records/io/file.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::cli {

/// The first row with heads above at least half of its columns, two at least, or else the one with the most; where the
/// source has names for its columns, those.
std::variant<std::vector<std::string>, records::AccountsError, records::FileError> list_heads(
    const std::string& path, const records::TableOptions& options);

}  // namespace spanne::cli
