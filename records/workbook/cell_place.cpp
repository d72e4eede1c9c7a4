#include "records/workbook/cell_place.hpp"

#include <algorithm>

#include "records/csv/csv.hpp"
#include "records/workbook/limits.hpp"

namespace spanne::records {
namespace {

void skip_dollar(std::string_view& text) {
  if (text.starts_with('$')) text.remove_prefix(1);
}

}  // namespace

std::optional<CellPlace> read_cell_place(std::string_view text) {
  CellPlace place;
  std::size_t letters = 0;
  skip_dollar(text);
  for (; !text.empty() && letters < 4; text.remove_prefix(1), ++letters) {
    const char letter =
        text.front() >= 'a' && text.front() <= 'z' ? static_cast<char>(text.front() - 'a' + 'A') : text.front();
    if (letter < 'A' || letter > 'Z') break;
    place.column = place.column * 26 + static_cast<std::size_t>(letter - 'A' + 1);
  }
  skip_dollar(text);
  if (letters == 0 || text.empty() || text.size() > 7 || place.column > max_cells) return std::nullopt;
  --place.column;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    place.row = place.row * 10 + static_cast<std::size_t>(digit - '0');
  }
  if (place.row == 0 || place.row > max_sheet_rows) return std::nullopt;
  return place;
}

std::optional<CellRange> read_cell_range(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto first = read_cell_place(text.substr(0, colon));
  const auto last = colon < text.size() ? read_cell_place(text.substr(colon + 1)) : first;
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return CellRange{*first, *last};
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::string cell_name(const CellPlace& place) { return column_letters(place.column) + std::to_string(place.row); }

std::string range_name(const CellRange& range) { return cell_name(range.first) + ":" + cell_name(range.last); }

}  // namespace spanne::records
