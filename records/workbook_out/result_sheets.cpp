#include "records/workbook_out/result_sheets.hpp"

namespace spanne::records {
namespace {

using Shown = SheetColumn::Shown;
using From = ResultColumn::From;

Shown shown_of(const engine::Type& type) {
  switch (type.kind) {
    case engine::TypeKind::boolean: return Shown::boolean;
    case engine::TypeKind::date: return Shown::date;
    case engine::TypeKind::percent: return Shown::percent;
    case engine::TypeKind::money: return Shown::money;
    case engine::TypeKind::integer:
    case engine::TypeKind::decimal: return Shown::number;
    default: return Shown::text;
  }
}

SheetColumn column_of(const engine::Type& type) {
  SheetColumn column;
  column.shown = shown_of(type);
  column.currency = type.currency;
  return column;
}

Shown shown_of(From from) {
  switch (from) {
    case From::figure: return Shown::figure;
    case From::accounts_low:
    case From::accounts_high:
    case From::kams_low:
    case From::kams_high:
    case From::rule_count:
    case From::line: return Shown::whole;
    default: return Shown::text;
  }
}

/// Of a head after the groups' own.
SheetColumn group_column(const std::string& head, bool is_text, int places) {
  const auto counts = [&](std::string_view beginning) { return head.starts_with(beginning); };
  SheetColumn column;
  column.head = head;
  column.places = places;
  if (is_text)
    column.shown = Shown::text;
  else if (head == "rows" || head == "rejected" || counts("headcount_") || counts("accounts_per_kam_") ||
           counts("typical_per_kam_"))
    column.shown = Shown::whole;
  else
    column.shown = Shown::figure;
  return column;
}

}  // namespace

SheetColumn sheet_column(const ResultColumn& column, const engine::Model& model, int places) {
  SheetColumn result;
  if (column.from == From::attribute)
    result = column_of(model.attributes[column.index].type);
  else
    result.shown = shown_of(column.from);
  result.head = column.name;
  result.places = places;
  return result;
}

std::vector<SheetColumn> group_sheet_columns(const engine::Model& model, const std::vector<engine::GroupBy>& by,
                                             int places, bool colors_bands, bool has_actuals) {
  const auto heads = group_heads(model, by);
  const auto is_text = group_holds_text(model, by);
  std::vector<SheetColumn> columns;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    columns.push_back(group_column(heads[i], is_text[i], places));
    if (i < by.size() && by[i].attribute) {
      columns.back() = column_of(model.attributes[*by[i].attribute].type);
      columns.back().head = heads[i];
    }
  }
  const std::size_t last = columns.size() - 1;
  if (group_has_load(model, by)) {
    for (std::size_t i = last - 3; i < last; ++i) columns[i].shown = Shown::share;
    columns[last].is_band = colors_bands;
  }
  if (has_actuals)
    for (const char* head : actual_heads) columns.push_back(group_column(head, false, places));
  return columns;
}

std::optional<FileError> add_fields(WorkbookWriter& book, std::string_view rows, std::size_t columns) {
  std::vector<std::string_view> cells;
  while (!rows.empty()) {
    const std::size_t end = rows.find('\0');
    cells.push_back(rows.substr(0, end));
    rows.remove_prefix(end + 1);
    if (cells.size() < columns) continue;
    if (auto error = book.add_row(cells)) return error;
    cells.clear();
  }
  return std::nullopt;
}

std::optional<FileError> add_texts(WorkbookWriter& book, const std::vector<std::string>& texts, bool is_total) {
  const std::vector<std::string_view> cells(texts.begin(), texts.end());
  return is_total ? book.add_total(cells) : book.add_row(cells);
}

std::optional<FileError> add_groups(WorkbookWriter& book, const std::string& sheet, const engine::Portfolio& portfolio,
                                    const engine::Model& model, const std::vector<engine::GroupBy>& by,
                                    const FigureStyle& style, bool colors_bands) {
  if (auto error =
          book.begin_sheet(sheet, group_sheet_columns(model, by, style.decimals, colors_bands, portfolio.has_actuals)))
    return error;
  const auto cells = [&](const engine::Group& group, bool is_total) {
    auto texts = group_cells(group, model, by, is_total, style);
    if (portfolio.has_actuals) add_actual_cells(texts, group, style);
    return texts;
  };
  for (const auto& group : portfolio.groups)
    if (auto error = add_texts(book, cells(group, false))) return error;
  return add_texts(book, cells(portfolio.total, true), true);
}

}  // namespace spanne::records
