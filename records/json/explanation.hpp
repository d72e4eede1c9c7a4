// An explanation as JSON: the same tree a person reads (keys: docs/commands.md).
#pragma once

#include <string>
#include <vector>

#include "engine/explain/explain.hpp"
#include "engine/explain/nearest_change.hpp"
#include "records/csv/figure_rows.hpp"
#include "records/results/results.hpp"

namespace spanne::records {

/// What an explanation says besides the derivation.
struct ExplainedAccount {
  std::vector<std::string> key;             // the values of the key, as results show them
  std::optional<std::size_t> line;          // of the accounts file
  std::vector<std::string> changed;         // by `--set`: "sites 24 instead of 15"
  std::vector<CountedFigure> counted = {};  // figures of groups, where a file was read
};

std::string explanation_json(const engine::Explanation& told, const std::vector<engine::NearestChange>& changes,
                             const ExplainedAccount& account, const Provenance& provenance);

/// A row that could not be read, and so has no derivation.
std::string unreadable_json(const std::vector<std::string>& reasons, const ExplainedAccount& account,
                            const Provenance& provenance);

}  // namespace spanne::records
