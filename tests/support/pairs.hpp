// Pairs of versions small enough that every account there can be may be tried under both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/compare/regions/cells.hpp"

namespace spanne::test {

struct Pair {
  std::string old_text, new_text;
  engine::Model old_model, new_model;
  engine::VersionComparison comparison;
};

/// A rule set, and the same with something changed; nullopt where the change makes it no rule set. The same seed gives
/// the same pair.
std::optional<Pair> tiny_pair(std::uint64_t seed);

/// An account under both versions.
struct TriedTwice {
  engine::proof::DatedAccount one;
  engine::proof::Both both;
  bool rejected;  // by both
  bool differs;
};

/// Everyone there is, on every day.
std::vector<TriedTwice> everyone(const engine::proof::Explorer& explorer);

}  // namespace spanne::test
