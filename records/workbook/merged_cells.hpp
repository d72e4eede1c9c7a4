// MergedCells gives every cell of a merged range the value that its first cell holds.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "records/tables/row_source.hpp"
#include "records/workbook/cell_place.hpp"
#include "records/workbook/sheet_budget.hpp"

namespace spanne::records {

/// Downwards every row of a range gets the value of the first, to the right only the range's first column has it as
/// data: the cells to the right are marked with SourceCell::from_left, since a head over several columns counts for
/// each of them, but a number in data stands there once.
class MergedCells {
 public:
  /// Ranges as they come, each before the first of its rows is filled. One of a single cell is none.
  void add(const CellRange& range);
  /// Fills a row; rows come in ascending order. A row in which nothing of its own stands stays as it is. What is hidden
  /// under a merged cell gives way to what is seen. Refuses ranges that overlap, which no spreadsheet program allows,
  /// and rows that exceed the budget.
  std::optional<AccountsError> fill(SourceRow& row, SheetBudget& budget);
  /// Ranges whose value went to other cells, and the first of these.
  std::size_t filled() const { return filled_; }
  const CellRange& first_filled() const { return first_filled_; }

 private:
  struct Active {
    CellRange range;
    SourceCell value;
    bool counted = false;
  };
  void begin_ranges(const SourceRow& row);
  bool fill_range(SourceRow& row, Active& active, SheetBudget& budget);

  std::multimap<std::size_t, CellRange> coming_;  // by first row
  std::vector<Active> active_;
  std::size_t filled_ = 0;
  CellRange first_filled_;
};

}  // namespace spanne::records
