// The tables of `spanne init` as workbooks.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "records/io/file.hpp"

namespace spanne::cli {

/// A CSV text of the starter (numbers as German files write them where it has semicolons) as the bytes of a workbook
/// with typed cells.
std::variant<std::string, records::FileError> workbook_of(const std::string& title, std::string_view csv);

}  // namespace spanne::cli
