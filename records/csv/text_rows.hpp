// A CSV file as rows of cells, for tables that are joined with others.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "records/csv/accounts.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// The rows of a text, its heads among them, with their lines; every filled cell is Kind::text. Holds the whole text in
/// memory. A row with text after a closing quotation mark, and a text that breaks off, end it with Next::failed.
std::variant<std::unique_ptr<RowSource>, AccountsError> open_text_rows(std::string bytes);

}  // namespace spanne::records
