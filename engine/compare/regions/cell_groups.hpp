// Neighbouring cells put together, and said in words.
#pragma once

#include <string>
#include <vector>

#include "engine/compare/regions/cells.hpp"

namespace spanne::engine::proof {

/// A box of accounts; where `clusters` are given, those of them that are in one of these.
struct CellGroup {
  Box box;
  std::vector<Clusters> clusters;
};

/// As few blocks as neighbours allow; together they hold the accounts of the cells and no others.
std::vector<CellGroup> merged(const Comparer& comparer, const std::vector<AccountCell>& cells);

/// "sites in 11 .. 20 and decentral"; empty for all accounts.
std::string words_of(const Comparer& comparer, const CellGroup& block);

}  // namespace spanne::engine::proof
