// Accounts that leave out what has another default in the new version: to each version they are other accounts.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/compare/regions/merged_schema.hpp"

namespace spanne::engine::proof {

/// Accounts that leave out some attributes, and no others of those whose defaults differ.
struct Omission {
  std::string words;            // "countries is left out"
  std::array<Model, 2> models;  // either version, with what it takes for those attributes in their place
};

/// Every combination; empty where there are too many.
std::vector<Omission> omissions(const MergedSchema& common);

}  // namespace spanne::engine::proof
