// SheetBudget bounds what the rows of a sheet may cost when they are written out: a few bytes of a file can refer to
// the same long text in every cell, or repeat a row a million times.
#pragma once

#include <cstddef>
#include <cstdint>

#include "records/tables/row_source.hpp"

namespace spanne::records {

class SheetBudget {
 public:
  /// Before a row's first cell.
  void begin_row() { row_text_ = 0; }
  /// A text that goes into the row; false where the row has too much of it, so that it must not be stored.
  bool add_text(std::size_t bytes);
  /// A row that is handed over; false where the sheet has too many cells or too much text.
  bool add_row(const SourceRow& row);
  /// After one of them has returned false.
  AccountsError exceeded(std::size_t line) const;

 private:
  std::size_t row_text_ = 0;
  std::uint64_t sheet_text_ = 0, cells_ = 0;
};

}  // namespace spanne::records
