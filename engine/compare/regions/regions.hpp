// Where two versions of a guideline differ in what accounts get, by proof: regions of accounts, what changes there, and
// the word that everyone else gets the same.
//
// What an account gets: its cluster, its effort in total and by kind (both ends), whether it is rejected, and remarks
// that do not ask for results. Accounts that both versions reject get the same: nothing.
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
  /// How much work may be done; about so many seconds, but counted in steps, so that answers repeat.
  unsigned seconds = 10;
  /// How many regions are described, the largest changes first; 0: all.
  std::size_t most = 20;
  /// Draw every region exactly, however many stretches that takes: everyone in it gets something else. Else, and where
  /// there are more than a few thousand accounts, one that would fall into many is drawn wider (Region::everyone).
  bool exact = false;
  std::optional<std::uint64_t> steps = {};  // instead of `seconds`, exactly
};

/// By how much one end of a result changes, over the accounts of a region: both ends are reached.
struct Stretch {
  Fraction least, most;  // FTE, new less old
  bool proved = true;    // nobody has less or more; else:
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
  std::vector<std::string> where;         // accounts for which one of these holds; a single empty one: all accounts
  std::string old_cluster, new_cluster;   // where accounts move into another cluster
  std::vector<FigureChange> figures;      // those that change, the total first
  std::vector<std::string> lost, gained;  // remarks
  std::vector<std::string> old_rules, new_rules;  // the effects of either version that make the difference
  bool everyone = true;  // every account of it that is accepted gets something else; else some of them
  std::string account;   // the smallest of them that does, as `--given` takes it
  std::array<std::optional<Range>, 2> efforts;  // of that account, old and new; nullopt where it is rejected
};

struct Regions {
  std::vector<std::string> notes;      // about attributes and days that differ
  std::string obstacle;                // why nothing can be compared; empty: it can
  std::vector<Region> regions;         // rejections first, then by the size of the change
  std::size_t more = 0;                // regions that are not described
  std::vector<std::string> undecided;  // regions about which nothing is known
  std::vector<std::string> reasons;    // why
  /// An account that leaves something out is another one to the new version, and such accounts are not looked at: the
  /// rest is about accounts that write out what has another default. Else regions say what "is left out".
  bool defaults_differ = false;
  bool spans_change = false;  // capacity or utilisation differ, and with them every span
  /// Whether all accounts outside the regions are proved to get the same.
  bool proved() const { return obstacle.empty() && undecided.empty() && reasons.empty(); }
};

Regions differing_regions(const Model& old_model, const Model& new_model, const VersionComparison& comparison,
                          const RegionOptions& options = {});

}  // namespace spanne::engine
