// What a file of data is, by its bytes: names lie, and people rename files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "records/csv/accounts.hpp"
#include "records/workbook/byte_source.hpp"
#include "records/workbook/zip_archive.hpp"

namespace spanne::records {

enum class DataFormat { text, workbook };

/// A workbook is what is a zip archive; Workbook::open says whether it is one. Refuses, by name and with the way out,
/// what is neither and would be a stream of errors as text: older workbooks, web pages, PDF and the like.
std::variant<DataFormat, AccountsError> recognise_data(const ByteSource& bytes);

/// A sentence where the name of a file says something else than its bytes: "it is called .xlsx, but is a text file, and
/// is read as one". `name` may have folders.
std::optional<std::string> misnamed(DataFormat format, std::string_view name);

enum class WorkbookFormat { office_open_xml, open_document };

/// What the archive is. Refuses what is no workbook that can be read, by name.
std::variant<WorkbookFormat, AccountsError> recognise_workbook(const ZipArchive& archive);

}  // namespace spanne::records
