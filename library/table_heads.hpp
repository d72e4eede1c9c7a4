// The heads of a table of which nothing is known yet.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "records/csv/accounts.hpp"
#include "records/tables/head_finder.hpp"

namespace spanne::library {

/// The first row with heads above at least half of its columns, two at least, or else the one with the most.
records::HeadJudge judge_of_any_heads();

/// Of the bytes of a text.
std::variant<std::vector<std::string>, records::AccountsError> heads_of_text_table(std::string bytes);

/// Of rows whose heads have not been looked for yet.
std::variant<std::vector<std::string>, records::AccountsError> heads_of_rows(std::unique_ptr<records::RowSource> rows);

/// Of the bytes of any file: a text, a workbook, JSON, whose own names count. `sheet` may be empty.
std::variant<std::vector<std::string>, records::AccountsError> table_heads(const std::string& bytes,
                                                                           const std::string& sheet);

}  // namespace spanne::library
