#include "engine/regions/pieces.hpp"

#include <algorithm>
#include <map>

namespace spanne::engine::proof {
namespace {

/// All effects of one version, and whether one hangs on the cluster.
class Collector {
 public:
  /// Those that ask for results, or those that do not.
  Collector(const Edition& edition, Version version, Shapes& shapes, bool asking)
      : edition_(edition), version_(version), shapes_(shapes), asking_(asking) {}

  std::vector<Piece> run() {
    const Model& model = edition_.model;
    for (ClusterId id = 0; id < model.clusters.size() && !asking_; ++id)
      take({Origin::Sort::cluster, id, 0}, model.clusters[id].base, true);
    for (std::uint32_t id = 0; id < model.rules.size(); ++id) {
      const Rule& rule = model.rules[id];
      if (rule.uses_results == asking_)
        take({Origin::Sort::rule, id, 0}, rule.effects,
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
      take({Origin::Sort::row, id, row}, table.rows[row].effects, by_cluster);
  }

  void take(const Origin& origin, const Effects& effects, bool by_cluster) {
    const Shape when = shapes_.when(version_, origin);
    for (const Effect& effect : effects) {
      const bool amount_asks =
          (effect.amount.computed && asks(*effect.amount.computed)) || (effect.per && asks(effect.per->of));
      const Shape what = shapes_.of(version_, effect);
      pieces_.push_back({origin, &effect, when, what, by_cluster || amount_asks});
    }
  }

  const Edition& edition_;
  Version version_;
  Shapes& shapes_;
  bool asking_;
  std::vector<Piece> pieces_;
};

using Key = std::pair<Shape, Shape>;
Key key_of(const Piece& piece) { return {piece.when, piece.what}; }

std::map<Key, std::size_t> counted(const std::vector<Piece>& pieces) {
  std::map<Key, std::size_t> counts;
  for (const Piece& piece : pieces) ++counts[key_of(piece)];
  return counts;
}

/// Those that the other version has as well, and the others.
void divide(const std::vector<Piece>& pieces, const std::vector<Piece>& others, std::vector<Piece>& own,
            std::vector<Piece>& common) {
  auto left = counted(others);
  for (const Piece& piece : pieces) {
    auto& count = left[key_of(piece)];
    (count > 0 ? common : own).push_back(piece);
    if (count > 0) --count;
  }
}

/// Everything that can fail: rules and tables, whatever their effects.
std::map<Shape, Origin> matches_of(const Edition& edition, Version version, Shapes& shapes) {
  std::map<Shape, Origin> all;
  for (std::uint32_t id = 0; id < edition.model.rules.size(); ++id)
    if (!edition.model.rules[id].uses_results) {
      const Origin origin{Origin::Sort::rule, id, 0};
      all.try_emplace(shapes.when(version, origin), origin);
    }
  for (std::uint32_t id = 0; id < edition.model.tables.size(); ++id) {
    const Table& table = edition.model.tables[id];
    if (table.uses_results || !table.derived.empty() || table.rows.empty()) continue;
    const Origin origin{Origin::Sort::row, id, 0};
    all.try_emplace(shapes.when(version, origin), origin);
  }
  return all;
}

}  // namespace

Edition::Edition(const Common& common_of, Version version)
    : model(common_of.model(version)), space(model), cuts(space) {}

Editions::Editions(const Common& common, Shapes& shapes) {
  std::array<std::vector<Piece>, 2> all, asking;
  std::array<std::map<Shape, Origin>, 2> matches;
  for (const Version version : versions) {
    editions_[version] = std::make_unique<Edition>(common, version);
    Edition& edition = *editions_[version];
    all[version] = Collector(edition, version, shapes, false).run();
    asking[version] = Collector(edition, version, shapes, true).run();
    matches[version] = matches_of(edition, version, shapes);
    for (const Cluster& cluster : edition.model.clusters) edition.cluster_when.push_back(shapes.when(version, cluster));
  }
  for (const Version version : versions) {
    Edition& edition = *editions_[version];
    std::vector<Piece> shared_remarks;
    divide(all[version], all[other(version)], edition.own, edition.common);
    divide(asking[version], asking[other(version)], edition.asking, shared_remarks);
    std::stable_sort(edition.common.begin(), edition.common.end(),
                     [](const Piece& a, const Piece& b) { return key_of(a) < key_of(b); });
    for (const auto& [shape, origin] : matches[version])
      if (matches[other(version)].count(shape) == 0) edition.watched.push_back(origin);
  }
}

std::string name_of(const Model& model, const Origin& origin) {
  switch (origin.sort) {
    case Origin::Sort::cluster: return "cluster " + model.clusters[origin.index].name;
    case Origin::Sort::rule: return model.rules[origin.index].id;
    case Origin::Sort::row: break;
  }
  return model.tables[origin.index].rows[origin.row].id;
}

}  // namespace spanne::engine::proof
