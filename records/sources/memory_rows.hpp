// Sources of typed cells among bytes in memory: a workbook, JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// std::monostate: the bytes are a text, or what only a file can be (a database). `bytes` outlive the rows.
/// AccountsError if they are recognised and not read, or if `sheet` (of a workbook; may be empty) does not apply.
std::variant<std::monostate, std::unique_ptr<RowSource>, AccountsError> open_memory_rows(std::string_view bytes,
                                                                                         const std::string& sheet,
                                                                                         const HeadJudge& judge);

}  // namespace spanne::records
