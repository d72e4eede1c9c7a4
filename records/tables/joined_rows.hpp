// Accounts from two tables: attributes that the first lacks come from the second, found by the keys both have.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "engine/model/model.hpp"
#include "records/cells/numbers.hpp"
#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// A table that takes part in a join.
struct JoinSide {
  std::unique_ptr<RowSource> rows;  // knows its heads
  std::string name;                 // as messages call it: customers.xlsx
  NumberStyle numbers = NumberStyle::cautious;
};

/// How a model judges a row as the heads of a table that takes part in a join: it has a key, and as many attributes as
/// possible.
HeadJudge joinable_heads(const engine::Model& model);

/// The rows of `accounts` with their lines, columns and order, and after them a column for each attribute that only
/// `others` has. An account whose key is not in `others` has empty cells there; one whose key is there twice has cells
/// of Kind::error that name both lines. Both are among the notes, as are rows of `others` that no account has asked
/// for. Reads all of `others` at once, into memory (at most largest_second_table); its texts of numbers, days and yes
/// or no become values in its own way. AccountsError if the tables have no key in common, if `others` adds nothing, or
/// if it cannot be read; its message names the table it is about. `model` outlives the result.
std::variant<std::unique_ptr<RowSource>, AccountsError> join_rows(JoinSide accounts, JoinSide others,
                                                                  const engine::Model& model);

}  // namespace spanne::records
