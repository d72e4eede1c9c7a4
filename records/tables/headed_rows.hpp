// Rows below their heads, of a source whose heads stand in one of its rows.
#pragma once

#include <memory>
#include <variant>

#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// The rows of `source` after its heads, which `judge` finds near the top; lines above them are skipped,
/// which the notes report. A source that knows its heads stays as it is. AccountsError if it is empty or cannot be
/// read.
std::variant<std::unique_ptr<RowSource>, AccountsError> below_heads(std::unique_ptr<RowSource> source,
                                                                    const HeadJudge& judge);

}  // namespace spanne::records
