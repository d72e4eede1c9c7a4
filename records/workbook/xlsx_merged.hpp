// The merged cells of a sheet of an Office Open XML workbook, found before its rows are read.
#pragma once

#include <variant>

#include "records/workbook/merged_cells.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

/// Unpacks the sheet and searches the bytes; only a sheet that has merged cells is read as XML for them. More than
/// max_merged_ranges are refused.
std::variant<MergedCells, AccountsError> find_merged_cells(const ZipArchive& archive, const ZipEntry& sheet);

}  // namespace spanne::records
