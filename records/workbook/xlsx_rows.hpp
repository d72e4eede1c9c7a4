// The rows of one sheet of an Office Open XML workbook.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "records/tables/row_source.hpp"
#include "records/workbook/number_format.hpp"
#include "records/workbook/serial_day.hpp"
#include "records/workbook/shared_strings.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

/// What the workbook knows about the cells of all its sheets; shared by those that are read.
struct XlsxShared {
  SharedStrings strings;
  std::vector<NumberFormat> formats;
  DaySystem days = DaySystem::from_1900;
};

/// `part` is the sheet's. The archive outlives the rows. Looks through the whole sheet once for merged cells, which
/// stand after the rows in the file; memory is bounded whatever the number of rows.
std::variant<std::unique_ptr<RowSource>, AccountsError> open_xlsx_rows(const ZipArchive& archive,
                                                                       const std::string& part,
                                                                       std::shared_ptr<const XlsxShared> shared);

}  // namespace spanne::records
