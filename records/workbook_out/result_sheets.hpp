// The sheets of a workbook with results: what their columns are, and rows of Format::fields taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/results/results.hpp"
#include "records/workbook_out/workbook_writer.hpp"

namespace spanne::records {

/// The column of a sheet for a column of results. Figures have up to `places` decimals.
SheetColumn sheet_column(const ResultColumn& column, const engine::Model& model, int places);

/// The columns of a sheet of groups, those of group_heads(), and of actual_heads where there are any. Bands are
/// coloured where `colors_bands` is set.
std::vector<SheetColumn> group_sheet_columns(const engine::Model& model, const std::vector<engine::GroupBy>& by,
                                             int places, bool colors_bands, bool has_actuals);

/// Adds whole rows of Format::fields, of `columns` columns each, to the sheet that was begun last.
std::optional<FileError> add_fields(WorkbookWriter& book, std::string_view rows, std::size_t columns);

/// Adds a row of texts; the last one if `is_total` is set.
std::optional<FileError> add_texts(WorkbookWriter& book, const std::vector<std::string>& texts, bool is_total = false);

/// Adds a sheet of groups with their total.
std::optional<FileError> add_groups(WorkbookWriter& book, const std::string& sheet, const engine::Portfolio& portfolio,
                                    const engine::Model& model, const std::vector<engine::GroupBy>& by,
                                    const FigureStyle& style, bool colors_bands);

}  // namespace spanne::records
