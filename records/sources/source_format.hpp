// Which kind of file a table comes from: by its first bytes, and only where those say nothing by its name.
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "records/csv/accounts.hpp"

namespace spanne::records {

enum class SourceFormat {
  text,   // CSV and its like, or anything that is not recognised
  json,   // json_rows.hpp
  sqlite  // databases/sqlite_rows.hpp
};

/// So many bytes from the beginning say everything.
inline constexpr std::size_t recognised_bytes = 4'096;

/// The format of a file that is called `name` and begins with `beginning` (at least `recognised_bytes` of it, or all).
/// AccountsError for a format that is known, but not read, with the way out.
std::variant<SourceFormat, AccountsError> source_format(std::string_view name, std::string_view beginning);

}  // namespace spanne::records
