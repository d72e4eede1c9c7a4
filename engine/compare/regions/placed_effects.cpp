#include "engine/compare/regions/placed_effects.hpp"

#include <algorithm>
#include <map>

namespace spanne::engine::proof {
namespace {

/// Collects all effects of one version, and whether each depends on the cluster.
class Collector {
 public:
  /// The effects that ask for results, or those that do not.
  Collector(const VersionParts& version_part, VersionSide version, MeaningIds& meaning_ids, bool asking)
      : edition_(version_part), version_(version), meaning_ids_(meaning_ids), asking_(asking) {}

  std::vector<PlacedEffect> run() {
    const Model& model = edition_.model;
    for (ClusterId id = 0; id < model.clusters.size() && !asking_; ++id)
      take({EffectSite::Kind::cluster, id, 0}, model.clusters[id].base, true);
    for (std::uint32_t id = 0; id < model.rules.size(); ++id) {
      const Rule& rule = model.rules[id];
      if (rule.uses_results == asking_)
        take({EffectSite::Kind::rule, id, 0}, rule.effects,
             !rule.scope.empty() || (rule.condition && asks(*rule.condition)));
    }
    for (std::uint32_t id = 0; id < model.tables.size(); ++id) table(id);
    return std::move(pieces_);
  }

 private:
  bool asks(TermId id) const { return edition_.space.asks_for_cluster(id); }

  void table(std::uint32_t id) {
    const Table& table = edition_.model.tables[id];
    if (table.uses_results != asking_ || !table.derived.empty()) return;
    bool by_cluster = !table.scope.empty();
    for (const Row& row : table.rows)
      for (const TermId condition : row.conditions) by_cluster = by_cluster || asks(condition);
    for (std::uint32_t row = 0; row < table.rows.size(); ++row)
      take({EffectSite::Kind::row, id, row}, table.rows[row].effects, by_cluster);
  }

  void take(const EffectSite& origin, const Effects& effects, bool by_cluster) {
    const MeaningId when = meaning_ids_.when(version_, origin);
    for (const Effect& effect : effects) {
      const bool amount_asks =
          (effect.amount.computed && asks(*effect.amount.computed)) || (effect.per && asks(effect.per->of));
      const MeaningId what = meaning_ids_.of(version_, effect);
      pieces_.push_back({origin, &effect, when, what, by_cluster || amount_asks});
    }
  }

  const VersionParts& edition_;
  VersionSide version_;
  MeaningIds& meaning_ids_;
  bool asking_;
  std::vector<PlacedEffect> pieces_;
};

using Key = std::pair<MeaningId, MeaningId>;
Key key_of(const PlacedEffect& placed) { return {placed.when, placed.what}; }

std::map<Key, std::size_t> counted(const std::vector<PlacedEffect>& effects) {
  std::map<Key, std::size_t> counts;
  for (const PlacedEffect& placed : effects) ++counts[key_of(placed)];
  return counts;
}

/// Divides effects into those the other version has as well, and the rest.
void divide(const std::vector<PlacedEffect>& effects, const std::vector<PlacedEffect>& others,
            std::vector<PlacedEffect>& own, std::vector<PlacedEffect>& schema) {
  auto left = counted(others);
  for (const PlacedEffect& placed : effects) {
    auto& count = left[key_of(placed)];
    (count > 0 ? schema : own).push_back(placed);
    if (count > 0) --count;
  }
}

/// The places that can fail: rules and tables, whatever their effects.
std::map<MeaningId, EffectSite> matches_of(const VersionParts& version_part, VersionSide version,
                                           MeaningIds& meaning_ids) {
  std::map<MeaningId, EffectSite> all;
  for (std::uint32_t id = 0; id < version_part.model.rules.size(); ++id)
    if (!version_part.model.rules[id].uses_results) {
      const EffectSite origin{EffectSite::Kind::rule, id, 0};
      all.try_emplace(meaning_ids.when(version, origin), origin);
    }
  for (std::uint32_t id = 0; id < version_part.model.tables.size(); ++id) {
    const Table& table = version_part.model.tables[id];
    if (table.uses_results || !table.derived.empty() || table.rows.empty()) continue;
    const EffectSite origin{EffectSite::Kind::row, id, 0};
    all.try_emplace(meaning_ids.when(version, origin), origin);
  }
  return all;
}

}  // namespace

VersionParts::VersionParts(const MergedSchema& common_of, VersionSide version)
    : model(common_of.model(version)), space(model), cuts(space) {}

VersionPartsBuilder::VersionPartsBuilder(const MergedSchema& schema, MeaningIds& meaning_ids) {
  std::array<std::vector<PlacedEffect>, 2> all, asking;
  std::array<std::map<MeaningId, EffectSite>, 2> matches;
  for (const VersionSide version : versions) {
    version_parts_[version] = std::make_unique<VersionParts>(schema, version);
    VersionParts& version_part = *version_parts_[version];
    all[version] = Collector(version_part, version, meaning_ids, false).run();
    asking[version] = Collector(version_part, version, meaning_ids, true).run();
    matches[version] = matches_of(version_part, version, meaning_ids);
    for (const Cluster& cluster : version_part.model.clusters)
      version_part.cluster_when.push_back(meaning_ids.when(version, cluster));
  }
  for (const VersionSide version : versions) {
    VersionParts& version_part = *version_parts_[version];
    std::vector<PlacedEffect> shared_remarks;
    divide(all[version], all[other(version)], version_part.own, version_part.shared);
    divide(asking[version], asking[other(version)], version_part.asking, shared_remarks);
    std::stable_sort(version_part.shared.begin(), version_part.shared.end(),
                     [](const PlacedEffect& a, const PlacedEffect& b) { return key_of(a) < key_of(b); });
    for (const auto& [meaning_id, origin] : matches[version])
      if (matches[other(version)].count(meaning_id) == 0) version_part.watched.push_back(origin);
  }
}

std::string name_of(const Model& model, const EffectSite& origin) {
  switch (origin.kind) {
    case EffectSite::Kind::cluster: return "cluster " + model.clusters[origin.index].name;
    case EffectSite::Kind::rule: return model.rules[origin.index].id;
    case EffectSite::Kind::row: break;
  }
  return model.tables[origin.index].rows[origin.row].id;
}

}  // namespace spanne::engine::proof
