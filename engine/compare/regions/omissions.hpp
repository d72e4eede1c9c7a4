// Omissions are accounts that leave out attributes whose default differs between the versions: to each version they are
// different accounts.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/compare/regions/merged_schema.hpp"

namespace spanne::engine::proof {

/// Accounts that leave out these attributes, and no others whose defaults differ.
struct Omission {
  std::string words;            // "countries is left out"
  std::array<Model, 2> models;  // both versions, with their defaults in place of those attributes
};

/// Every combination of such attributes; empty if there are too many.
std::vector<Omission> omissions(const MergedSchema& schema);

}  // namespace spanne::engine::proof
