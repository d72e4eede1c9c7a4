// SheetNotes counts what a reader of a sheet has to report: hidden rows and columns, merged cells, formulas without a
// result, numbers with too many digits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "records/tables/row_source.hpp"
#include "records/workbook/cell_place.hpp"
#include "records/workbook/merged_cells.hpp"

namespace spanne::records {

class SheetNotes {
 public:
  void formula_without_result(const CellPlace& place) { count(formulas_, place); }
  void shortened_number(const CellPlace& place) { count(shortened_, place); }
  /// Columns from `first` to `last` are hidden.
  void hide_columns(std::size_t first, std::size_t last);
  /// A row that is handed over.
  void row(const SourceRow& row, bool hidden);
  /// A sentence each.
  SourceNotes sentences(const MergedCells& merged) const;

 private:
  struct Counted {
    std::size_t count = 0;
    CellPlace first;
  };
  static void count(Counted& counted, const CellPlace& place) {
    if (counted.count++ == 0) counted.first = place;
  }
  SourceNotes hidden_sentences() const;

  Counted formulas_, shortened_, rows_;
  std::vector<bool> hidden_, used_;  // by column; used: hidden, and something stands there
};

}  // namespace spanne::records
