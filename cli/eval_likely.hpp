// The likely range that `spanne eval` shows on the screen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/planning/likely_range.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "records/tables/table_options.hpp"
#include "report/views.hpp"

namespace spanne::cli {

/// Evaluates the file's accounts once more, with their traces. Returns nullopt for what cannot be read twice (standard
/// input, a database) and for more than 100,000 rows, which would take seconds.
std::optional<report::LikelyRanges> likely_ranges(const std::string& accounts, std::size_t rows,
                                                  const engine::Model& model, engine::Date as_of,
                                                  const std::vector<engine::GroupBy>& by,
                                                  const records::TableOptions& reading);

}  // namespace spanne::cli
