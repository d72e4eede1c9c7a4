// The first rows of a source with typed cells, in which its heads stand.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "records/tables/head_finder.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

struct SourceTop {
  std::vector<TopRow> rows;     // without blank ones, as many as a title and heads may take
  std::vector<SourceRow> kept;  // the same rows with their cells
  bool ended = false;           // the source has no more rows
};

/// Reads as far as heads may stand, no farther. AccountsError if the source cannot be read.
std::variant<SourceTop, AccountsError> read_source_top(RowSource& source);

/// What is said where a source has no row at all.
AccountsError empty_source();

/// Whether nothing stands in a row.
bool is_blank(const SourceRow& row);

}  // namespace spanne::records
