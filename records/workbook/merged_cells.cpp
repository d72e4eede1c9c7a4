#include "records/workbook/merged_cells.hpp"

#include <algorithm>

#include "records/csv/csv.hpp"

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

void MergedCells::fill_range(SourceRow& row, Active& active) {
  const CellRange& range = active.range;
  bool changed = false;
  for (std::size_t column = range.first.column; column <= range.last.column; ++column) {
    if (column >= row.cells.size()) row.cells.resize(column + 1);
    if (row.line == range.first.row && column == range.first.column) continue;
    row.cells[column] = active.value;
    row.cells[column].from_left = column > range.first.column;
    changed = true;
  }
  if (!changed || active.counted) return;
  active.counted = true;
  if (filled_++ == 0) first_filled_ = range;
}

bool MergedCells::fill(SourceRow& row) {
  if (coming_.empty() && active_.empty()) return true;
  begin_ranges(row);
  const auto passed = [&](const Active& active) { return active.range.last.row < row.line; };
  active_.erase(std::remove_if(active_.begin(), active_.end(), passed), active_.end());
  const bool empty = std::all_of(row.cells.begin(), row.cells.end(),
                                 [](const SourceCell& cell) { return cell.kind == SourceCell::Kind::empty; });
  std::size_t width = 0;
  for (const Active& active : active_) width += active.range.last.column - active.range.first.column + 1;
  if (width > max_cells) return false;
  for (Active& active : active_)
    if (!empty) fill_range(row, active);
  return true;
}

}  // namespace spanne::records
