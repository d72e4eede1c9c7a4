// StepTrial tries steps of figures on some rows, and evaluates again only those that a step can touch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/planning/changed_effort.hpp"
#include "engine/planning/portfolio_rows.hpp"
#include "engine/planning/sensitive_figures.hpp"

namespace spanne::engine {

/// What one step of one figure does to some rows.
struct StepSums {
  TotalSum low, high;
  std::size_t rows = 0, rejected = 0;
  bool any() const { return rows + rejected > 0; }
  void add(const StepSums& more);
};
using FigureSums = std::array<StepSums, 2>;  // down, up

/// Which rule each comparison decides; nullopt where more may depend on it.
using DecidingRules = std::vector<std::optional<std::uint32_t>>;
DecidingRules deciding_rules(const Model& model);

/// All outlive it.
class StepTrial {
 public:
  StepTrial(const RowEvaluation& rows, const DecidingRules& deciding)
      : base_(rows), deciding_(deciding), changed_(rows.model()) {}

  /// Rejected rows are left out.
  void add(const RowResult& result, std::size_t index);
  /// What a step of a figure does to all rows.
  StepSums sums(const SensitiveFigure& figure, Mutant& step);
  /// The first of the steps that does anything; each does what the one before it does, and more.
  std::optional<std::size_t> first_with_effect(const SensitiveFigure& figure, std::vector<Mutant>& steps);

 private:
  /// A row with what its evaluation wrote down.
  struct TracedRow {
    const Account* account = nullptr;
    const Outcome* outcome = nullptr;
    Trace trace;
  };

  StepSums tried(const SensitiveFigure& figure, Mutant& step, bool until_any);
  void note(const TracedRow& row, const Range& after, StepSums& sums);
  void evaluate(const TracedRow& row, const Evaluator& evaluator, StepSums& sums);
  void try_amounts(const SensitiveFigure& figure, const Evaluator& evaluator, bool until_any, StepSums& sums);
  bool may_decide(const SensitiveFigure& figure, const TracedRow& row, const Evaluator& evaluator);
  bool comes_out_otherwise(TermId comparison, const TracedRow& row, const Evaluator& evaluator);
  bool applies_otherwise(std::uint32_t id, const TracedRow& row, const Evaluator& evaluator) const;
  static std::optional<Range> worth_of(const SensitiveFigure& figure, const TracedRow& row, const Contribution& before,
                                       const Effect& now, const Evaluator& evaluator);
  static std::optional<bool> truth_of(TermId comparison, const TracedRow& row, const Evaluator& evaluator);

  const RowEvaluation& base_;
  const DecidingRules& deciding_;
  Model changed_;
  std::vector<TracedRow> rows_;
  /// Of each effect, the rows in which it counts, and its place there.
  std::unordered_map<const Effect*, std::vector<std::pair<std::size_t, std::size_t>>> users_;
};

}  // namespace spanne::engine
