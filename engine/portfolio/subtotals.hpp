// Sums of groups as they come up, from blocks of accounts or one by one, by several threads.
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

namespace spanne::engine {

/// What rows are grouped by: the cluster, or an attribute.
struct GroupBy {
  std::optional<AttributeId> attribute;  // nullopt: the cluster
};

/// Attributes whose cells could not be read, and what stood there.
using UnreadableCells = std::vector<std::pair<AttributeId, std::string>>;

/// One row of the accounts file, evaluated. A rejected row's unreadable values are missing.
struct EvaluatedRow {
  const Account* account = nullptr;
  const Outcome* outcome = nullptr;
  bool rejected = false;
  const UnreadableCells* unreadable = nullptr;  // null: none
};

/// What the effort of some rows is made of, in FTE.
struct Breakdown {
  std::vector<Range> kinds;  // in the order of Model::kinds
  Range limit;
  std::optional<Range> reach;  // the least low and the greatest high end of a row; nullopt where there is none
};

/// Some rows, added up.
struct Subtotal {
  std::size_t rows = 0, rejected = 0;
  Range effort;                            // FTE, accepted rows only, as its parts
  std::shared_ptr<const Breakdown> parts;  // where they were asked for
};

/// The label of a text without letters, which is not missing (a default, or `--set`). No text has a byte 0.
inline constexpr std::string_view empty_text_label{"\0", 1};

/// Rows that belong together.
struct LabelledSubtotal {
  std::string label;  // see labels_in
  Subtotal sum;
};

/// The labels a group's label is made of, one for each of `count` GroupBys; empty where the value is missing.
std::vector<std::string> labels_in(const std::string& label, std::size_t count);

/// What sums come to.
struct Tally {
  std::vector<LabelledSubtotal> groups;  // in order of appearance
  Subtotal total;                        // of all rows, those that belong to no group included
  std::size_t accounts = 0;              // different ones, where they were counted
  std::size_t ungrouped = 0;             // rejected rows that belong to no group: those of the groups and these are all
};

/// One thread's sums. Places tell the order of rows over all threads. A rejected row belongs to no group if
/// the cell of a label cannot be read, or no cluster was found; a blank cell is read.
class Subtotals {
 public:
  /// `model` and `plan` outlive it; there may be no plan. Nothing to group by: everything together, without a group.
  /// One thread's sums of several versions may share labels.
  Subtotals(const Model& model, const Plan* plan, std::vector<GroupBy> by,
            std::shared_ptr<Labels> labels = std::make_shared<Labels>());

  /// From now on adds up kinds and what limits book, and finds the reach of single rows; the plan's wishes include
  /// kinds.
  void break_down();

  const std::shared_ptr<Labels>& labels() const { return labels_; }

  /// From now on counts different accounts, too: by the first key attribute, accepted or not, where it can be read.
  void count_accounts();

  /// A row the plan has evaluated.
  void add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place);
  /// Any other.
  void add(const EvaluatedRow& row, std::uint64_t place);
  /// Another thread's, of the same version.
  void add(const Subtotals& more);

  Tally tally() const;

 private:
  /// What the plan has evaluated; in counts of its unit.
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

  std::size_t group_of(std::string_view label);
  std::size_t group_of_row(const Block& block, const BlockEvaluator& outcomes, std::size_t row);
  std::size_t group_of_code(std::size_t code, const std::string& label);
  std::string_view label(const Block& block, const BlockEvaluator& outcomes, std::size_t row, const GroupBy& by);
  std::string_view text(const Block& block, std::size_t row, AttributeId id);
  std::optional<std::string> label(const EvaluatedRow& row) const;
  void note_account(std::string_view account) { accounts_.number_of(account); }
  std::size_t part_ends() const { return figures_.empty() ? 0 : 2 * (figures_.size() - 1); }
  /// Of a group, counted from those of the total on.
  template <class Sums>
  static auto& end_of(Sums& sums, std::size_t group, std::size_t end) {
    return end < 2 ? sums.sums_[group].ends[end] : sums.counts_[group * sums.part_ends() + end - 2];
  }
  void add_count(std::size_t group, std::size_t end, std::int64_t more);
  void add_group(std::size_t group, const Subtotals& more, std::size_t other);
  Amounts counted(std::size_t group) const;
  Subtotal subtotal(std::size_t group) const;
  std::vector<LabelledSubtotal> groups() const;
  Subtotal total() const;

  const Model* model_;
  const Plan* plan_;
  std::vector<GroupBy> by_;
  std::shared_ptr<Labels> labels_;
  std::vector<const Plan::Figure*> figures_;  // the total; where it is broken down kinds and the limit, too
  bool breaks_down_ = false;
  std::vector<Sum> sums_;                       // by the number of the label
  std::vector<std::int64_t> counts_;            // by the same: both ends of all figures but the total
  std::map<std::size_t, Amounts> rest_;         // by the same: other rows, and what would not go into 64 bits
  std::vector<std::uint32_t> groups_of_codes_;  // of choices and clusters: the number + 1
  std::size_t rejected_alone_ = 0;              // rows that belong to no group
  std::optional<AttributeId> account_;          // what accounts are called by, where they are counted
  Labels accounts_;
  std::string joined_, room_;
};

}  // namespace spanne::engine
