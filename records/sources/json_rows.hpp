// Tables in JSON: a list of objects, one object a line, or results as `--format json` writes them.
#pragma once

#include <memory>
#include <variant>

#include "records/sources/json_elements.hpp"
#include "records/tables/row_source.hpp"

namespace spanne::records {

/// Goes through the whole file once, for the names of all members (in the order in which they first appear) and for
/// faults; then rows can be asked for. Memory is bounded by the largest object. A row's line is the one in which its
/// object begins, or, if two objects share a line, the number of the object. AccountsError if any of it is not valid
/// JSON, if a name stands in an object twice, or if there is no object.
std::variant<std::unique_ptr<RowSource>, AccountsError> open_json_rows(ReadBytes read);

}  // namespace spanne::records
