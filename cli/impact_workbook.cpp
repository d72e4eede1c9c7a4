#include "cli/impact_workbook.hpp"

#include <string_view>

#include "records/results/mover_text.hpp"

namespace spanne::cli {

using records::FileError;
using records::SheetColumn;
using Shown = SheetColumn::Shown;

namespace {

SheetColumn named(const std::string& head, Shown shown) {
  SheetColumn column;
  column.head = head;
  column.shown = shown;
  return column;
}

/// The columns of MoverText.
std::vector<SheetColumn> mover_sheet_columns(const ImpactSheets& sheets) {
  std::vector<SheetColumn> columns;
  const auto add = [&](const std::vector<records::ResultColumn>& shown, const engine::Model& model) {
    for (const auto& column : shown)
      columns.push_back(records::sheet_column(column, model, records::FigureStyle().decimals));
  };
  add(records::name_columns(records::NameColumns(sheets.after), sheets.after), sheets.after);
  columns.push_back(named("change", Shown::figure));
  add(records::side_columns("old_"), sheets.before);
  add(records::side_columns("new_"), sheets.after);
  columns.push_back(named("because_of", Shown::long_text));
  return columns;
}

/// Of a group's column, by its head without old_ and new_.
Shown shown_in_groups(std::string_view head) {
  for (const std::string_view side : {"old_", "new_"})
    if (head.starts_with(side)) head.remove_prefix(side.size());
  if (head == "band") return Shown::text;
  if (head == "load") return Shown::share;
  return head == "rows" || head == "rejected" || head.starts_with("headcount") ? Shown::whole : Shown::figure;
}

std::optional<FileError> add_groups_sheet(records::WorkbookWriter& book, const ImpactSheets& sheets) {
  std::vector<SheetColumn> columns;
  for (const std::string& head : sheets.groups.heads) {
    columns.push_back(named(head, columns.empty() ? Shown::text : shown_in_groups(head)));
    columns.back().is_band = sheets.colors_bands && head.ends_with("_band");
  }
  if (auto error = book.begin_sheet("Groups", std::move(columns))) return error;
  const auto& rows = sheets.groups.rows;
  for (const auto& row : rows)
    if (auto error = records::add_texts(book, row, &row == &rows.back())) return error;
  return std::nullopt;
}

}  // namespace

std::optional<FileError> write_impact_workbook(const ImpactSheets& sheets, ResultFacts facts, engine::Date as_of,
                                               std::ostream& out) {
  records::WorkbookWriter book(sheets.after.title, as_of);
  if (auto error = book.restart()) return error;
  const auto columns = mover_sheet_columns(sheets);
  if (auto error = book.begin_sheet("Accounts", columns)) return error;
  for (const std::string_view row : sheets.result.rows)
    if (auto error = records::add_fields(book, row, columns.size())) return error;
  if (auto error = add_groups_sheet(book, sheets)) return error;
  if (const std::string note = figures_as_text_note(book); !note.empty()) facts.emplace_back("note", note);
  if (auto error = add_about_sheet(book, facts)) return error;
  return book.finish([&](std::string_view piece) -> std::optional<FileError> {
    out << piece;
    return std::nullopt;  // the output keeps its own error
  });
}

}  // namespace spanne::cli
