// Opens the table of accounts that a command names, joined with a second one if --with names one.
#pragma once

#include <string>

#include "engine/model/model.hpp"
#include "records/stream/open_rows.hpp"
#include "records/tables/table_options.hpp"

namespace spanne::records {

/// Like open_rows(), with what `options` ask for. With a second table the result is never a text: both tables come as
/// rows, whatever they are read from. `input` and `model` outlive the rows.
OpenedSource open_table(const std::string& name, const engine::Model& model, const TableOptions& options, Input& input);

}  // namespace spanne::records
