// The sheets of an OpenDocument workbook. All of them stand in one part, one after the other.
//
// Source: OpenDocument 1.3 part 3, 9 (spreadsheets), 19.385 (office:value-type).
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/workbook/workbook.hpp"
#include "records/workbook/xml_parser.hpp"

namespace spanne::records {

/// A sheet among the tables of the part.
struct OdsSheet {
  WorkbookSheet sheet;
  std::size_t table = 0;  // its place among the tables, from 0; copies of other files' sheets are tables, but no sheets
};

/// Reads the whole part. Refuses what is protected with a password or has no sheet.
std::variant<std::vector<OdsSheet>, AccountsError> read_ods_sheets(const ZipArchive& archive);

/// Keeps track of where in the part a handler is: tables count that stand directly in the workbook, not those inside
/// cells, charts and copies of other data.
class OdsTables {
 public:
  /// True where the element begins a table.
  bool start(const XmlName& name);
  /// True where the element ends a table.
  bool end(const XmlName& name);
  /// The number of the table that has begun last, from 0.
  std::size_t table() const { return tables_ - 1; }
  /// Elements that are open.
  std::size_t depth() const { return depth_; }

 private:
  std::size_t depth_ = 0, workbook_depth_ = 0, tables_ = 0;
};

inline constexpr std::string_view ods_content_part = "content.xml";

}  // namespace spanne::records
