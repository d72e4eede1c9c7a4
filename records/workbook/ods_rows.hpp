// The rows of one sheet of an OpenDocument workbook.
#pragma once

#include <cstddef>
#include <memory>

#include "records/tables/row_source.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

/// `table` as in OdsSheet. The archive outlives the rows. What stands before the sheet is read over; memory is bounded
/// whatever the number of rows and however often rows and cells are repeated.
std::unique_ptr<RowSource> open_ods_rows(const ZipArchive& archive, const ZipEntry& content, std::size_t table);

}  // namespace spanne::records
