// BlockMovement compares the results of two versions for a block of accounts at once, from the masks and figures of
// their plans. It agrees with Movement, which compares one account at a time.
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

/// Like Responsible, as views. Names live as long as the BlockMovement; the other texts are valid until the next call
/// of responsible().
struct ResponsibleView {
  std::string_view name, before, after;
};

/// The unit in which changes of a middle are counted: half the common unit of both totals; 1 FTE if a plan is missing.
Fraction change_unit(const Plan* before, const Plan* after);

/// Compares blocks for one thread.
class BlockMovement {
 public:
  /// All arguments must outlive the object. Both plans must have been made with Wanted::kinds and Wanted::matches.
  BlockMovement(Movement& movement, const Plan& before, const Plan& after);

  /// Compares the accounts of a block as both versions read and evaluated them. Only the rows in `compared` are
  /// compared.
  void run(const Block& old_block, const BlockEvaluator& before, const Block& new_block, const BlockEvaluator& after,
           const Mask& compared);

  /// Whether a row gets another result. This and the members below are about compared rows of the latest block.
  bool moves(std::size_t row) const { return moving_.get(row); }
  /// The change of the middle of the effort, in multiples of change_unit; returns nullopt if it exceeds 64 bits.
  std::optional<std::int64_t> change(std::size_t row) const;
  /// What is responsible for the change of a row that moves.
  const std::vector<ResponsibleView>& responsible(std::size_t row);

 private:
  /// A rule, a row or a cluster's base that contributes to efforts.
  struct Entry {
    MaskRef when = never;
    OptionalSite by;
    std::vector<const Effect*> effects;
    ContributionDiff summary;  // `words` is set only if `fixed`
    bool fixed = true;
    ContributionSide side;
  };
  struct Side {
    const Evaluator& evaluator;
    const Plan& plan;
    std::vector<Entry> bases;    // one per cluster
    std::vector<Entry> matches;  // in the order of the file
    const Block* block = nullptr;
    const BlockEvaluator* outcomes = nullptr;
  };
  /// The matches of both sides that have the same name.
  struct Item {
    std::optional<std::size_t> before, after;
    bool same_contribution = false;  // makes no difference to accounts for which both match
  };
  /// Whether a figure of one side equals one of the other.
  struct Equality {
    const Plan::Figure* before = nullptr;  // null: the figure is 0
    const Plan::Figure* after = nullptr;
    /// The factors that bring both counts to the same unit; nullopt if they exceed 64 bits.
    std::optional<std::pair<std::int64_t, std::int64_t>> factors;
  };
  /// The entries that took part in a row, in the order of the file.
  struct Present {
    std::vector<const Entry*> entries;
    std::vector<ContributionSide> sides;
    std::vector<std::string_view> words;
    void clear();
    void add(const Entry& entry, const ContributionSide& side, std::string_view its_words);
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
  std::vector<std::uint64_t> item_bits_;  // for each row, the items that may make a difference
  Present before_, after_;
  std::vector<const Entry*> old_present_;
  std::deque<std::string> text_buffer_;
  DifferenceFinder finder_;
  std::vector<ResponsibleView> result_;
};

}  // namespace spanne::engine
