// MeaningIds number everything that means the same in both versions: equal ids are equal conditions, amounts or
// effects, whatever the names of their parts.
//
// Different ids prove nothing: `a > 1` and `1 < a` have different ids, and are proved equal by evaluating them.
#pragma once

#include <array>
#include <initializer_list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/compare/regions/merged_schema.hpp"
#include "engine/proof/box_evaluator.hpp"

namespace spanne::engine::proof {

using MeaningId = int;

class MeaningIds {
 public:
  explicit MeaningIds(const MergedSchema& schema);

  MeaningId of(VersionSide version, TermId id);
  MeaningId of(VersionSide version, const std::optional<TermId>& condition);
  MeaningId of(VersionSide version, const Effect& effect);
  /// What a proportion counts: everything of `per` except the amount.
  MeaningId of(VersionSide version, const Proportion& per);
  /// The condition under which a cluster, rule or row counts.
  MeaningId when(VersionSide version, const EffectSite& origin);
  /// The condition under which accounts that reach the cluster are in it.
  MeaningId when(VersionSide version, const Cluster& cluster);
  /// The id of a named construct, such as "a floor", with its parts.
  MeaningId named(const std::string& name, const std::vector<MeaningId>& parts = {});

 private:
  std::string scope(VersionSide version, const std::vector<ClusterId>& clusters) const;
  MeaningId table(VersionSide version, const Table& table);
  MeaningId found(VersionSide version, const Table& table);
  std::string leaf(VersionSide version, const Term& term);
  std::int64_t result(VersionSide version, std::int64_t index) const;
  MeaningId intern(std::string text);

  const MergedSchema& schema_;
  std::array<std::vector<MeaningId>, 2> terms_;  // by TermId; -1: not yet computed
  std::array<std::map<const Table*, MeaningId>, 2> tables_;
  std::unordered_map<std::string, MeaningId> meaning_ids_;
};

}  // namespace spanne::engine::proof
