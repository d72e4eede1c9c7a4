// Who in a portfolio gets something else under another version, and which rules are responsible.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/compare/contributions.hpp"
#include "engine/portfolio/portfolio.hpp"
#include "engine/portfolio/subtotals.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// An account that gets something else, and the texts people know it by.
struct Mover {
  std::size_t line = 0;          // of the file of accounts
  std::vector<std::string> key;  // one text for each key attribute
  std::string owner;
  Outcome before, after;
  Fraction change;  // of the middle of the effort, FTE; 0 where a side rejects
  std::vector<Responsible> responsible;
  /// Rejected by one version only, the other one gives it an effort.
  bool rejected_once() const { return before.rejected() != after.rejected(); }
};

/// What one version makes of a group.
struct GroupSide {
  Subtotal sum;
  std::optional<Fraction> capacity;  // FTE, of an owner
};

/// One group on either side; nullopt where nobody was in it.
struct GroupPair {
  std::string label;
  std::optional<GroupSide> before, after;
  Fraction change() const;  // of the middle, FTE
};

struct Impact {
  std::size_t moved = 0;
  std::size_t same = 0;           // rows that get the same from both
  std::size_t rejected_both = 0;  // rows neither version can evaluate
  /// The first of those that move: rejected by one side only, then by the size of the change, then in the order of the
  /// file.
  std::vector<Mover> movers;
  std::map<std::string, std::size_t> responsible;  // for how many that move, by name
  std::vector<GroupPair> groups;                   // by the size of the change, then in order of appearance
  GroupPair total;                                 // on both sides
  std::size_t ungrouped[2] = {0, 0};               // rows each version rejects that belong to none of the groups
};

/// Compares what both versions make of one account: effort (in total and by kind), cluster and span. Names that the
/// comparison knows as renamed are the same. For one thread.
class Movement {
 public:
  /// The evaluators outlive it.
  Movement(const Evaluator& before, const Evaluator& after, const VersionComparison& comparison);

  /// Two rejections are the same, whatever their reasons.
  bool same(const Outcome& before, const Outcome& after) const;
  /// A kind of either version with the one it is called in the other; no effort where there is none.
  using KindPair = std::pair<std::optional<KindId>, std::optional<KindId>>;
  const std::vector<KindPair>& kinds() const { return kinds_; }
  /// Of the new version's cluster, the old version's; nullopt where that has none.
  std::optional<ClusterId> old_cluster(ClusterId cluster) const { return old_clusters_[cluster]; }

  Fraction change(const Outcome& before, const Outcome& after) const;
  /// Of a mover neither version rejects. The accounts as the evaluators take them.
  std::vector<Responsible> responsible(const Account& before, const Account& after, const Mover& mover);
  /// Where nothing came to something else, only the header can have done it.
  static Responsible header() { return {"header", "", "capacity or utilisation"}; }

  const Evaluator& before() const { return before_; }
  const Evaluator& after() const { return after_; }
  ContributionSides& parties() { return parties_; }

 private:
  const Evaluator& before_;
  const Evaluator& after_;
  std::vector<KindPair> kinds_;
  std::vector<std::optional<ClusterId>> old_clusters_;  // by the new version's
  ContributionSides parties_;
  DifferenceFinder finder_;
};

bool same_counts(const AccountRange& a, const AccountRange& b);

/// Groups of one version, in order of appearance. `by`: what they are grouped by.
struct VersionGroups {
  const Model& model;
  std::optional<GroupBy> by;
  std::vector<LabelledSubtotal> groups;
  std::vector<Kam> kams;  // those who own nothing are groups, too
};

/// Groups of both versions that are the same group, by the size of the change.
std::vector<GroupPair> paired(VersionGroups before, VersionGroups after, const VersionComparison& comparison);

}  // namespace spanne::engine
