#include "records/workbook/xlsx_cell.hpp"

#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "records/cells/encoding.hpp"
#include "records/cells/numbers.hpp"
#include "records/workbook/cell_text.hpp"
#include "records/workbook/stored_decimal.hpp"
#include "records/workbook/xlsx_parts.hpp"

namespace spanne::records {
namespace {

using CellOrError = std::variant<SourceCell, AccountsError>;
using CellKind = SourceCell::Kind;

/// With zeros before it, as "00000" shows it; what has decimals or is negative stays a number.
SourceCell cell_with_zeros(std::string decimal, std::size_t zeros) {
  if (decimal.find_first_of("-.") != std::string::npos) return {CellKind::number, std::move(decimal), ""};
  if (decimal.size() < zeros && zeros <= 255) decimal.insert(0, zeros - decimal.size(), '0');
  return {CellKind::text, std::move(decimal), ""};
}

SourceCell number_cell(const XlsxCell& cell, const NumberFormat& format, DaySystem days, SheetNotes& notes) {
  using FormatKind = NumberFormat::Kind;
  auto decimal = stored_decimal(trimmed(cell.value), format.kind == FormatKind::percent ? 2 : 0);
  if (!decimal) return {CellKind::error, fmt::format("{}, which is no number", shown(cell.value)), ""};
  if (decimal->shortened) notes.shortened_number(cell.place);
  switch (format.kind) {
    case FormatKind::plain:
    case FormatKind::percent: break;
    case FormatKind::day:
    case FormatKind::time:
    case FormatKind::elapsed: return serial_cell(decimal->text, format.kind, days);
    case FormatKind::zeros: return cell_with_zeros(std::move(decimal->text), format.zeros);
  }
  return {CellKind::number, std::move(decimal->text), format.unit};
}

CellOrError shared_cell(const XlsxCell& cell, const SharedStrings& strings) {
  const auto index = read_count(trimmed(cell.value));
  auto text = index ? strings.text(*index) : std::nullopt;
  if (!text)
    return damaged_workbook(fmt::format("the cell {} refers to a text that is not there", cell_name(cell.place)));
  return filled_text(std::move(*text));
}

SourceCell boolean_cell(const XlsxCell& cell) {
  const std::string_view value = trimmed(cell.value);
  if (value == "1" || value == "true") return {CellKind::boolean, "yes", ""};
  if (value == "0" || value == "false") return {CellKind::boolean, "no", ""};
  return {CellKind::error, fmt::format("{}, which is neither true nor false", shown(cell.value)), ""};
}

CellOrError plain_cell(const XlsxCell& cell, const XlsxContext& context, SheetNotes& notes) {
  if (cell.style >= context.formats.size() && !context.formats.empty())
    return damaged_workbook(fmt::format("the cell {} refers to a format that is not there", cell_name(cell.place)));
  static const NumberFormat general;
  return number_cell(cell, context.formats.empty() ? general : context.formats[cell.style], context.days, notes);
}

}  // namespace

SourceCell filled_text(std::string text) {
  if (trimmed(text).empty()) return {};
  return {CellKind::text, std::move(text), ""};
}

CellOrError xlsx_source_cell(const XlsxCell& cell, const XlsxContext& context, SheetNotes& notes) {
  if (cell.type == "inlineStr") return filled_text(cell.inline_text);
  if (trimmed(cell.value).empty()) {
    if (!cell.formula || cell.type == "str") return SourceCell{};
    notes.formula_without_result(cell.place);
    return SourceCell{CellKind::error, std::string(formula_without_result), ""};
  }
  if (cell.type == "s") return shared_cell(cell, context.strings);
  if (cell.type.empty() || cell.type == "n") return plain_cell(cell, context, notes);
  if (cell.type == "str") return filled_text(unescaped_cell_text(cell.value));
  if (cell.type == "b") return boolean_cell(cell);
  if (cell.type == "e") return SourceCell{CellKind::error, std::string(trimmed(cell.value)), ""};
  if (cell.type == "d") return iso_date_cell(trimmed(cell.value));
  return damaged_workbook(fmt::format("the cell {} is of a type that does not exist", cell_name(cell.place)));
}

}  // namespace spanne::records
