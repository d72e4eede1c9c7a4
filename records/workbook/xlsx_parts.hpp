// The parts of an Office Open XML workbook that say what the sheets are and how their numbers are to be understood.
//
// Source: ECMA-376 part 1, 18.2 (workbook), 18.8 (styles); part 2, 9 (relationships).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/workbook/number_format.hpp"
#include "records/workbook/serial_day.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

struct XlsxSheet {
  std::string name;
  std::string part;  // of the archive
  bool hidden = false;
};

struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;  // sheets of cells in their order; those of charts are left out
  DaySystem days = DaySystem::from_1900;
  std::string shared_strings, styles;  // parts; empty where the workbook has none
};

/// The name of the workbook's main part, by the archive's relationships; nullopt where there is none.
std::variant<std::optional<std::string>, AccountsError> find_main_part(const ZipArchive& archive);

/// `part`: the main one.
std::variant<XlsxWorkbook, AccountsError> read_xlsx_workbook(const ZipArchive& archive, const std::string& part);

/// The number formats of cells, by the number that the `s` of a cell gives.
std::variant<std::vector<NumberFormat>, AccountsError> read_xlsx_formats(const ZipArchive& archive,
                                                                         const std::string& part);

/// An unsigned number as attributes have it; nullopt for anything else, and beyond nine digits.
std::optional<std::size_t> read_count(std::optional<std::string_view> text);
/// "1", "true" or "on".
bool is_set(std::optional<std::string_view> text);

}  // namespace spanne::records
