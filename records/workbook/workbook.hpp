// Workbook is a file of a spreadsheet program: Office Open XML (.xlsx, .xlsm) or OpenDocument (.ods). It lists its
// sheets and opens one of them as a RowSource.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/tables/row_source.hpp"
#include "records/workbook/byte_source.hpp"

namespace spanne::records {

/// A sheet of cells. Its number is its place in Workbook::sheets(), from 1.
struct WorkbookSheet {
  std::string name;
  bool hidden = false;
};

using OpenedSheet = std::variant<std::unique_ptr<RowSource>, AccountsError>;

/// Used by one thread. What it costs is bounded by limits.hpp whatever the file holds.
class Workbook {
 public:
  Workbook() = default;
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  virtual ~Workbook() = default;

  /// `bytes` outlive the workbook. Refuses, each with a sentence of its own, what is no workbook, other kinds of
  /// workbooks, and such as are protected, damaged or beyond the limits.
  static std::variant<std::unique_ptr<Workbook>, AccountsError> open(const ByteSource& bytes);

  /// At least one, in the order of the file, the hidden ones too. Sheets of charts are none.
  virtual const std::vector<WorkbookSheet>& sheets() const = 0;
  /// By its number, from 1 to sheets().size(). The workbook outlives the rows; several may be open.
  virtual OpenedSheet open_sheet(std::size_t number) = 0;
};

/// The number of the sheet that somebody means: by its name, as it stands or in another case, else by its number. Where
/// there is none, an error that lists the sheets.
std::variant<std::size_t, AccountsError> find_sheet(const std::vector<WorkbookSheet>& sheets, std::string_view wanted);

/// "Accounts", "Notes 2026" (hidden), … for messages; at most 20 of them.
std::string listed_sheets(const std::vector<WorkbookSheet>& sheets);

}  // namespace spanne::records
