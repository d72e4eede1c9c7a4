#include "records/sources/source_format.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>

#include "records/sources/json_elements.hpp"

namespace spanne::records {
namespace {

/// A format that is recognised in order to say how to get a file that can be read.
struct UnreadFormat {
  std::string_view mark;  // of its bytes
  std::size_t place;      // where the mark stands
  std::string_view called, help;
};

constexpr std::array unread_formats{
    UnreadFormat{"PAR1", 0, "a Parquet file", "write the data frame as CSV or JSON lines instead"},
    UnreadFormat{"ARROW1", 0, "an Arrow file", "write the data frame as CSV or JSON lines instead"},
    UnreadFormat{"ORC", 0, "an ORC file", "write the data frame as CSV or JSON lines instead"},
    UnreadFormat{"Obj\x01", 0, "an Avro file", "write the data as CSV or JSON lines instead"},
    UnreadFormat{"DUCK", 8, "a database of DuckDB", "export the table: COPY accounts TO 'accounts.csv'"},
    UnreadFormat{"Standard Jet DB", 4, "a database of Access", "export the table as a text file or as .xlsx"},
    UnreadFormat{"Standard ACE DB", 4, "a database of Access", "export the table as a text file or as .xlsx"},
};

constexpr std::string_view sqlite_beginning{"SQLite format 3\0", 16};

bool ends_in(std::string_view name, std::string_view ending) {
  const auto same = [](char left, char right) { return (left >= 'A' && left <= 'Z' ? left + 32 : left) == right; };
  return name.size() > ending.size() &&
         std::equal(name.end() - static_cast<std::ptrdiff_t>(ending.size()), name.end(), ending.begin(), same);
}

}  // namespace

std::variant<SourceFormat, AccountsError> source_format(std::string_view name, std::string_view beginning) {
  if (beginning.starts_with(sqlite_beginning)) return SourceFormat::sqlite;
  // No text has control characters; "ORC" or "DUCK" alone may be a head.
  const bool is_text = std::none_of(beginning.begin(), beginning.end(), [](char c) { return c >= 0 && c < '\t'; });
  for (const auto& format : unread_formats)
    if (!is_text && beginning.substr(std::min(format.place, beginning.size())).starts_with(format.mark))
      return AccountsError{fmt::format("it is {}, which is not read", format.called), std::string(format.help)};
  const bool is_called_json = ends_in(name, ".json") || ends_in(name, ".jsonl") || ends_in(name, ".ndjson");
  return is_called_json || looks_like_json(beginning) ? SourceFormat::json : SourceFormat::text;
}

}  // namespace spanne::records
