#include "cli/sheet_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "engine/testing/words.hpp"
#include "records/cells/encoding.hpp"
#include "records/workbook/cell_place.hpp"

namespace spanne::cli {

using grammar::OutcomeHead;
using records::AccountsError;
using records::SourceCell;
using Kind = SourceCell::Kind;

namespace {

/// Reads the cells of one column of the table.
class SheetCellReader {
 public:
  /// `head` is null for a condition.
  explicit SheetCellReader(const OutcomeHead* head) : head_(head) {}

  bool is_condition() const { return head_ == nullptr; }
  bool is_text() const { return head_ != nullptr && TableWords::is_text(*head_); }

  /// The words for a cell that is not empty, or why it has none.
  std::variant<std::string, AccountsError> words(const SourceCell& cell) const {
    if (cell.kind == Kind::error)
      return AccountsError{fmt::format("holds no value, but {}", cell.text), "mend the formula, or type the value"};
    const std::string text(records::trimmed(cell.text));
    if (is_text()) return text;
    if (text.find_first_of("|#\n\r\t") != std::string::npos)
      return AccountsError{fmt::format("holds \"{}\", with a sign that no cell of a table can hold", text),
                           "leave out |, # and line breaks"};
    return cell.unit.empty() ? std::variant<std::string, AccountsError>(text) : with_unit(text, cell.unit);
  }

 private:
  /// A condition and a lookup say their unit in the cell; effects say it in their head.
  std::variant<std::string, AccountsError> with_unit(const std::string& number, const std::string& unit) const {
    if (is_condition() || head_->kind == OutcomeHead::Kind::define) return fmt::format("{} {}", number, unit);
    if (head_->unit && head_->unit->text == unit) return number;
    return AccountsError{fmt::format("counts {}, which its column does not", unit),
                         "give the cell the number format of a plain number"};
  }

  const OutcomeHead* head_;
};

class SheetTableReader {
 public:
  SheetTableReader(const grammar::TableSyntax& table, std::size_t conditions) : conditions_(conditions) {
    readers_.assign(conditions, SheetCellReader(nullptr));
    for (const OutcomeHead& head : table.outcomes) readers_.emplace_back(&head);
  }

  std::optional<AccountsError> add(const records::SourceRow& row) {
    SheetTableRow read{row.line, std::vector<std::string>(readers_.size())};
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const SourceCell& cell = row.cells[column];
      const bool is_beside = column > 0 && column < conditions_ && read.cells.front() == "otherwise";
      if (records::trimmed(cell.text).empty() || (cell.from_left && is_beside)) continue;
      if (auto error = take(cell, column, is_beside, read)) return at(row.line, column, std::move(*error));
    }
    if (std::all_of(read.cells.begin(), read.cells.end(), [](const std::string& cell) { return cell.empty(); }))
      return std::nullopt;
    if (read.cells.front() != "otherwise")
      for (std::size_t column = 0; column < conditions_; ++column)
        if (read.cells[column].empty()) read.cells[column] = "-";
    rows_.push_back(std::move(read));
    return std::nullopt;
  }

  std::vector<SheetTableRow> take_rows() { return std::move(rows_); }

 private:
  static AccountsError at(std::size_t line, std::size_t column, AccountsError error) {
    error.message = fmt::format("cell {} {}", records::cell_name({line, column}), error.message);
    return error;
  }

  std::optional<AccountsError> take(const SourceCell& cell, std::size_t column, bool is_beside, SheetTableRow& row) {
    if (column >= readers_.size())
      return AccountsError{
          fmt::format("holds \"{}\", but the table has {} columns only", records::trimmed(cell.text), readers_.size()),
          "clear it, or give the table a head for it"};
    if (cell.from_left)
      return AccountsError{"is merged with the one to its left", "split the merged cells, and fill each of them"};
    if (is_beside)
      return AccountsError{"stands beside otherwise, which takes what no other row matched",
                           "clear the conditions beside otherwise"};
    auto words = readers_[column].words(cell);
    if (auto* error = std::get_if<AccountsError>(&words)) return std::move(*error);
    row.cells[column] = std::move(std::get<std::string>(words));
    return std::nullopt;
  }

  std::size_t conditions_;
  std::vector<SheetCellReader> readers_;
  std::vector<SheetTableRow> rows_;
};

std::optional<AccountsError> wrong_head(const std::vector<std::string>& heads,
                                        const std::vector<records::SheetColumn>& columns) {
  for (std::size_t column = 0; column < std::max(heads.size(), columns.size()); ++column) {
    const std::string found = column < heads.size() ? heads[column] : "";
    const std::string wanted = column < columns.size() ? columns[column].head : "";
    if (found == wanted) continue;
    const std::string letters = records::column_letters(column);
    if (wanted.empty())
      return AccountsError{fmt::format("column {} has the head \"{}\", but the table has {} columns only", letters,
                                       found, columns.size()),
                           "remove the column, or add its head to the table in the guideline"};
    return AccountsError{fmt::format("column {} has {}, but the table has the head \"{}\" there", letters,
                                     found.empty() ? "no head" : fmt::format("the head \"{}\"", found), wanted),
                         "spanne table export writes the heads as they have to stand"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<std::vector<SheetTableRow>, AccountsError> read_sheet_table(
    records::RowSource& source, const grammar::TableSyntax& table, const std::vector<records::SheetColumn>& columns) {
  std::vector<std::string> heads = source.heads().value_or(std::vector<std::string>());
  while (!heads.empty() && heads.back().empty()) heads.pop_back();
  if (auto error = wrong_head(heads, columns)) return std::move(*error);
  SheetTableReader reader(table, table.conditions.size());
  records::SourceRow row;
  for (;;) {
    const auto next = source.next(row);
    if (next == records::RowSource::Next::failed) return source.failure();
    if (next == records::RowSource::Next::end) return reader.take_rows();
    if (auto error = reader.add(row)) return std::move(*error);
  }
}

WrittenRow written_row(const SheetTableRow& row, const grammar::TableSyntax& table) {
  WrittenRow written;
  const std::size_t conditions = table.conditions.size();
  const auto here = [&] { return static_cast<std::uint32_t>(written.text.size()); };
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const bool is_text = column >= conditions && TableWords::is_text(table.outcomes[column - conditions]);
    const std::string& cell = row.cells[column];
    const bool is_left_out = column > 0 && column < conditions && row.cells.front() == "otherwise";
    if (!is_left_out) written.text += column == conditions ? "|| " : "| ";
    const std::uint32_t begin = here();
    written.text += is_text && !cell.empty() ? engine::quoted(cell) : cell;
    written.cells.push_back({begin, here()});
    if (!is_left_out) written.text += ' ';
  }
  written.text += '|';
  return written;
}

}  // namespace spanne::cli
