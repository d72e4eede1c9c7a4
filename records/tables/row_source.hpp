// RowSource is the one interface behind which sources with typed cells stand: a sheet of a workbook, an array of JSON
// objects, the result of a query. It hands over rows of cells; what they mean is up to TypedTable.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "records/csv/accounts.hpp"

namespace spanne::records {

/// A cell as its source gives it.
struct SourceCell {
  enum class Kind {
    empty,
    text,     // as it was typed; may look like a number ("1.234,50"), which is then read as in a text file
    number,   // a number of the source's own: `text` is an exact plain decimal, "-1234.5": no grouping, no exponent
    boolean,  // `text` is "yes" or "no"
    date,     // `text` is "2026-06-30", or "2026-06-30 14:05:00" where there is a time of day
    error  // the source names a fault: `text` is "#N/A", "#DIV/0!" or a sentence ("a formula without a stored result")
  };
  Kind kind = Kind::empty;
  std::string text;  // UTF-8
  /// Of a number: what its format says, "%" (then `text` is already times 100) or a currency such as "EUR"; else empty.
  std::string unit;
  /// The value is that of a merged cell to the left, which spans this column, too: right for a head over several
  /// columns. In data it stands for one column only, and a row that needs this cell cannot be read.
  bool from_left = false;
};

/// A row of the source. Rows in which nothing stands may be left out.
struct SourceRow {
  std::size_t line = 0;  // as people count there: the row of the sheet, the line or element of JSON, from 1
  std::vector<SourceCell> cells;
};

/// What the source itself has to report, a sentence each ("3 hidden rows are read like the others").
using SourceNotes = std::vector<std::string>;

/// One table. Used by one thread. What stands behind it outlives it.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  enum class Next { row, end, failed };
  /// The next row into `row`, whose memory is used again. Memory is bounded whatever the number of rows.
  virtual Next next(SourceRow& row) = 0;
  /// Why the last call failed. The message does not name the file.
  virtual AccountsError failure() const = 0;
  /// After the end.
  virtual SourceNotes notes() const { return {}; }
  /// The heads, where the source has names for its columns (a query, JSON); nullopt where they stand in a row.
  virtual std::optional<std::vector<std::string>> heads() const { return std::nullopt; }
};

}  // namespace spanne::records
