#include "records/workbook/sheet_notes.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "records/csv/csv.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t max_named_columns = 5;

/// "A", "A, C and D", "A, B, C, D, E and 7 more".
std::string listed_columns(const std::vector<std::string>& letters) {
  std::string text;
  const std::size_t named = std::min(letters.size(), max_named_columns);
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == named && named == letters.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + letters[i];
  }
  if (named < letters.size()) text += fmt::format(" and {} more", letters.size() - named);
  return text;
}

}  // namespace

void SheetNotes::hide_columns(std::size_t first, std::size_t last) {
  if (first >= max_cells || last < first) return;
  last = std::min(last, max_cells - 1);
  if (hidden_.size() <= last) hidden_.resize(last + 1);
  std::fill(hidden_.begin() + static_cast<std::ptrdiff_t>(first),
            hidden_.begin() + static_cast<std::ptrdiff_t>(last) + 1, true);
  used_.resize(hidden_.size());
}

void SheetNotes::row(const SourceRow& row, bool hidden) {
  if (hidden) count(rows_, {row.line, 0});
  for (std::size_t i = 0; i < std::min(row.cells.size(), hidden_.size()); ++i)
    if (hidden_[i] && row.cells[i].kind != SourceCell::Kind::empty) used_[i] = true;
}

SourceNotes SheetNotes::hidden_sentences() const {
  SourceNotes notes;
  if (rows_.count == 1) notes.push_back(fmt::format("1 hidden row (row {}) is read like the others", rows_.first.row));
  if (rows_.count > 1)
    notes.push_back(
        fmt::format("{} hidden rows (the first is row {}) are read like the others", rows_.count, rows_.first.row));
  std::vector<std::string> letters;
  for (std::size_t i = 0; i < used_.size(); ++i)
    if (used_[i]) letters.push_back(column_letters(i));
  if (letters.size() == 1) notes.push_back(fmt::format("1 hidden column ({}) is read like the others", letters[0]));
  if (letters.size() > 1)
    notes.push_back(
        fmt::format("{} hidden columns ({}) are read like the others", letters.size(), listed_columns(letters)));
  return notes;
}

SourceNotes SheetNotes::sentences(const MergedCells& merged) const {
  SourceNotes notes = hidden_sentences();
  const std::size_t filled = merged.filled();
  if (filled == 1)
    notes.push_back(fmt::format("1 merged cell ({}) counts for every row and every head it spans",
                                range_name(merged.first_filled())));
  if (filled > 1)
    notes.push_back(fmt::format("{} merged cells (the first is {}) count for every row and every head they span",
                                filled, range_name(merged.first_filled())));
  const auto cells = [](std::size_t count) { return count == 1 ? "1 cell has" : fmt::format("{} cells have", count); };
  if (formulas_.count > 0)
    notes.push_back(
        fmt::format("{} a formula without a stored result (first {}): open the file in a spreadsheet "
                    "program, save it, and try again",
                    cells(formulas_.count), cell_name(formulas_.first)));
  if (shortened_.count > 0)
    notes.push_back(
        fmt::format("{} a number of more than {} digits (first {}), which is rounded to {} as spreadsheet "
                    "programs do: store long numbers as text",
                    cells(shortened_.count), 15, cell_name(shortened_.first), 15));
  return notes;
}

}  // namespace spanne::records
