// WorkbookWriter writes a workbook (.xlsx) sheet by sheet and row by row, so that memory is bounded whatever the rows.
//
// Equal calls give equal bytes. Texts are written as texts, never as formulas. Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.hpp"
#include "records/io/file.hpp"
#include "records/workbook_out/sheet_layout.hpp"

namespace spanne::records {

/// What Excel can hold in one sheet.
inline constexpr std::size_t max_sheet_rows = 1'048'576, max_sheet_columns = 16'384, max_cell_letters = 32'767;

class WorkbookWriter {
 public:
  /// `title` and `day` stand in the file's properties; the day, too, as the time at which it was made.
  WorkbookWriter(std::string title, engine::Date day);
  ~WorkbookWriter();
  WorkbookWriter(const WorkbookWriter&) = delete;
  WorkbookWriter& operator=(const WorkbookWriter&) = delete;

  /// To be called first; later it forgets what was written.
  std::optional<FileError> restart();
  /// Begins a sheet and ends the last one. `name`: at most 31 letters, each sheet's its own. Refuses more columns than
  /// a sheet has.
  std::optional<FileError> begin_sheet(const std::string& name, std::vector<SheetColumn> columns);
  /// The next row: the texts of its cells, one per column, as cell_of() reads them. Refuses a row that the sheet has no
  /// place for, and a text that a cell has none for.
  std::optional<FileError> add_row(const std::vector<std::string_view>& texts);
  /// Likewise, as the last row, which is no part of what the filter sorts.
  std::optional<FileError> add_total(const std::vector<std::string_view>& texts);
  /// How many figures stand as texts so far, in all sheets.
  std::size_t figures_as_text() const { return figures_as_text_; }
  /// Ends the workbook and hands its bytes over, piece by piece, until `take` returns an error.
  std::optional<FileError> finish(const std::function<std::optional<FileError>(std::string_view)>& take);

 private:
  struct Book;
  struct Page;
  void add_column(SheetColumn column);
  void end_body();
  void end_sheet();
  void color_bands(std::uint16_t column, std::uint32_t last_row);
  std::optional<FileError> write_row(const std::vector<std::string_view>& texts, bool is_total);
  std::optional<FileError> write_cell(std::size_t column, const SheetCell& cell, bool is_total);

  std::string title_;
  engine::Date day_;
  std::size_t figures_as_text_ = 0;
  std::unique_ptr<Book> book_;
  std::unique_ptr<Page> page_;
};

}  // namespace spanne::records
