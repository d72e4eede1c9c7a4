// TableOptions say how a table of accounts or people is to be read, where the file itself does not.
#pragma once

#include <optional>
#include <string>

#include "records/csv/accounts.hpp"

namespace spanne::records {

struct TableOptions {
  TableOptions() = default;
  TableOptions(Locale numbers) : locale(numbers) {}  // NOLINT: most callers ask for nothing else

  Locale locale = Locale::automatic;
  std::optional<MissingMarkers> missing;  // words that stand for nothing, in the place of the usual ones
  bool keep_totals = false;               // rows that are the sums of those above are accounts like the others
  std::string table, query;               // of a database: the name of a table, or a SELECT; neither: the only table
  std::string with;   // a second table, in which what the accounts lack is found by their keys; empty: none
  std::string sheet;  // of a workbook: its name or number; empty: the only one, or the one whose heads fit
};

}  // namespace spanne::records
