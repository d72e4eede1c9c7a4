// Sums of groups as they come up, from blocks of accounts, by several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate/fast.hpp"
#include "engine/portfolio/portfolio.hpp"

namespace spanne::engine {

/// Some rows, added up.
struct Subtotal {
  std::size_t rows = 0, rejected = 0;
  Range effort;  // FTE, accepted rows only
  Subtotal& operator+=(const Subtotal& more);
};

/// Rows that belong together.
struct LabelledSubtotal {
  std::string label;
  std::uint64_t first = 0;  // place of the first of them
  Subtotal sum;
};

/// One thread's sums, by one attribute or by cluster. Places tell the order of rows over all threads.
class Subtotals {
 public:
  /// `model` and `plan` (which may be null) outlive it. No `by`: everything together.
  Subtotals(const Model& model, const Plan* plan, std::optional<GroupBy> by);

  /// A row the plan has evaluated.
  void add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place);
  /// Any other.
  void add(const EvaluatedRow& row, std::uint64_t place);

  /// All there are, in no order.
  std::vector<LabelledSubtotal> groups() const;
  /// Of all rows, those that belong to no group since they are rejected and their label cannot be read included.
  Subtotal total() const;

 private:
  /// Counts of the plan's unit. What would not go into 64 bits is moved to `more_`.
  struct Sum {
    std::uint64_t first = 0;
    std::size_t rows = 0, rejected = 0;
    std::int64_t low = 0, high = 0;
  };
  struct Slot {
    std::uint64_t print = 0;
    std::uint32_t group = 0;  // counted from 1; 0: free
  };

  std::size_t group_of(std::string_view label, std::uint64_t place);
  std::size_t group_of_cell(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place);
  std::size_t group_of_code(std::size_t code, const std::string& label, std::uint64_t place);
  void grow();
  void count(std::size_t group, std::uint64_t place, std::int64_t low, std::int64_t high);
  void add_rest(std::size_t group, const Range& effort);
  Subtotal subtotal(std::size_t group) const;

  const Model& model_;
  const Plan* plan_;
  std::optional<GroupBy> by_;
  std::vector<Slot> slots_;
  std::deque<std::string> labels_;
  std::vector<Sum> sums_;
  std::map<std::size_t, Range> more_;           // by group: what is not in its sum
  std::vector<std::uint32_t> groups_of_codes_;  // of choices and clusters: group + 1
  Subtotal ungrouped_;
};

/// The groups of several threads in order of first appearance.
std::vector<LabelledSubtotal> groups_of(const std::vector<Subtotals>& parts);
Subtotal total_of(const std::vector<Subtotals>& parts);

}  // namespace spanne::engine
