// The impact of a new version on a portfolio: which accounts get something else, and which rules are responsible.
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

/// An account that gets something else, with the texts that identify it.
struct Mover {
  std::size_t line = 0;          // line in the accounts file
  std::vector<std::string> key;  // one text for each key attribute
  std::string owner;
  Outcome before, after;
  Fraction change;  // of the middle of the effort, FTE; 0 if a version rejects the account
  std::vector<Responsible> responsible;
  /// Whether exactly one version rejects it.
  bool rejected_once() const { return before.rejected() != after.rejected(); }
};

/// A group under one version.
struct GroupSide {
  Subtotal sum;
  std::optional<Fraction> capacity;  // FTE; only if the group is an owner
};

/// A group under both versions; nullopt for a version in which it has no account.
struct GroupPair {
  std::string label;
  std::optional<GroupSide> before, after;
  Fraction change() const;  // of the middle, FTE
  Enclosure change_bounds() const;
};

struct Impact {
  std::size_t moved = 0;
  std::size_t same = 0;           // rows that get the same from both
  std::size_t rejected_both = 0;  // rows that both versions reject
  /// The first movers: those that one version rejects, then by the size of the change, then in the order of the file.
  std::vector<Mover> movers;
  std::map<std::string, std::size_t> responsible;  // number of movers each statement is responsible for, by name
  std::vector<GroupPair> groups;                   // by the size of the change, then in order of appearance
  GroupPair total;                                 // all rows, under both versions
  std::size_t ungrouped[2] = {0, 0};               // rejected rows of each version that belong to no group
};

/// Compares the outcomes of both versions for one account: effort (in total and by kind), cluster and span. Renamed
/// things are the same thing. One object for one thread.
class Movement {
 public:
  /// The evaluators must outlive the object.
  Movement(const Evaluator& before, const Evaluator& after, const VersionComparison& comparison);

  /// Whether the outcomes are equal; two rejections are, whatever their reasons. Spans follow from totals, and need not
  /// have been computed.
  bool same(const Outcome& before, const Outcome& after) const;
  Fraction change(const Outcome& before, const Outcome& after) const;
  /// What is responsible for a mover that neither version rejects. The accounts are those passed to the evaluators.
  std::vector<Responsible> responsible(const Account& before, const Account& after, const Mover& mover);
  /// The same from what both versions contribute; only the header can be responsible if all of it is equal.
  std::vector<Responsible> responsible(const std::vector<ContributionSide>& before,
                                       const std::vector<ContributionSide>& after);

  ContributionSides& sides() { return sides_; }

 private:
  /// A kind of effort in both versions; nullopt for a version that does not have it.
  using KindPair = std::pair<std::optional<KindId>, std::optional<KindId>>;

  const Evaluator& before_;
  const Evaluator& after_;
  std::vector<KindPair> kinds_;
  std::vector<std::optional<ClusterId>> old_clusters_;  // by the new version's ClusterId; nullopt: there was none
  bool same_loads_ = false;                             // equal totals give equal spans
  ContributionSides sides_;
  DifferenceFinder finder_;
};

/// The groups of one version in order of appearance, and what they are grouped by.
struct VersionGroups {
  const Model& model;
  std::optional<GroupBy> by;
  std::vector<LabelledSubtotal> groups;
  std::vector<Kam> kams;  // people who own nothing are groups, too
};

/// Pairs the groups of both versions, ordered by the size of the change.
std::vector<GroupPair> paired(VersionGroups before, VersionGroups after, const VersionComparison& comparison);

}  // namespace spanne::engine
