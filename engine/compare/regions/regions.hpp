// Regions describe, by proof, where two versions of a guideline give accounts different results: regions of accounts,
// what changes there, and whether everyone else is proved to get the same.
//
// What an account gets: its cluster, its effort in total and by kind (both ends), whether it is rejected, and remarks
// that do not ask for results. Accounts that both versions reject get the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compare/compare.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

struct RegionOptions {
  /// Limit of the work: about this many seconds, but counted in steps, so that answers are reproducible.
  unsigned seconds = 10;
  /// The maximal number of regions described, the largest changes first; 0: all.
  std::size_t most = 20;
  /// Draws every region exactly, however many ranges that takes, so that everyone in it gets something else. Otherwise,
  /// if there are more than a few thousand accounts, a region that would fall into many ranges is drawn wider
  /// (Region::everyone).
  bool exact = false;
  std::optional<std::uint64_t> steps = {};  // overrides `seconds`: the limit in steps
};

/// The change of one end of a result over the accounts of a region; both ends are reached by an account.
struct Stretch {
  Fraction least, most;  // FTE, new less old
  bool proved = true;    // no account goes beyond them; otherwise:
  Fraction never_below, never_above;
  bool operator==(const Stretch&) const = default;
  bool changes() const { return least.sign() != 0 || most.sign() != 0 || !proved; }
};

struct FigureChange {
  std::string name;  // "fte", or a kind of effort as the new version calls it
  Stretch low, high;
};

struct Region {
  enum class Kind { effort, only_old_accepts, only_new_accepts } kind = Kind::effort;
  /// descriptions, one of which holds for each account; a single empty one: all accounts
  std::vector<std::string> where;
  std::string old_cluster, new_cluster;           // set if accounts move into another cluster
  std::vector<FigureChange> figures;              // the figures that change, the total first
  std::vector<std::string> lost, gained;          // remarks
  std::vector<std::string> old_rules, new_rules;  // the effects of either version that make the difference
  bool everyone = true;                         // every accepted account of it gets something else; false: only some do
  std::string account;                          // the simplest account that does, in the syntax of `--given`
  std::array<std::optional<Range>, 2> efforts;  // of that account, old and new; nullopt if it is rejected
};

struct Regions {
  std::vector<std::string> notes;      // on attributes and days that differ
  std::string obstacle;                // why nothing can be compared; empty if it can
  std::vector<Region> regions;         // rejections first, then by the size of the change
  std::size_t more = 0;                // number of regions that are not described
  std::vector<std::string> undecided;  // regions for which the answer is not known
  std::vector<std::string> reasons;    // the reasons for that
  /// Accounts that leave out an attribute whose default differs are different accounts to each version, and were not
  /// examined. If false, regions describe them as "is left out".
  bool defaults_differ = false;
  bool spans_change = false;  // capacity or utilisation differ, and with them every account range
  /// Whether all accounts outside the regions are proved to get the same.
  bool proved() const { return obstacle.empty() && undecided.empty() && reasons.empty(); }
};

/// Compares two models by proof.
Regions differing_regions(const Model& old_model, const Model& new_model, const VersionComparison& comparison,
                          const RegionOptions& options = {});

}  // namespace spanne::engine
