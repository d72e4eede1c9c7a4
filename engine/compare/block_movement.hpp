// Compares what two versions make of many accounts at once, as Movement does of one: from the masks and figures of
// their plans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "engine/compare/impact.hpp"

namespace spanne::engine {

/// As Responsible. Names stay where they are, the other texts until the next row is asked about.
struct ResponsibleView {
  std::string_view name, before, after;
};

/// What changes of a middle are counted in: half the unit of both totals. 1 FTE where a plan is missing.
Fraction change_unit(const Plan* before, const Plan* after);

/// For one thread.
class BlockMovement {
 public:
  /// All outlive it. Both plans' wishes include kinds and matches.
  BlockMovement(Movement& movement, const Plan& before, const Plan& after);

  /// The accounts of a block as both versions read and evaluated them; only rows in `compared` are looked at.
  void run(const Block& old_block, const BlockEvaluator& before, const Block& new_block, const BlockEvaluator& after,
           const Mask& compared);

  /// The rest is about compared rows of the block that was run last.
  bool moves(std::size_t row) const { return moving_.get(row); }
  /// Of the middle of the effort, in counts of change_unit; nothing beyond 64 bits.
  std::optional<std::int64_t> change(std::size_t row) const;
  /// What is responsible for it, of a row that moves.
  const std::vector<ResponsibleView>& responsible(std::size_t row);

 private:
  /// A rule, a row or a cluster's base that comes to something.
  struct Entry {
    MaskRef when = never;
    OptionalSite by;
    std::vector<const Effect*> effects;
    ContributionDiff worth;  // its words only where they are always the same
    bool fixed = true;
    ContributionSide party;
  };
  struct Side {
    const Evaluator& evaluator;
    const Plan& plan;
    std::vector<Entry> bases;    // one a cluster
    std::vector<Entry> matches;  // in the order of the file
    const Block* block = nullptr;
    const BlockEvaluator* outcomes = nullptr;
  };
  /// Matches of both sides that have the same name.
  struct Item {
    std::optional<std::size_t> before, after;
    bool same_worth = false;  // where both match, it makes no difference
  };
  /// Whether a figure of one side equals one of the other.
  struct Equality {
    const Plan::Figure* before = nullptr;  // nullopt: 0
    const Plan::Figure* after = nullptr;
    /// What counts are multiplied with to be in the same unit; nothing beyond 64 bits.
    std::optional<std::pair<std::int64_t, std::int64_t>> factors;
  };
  /// Some entries that took part in a row, in the order of the file.
  struct Present {
    std::vector<const Entry*> entries;
    std::vector<ContributionSide> parties;
    std::vector<std::string_view> words;
    void clear();
    void add(const Entry& entry, const ContributionSide& party, std::string_view its_words);
  };

  void add_entries(Side& side, bool is_new);
  void finish_entry(Entry& entry, const Side& side, ClusterId cluster, bool is_new);
  void add_items();
  Equality equality(const Plan::Figure* before, const Plan::Figure* after) const;
  void compare_rows(const Mask& compared);
  template <class Differs>
  void mark(const Mask& compared, const Differs& differs);
  void mark_figure(const Mask& compared, const Equality& equality);
  bool spans_differ(std::size_t row) const;
  void gather_items();
  std::optional<Contribution> contribution(const Side& side, const Entry& entry, const Effect& effect,
                                           std::size_t row) const;
  std::string_view words_of(const Side& side, const Entry& entry, std::size_t row);
  bool same_now(const Entry& before, const Entry& after, std::size_t row) const;
  void add_pair(const Entry* before, const Entry* after, std::size_t row);
  void add_present(const Side& side, Present& present, const Entry& entry, std::size_t row);

  Movement& movement_;
  Side old_, new_;
  std::vector<Item> items_;
  std::vector<Equality> kinds_;
  Equality total_;
  bool same_loads_ = false;
  std::optional<std::pair<std::int64_t, std::int64_t>> change_factors_;
  Mask moving_;
  std::size_t rows_ = 0, item_words_ = 0;
  std::vector<std::uint64_t> item_bits_;  // of each row, which items may make a difference
  Present before_, after_;
  std::vector<const Entry*> old_present_;
  std::deque<std::string> room_;
  DifferenceFinder finder_;
  std::vector<ResponsibleView> result_;
};

}  // namespace spanne::engine
