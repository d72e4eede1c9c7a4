// Comparer finds what changes between two versions for the accounts of a cell.
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

/// A pair of clusters, one of the old and one of the new version.
using Clusters = std::array<ClusterId, 2>;

/// A box of accounts; if `cluster` is set, only those that are in it, in either version.
struct AccountCell {
  Box box;
  std::optional<Clusters> cluster;
};

/// What changes for the accounts of a cell.
struct CellChange {
  enum class Kind {
    empty,    // the cell holds no account
    same,     // all get the same from both versions, or both reject them
    differs,  // all accounts that one of the versions accepts get something else
    mixed,    // it is settled which of the versions' own rules count, but not whether that matters to all accounts
    open      // not settled; the cell has to be split
  } kind = Kind::same;
  std::array<bool, 2> rejects{};  // this version rejects all accounts, and the other one none for reasons of its own
  std::optional<Clusters> moved;  // the move into another cluster, if there is one
  std::vector<Ends> figures;      // new less old: the total, then each shared kind
  std::array<std::vector<const PlacedEffect*>, 2>
      counting;  // the own effects of either version that count, without remarks
  std::array<std::vector<const PlacedEffect*>, 2> remarks;  // remarks that only this version makes
  // open or mixed: what the split depends on
  std::array<SplitHints, 2> split_hints;
  std::vector<Clusters> by_cluster;  // split into these clusters first
  std::vector<Split> hints;
};

class Comparer {
 public:
  Comparer(const MergedSchema& schema, MeaningIds& meaning_ids, const VersionPartsBuilder& version_parts)
      : schema_(schema), meaning_ids_(meaning_ids), version_parts_(version_parts) {}

  CellChange compare(const AccountCell& cell) const;
  /// Whether kinds of effort are part of what an account gets.
  bool shows_kinds() const;
  /// The number of CellChange::figures that are part of it.
  std::size_t shown_figures() const { return shows_kinds() ? schema_.kind_count() + 1 : 1; }
  const VersionPartsBuilder& version_parts() const { return version_parts_; }
  const MergedSchema& schema() const { return schema_; }

 private:
  const MergedSchema& schema_;
  MeaningIds& meaning_ids_;
  const VersionPartsBuilder& version_parts_;
};

}  // namespace spanne::engine::proof
