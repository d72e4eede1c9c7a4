// BlockEvaluator runs a plan over blocks of accounts. Its results agree with the plain evaluator to the last digit.
#pragma once

#include <bit>
#include <vector>

#include "engine/columns/block.hpp"
#include "engine/columns/kernels/kernels.hpp"
#include "engine/columns/plan.hpp"

namespace spanne::engine {

/// Evaluates blocks for one thread; any number of evaluators may share a plan.
class BlockEvaluator {
 public:
  /// All must outlive the evaluator. `figures`, if it is not null, gives rows the figures of their groups.
  BlockEvaluator(const Plan& plan, const Model& model, const FigureTables* figures = nullptr)
      : plan_(plan), model_(model), figures_(figures), assigner_(plan.assignments), workspace_(plan.program) {}

  /// Applies the plan's assignments to the block, gives its rows their figures and evaluates it. The block must not
  /// change while its outcomes are read.
  void run(Block& block);

  /// Whether a row falls back to the plain evaluator. The other members are defined only for rows that do not.
  bool is_fallback(std::size_t row) const { return fallback_.get(row); }
  ClusterId cluster(std::size_t row) const { return static_cast<ClusterId>(series(plan_.cluster)[row]); }
  /// The ends of a figure, as multiples of its unit.
  std::int64_t low(const Plan::Figure& figure, std::size_t row) const { return series(figure.low)[row]; }
  std::int64_t high(const Plan::Figure& figure, std::size_t row) const { return series(figure.high)[row]; }
  std::int64_t rule_count(std::size_t row) const { return series(plan_.rule_count)[row]; }
  bool holds(MaskRef when, std::size_t row) const;
  /// Like `holds`, for the 64 rows from row 64 · word on; bits beyond the last row are unspecified.
  std::uint64_t holds_word(MaskRef when, std::size_t word) const;
  Range range(const Plan::Figure& figure, std::size_t row) const;
  /// Calls `visit` with the index in Plan::matches of each rule and row that matched, in the order of the file. Needs
  /// Wanted::matches.
  template <class Visit>
  void each_match(std::size_t row, const Visit& visit) const {
    for (std::size_t word = 0; word < match_words_; ++word)
      for (std::uint64_t left = matches_[row * match_words_ + word]; left != 0; left &= left - 1)
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
  }
  /// Whether the match of this index is among them.
  bool is_matched(std::size_t match, std::size_t row) const {
    return ((matches_[row * match_words_ + match / 64] >> (match % 64)) & 1U) != 0;
  }
  bool raises_flag(std::size_t row) const { return flagged_.get(row); }
  /// Whether an assignment of the model has given the row another value.
  bool has_changed(std::size_t assignment, std::size_t row) const { return assigner_.has_changed(assignment, row); }
  /// The text of a flag for a row that raises it.
  std::string text(const Plan::Raised& flag, std::size_t row) const;
  /// The cluster and the efforts of the outcome, the latter as far as Plan::wanted asks for them.
  Outcome figures(std::size_t row) const;
  /// The outcome, with the parts that Plan::wanted asks for.
  Outcome outcome(std::size_t row) const;

  const std::int64_t* series(SeriesId id) const {
    return workspace_.series[plan_.program.place_of_series(id)].of.data();
  }

 private:
  void gather_matches(std::size_t rows);
  const Plan& plan_;
  const Model& model_;
  const FigureTables* figures_;
  BlockAssigner assigner_;
  Workspace workspace_;
  const Block* block_ = nullptr;
  Mask fallback_, flagged_;
  std::size_t match_words_ = 0;
  std::vector<std::uint64_t> matches_;  // one bit per match, `match_words_` words per row
};

}  // namespace spanne::engine
