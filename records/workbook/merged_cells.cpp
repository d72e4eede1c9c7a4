#include "records/workbook/merged_cells.hpp"

#include <algorithm>

#include "records/csv/csv.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

void MergedCells::add(const CellRange& range) {
  if (range.first.row == range.last.row && range.first.column == range.last.column) return;
  coming_.emplace(range.first.row, range);
}

/// Takes the ranges that begin with this row or before it, and the value of each from the row.
void MergedCells::begin_ranges(const SourceRow& row) {
  while (!coming_.empty() && coming_.begin()->first <= row.line) {
    const CellRange range = coming_.begin()->second;
    coming_.erase(coming_.begin());
    if (range.first.row < row.line || range.first.column >= row.cells.size()) continue;  // nothing in its first cell
    const SourceCell& value = row.cells[range.first.column];
    if (value.kind != SourceCell::Kind::empty) active_.push_back({range, value});
  }
}

/// False where the budget does not allow it.
bool MergedCells::fill_range(SourceRow& row, Active& active, SheetBudget& budget) {
  const CellRange& range = active.range;
  bool changed = false;
  for (std::size_t column = range.first.column; column <= range.last.column; ++column) {
    if (column >= row.cells.size()) row.cells.resize(column + 1);
    if (row.line == range.first.row && column == range.first.column) continue;
    if (!budget.add_text(active.value.text.size())) return false;
    row.cells[column] = active.value;
    row.cells[column].from_left = column > range.first.column;
    changed = true;
  }
  if (!changed || active.counted) return true;
  active.counted = true;
  if (filled_++ == 0) first_filled_ = range;
  return true;
}

std::optional<AccountsError> MergedCells::fill(SourceRow& row, SheetBudget& budget) {
  if (coming_.empty() && active_.empty()) return std::nullopt;
  begin_ranges(row);
  const auto passed = [&](const Active& active) { return active.range.last.row < row.line; };
  active_.erase(std::remove_if(active_.begin(), active_.end(), passed), active_.end());
  std::size_t width = 0;
  for (const Active& active : active_) width += active.range.last.column - active.range.first.column + 1;
  if (width > max_cells) return damaged_workbook("merged cells overlap");
  const bool empty = std::all_of(row.cells.begin(), row.cells.end(),
                                 [](const SourceCell& cell) { return cell.kind == SourceCell::Kind::empty; });
  if (empty) return std::nullopt;
  for (Active& active : active_)
    if (!fill_range(row, active, budget)) return budget.exceeded(row.line);
  return std::nullopt;
}

}  // namespace spanne::records
