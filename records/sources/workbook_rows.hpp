// The rows of one sheet of a workbook, chosen by who reads them.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"
#include "records/workbook/byte_source.hpp"

namespace spanne::records {

/// Opens the sheet named or numbered `sheet`; if that is empty, the only sheet, or the only one whose heads `judge`
/// finds complete, those in view before hidden ones. The choice is among the notes if there was one. AccountsError if
/// the bytes are no workbook that can be read, if there is no such sheet, or if several fit. Keeps `bytes` as long as
/// the rows.
std::variant<std::unique_ptr<RowSource>, AccountsError> open_workbook_rows(std::unique_ptr<ByteSource> bytes,
                                                                           const std::string& sheet,
                                                                           const HeadJudge& judge,
                                                                           SourceNotes notes = {});

/// Whether the bytes are packed as workbooks are, so that open_workbook_rows() reads them or says what they are.
/// AccountsError for what is neither that nor text: older workbooks, web pages, PDF and the like.
std::variant<bool, AccountsError> is_workbook(const ByteSource& bytes);

}  // namespace spanne::records
