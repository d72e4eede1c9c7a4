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
  Subtotal sum;
};

/// Texts by number, counted from 0.
class Labels {
 public:
  std::size_t number_of(std::string_view label);
  const std::string& text(std::size_t number) const { return texts_[number]; }

 private:
  struct Slot {
    std::uint64_t print = 0;
    std::uint32_t number = 0;  // counted from 1; 0: free
  };
  void grow();
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::deque<std::string> texts_;
  std::size_t last_ = 0;  // two versions ask for the same one after the other
};

/// One thread's sums, by one attribute or by cluster. Places tell the order of rows over all threads.
class Subtotals {
 public:
  /// All outlive it; `plan` may be null. No `by`: everything together. Sums of several versions may share labels.
  Subtotals(const Model& model, const Plan* plan, std::optional<GroupBy> by, Labels& labels);

  /// A row the plan has evaluated.
  void add(const Block& block, const BlockEvaluator& outcomes, std::size_t row, std::uint64_t place);
  /// Any other.
  void add(const EvaluatedRow& row, std::uint64_t place);
  /// Another thread's, of the same version.
  void add(const Subtotals& more);

  /// In order of appearance.
  std::vector<LabelledSubtotal> groups() const;
  /// Of all rows, those that belong to no group since they are rejected and their label cannot be read included.
  Subtotal total() const;

 private:
  /// Counts of the plan's unit. What would not go into 64 bits is in `more_`.
  struct Sum {
    std::uint64_t first = ~std::uint64_t{0};
    std::size_t rows = 0, rejected = 0;
    std::int64_t low = 0, high = 0;
  };

  std::size_t group_of(std::string_view label);
  std::size_t group_of_cell(const Block& block, const BlockEvaluator& outcomes, std::size_t row);
  std::size_t group_of_code(std::size_t code, const std::string& label);
  void add_counts(std::size_t group, std::int64_t low, std::int64_t high);
  Range effort(const Sum& sum) const;
  Subtotal subtotal(std::size_t group) const;

  const Model* model_;
  const Plan* plan_;
  std::optional<GroupBy> by_;
  Labels* labels_;
  std::vector<Sum> sums_;                       // by the number of the label
  std::map<std::size_t, Range> more_;           // by the same
  std::vector<std::uint32_t> groups_of_codes_;  // of choices and clusters: the number + 1
  Subtotal ungrouped_;
};

}  // namespace spanne::engine
