#include "records/tables/source_top.hpp"

#include <algorithm>

#include "records/cells/encoding.hpp"

namespace spanne::records {

bool is_blank(const SourceRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const SourceCell& cell) {
    return cell.kind == SourceCell::Kind::empty || (cell.kind == SourceCell::Kind::text && trimmed(cell.text).empty());
  });
}

AccountsError empty_source() { return {"it is empty", "its first row names the columns"}; }

std::variant<SourceTop, AccountsError> read_source_top(RowSource& source) {
  SourceTop top;
  SourceRow row;
  while (top.rows.size() < max_title_rows + 2 && !top.ended) {
    const auto next = source.next(row);
    if (next == RowSource::Next::failed) return source.failure();
    top.ended = next == RowSource::Next::end;
    if (top.ended || is_blank(row)) continue;
    TopRow& shown = top.rows.emplace_back(TopRow{row.line, {}});
    for (const SourceCell& cell : row.cells)
      shown.cells.emplace_back(trimmed(cell.unit.empty() ? cell.text : cell.text + " " + cell.unit));
    top.kept.push_back(row);
  }
  return top;
}

}  // namespace spanne::records
