// The checked model as formulas: what the plain walker computes, for an account whose values are unknowns.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/prove/solver.hpp"
#include "engine/prove/z3.hpp"

namespace spanne::engine::proof {

/// Thrown for what has no linear form; names the calculation.
struct NotLinear {
  TermId term;
};

/// Holds, or does not; where neither, it has no value.
struct Truth {
  z3::expr yes, no;
};

struct Value3 {
  z3::expr value;  // a whole number, or an effort as a fraction
  z3::expr ok;     // it has a value
};

class Encoding {
 public:
  Encoding(z3::context& context, const Space& space);

  z3::expr wish(const Wish& wish);
  /// What is always so: extents, quotients.
  const std::vector<z3::expr>& facts() const { return facts_; }
  Case account(const z3::model& model) const;
  /// A calculation that is not linear and of which only the range is known: then only "none" is an answer.
  std::optional<TermId> loose() const { return loose_; }

 private:
  Truth truth(TermId id);
  Truth fresh_truth(TermId id);
  Value3 number(TermId id);
  Value3 fresh_number(TermId id);
  Value3 ordinal(TermId id);
  Value3 fresh_ordinal(TermId id);
  Value3 exact(TermId id);
  Value3 effort(TermId id);
  Value3 fresh_effort(TermId id);
  Truth all_of(std::span<const TermId> terms);
  Truth comparison(const Term& term);
  std::optional<Truth> quotient_against_constant(const Term& term);
  z3::expr reaches(const Value3& left, const Value3& right, Ordinal least);
  Value3 arithmetic(TermId id);
  Value3 somewhere(TermId id);
  Value3 product(TermId id, const Value3& a, const Value3& b);
  Value3 days(const Term& term);
  Value3 define(const Term& term, Value3 (Encoding::*get)(TermId));
  Value3 lookup(const Term& term, Value3 (Encoding::*get)(TermId));
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
  z3::expr matches(const Origin& origin);

  // results: encoding_results.cpp
  struct Results3 {
    z3::expr accepted;
    std::vector<z3::expr> values;
  };
  const Results3& results();
  z3::expr breaks(const Property& property);
  struct Part3 {
    const Effect* effect;
    z3::expr counts;
    z3::expr low, high;
  };
  std::vector<Part3> parts(z3::expr& accepted);
  void add_part(std::vector<Part3>& parts, const Effect& effect, const z3::expr& counts, z3::expr& accepted);
  z3::expr portions(const Proportion& per, z3::expr& ok);
  std::pair<z3::expr, z3::expr> kind(const std::vector<Part3>& parts, KindId kind, z3::expr& accepted);
  z3::expr scaled(const std::vector<Part3>& parts, KindId kind, const z3::expr& added, bool high);
  z3::expr limited(const std::vector<Part3>& parts, const z3::expr& sum, bool high, z3::expr& accepted);

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
  Survey everyone_;                       // what terms can come to for all accounts
  std::vector<z3::expr> values_, known_;  // by axis
  std::vector<z3::expr> facts_;
  std::map<TermId, Truth> truths_;
  std::map<TermId, Value3> numbers_, ordinals_, efforts_;
  std::vector<z3::expr> clusters_;
  std::optional<Results3> results_;
  std::optional<TermId> loose_;
  int fresh_count_ = 0;
};

}  // namespace spanne::engine::proof
