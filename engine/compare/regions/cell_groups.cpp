#include "engine/compare/regions/cell_groups.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

// ---------------------------------------------------------------------------------------------- merging

/// One value of a missing attribute is as good as another.
void tidy(const Space& space, Box& box) {
  for (Axis axis = 0; axis < space.day(); ++axis) {
    Extent& extent = box.extents[axis];
    if (extent.known) continue;
    extent.low = space.all().extents[axis].low;
    extent.high = space.all().extents[axis].high;
  }
}

std::string words(const Extent& extent) {
  return fmt::format("{} {} {} {};", extent.low, extent.high, extent.missing ? 1 : 0, extent.known ? 1 : 0);
}

std::string words(const std::vector<Clusters>& clusters) {
  std::string text;
  for (const Clusters& one : clusters) text += fmt::format("{}/{},", one[before], one[after]);
  return text;
}

class Merger {
 public:
  Merger(const Comparer& comparer, std::vector<CellGroup> blocks)
      : comparer_(comparer), space_(comparer.version_parts()[after].space), blocks_(std::move(blocks)) {
    for (const CellGroup& block : blocks_) all_.insert(all_.end(), block.clusters.begin(), block.clusters.end());
    std::sort(all_.begin(), all_.end());
    all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
  }

  std::vector<CellGroup> run() {
    for (std::size_t size = blocks_.size() + 1; blocks_.size() < size;) {
      size = blocks_.size();
      clusters();
      for (Axis axis = 0; axis <= space_.day(); ++axis) along(axis);
    }
    for (CellGroup& block : blocks_) reduce(block);
    return std::move(blocks_);
  }

 private:
  /// All that has to be alike where blocks are put together along an axis; along the one after the days: by clusters.
  std::string rest(const CellGroup& block, Axis without) const {
    const bool by_clusters = without == space_.second();
    std::string text = !by_clusters ? words(block.clusters) : block.clusters.empty() ? "all" : "some";
    for (Axis axis = 0; axis <= space_.day(); ++axis) text += axis == without ? ";" : words(block.box.extents[axis]);
    return text;
  }

  /// Takes all blocks, by what has to be alike.
  std::map<std::string, std::vector<CellGroup>> taken(Axis without) {
    std::map<std::string, std::vector<CellGroup>> groups;
    for (CellGroup& block : blocks_) {
      std::string key = rest(block, without);
      groups[std::move(key)].push_back(std::move(block));
    }
    blocks_.clear();
    return groups;
  }

  void clusters() {
    for (auto& [key, group] : taken(space_.second())) {
      CellGroup& block = group.front();
      for (std::size_t i = 1; i < group.size(); ++i)
        block.clusters.insert(block.clusters.end(), group[i].clusters.begin(), group[i].clusters.end());
      complete(block);
      blocks_.push_back(std::move(block));
    }
  }

  /// With all clusters that none of its accounts can be in, which may be said or not; nullopt where that is all.
  void complete(CellGroup& block) const {
    if (block.clusters.empty()) return;
    const auto possible = possible_in(block);
    for (const Clusters& one : all_)
      if (!possible[one[before]]) block.clusters.push_back(one);
    std::sort(block.clusters.begin(), block.clusters.end());
    block.clusters.erase(std::unique(block.clusters.begin(), block.clusters.end()), block.clusters.end());
    bool holds_all = true;
    for (ClusterId id = 0; id < possible.size(); ++id)
      holds_all = holds_all && (!possible[id] || std::any_of(block.clusters.begin(), block.clusters.end(),
                                                             [&](const Clusters& one) { return one[before] == id; }));
    if (holds_all) block.clusters.clear();
  }

  std::vector<bool> possible_in(const CellGroup& block) const {
    Doubts doubts;
    BoxEvaluation survey(comparer_.version_parts()[before].space, block.box, doubts);
    return survey.classify().possible;
  }

  /// Only the clusters that its accounts can be in.
  void reduce(CellGroup& block) const {
    const auto possible = possible_in(block);
    block.clusters.erase(std::remove_if(block.clusters.begin(), block.clusters.end(),
                                        [&](const Clusters& one) { return !possible[one[before]]; }),
                         block.clusters.end());
  }

  void along(Axis axis) {
    for (auto& [key, row] : taken(axis)) {
      // What is missing comes last: it stands beside any stretch.
      std::sort(row.begin(), row.end(), [&](const CellGroup& a, const CellGroup& b) {
        const Extent &x = a.box.extents[axis], &y = b.box.extents[axis];
        return std::tuple(!x.known, x.low, x.missing) < std::tuple(!y.known, y.low, y.missing);
      });
      for (CellGroup& block : row) {
        if (blocks_.empty() || rest(blocks_.back(), axis) != key || !join(blocks_.back(), block, axis))
          blocks_.push_back(std::move(block));
      }
    }
  }

  bool join(CellGroup& block, const CellGroup& next, Axis axis) const {
    Extent& a = block.box.extents[axis];
    const Extent& b = next.box.extents[axis];
    const Ordinal step = space_.step(axis);
    if (a.known && b.known && a.high < b.low && b.low - a.high == step && a.missing == b.missing)
      a.high = b.high;
    else if (a.known && !b.known && !a.missing)
      a.missing = true;
    else
      return false;
    return true;
  }

  const Comparer& comparer_;
  const Space& space_;
  std::vector<CellGroup> blocks_;
  std::vector<Clusters> all_;  // that any of them names
};

// ---------------------------------------------------------------------------------------------- words

class Speaker {
 public:
  explicit Speaker(const Comparer& comparer)
      : comparer_(comparer), space_(comparer.version_parts()[after].space), model_(space_.model()) {}

  std::string run(const CellGroup& block) const {
    std::vector<std::string> all;
    if (!block.clusters.empty()) {
      std::vector<std::string> names;
      for (const Clusters& one : block.clusters) names.push_back(model_.clusters[one[after]].name);
      all.push_back(names.size() == 1 ? "cluster = " + names[0]
                                      : fmt::format("cluster in ({})", fmt::join(names, ", ")));
    }
    for (Axis axis = 0; axis < space_.day(); ++axis) {
      std::string one = attribute(axis, block.box.extents[axis]);
      if (!one.empty()) all.push_back(std::move(one));
    }
    if (std::string one = days(block.box.extents[space_.day()]); !one.empty()) all.push_back(std::move(one));
    return fmt::format("{}", fmt::join(all, " and "));
  }

 private:
  std::string attribute(Axis axis, const Extent& extent) const {
    const Extent& all = space_.all().extents[axis];
    const std::string& name = model_.attributes[axis].name;
    if (!extent.known) return name + " is missing";
    std::string range;
    if (extent.low != all.low || extent.high != all.high || has_unknown(axis)) range = values(axis, extent);
    if (extent.missing == all.missing) {
      if (range.empty() || !extent.missing) return range;
      return fmt::format("({} or {} is missing)", range, name);
    }
    return range.empty() ? name + " is known" : range;
  }

  /// Whether the values of one version alone lie among these.
  bool has_unknown(Axis axis) const { return !comparer_.common().known_values()[axis].empty(); }

  std::string values(Axis axis, const Extent& extent) const {
    const std::string& name = model_.attributes[axis].name;
    switch (model_.attributes[axis].type.kind) {
      case TypeKind::boolean: return extent.low > 0 ? name : "not " + name;
      case TypeKind::choice: return choice(axis, extent);
      case TypeKind::text: return text(axis, extent);
      default: return stretch(axis, extent);
    }
  }

  std::string shown(Axis axis, Ordinal at) const { return literal(model_, axis, space_.value(axis, at)); }

  std::string choice(Axis axis, const Extent& extent) const {
    const auto& known = comparer_.common().known_values()[axis];
    const auto counts = [&](Ordinal at) { return known.empty() || known[static_cast<std::size_t>(at)]; };
    std::vector<std::string> in, out;
    for (Ordinal at = space_.all().extents[axis].low; at <= space_.all().extents[axis].high; ++at)
      if (counts(at)) (extent.low <= at && at <= extent.high ? in : out).push_back(shown(axis, at));
    const std::string& name = model_.attributes[axis].name;
    if (out.empty()) return {};
    if (in.size() == 1) return fmt::format("{} = {}", name, in[0]);
    if (out.size() == 1) return fmt::format("{} != {}", name, out[0]);
    return fmt::format("{} in ({})", name, fmt::join(in, ", "));
  }

  /// Texts that the versions name, and "another text" for all others.
  std::string text(Axis axis, const Extent& extent) const {
    std::vector<std::string> in, out;
    bool others_in = false, others_out = false;
    for (Ordinal at = space_.all().extents[axis].low; at <= space_.all().extents[axis].high; ++at) {
      const bool within_extent = extent.low <= at && at <= extent.high;
      if (is_named(space_.texts()[static_cast<std::size_t>(at)]))
        (within_extent ? in : out).push_back(shown(axis, at));
      else
        (within_extent ? others_in : others_out) = true;
    }
    const std::string& name = model_.attributes[axis].name;
    if (!others_in)
      return in.size() == 1 ? fmt::format("{} = {}", name, in[0])
                            : fmt::format("{} in ({})", name, fmt::join(in, ", "));
    if (!others_out)
      return out.size() == 1 ? fmt::format("{} != {}", name, out[0])
                             : fmt::format("not {} in ({})", name, fmt::join(out, ", "));
    return fmt::format("{} like {}", name, fmt::join(range_of(axis, extent), ", "));
  }

  std::vector<std::string> range_of(Axis axis, const Extent& extent) const {
    std::vector<std::string> all;
    for (Ordinal at = extent.low; at <= extent.high; ++at) all.push_back(shown(axis, at));
    return all;
  }

  bool is_named(const std::string& text) const {
    return std::any_of(model_.terms.begin(), model_.terms.end(), [&](const Term& term) {
      return term.op == Op::constant && term.type.kind == TypeKind::text && term.text == text;
    });
  }

  std::string stretch(Axis axis, const Extent& extent) const {
    const Extent& all = space_.all().extents[axis];
    const std::string& name = model_.attributes[axis].name;
    if (extent.low == extent.high) return fmt::format("{} = {}", name, shown(axis, extent.low));
    const bool open_below = extent.low == all.low, open_above = extent.high == all.high;
    const Ordinal step = space_.step(axis);
    // A bound is said as it was probably written: `> 10` of sites, `> 15 %` rather than `>= 15.0001 %`.
    const bool from_above = !open_below && rounder(extent.low - step, extent.low);
    const bool to_below = !open_above && rounder(extent.high + step, extent.high);
    const std::string low = from_above ? fmt::format("{} > {}", name, shown(axis, extent.low - step))
                                       : fmt::format("{} >= {}", name, shown(axis, extent.low));
    const std::string high = to_below ? fmt::format("{} < {}", name, shown(axis, extent.high + step))
                                      : fmt::format("{} <= {}", name, shown(axis, extent.high));
    if (open_above) return low;
    if (open_below) return high;
    if (!from_above && !to_below)
      return fmt::format("{} in {} .. {}", name, shown(axis, extent.low), shown(axis, extent.high));
    return low + " and " + high;
  }

  /// Whether a number has fewer digits that are not zeros at its end; only of numbers with places.
  static bool rounder(Ordinal a, Ordinal b) { return digits(a) + 2 < digits(b); }

  std::string days(const Extent& extent) const {
    const Extent& all = space_.all().extents[space_.day()];
    const auto day = [](Ordinal at) { return to_text(Date{static_cast<std::int32_t>(at)}); };
    if (comparer_.common().days_apart() || (extent.low == all.low && extent.high == all.high)) return {};
    if (extent.low == extent.high) return "on " + day(extent.low);
    if (extent.high == all.high) return "from " + day(extent.low) + " on";
    if (extent.low == all.low) return "until " + day(extent.high);
    return fmt::format("from {} until {}", day(extent.low), day(extent.high));
  }

  const Comparer& comparer_;
  const Space& space_;
  const Model& model_;
};

}  // namespace

std::vector<CellGroup> merged(const Comparer& comparer, const std::vector<AccountCell>& cells) {
  std::vector<CellGroup> blocks;
  for (const AccountCell& cell : cells) {
    blocks.push_back({cell.box, {}});
    tidy(comparer.version_parts()[after].space, blocks.back().box);
    if (cell.cluster) blocks.back().clusters.push_back(*cell.cluster);
  }
  return Merger(comparer, std::move(blocks)).run();
}

std::string words_of(const Comparer& comparer, const CellGroup& block) { return Speaker(comparer).run(block); }

}  // namespace spanne::engine::proof
