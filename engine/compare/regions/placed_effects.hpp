// VersionParts divides the effects of two versions into those they share and those of one version only: only the latter
// can make a difference.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/compare/regions/meaning_ids.hpp"
#include "engine/proof/search.hpp"

namespace spanne::engine::proof {

/// An effect and its place.
struct PlacedEffect {
  EffectSite origin;
  const Effect* effect;
  MeaningId when, what;
  bool by_cluster;  // whether or how much it counts may depend on the cluster
};

/// One version, with its effects divided into shared and own ones.
struct VersionParts {
  VersionParts(const MergedSchema& schema, VersionSide version);

  const Model& model;
  Space space;
  SplitPoints cuts;
  /// `shared` in the order of their meanings, which is the same for both versions
  std::vector<PlacedEffect> own, shared;
  std::vector<EffectSite> watched;      // rules and rows that only this version has; they may have no value
  std::vector<PlacedEffect> asking;     // its own remarks that ask for results, which depend on everything
  std::vector<MeaningId> cluster_when;  // by cluster: its condition and period
};

class VersionPartsBuilder {
 public:
  VersionPartsBuilder(const MergedSchema& schema, MeaningIds& meaning_ids);
  const VersionParts& operator[](VersionSide version) const { return *version_parts_[version]; }

 private:
  std::array<std::unique_ptr<VersionParts>, 2> version_parts_;
};

/// The name of a place: "many_sites", "line 31", "contracts#3", "cluster regional".
std::string name_of(const Model& model, const EffectSite& origin);

}  // namespace spanne::engine::proof
