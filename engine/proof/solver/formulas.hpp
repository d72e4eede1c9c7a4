// The checked model as formulas: what the plain walker computes, for an account whose values are unknowns.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/proof/solver/solver.hpp"
#include "engine/proof/solver/z3.hpp"

namespace spanne::engine::proof {

/// Thrown for what has no linear form; names the calculation.
struct NotLinear {
  TermId term;
};

/// Holds, or does not; where neither, it has no value.
struct Formula {
  z3::expr yes, no;
};

struct NumberTerm {
  z3::expr value;  // a whole number, or an effort as a fraction
  z3::expr ok;     // it has a value
};

class FormulaEncoding {
 public:
  FormulaEncoding(z3::context& context, const Space& space);

  z3::expr constraint(const Constraint& constraint);
  /// What is always so: extents, quotients.
  const std::vector<z3::expr>& facts() const { return facts_; }
  DatedAccount account(const z3::model& model) const;
  /// A calculation that is not linear and of which only the range is known: then only "none" is an answer.
  std::optional<TermId> loose() const { return loose_; }

 private:
  Formula truth(TermId id);
  Formula fresh_truth(TermId id);
  NumberTerm number(TermId id);
  NumberTerm fresh_number(TermId id);
  NumberTerm ordinal(TermId id);
  NumberTerm fresh_ordinal(TermId id);
  NumberTerm exact(TermId id);
  NumberTerm effort(TermId id);
  NumberTerm fresh_effort(TermId id);
  Formula all_of(std::span<const TermId> terms);
  Formula comparison(const Term& term);
  std::optional<Formula> quotient_against_constant(const Term& term);
  z3::expr reaches(const NumberTerm& left, const NumberTerm& right, Ordinal least);
  NumberTerm arithmetic(TermId id);
  NumberTerm somewhere(TermId id);
  NumberTerm product(TermId id, const NumberTerm& a, const NumberTerm& b);
  NumberTerm days(const Term& term);
  NumberTerm define(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId));
  NumberTerm lookup(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId));
  /// Of each row that it counts; and that all cells that are asked have values.
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

  // results: encoding_results.cpp
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
  /// number / divisor rounded down, half away from zero, towards zero; the divisor is above 0.
  z3::expr down(const z3::expr& number, Ordinal divisor);
  z3::expr nearest(const z3::expr& number, Ordinal divisor);
  z3::expr fitting(const z3::expr& number);
  bool may_be_too_large(TermId id);

  z3::context& context_;
  const Space& space_;
  const Model& model_;
  Doubts doubts_;
  BoxEvaluation everyone_;                // what terms can come to for all accounts
  std::vector<z3::expr> values_, known_;  // by axis
  std::vector<z3::expr> facts_;
  std::map<TermId, Formula> truths_;
  std::map<TermId, NumberTerm> numbers_, ordinals_, efforts_;
  std::vector<z3::expr> clusters_;
  std::optional<ResultTerms> results_;
  std::optional<TermId> loose_;
  int fresh_count_ = 0;
};

}  // namespace spanne::engine::proof
