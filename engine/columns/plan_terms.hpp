// TermPlanner compiles checked terms into instructions: what Walker computes for one account, for all rows of a block
// at once.
//
// A row for which a term has no value, or not certainly an exact one, is in the term's fallback mask. `and`, `or` and
// `if` remove from it the rows for which the plain evaluator would not evaluate the term.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/columns/plan.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

/// The rows for which a condition holds, and its fallback rows.
struct PlannedTruth {
  MaskRef holds = never, fallback = never;
};

/// A number or an effort: series × unit, with its fallback rows; divided by another series, above 0, if it is the
/// quotient of two attributes. Comparisons multiply such a divisor out.
struct PlannedNumber {
  SeriesId series = 0;
  Fraction unit = 1;
  MaskRef fallback = never;
  std::optional<SeriesId> divisor = {};
};

/// The greatest fraction of which both are whole multiples; 0 is a multiple of everything.
Fraction common_unit(const Fraction& a, const Fraction& b);
/// `number` / `unit`; throws Unplannable if it exceeds 64 bits.
std::int64_t times_of(const Fraction& number, const Fraction& unit);

/// Compiles each term once. Members throw Unplannable if a term does not fit into 64-bit integers.
class TermPlanner {
 public:
  /// `column_kinds`, one per attribute, is updated with the columns the terms read.
  TermPlanner(const Evaluator& evaluator, Program& program, std::vector<ColumnKind>& column_kinds);

  PlannedTruth truth(TermId id);
  /// The exact value of a number or an effort, without a divisor: rows that need one fall back.
  PlannedNumber number(TermId id) { return undivided(value(id)); }
  /// What a column of the type counts: numbers rounded to its unit, days, places in a choice, 0 and 1 for no and yes.
  PlannedNumber column_value(TermId id, TypeKind kind) {
    return is_number(kind) ? rounded(id, column_unit(ColumnKind::wide, kind)) : in_unit(value(id), 1);
  }
  /// A number rounded half away from zero to whole multiples of `unit`.
  PlannedNumber rounded(TermId id, const Fraction& unit);
  /// The operand of a comparison: any number or effort, days, places in a choice, 0 and 1 for no and yes.
  PlannedNumber value(TermId id);
  /// Makes blocks store the attribute.
  AttributeId use(AttributeId id);
  /// The value of an effort or a number that is the same for every account; returns nullopt for any other.
  std::optional<Fraction> constant(TermId id);
  PlannedNumber in_unit(const PlannedNumber& quantity, const Fraction& unit);
  PlannedNumber sum(const PlannedNumber& a, const PlannedNumber& b);
  PlannedNumber number_of(const Fraction& constant);
  PlannedNumber select(MaskRef when, const PlannedNumber& a, const PlannedNumber& b);
  /// The quantity times `factor`.
  PlannedNumber scaled(PlannedNumber quantity, const Fraction& factor) const;

  struct Fit {
    std::vector<MaskRef> rows;
    MaskRef fallback = never;
  };
  /// The masks of the rows of a table that fit.
  const Fit& fit(TableId id);

  void set_clusters(std::vector<MaskRef> clusters);
  /// The series of ClusterIds.
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
  PlannedTruth counted(const Term& term);
  PlannedTruth compared(Op op, TermId left, TermId right);
  std::optional<PlannedTruth> threshold(Op op, const Term& attribute, TermId constant);
  std::optional<PlannedTruth> number_threshold(Op op, const Term& attribute, TermId constant);
  PlannedTruth between(Op op, MaskRef at_least_it, MaskRef above_it);
  PlannedTruth text_test(OpCode step, TermId left, TermId right);
  PlannedTruth find_text_test(OpCode step, TermId left, TermId right);
  PlannedNumber find_quantity(const Term& term);
  PlannedNumber column(const Term& term);
  PlannedNumber arithmetic(const Term& term);
  PlannedNumber planned_value(TermId id);
  PlannedNumber extreme(SeriesId (Program::*pick)(SeriesId, SeriesId), const PlannedNumber& a, const PlannedNumber& b);
  PlannedNumber whole_units(TermId id);
  PlannedNumber everything_falls_back();
  PlannedNumber undivided(const PlannedNumber& quantity);
  SeriesId divisor_of(const PlannedNumber& quantity);
  PlannedNumber product(const PlannedNumber& a, const PlannedNumber& b);
  /// a/x and b/y in multiples of 1/(x·y), which is above 0: a·y and b·x.
  std::pair<PlannedNumber, PlannedNumber> multiplied_out(const PlannedNumber& a, const PlannedNumber& b);
  PlannedNumber quotient(const PlannedNumber& a, const PlannedNumber& b);
  PlannedNumber power(const PlannedNumber& base, TermId exponent);
  PlannedNumber in_steps(OpCode step, const PlannedNumber& quantity, const Fraction& unit);
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
