#include "engine/compare/regions/cell_groups.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "engine/model/condition_terms.hpp"
#include "engine/proof/witness.hpp"

namespace spanne::engine::proof {
namespace {

// ---------------------------------------------------------------------------------------------- merging

/// All values of a missing attribute are equivalent.
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
  for (const Clusters& cluster : clusters) text += fmt::format("{}/{},", cluster[before], cluster[after]);
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
  /// The key that two blocks must share to be merged along an axis; the axis after the days stands for the clusters.
  std::string rest(const CellGroup& block, Axis without) const {
    const bool by_clusters = without == space_.second();
    std::string text = !by_clusters ? words(block.clusters) : block.clusters.empty() ? "all" : "some";
    for (Axis axis = 0; axis <= space_.day(); ++axis) text += axis == without ? ";" : words(block.box.extents[axis]);
    return text;
  }

  /// Groups all blocks by that key.
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

  /// Adds the clusters that none of the accounts can be in, which may be named or not; returns nullopt if that makes
  /// all of them.
  void complete(CellGroup& block) const {
    if (block.clusters.empty()) return;
    const auto possible = possible_in(block);
    for (const Clusters& combination : all_)
      if (!possible[combination[before]]) block.clusters.push_back(combination);
    std::sort(block.clusters.begin(), block.clusters.end());
    block.clusters.erase(std::unique(block.clusters.begin(), block.clusters.end()), block.clusters.end());
    bool holds_all = true;
    for (ClusterId id = 0; id < possible.size(); ++id)
      holds_all = holds_all && (!possible[id] ||
                                std::any_of(block.clusters.begin(), block.clusters.end(),
                                            [&](const Clusters& combination) { return combination[before] == id; }));
    if (holds_all) block.clusters.clear();
  }

  std::vector<bool> possible_in(const CellGroup& block) const {
    SplitHints split_hints;
    BoxEvaluation evaluation(comparer_.version_parts()[before].space, block.box, split_hints);
    return evaluation.classify().possible;
  }

  /// Only the clusters that the accounts of the block can be in.
  void reduce(CellGroup& block) const {
    const auto possible = possible_in(block);
    block.clusters.erase(std::remove_if(block.clusters.begin(), block.clusters.end(),
                                        [&](const Clusters& combination) { return !possible[combination[before]]; }),
                         block.clusters.end());
  }

  void along(Axis axis) {
    for (auto& [key, row] : taken(axis)) {
      // The missing value comes last, so that it adjoins any range.
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
  std::vector<Clusters> all_;  // all clusters that any of the blocks names
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
      for (const Clusters& cluster : block.clusters) names.push_back(model_.clusters[cluster[after]].name);
      all.push_back(names.size() == 1 ? "cluster = " + names[0]
                                      : fmt::format("cluster in ({})", fmt::join(names, ", ")));
    }
    for (Axis axis = 0; axis < space_.day(); ++axis) {
      std::string words = attribute(axis, block.box.extents[axis]);
      if (!words.empty()) all.push_back(std::move(words));
    }
    if (std::string day_words = days(block.box.extents[space_.day()]); !day_words.empty())
      all.push_back(std::move(day_words));
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

  /// Whether these values include some that only one version knows.
  bool has_unknown(Axis axis) const { return !comparer_.schema().known_values()[axis].empty(); }

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
    const auto& known = comparer_.schema().known_values()[axis];
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

  /// The texts that the versions name, and "another text" for all others.
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
    if (auto words = parts_of_texts(axis, extent)) return *words;
    return fmt::format("{} like {}", name, fmt::join(range_of(axis, extent), ", "));
  }

  /// The condition that holds for these texts and for no others, or for all others, if there is one.
  std::optional<std::string> parts_of_texts(Axis axis, const Extent& extent) const {
    for (const Term& term : model_.terms) {
      if (!is_text_match(term.op)) continue;
      const Term &text = model_.term(term.operands[0]), &part = model_.term(term.operands[1]);
      if (text.op != Op::attribute || text.number != static_cast<std::int64_t>(axis) || part.op != Op::constant)
        continue;
      bool inside = true, outside = true;
      for (Ordinal at = space_.all().extents[axis].low; at <= space_.all().extents[axis].high; ++at) {
        const bool matches = text_matches(term.op, space_.texts()[static_cast<std::size_t>(at)], part.text);
        const bool within_extent = extent.low <= at && at <= extent.high;
        inside = inside && matches == within_extent;
        outside = outside && matches != within_extent;
      }
      if (!inside && !outside) continue;
      return fmt::format("{} {}{} {}", model_.attributes[axis].name, inside ? "" : "not ", match_words(term.op),
                         literal(model_, axis, part.text));
    }
    return std::nullopt;
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
    // A bound is shown as it was probably written: `> 10` sites, `> 15 %` rather than `>= 15.0001 %`.
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

  /// Whether a number has fewer digits, not counting trailing zeros; only for types with decimals.
  static bool rounder(Ordinal a, Ordinal b) { return digits(a) + 2 < digits(b); }

  std::string days(const Extent& extent) const {
    const Extent& all = space_.all().extents[space_.day()];
    const auto day = [](Ordinal at) { return to_text(Date{static_cast<std::int32_t>(at)}); };
    if (comparer_.schema().days_apart() || (extent.low == all.low && extent.high == all.high)) return {};
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
