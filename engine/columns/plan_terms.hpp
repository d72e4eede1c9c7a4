// Checked terms as steps: what Walker does for one account, for all rows of a block at once.
//
// A row that a term has no value for (or whose value the steps cannot be sure of) is in the term's doubt, from which
// `and`, `or` and `if` take away what they would never have looked at.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/columns/plan.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

struct PlannedTruth {
  MaskRef holds = never, fallback = never;
};

/// series × unit
struct PlannedNumber {
  SeriesId series = 0;
  Fraction unit = 1;
  MaskRef fallback = never;
};

/// The greatest fraction both are whole multiples of; 0 counts as a multiple of everything.
Fraction common_unit(const Fraction& a, const Fraction& b);
/// How often `unit` goes into `number`; Unplannable where 64 bits do not suffice.
std::int64_t times_of(const Fraction& number, const Fraction& unit);

class TermPlanner {
 public:
  /// `lanes`, one an attribute, gets what terms read.
  TermPlanner(const Evaluator& evaluator, Program& program, std::vector<ColumnKind>& column_kinds);

  PlannedTruth truth(TermId id);
  /// A number or an effort.
  PlannedNumber exact(TermId id);
  /// A number in millionths, as decimals are computed with.
  PlannedNumber number(TermId id);
  /// What comparisons compare: numbers, days, places in a choice, no before yes.
  PlannedNumber ordinal(TermId id);
  /// Blocks then keep what accounts have for an attribute.
  AttributeId use(AttributeId id);
  /// An effort or number that is the same for every account.
  std::optional<Fraction> constant(TermId id);
  PlannedNumber in_unit(const PlannedNumber& quantity, const Fraction& unit);
  PlannedNumber sum(const PlannedNumber& a, const PlannedNumber& b);
  PlannedNumber number_of(const Fraction& constant);
  PlannedNumber select(MaskRef when, const PlannedNumber& a, const PlannedNumber& b);
  /// `factor` times as much.
  PlannedNumber scaled(PlannedNumber quantity, const Fraction& factor) const;

  struct Fit {
    std::vector<MaskRef> rows;
    MaskRef fallback = never;
  };
  /// Which rows of a table fit.
  const Fit& fit(TableId id);

  void set_clusters(std::vector<MaskRef> clusters);
  /// Which cluster it is, counted from 0.
  SeriesId cluster_place() const { return cluster_place_; }
  void set_results(std::vector<PlannedNumber> results) { results_ = std::move(results); }

 private:
  TermId resolved(TermId id) const;
  bool is_constant(TermId id);
  std::optional<std::int64_t> constant_ordinal(TermId id);
  PlannedTruth find_truth(const Term& term);
  template <class Test>
  PlannedTruth case_by_case(const Term& term, const Test& test);
  PlannedTruth junction(const Term& term);
  PlannedTruth compared(Op op, TermId left, TermId right);
  std::optional<PlannedTruth> threshold(Op op, const Term& attribute, TermId constant);
  PlannedTruth text_test(OpCode step, TermId left, TermId right);
  PlannedTruth find_text_test(OpCode step, TermId left, TermId right);
  PlannedNumber find_quantity(const Term& term);
  PlannedNumber column(const Term& term);
  PlannedNumber arithmetic(const Term& term);
  PlannedNumber looked_up(const Term& term);
  AttributeId used(const Term& attribute) { return use(static_cast<AttributeId>(attribute.number)); }

  const Model& model_;
  const std::vector<TermId>& versions_;
  Program& program_;
  std::vector<ColumnKind>& column_kinds_;
  Account nobody_;
  Walker constants_;
  std::vector<signed char> constant_known_;
  std::unordered_map<TermId, PlannedTruth> truths_;
  std::unordered_map<TermId, PlannedNumber> quantities_;
  std::unordered_map<TableId, Fit> fits_;
  using TextTest = std::tuple<OpCode, TermId, TermId>;
  std::map<TextTest, PlannedTruth> text_tests_;
  std::vector<MaskRef> clusters_;
  SeriesId cluster_place_;
  std::vector<PlannedNumber> results_;
};

}  // namespace spanne::engine
