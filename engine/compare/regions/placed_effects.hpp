// Which effects of two versions are the same, and which are a version's own: only those can make a difference.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/compare/regions/meaning_ids.hpp"
#include "engine/proof/search.hpp"

namespace spanne::engine::proof {

/// One effect where it stands.
struct PlacedEffect {
  EffectSite origin;
  const Effect* effect;
  MeaningId when, what;
  bool by_cluster;  // whether it counts, or how much, may hang on the account's cluster
};

/// One version, with its effects sorted into those the other has as well, and its own.
struct VersionParts {
  VersionParts(const MergedSchema& common, VersionSide version);

  const Model& model;
  Space space;
  Cuts cuts;
  std::vector<PlacedEffect> own, common;  // `common` in the order of their shapes: alike on both sides
  std::vector<EffectSite> watched;        // rules and rows that only this version has: they may have no value
  std::vector<PlacedEffect> asking;       // its own remarks that ask for results, which hang on everything
  std::vector<MeaningId> cluster_when;    // of each cluster, its condition and period
};

class VersionPartsBuilder {
 public:
  VersionPartsBuilder(const MergedSchema& common, MeaningIds& meaning_ids);
  const VersionParts& operator[](VersionSide version) const { return *version_parts_[version]; }

 private:
  std::array<std::unique_ptr<VersionParts>, 2> version_parts_;
};

/// "many_sites", "line 31", "contracts#3", "cluster regional".
std::string name_of(const Model& model, const EffectSite& origin);

}  // namespace spanne::engine::proof
