// Many accounts' efforts: a plan run over blocks of columns. Agrees with the plain evaluator to the last digit.
#pragma once

#include <bit>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/kernels/kernels.hpp"
#include "engine/columns/plan.hpp"

namespace spanne::engine {

/// One thread's evaluator of blocks; any number of them may share a plan.
class BlockEvaluator {
 public:
  /// `plan` and `model` outlive it.
  BlockEvaluator(const Plan& plan, const Model& model)
      : plan_(plan), model_(model), setter_(plan.settings), workspace_(plan.program) {}

  /// Makes the assignments to the block, which from then on stays as it is while its outcomes are asked for.
  void run(Block& block);

  /// Rows whose outcome the plain evaluator has to find. The rest of this class is for the others.
  bool is_plain(std::size_t row) const { return plain_.get(row); }
  ClusterId cluster(std::size_t row) const { return static_cast<ClusterId>(series(plan_.cluster)[row]); }
  /// Counts of the figure's unit.
  std::int64_t low(const Plan::Figure& figure, std::size_t row) const { return series(figure.low)[row]; }
  std::int64_t high(const Plan::Figure& figure, std::size_t row) const { return series(figure.high)[row]; }
  std::int64_t rule_count(std::size_t row) const { return series(plan_.rule_count)[row]; }
  bool holds(MaskRef when, std::size_t row) const;
  /// Of 64 rows at once, from row 64 · word on; bits beyond the last row mean nothing.
  std::uint64_t holds_word(MaskRef when, std::size_t word) const;
  Range range(const Plan::Figure& figure, std::size_t row) const;
  /// Calls `visit` with the place in Plan::matches of each rule and row that matched, in the order of the file.
  template <class Visit>
  void each_match(std::size_t row, const Visit& visit) const {
    for (std::size_t word = 0; word < match_words_; ++word)
      for (std::uint64_t left = matches_[row * match_words_ + word]; left != 0; left &= left - 1)
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
  }
  bool raises_flag(std::size_t row) const { return flagged_.get(row); }
  /// What one of Plan::flags says of a row that raises it.
  std::string text(const Plan::Raised& flag, std::size_t row) const;
  /// As far as the plan's wishes go.
  Outcome outcome(std::size_t row) const;

  const std::int64_t* series(SeriesId id) const {
    return workspace_.series[plan_.program.place_of_series(id)].of.data();
  }

 private:
  void gather_matches(std::size_t rows);
  const Plan& plan_;
  const Model& model_;
  BlockSetter setter_;
  Workspace workspace_;
  const Block* block_ = nullptr;
  Mask plain_, flagged_;
  std::size_t match_words_ = 0;
  std::vector<std::uint64_t> matches_;  // one bit a match, `match_words_` words a row
};

}  // namespace spanne::engine
