// Subtotals add up the efforts of groups, from blocks of accounts or from single rows, one object per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/columns/block_evaluator.hpp"
#include "engine/portfolio/labels.hpp"
#include "engine/value/total_sum.hpp"

namespace spanne::engine {

/// What rows are grouped by: the cluster, or an attribute.
struct GroupBy {
  std::optional<AttributeId> attribute;  // nullopt: the cluster
};

/// The attributes whose cells could not be read, with the cells' texts.
using UnreadableCells = std::vector<std::pair<AttributeId, std::string>>;

/// One evaluated row of the accounts file. Unreadable values of a rejected row are missing.
struct EvaluatedRow {
  const Account* account = nullptr;
  const Outcome* outcome = nullptr;
  bool rejected = false;
  const UnreadableCells* unreadable = nullptr;  // null: none
};

/// The components of the effort of some rows, in FTE.
struct Breakdown {
  std::vector<Range> kinds;  // in the order of Model::kinds
  Range limit;
  std::optional<Range> reach;  // the least low and the greatest high end of a row; nullopt if there is no accepted row
};

/// What is known of sums that are not all exact (see TotalSum): upper bounds, equal to the sum where that is exact.
struct InexactSums {
  Range effort;
  std::vector<Range> kinds;  // empty unless broken down
  Range limit;
  TotalSum low, high;  // the ends of the effort, to be settled where that decides something
};

/// The sum of some rows.
struct Subtotal {
  std::size_t rows = 0, rejected = 0;
  Range effort;                            // FTE, of accepted rows only, like `parts`
  std::shared_ptr<const Breakdown> parts;  // null unless broken down
  std::shared_ptr<const InexactSums>
      inexact;  // null if all sums are exact, as nearly always; else they are lower bounds
};

/// The ends of an effort are settled while so many different denominators were added to each, those of usual efforts
/// apart: 32 bytes each.
inline constexpr std::size_t max_settled_terms = 1'024;

/// The label of an empty text that is not missing (a default, or from `--set`). No text contains a byte 0.
inline constexpr std::string_view empty_text_label{"\0", 1};

/// The label of a row's group, as labels_in takes it apart; nullopt for a rejected row that belongs to none.
std::optional<std::string> group_label(const EvaluatedRow& row, const std::vector<GroupBy>& by, const Model& model);

/// The sum of a group.
struct LabelledSubtotal {
  std::string label;  // see labels_in
  Subtotal sum;
};

/// Splits the label of a group into its parts, one for each of `count` GroupBys; a part is empty if the value is
/// missing.
std::vector<std::string> labels_in(const std::string& label, std::size_t count);

/// The result of adding up all rows.
struct Tally {
  std::vector<LabelledSubtotal> groups;  // in order of appearance
  Subtotal total;                        // of all rows, including those that belong to no group
  std::size_t accounts = 0;              // different ones, where they were counted
  /// rejected rows that belong to no group; together with those of the groups these are all rejected rows
  std::size_t ungrouped = 0;
};

/// The sums of one thread. `place` gives the order of rows over all threads. A rejected row belongs to no group if the
/// cell of a label cannot be read, or if no cluster was found; a blank cell can be read.
class Subtotals {
 public:
  /// `model` and `plan` must outlive the object; `plan` may be null. If `by` is empty, rows are only added to the
  /// total. Subtotals of several versions in one thread may share labels.
  Subtotals(const Model& model, const Plan* plan, std::vector<GroupBy> by,
            std::shared_ptr<Labels> labels = std::make_shared<Labels>());

  /// From now on also adds up kinds and the effect of limits, and tracks the reach of single rows. Needs Wanted::kinds.
  void break_down();

  const std::shared_ptr<Labels>& labels() const { return labels_; }

  /// From now on also counts distinct accounts, accepted or not, by the first key attribute if it can be read.
  void count_accounts();

  /// Adds a row that the plan has evaluated.
  void add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place);
  /// Adds a row that the plain evaluator has evaluated.
  void add(const EvaluatedRow& row, std::uint64_t place);
  /// Adds the sums of another thread for the same version.
  void add(const Subtotals& more);

  Tally tally() const;

 private:
  /// A sum of rows evaluated by the plan, in multiples of its unit.
  struct Sum {
    std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
    std::size_t rows = 0, rejected = 0;  // all rows
    std::int64_t ends[2] = {0, 0};       // of the total: low and high
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
  };
  struct Amounts {
    Range effort;
    Breakdown parts;
    void add(const Amounts& more);
  };
  /// Both ends of a figure.
  struct EndSums {
    TotalSum low, high;
    void add(const Range& more);
    void add(const EndSums& more);
    /// Puts the sum into `lower`; returns the upper bounds.
    Range bounds(Range& lower) const;
  };
  /// The sums of rows evaluated by the plain evaluator, whose figures have denominators of every kind.
  struct PlainSums {
    EndSums effort{TotalSum(max_settled_terms), TotalSum(max_settled_terms)};
    std::vector<EndSums> kinds;
    EndSums limit;
    std::optional<Range> reach;
    void add(const Outcome& outcome);
    void add(const PlainSums& more);
  };

  std::size_t group_of(std::string_view label);
  std::size_t group_of_row(const Block& block, const BlockEvaluator& outcomes, std::size_t row);
  std::size_t group_of_code(std::size_t code, const std::string& label);
  std::string_view label(const Block& block, const BlockEvaluator& outcomes, std::size_t row, const GroupBy& by);
  std::string_view text(const Block& block, std::size_t row, AttributeId id);
  void note_account(std::string_view account) { accounts_.number_of(account); }
  std::size_t part_ends() const { return figures_.empty() ? 0 : 2 * (figures_.size() - 1); }
  /// The sum of one end of one figure of a group; ends 0 and 1 are those of the total.
  template <class Sums>
  static auto& end_of(Sums& sums, std::size_t group, std::size_t end) {
    return end < 2 ? sums.sums_[group].ends[end] : sums.counts_[group * sums.part_ends() + end - 2];
  }
  void add_count(std::size_t group, std::size_t end, std::int64_t more);
  void add_group(std::size_t group, const Subtotals& more, std::size_t other);
  Amounts counted(std::size_t group) const;
  std::shared_ptr<const InexactSums> add_plain(Amounts& all, PlainSums sums) const;
  Subtotal subtotal(std::size_t group) const;
  std::vector<LabelledSubtotal> groups() const;
  Subtotal total() const;

  const Model* model_;
  const Plan* plan_;
  std::vector<GroupBy> by_;
  std::shared_ptr<Labels> labels_;
  std::vector<const Plan::Figure*> figures_;  // the total; if broken down, also the kinds and the limit
  bool breaks_down_ = false;
  std::vector<Sum> sums_;                        // by number of the label
  std::vector<std::int64_t> counts_;             // by number of the label: both ends of all figures but the total
  std::map<std::size_t, Amounts> spilled_;       // by number of the label: sums that exceeded 64 bits
  std::map<std::size_t, PlainSums> plain_sums_;  // by number of the label
  std::vector<std::uint32_t> groups_of_codes_;   // for choices and clusters: label number + 1; 0: not yet known
  std::size_t rejected_alone_ = 0;               // rows that belong to no group
  std::optional<AttributeId> account_;           // the attribute that identifies accounts, if they are counted
  Labels accounts_;
  std::string joined_, text_buffer_;
};

}  // namespace spanne::engine
