// FormulaEncoding translates the checked model into formulas for Z3: what the plain walker computes, for an account
// whose values are unknowns.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/proof/solver/solver.hpp"
#include "engine/proof/solver/z3.hpp"

namespace spanne::engine::proof {

/// Thrown if a calculation has no linear form; names the calculation.
struct NotLinear {
  TermId term;
};

/// A condition as two formulas; if neither holds, the condition has no value.
struct Formula {
  z3::expr yes, no;
};

struct NumberTerm {
  z3::expr value;  // the exact number, or the effort in FTE, as a real; any other value as an integer, as in Ordinal
  z3::expr ok;     // whether it has a value
};

/// Encodes one question. Terms are encoded once and shared.
class FormulaEncoding {
 public:
  FormulaEncoding(z3::context& context, const Space& space);

  /// A constraint of the question; throws NotLinear.
  z3::expr constraint(const Constraint& constraint);
  /// Axioms to be asserted with the constraints: extents of attributes, definitions of quotients.
  const std::vector<z3::expr>& facts() const { return facts_; }
  /// The account that a model of Z3 describes.
  DatedAccount account(const z3::model& model) const;
  /// Whether an unknown stands for something in the constraints; only the answer `none` is then valid.
  bool is_relaxed() const { return is_relaxed_; }
  /// A calculation that is not linear and was replaced with an unknown in its range.
  std::optional<TermId> relaxed() const { return relaxed_; }

 private:
  Formula truth(TermId id);
  Formula fresh_truth(TermId id);
  NumberTerm number(TermId id);
  NumberTerm fresh_number(TermId id);
  NumberTerm ordinal(TermId id);
  NumberTerm fresh_ordinal(TermId id);
  NumberTerm compared(TermId id);
  Formula all_of(std::span<const TermId> terms);
  Formula counted(const Term& term);
  Formula text_match(TermId id);
  Formula comparison(const Term& term);
  std::optional<Formula> quotient_against_constant(const Term& term);
  NumberTerm arithmetic(TermId id);
  NumberTerm any_in_range(TermId id);
  NumberTerm product(TermId id, const NumberTerm& a, const NumberTerm& b);

  // dates: formula_dates.cpp
  /// A date in the calendar: months since the year 0, the day of the month from 1, and the length of the month.
  struct CalendarDay {
    z3::expr month, day, length;
  };
  struct Month {
    z3::expr first, length;  // the ordinal of its first day; its number of days
  };
  CalendarDay calendar_day(const NumberTerm& date, const Ordinals& range);
  Month month_of(const z3::expr& year, const z3::expr& month, const Ordinals& range);
  z3::expr quotient_of(const z3::expr& number, std::int64_t divisor);
  z3::expr leap_days(const z3::expr& year, const Ordinals& range);
  z3::expr months_until(const CalendarDay& from, const CalendarDay& to, std::int64_t unit);
  NumberTerm moved_day(TermId step);
  NumberTerm whole_units(TermId count);
  NumberTerm completed(TermId months_between);
  NumberTerm define(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId));
  NumberTerm lookup(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId));
  /// For each row whether it counts, and whether all cells that are evaluated have values.
  struct Rows {
    std::vector<z3::expr> counts;
    z3::expr ok;
  };
  Rows rows(const Table& table);
  z3::expr in_force(const Period& period);
  z3::expr in_cluster(ClusterId id);
  const std::vector<z3::expr>& clusters();
  z3::expr concerns(const std::vector<ClusterId>& scope, const Period& period);
  z3::expr matches(const EffectSite& origin);

  // results: formula_results.cpp
  struct ResultTerms {
    z3::expr accepted;
    std::vector<z3::expr> values;
  };
  const ResultTerms& results();
  z3::expr breaks(const Property& property);
  struct EffectTerm {
    const Effect* effect;
    z3::expr counts;
    z3::expr low, high;
  };
  std::vector<EffectTerm> parts(z3::expr& accepted);
  void add_part(std::vector<EffectTerm>& parts, const Effect& effect, const z3::expr& counts, z3::expr& accepted);
  z3::expr portions(const Proportion& per, z3::expr& ok);
  std::pair<z3::expr, z3::expr> kind(const std::vector<EffectTerm>& parts, KindId kind, z3::expr& accepted);
  z3::expr scaled(const std::vector<EffectTerm>& parts, KindId kind, const z3::expr& added, bool high);
  z3::expr limited(const std::vector<EffectTerm>& parts, const z3::expr& sum, bool high, z3::expr& accepted);

  z3::expr whole(Ordinal number);
  z3::expr fraction(const Fraction& number);
  z3::expr yes() { return context_.bool_val(true); }
  z3::expr fresh(const char* name);
  z3::expr all(const std::vector<z3::expr>& parts);
  z3::expr any(const std::vector<z3::expr>& parts);
  /// A real rounded down, and half away from zero, to a whole one.
  z3::expr floor(const z3::expr& number);
  z3::expr nearest(const z3::expr& number);

  z3::context& context_;
  const Space& space_;
  const Model& model_;
  SplitHints split_hints_;
  BoxEvaluation all_accounts_;            // the ranges of terms over all accounts
  std::vector<z3::expr> values_, known_;  // by axis
  std::vector<z3::expr> facts_;
  std::map<TermId, Formula> truths_;
  std::map<TermId, NumberTerm> numbers_, ordinals_;
  std::vector<z3::expr> clusters_;
  std::optional<ResultTerms> results_;
  std::optional<TermId> relaxed_;
  bool is_relaxed_ = false;
  int fresh_count_ = 0;
};

}  // namespace spanne::engine::proof
