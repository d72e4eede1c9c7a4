#include "records/workbook/ods_rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "records/csv/csv.hpp"
#include "records/workbook/cell_text.hpp"
#include "records/workbook/limits.hpp"
#include "records/workbook/merged_cells.hpp"
#include "records/workbook/ods_cell.hpp"
#include "records/workbook/ods_sheets.hpp"
#include "records/workbook/sheet_budget.hpp"
#include "records/workbook/sheet_notes.hpp"
#include "records/workbook/xlsx_parts.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {
namespace {

/// How often an element stands there.
std::size_t repeated(const XmlAttributes& attributes, std::string_view name) {
  return std::max<std::size_t>(read_count(attributes.find(XmlSpace::table, name)).value_or(1), 1);
}

bool is_hidden(const XmlAttributes& attributes) {
  const auto visibility = attributes.find(XmlSpace::table, "visibility");
  return visibility == "collapse" || visibility == "filter";
}

/// Makes a row of each `table-row` of one table, and pauses after those in which something stands and after the table.
class OdsRowHandler : public XmlHandler {
 public:
  explicit OdsRowHandler(std::size_t table) : wanted_(table) {}

  void start(const XmlName& name, const XmlAttributes& attributes) override;
  void end(const XmlName& name) override;
  void text(std::string_view piece) override {
    if (inside_ == Inside::cell) paragraphs_.text(piece);
  }

  XmlParser* parser = nullptr;
  SourceRow row;           // the one that was read last
  std::size_t copies = 0;  // how often it is there
  bool hidden = false;     // it is
  bool ended = false;      // the table
  MergedCells merged;
  SheetNotes notes;
  SheetBudget budget;

 private:
  enum class Inside { outside, table, left_out, row, cell };
  /// Drawings may contain tables of their own.
  void leave_out() {
    inside_ = Inside::left_out;
    row_depth_ = tables_.depth();
  }
  void begin_column(const XmlAttributes& attributes);
  void begin_row(const XmlAttributes& attributes);
  void begin_cell(const XmlAttributes& attributes, bool covered);
  void add_merged(const XmlAttributes& attributes);
  void end_cell();
  void end_row();

  std::size_t wanted_;
  OdsTables tables_;
  Inside inside_ = Inside::outside;
  std::size_t row_depth_ = 0, cell_depth_ = 0;
  std::size_t columns_ = 0;            // that have been described
  std::size_t line_ = 0, column_ = 0;  // rows before this one, cells before this one
  std::size_t cell_copies_ = 0;
  bool covered_ = false;
  OdsCell cell_;
  OdsParagraphs paragraphs_;
};

void OdsRowHandler::start(const XmlName& name, const XmlAttributes& attributes) {
  if (tables_.start(name)) {
    if (tables_.table() == wanted_) inside_ = Inside::table;
    return;
  }
  const std::size_t depth = tables_.depth();
  switch (inside_) {
    case Inside::outside:
    case Inside::left_out: return;
    case Inside::table:
      if (name.is(XmlSpace::table, "shapes") || name.is(XmlSpace::office, "forms")) leave_out();
      if (name.is(XmlSpace::table, "table-column")) begin_column(attributes);
      if (name.is(XmlSpace::table, "table-row")) begin_row(attributes);
      return;
    case Inside::row:
      if (depth != row_depth_ + 1) return;
      if (name.is(XmlSpace::table, "table-cell")) begin_cell(attributes, false);
      if (name.is(XmlSpace::table, "covered-table-cell")) begin_cell(attributes, true);
      return;
    case Inside::cell: return paragraphs_.start(name, attributes, depth - cell_depth_);
  }
}

void OdsRowHandler::begin_column(const XmlAttributes& attributes) {
  const std::size_t count = repeated(attributes, "number-columns-repeated");
  if (is_hidden(attributes)) notes.hide_columns(columns_, columns_ + count - 1);
  columns_ += count;
}

void OdsRowHandler::begin_row(const XmlAttributes& attributes) {
  inside_ = Inside::row;
  row_depth_ = tables_.depth();
  copies = repeated(attributes, "number-rows-repeated");
  hidden = is_hidden(attributes);
  row.cells.clear();
  budget.begin_row();
  column_ = 0;
}

void OdsRowHandler::begin_cell(const XmlAttributes& attributes, bool covered) {
  inside_ = Inside::cell;
  cell_depth_ = tables_.depth();
  cell_copies_ = repeated(attributes, "number-columns-repeated");
  covered_ = covered;
  cell_.read(attributes);
  paragraphs_.clear();
  if (!covered) add_merged(attributes);
}

void OdsRowHandler::add_merged(const XmlAttributes& attributes) {
  const std::size_t columns = repeated(attributes, "number-columns-spanned");
  const std::size_t rows = repeated(attributes, "number-rows-spanned");
  if (columns == 1 && rows == 1) return;
  const CellPlace first{line_ + 1, column_};
  const CellPlace last{std::min(line_ + rows, max_sheet_rows), std::min(column_ + columns, max_cells) - 1};
  if (last.row >= first.row && last.column >= first.column) merged.add({first, last});
}

void OdsRowHandler::end(const XmlName& name) {
  const std::size_t depth = tables_.depth();
  if (inside_ == Inside::cell) {
    if (depth == cell_depth_) end_cell();
    if (depth > cell_depth_) paragraphs_.end(depth - cell_depth_);
  } else if (inside_ == Inside::row && depth == row_depth_) {
    end_row();
  } else if (inside_ == Inside::left_out && depth == row_depth_) {
    inside_ = Inside::table;
  }
  if (!tables_.end(name) || inside_ != Inside::table) return;
  inside_ = Inside::outside;
  ended = true;
  parser->pause();
}

void OdsRowHandler::end_cell() {
  inside_ = Inside::row;
  const CellPlace place{line_ + 1, column_};
  column_ = std::min(column_ + cell_copies_, max_cells + 1);
  if (covered_) return;
  if (paragraphs_.too_long() || cell_.value.size() > longest_cell)
    return parser->fail(too_long_text(fmt::format("the cell {}", cell_name(place))));
  cell_.shown = paragraphs_.shown();
  const SourceCell cell = ods_source_cell(cell_, place, notes);
  if (cell.kind == SourceCell::Kind::empty) return;
  if (place.column + cell_copies_ > max_cells)
    return parser->fail(damaged_workbook(fmt::format("its row {} has more than {} cells", place.row, max_cells)));
  if (!budget.add_text(cell.text.size() * cell_copies_)) return parser->fail(budget.exceeded(place.row));
  row.cells.resize(place.column);
  row.cells.resize(place.column + cell_copies_, cell);
}

void OdsRowHandler::end_row() {
  inside_ = Inside::table;
  row.line = line_ + 1;
  line_ = std::min(line_ + copies, max_sheet_rows + 1);
  if (row.cells.empty()) return;
  if (line_ > max_sheet_rows)
    return parser->fail(damaged_workbook(fmt::format("it has more than {} rows", max_sheet_rows)));
  parser->pause();
}

class OdsRows : public RowSource {
 public:
  OdsRows(const ZipArchive& archive, const ZipEntry& content, std::size_t table)
      : handler_(table), parser_(archive, content, max_unpacked_entry, handler_) {
    handler_.parser = &parser_;
  }

  Next next(SourceRow& row) override {
    if (failure_) return Next::failed;
    if (copies_ == 0 && !advance()) return failure_ ? Next::failed : Next::end;
    --copies_;
    row = handler_.row;
    ++handler_.row.line;
    handler_.budget.begin_row();
    for (const SourceCell& cell : row.cells) handler_.budget.add_text(cell.text.size());
    auto error = handler_.merged.fill(row, handler_.budget);
    if (!error && !handler_.budget.add_row(row)) error = handler_.budget.exceeded(row.line);
    if (error) {
      failure_ = std::move(error);
      return Next::failed;
    }
    handler_.notes.row(row, handler_.hidden);
    return Next::row;
  }
  AccountsError failure() const override { return *failure_; }
  SourceNotes notes() const override { return handler_.notes.sentences(handler_.merged); }

 private:
  /// To the next row of the file; false at the end and where it cannot be read.
  bool advance() {
    if (handler_.ended) return false;
    const auto progress = parser_.advance();
    if (progress == XmlParser::Progress::failed) failure_ = parser_.failure();
    if (progress != XmlParser::Progress::paused || handler_.ended) return false;
    copies_ = handler_.copies;
    return true;
  }

  OdsRowHandler handler_;
  XmlParser parser_;
  std::size_t copies_ = 0;
  std::optional<AccountsError> failure_;
};

}  // namespace

std::unique_ptr<RowSource> open_ods_rows(const ZipArchive& archive, const ZipEntry& content, std::size_t table) {
  return std::make_unique<OdsRows>(archive, content, table);
}

}  // namespace spanne::records
