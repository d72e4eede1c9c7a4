// The result of `spanne diff OLD NEW ACCOUNTS` as a workbook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/result_workbook.hpp"
#include "records/stream/impact/impact_stream.hpp"

namespace spanne::cli {

/// The groups of both versions as texts: heads, and a row for each, the last of which is the total.
struct ImpactGroups {
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
};

/// All that goes into it. The rows of `result` are those of Format::fields.
struct ImpactSheets {
  const engine::Model& before;
  const engine::Model& after;
  const records::ImpactResult& result;
  const ImpactGroups& groups;
  bool colors_bands = false;
};

/// Writes the sheets: who moves, groups, about. `facts` is shown on the last.
std::optional<records::FileError> write_impact_workbook(const ImpactSheets& sheets, ResultFacts facts,
                                                        engine::Date as_of, std::ostream& out);

}  // namespace spanne::cli
