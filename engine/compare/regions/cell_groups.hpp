// CellGroups merge neighbouring cells and describe them in words.
#pragma once

#include <string>
#include <vector>

#include "engine/compare/regions/cells.hpp"

namespace spanne::engine::proof {

/// A box of accounts; if `clusters` are given, only those accounts that are in one of these.
struct CellGroup {
  Box box;
  std::vector<Clusters> clusters;
};

/// Merges neighbours into few groups. Together they hold exactly the accounts of the cells.
std::vector<CellGroup> merged(const Comparer& comparer, const std::vector<AccountCell>& cells);

/// A group in words: "sites in 11 .. 20 and decentral"; empty: all accounts.
std::string words_of(const Comparer& comparer, const CellGroup& block);

}  // namespace spanne::engine::proof
