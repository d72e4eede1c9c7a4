#include "records/workbook/xlsx_rows.hpp"

#include <fmt/format.h>
#include <utility>

#include "records/csv/csv.hpp"
#include "records/workbook/cell_text.hpp"
#include "records/workbook/limits.hpp"
#include "records/workbook/merged_cells.hpp"
#include "records/workbook/sheet_notes.hpp"
#include "records/workbook/xlsx_cell.hpp"
#include "records/workbook/xlsx_merged.hpp"
#include "records/workbook/xlsx_parts.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {
namespace {

/// Makes a row of each `row` element and pauses after it.
class XlsxRowHandler : public XmlHandler {
 public:
  XlsxRowHandler(const XlsxShared& shared, MergedCells merged)
      : context_{shared.strings, shared.formats, shared.days}, merged_(std::move(merged)) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override;
  void end(const XmlName& name) override;
  void text(std::string_view piece) override;

  SourceNotes notes() const { return notes_.sentences(merged_); }

  XmlParser* parser = nullptr;
  SourceRow row;  // the one that was read last

 private:
  enum class Inside { outside, data, row, cell, value, inline_text };
  void begin_row(const XmlAttributes& attributes);
  void begin_cell(const XmlAttributes& attributes);
  bool take_place(std::optional<std::string_view> reference);
  void begin_part(const XmlName& name);
  void end_cell();
  void end_row();
  void out_of_order(std::size_t line);

  XlsxContext context_;
  MergedCells merged_;
  SheetNotes notes_;
  SheetBudget budget_;
  Inside inside_ = Inside::outside;
  bool hidden_ = false, row_is_numbered_ = false;
  std::size_t last_line_ = 0, next_column_ = 0;
  XlsxCell cell_;
  RichText rich_text_;
};

void XlsxRowHandler::start(const XmlName& name, const XmlAttributes& attributes) {
  if (name.space != XmlSpace::sheet) return;
  switch (inside_) {
    case Inside::outside:
      if (name.local == "sheetData") inside_ = Inside::data;
      if (name.local == "col" && is_set(attributes.find("hidden")))
        notes_.hide_columns(read_count(attributes.find("min")).value_or(0) - 1,
                            read_count(attributes.find("max")).value_or(0) - 1);
      return;
    case Inside::data:
      if (name.local == "row") begin_row(attributes);
      return;
    case Inside::row:
      if (name.local == "c") begin_cell(attributes);
      return;
    case Inside::cell: return begin_part(name);
    case Inside::value: return;
    case Inside::inline_text: return rich_text_.start(name);
  }
}

void XlsxRowHandler::out_of_order(std::size_t line) {
  parser->fail(damaged_workbook(fmt::format("its row {} comes after row {}", line, last_line_)));
}

/// Rows and cells without a number are counted.
void XlsxRowHandler::begin_row(const XmlAttributes& attributes) {
  inside_ = Inside::row;
  const auto number = read_count(attributes.find("r"));
  row_is_numbered_ = number.has_value();
  row.line = number.value_or(last_line_ + 1);
  if (row.line <= last_line_) return out_of_order(row.line);
  if (row.line > max_sheet_rows) return parser->fail(damaged_workbook(fmt::format("it has a row {}", row.line)));
  row.cells.clear();
  budget_.begin_row();
  next_column_ = 0;
  hidden_ = is_set(attributes.find("hidden"));
}

/// Sets where the cell stands; false where the file contradicts itself.
bool XlsxRowHandler::take_place(std::optional<std::string_view> reference) {
  cell_.place = {row.line, next_column_};
  if (!reference) return next_column_ < max_cells;
  const auto place = read_cell_place(*reference);
  if (!place) return false;
  if (!row_is_numbered_ && row.cells.empty() && place->row > last_line_) row.line = place->row;
  cell_.place = *place;
  return place->row == row.line &&
         (place->column >= row.cells.size() || row.cells[place->column].kind == SourceCell::Kind::empty);
}

void XlsxRowHandler::begin_cell(const XmlAttributes& attributes) {
  inside_ = Inside::cell;
  std::optional<std::string_view> reference;
  cell_.type.clear();
  cell_.style = 0;
  attributes.each([&](std::string_view name, std::string_view value) {
    if (name == "r") reference = value;
    if (name == "t") cell_.type = value;
    if (name == "s") cell_.style = read_count(value).value_or(max_number_formats);
  });
  if (!take_place(reference))
    return parser->fail(
        damaged_workbook(fmt::format("its row {} has a cell \"{}\"", row.line, reference.value_or("without a place"))));
  next_column_ = cell_.place.column + 1;
  cell_.formula = false;
  cell_.value.clear();
  cell_.inline_text.clear();
}

void XlsxRowHandler::begin_part(const XmlName& name) {
  if (name.local == "v") inside_ = Inside::value;
  if (name.local == "f") cell_.formula = true;
  if (name.local != "is") return;
  inside_ = Inside::inline_text;
  rich_text_.clear();
}

void XlsxRowHandler::text(std::string_view piece) {
  if (inside_ == Inside::inline_text) rich_text_.text(piece);
  if (inside_ == Inside::value && cell_.value.size() <= longest_cell) cell_.value += piece;
}

void XlsxRowHandler::end(const XmlName& name) {
  if (name.space != XmlSpace::sheet) return;
  if (inside_ == Inside::value && name.local == "v") inside_ = Inside::cell;
  if (inside_ == Inside::inline_text) {
    rich_text_.end(name);
    if (name.local == "is") {
      inside_ = Inside::cell;
      cell_.inline_text = rich_text_.take();
    }
  }
  if (inside_ == Inside::cell && name.local == "c") end_cell();
  if (inside_ == Inside::row && name.local == "row") end_row();
  if (inside_ == Inside::data && name.local == "sheetData") inside_ = Inside::outside;
}

void XlsxRowHandler::end_cell() {
  inside_ = Inside::row;
  if (cell_.value.size() > longest_cell || rich_text_.too_long())
    return parser->fail(too_long_text(fmt::format("the cell {}", cell_name(cell_.place))));
  auto made = xlsx_source_cell(cell_, context_, notes_);
  if (auto* error = std::get_if<AccountsError>(&made)) return parser->fail(std::move(*error));
  auto& cell = std::get<SourceCell>(made);
  if (cell.kind == SourceCell::Kind::empty) return;
  if (!budget_.add_text(cell.text.size())) return parser->fail(budget_.exceeded(row.line));
  if (row.cells.size() <= cell_.place.column) row.cells.resize(cell_.place.column + 1);
  row.cells[cell_.place.column] = std::move(cell);
}

void XlsxRowHandler::end_row() {
  inside_ = Inside::data;
  last_line_ = row.line;
  if (auto error = merged_.fill(row, budget_)) return parser->fail(std::move(*error));
  if (row.cells.empty()) return;
  if (!budget_.add_row(row)) return parser->fail(budget_.exceeded(row.line));
  notes_.row(row, hidden_);
  parser->pause();
}

class XlsxRows : public RowSource {
 public:
  XlsxRows(const ZipArchive& archive, const ZipEntry& sheet, std::shared_ptr<const XlsxShared> shared,
           MergedCells merged)
      : shared_(std::move(shared)),
        handler_(*shared_, std::move(merged)),
        parser_(archive, sheet, max_unpacked_entry, handler_) {
    handler_.parser = &parser_;
  }

  Next next(SourceRow& row) override {
    switch (parser_.advance()) {
      case XmlParser::Progress::paused: break;
      case XmlParser::Progress::end: return Next::end;
      case XmlParser::Progress::failed: return Next::failed;
    }
    std::swap(row, handler_.row);
    return Next::row;
  }
  AccountsError failure() const override { return parser_.failure(); }
  SourceNotes notes() const override { return handler_.notes(); }

 private:
  std::shared_ptr<const XlsxShared> shared_;
  XlsxRowHandler handler_;
  XmlParser parser_;
};

}  // namespace

std::variant<std::unique_ptr<RowSource>, AccountsError> open_xlsx_rows(const ZipArchive& archive,
                                                                       const std::string& part,
                                                                       std::shared_ptr<const XlsxShared> shared) {
  const ZipEntry* sheet = archive.find(part);
  if (sheet == nullptr) return damaged_workbook(fmt::format("its part {} is missing", part));
  auto merged = find_merged_cells(archive, *sheet);
  if (auto* error = std::get_if<AccountsError>(&merged)) return std::move(*error);
  return std::make_unique<XlsxRows>(archive, *sheet, std::move(shared), std::move(std::get<MergedCells>(merged)));
}

}  // namespace spanne::records
