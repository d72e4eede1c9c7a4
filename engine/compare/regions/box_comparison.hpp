// What changes between two versions for the accounts of a cell.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/compare/regions/forms.hpp"
#include "engine/compare/regions/placed_effects.hpp"
#include "engine/proof/limits.hpp"

namespace spanne::engine::proof {

/// A cluster of the old and one of the new version.
using Clusters = std::array<ClusterId, 2>;

/// A box of accounts; with `cluster` those of them that are in it, in either version.
struct AccountCell {
  Box box;
  std::optional<Clusters> cluster;
};

struct CellChange {
  enum class Kind {
    empty,    // there are no such accounts
    same,     // all get the same from both versions (or are rejected by both)
    differs,  // all that one of the versions accepts get something else
    mixed,    // which of the versions' own rules count is settled, but not whether it makes a difference to all
    open      // to be split
  } kind = Kind::same;
  std::array<bool, 2> rejects{};  // one of the versions rejects all of them, the other none for its own reasons
  std::optional<Clusters> moved;  // into another cluster
  std::vector<Ends> figures;      // by how much the new version gives more: of the total, then of each common kind
  std::array<std::vector<const PlacedEffect*>, 2>
      counting;  // the own effects of either version that count, remarks apart
  std::array<std::vector<const PlacedEffect*>, 2> remarks;  // that only this version makes
  // open or mixed: where to split
  std::array<Doubts, 2> doubts;
  std::vector<Clusters> by_cluster;  // first into these clusters
  std::vector<Split> hints;
};

class Comparer {
 public:
  Comparer(const MergedSchema& common, MeaningIds& meaning_ids, const VersionPartsBuilder& version_parts)
      : schema_(common), meaning_ids_(meaning_ids), version_parts_(version_parts) {}

  CellChange compare(const AccountCell& cell) const;
  /// Whether kinds are part of what an account gets.
  bool shows_kinds() const;
  /// How many of CellChange::figures are part of it.
  std::size_t shown_figures() const { return shows_kinds() ? schema_.kind_count() + 1 : 1; }
  const VersionPartsBuilder& version_parts() const { return version_parts_; }
  const MergedSchema& common() const { return schema_; }

 private:
  const MergedSchema& schema_;
  MeaningIds& meaning_ids_;
  const VersionPartsBuilder& version_parts_;
};

}  // namespace spanne::engine::proof
