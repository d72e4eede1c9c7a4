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

#include "engine/evaluate/plan.hpp"
#include "engine/evaluate/walker.hpp"

namespace spanne::engine {

struct Truth {
  Literal holds = never, doubt = never;
};

/// series × unit
struct Quantity {
  SeriesId series = 0;
  Fraction unit = 1;
  Literal doubt = never;
};

/// The greatest fraction both are whole multiples of; 0 counts as a multiple of everything.
Fraction common_unit(const Fraction& a, const Fraction& b);
/// How often `unit` goes into `number`; Unplannable where 64 bits do not suffice.
std::int64_t times_of(const Fraction& number, const Fraction& unit);

class TermPlanner {
 public:
  /// `lanes`, one an attribute, gets what terms read.
  TermPlanner(const Evaluator& evaluator, Program& program, std::vector<Lane>& lanes);

  Truth truth(TermId id);
  /// A number or an effort.
  Quantity exact(TermId id);
  /// A number in millionths, as decimals are computed with.
  Quantity number(TermId id);
  /// What comparisons compare: numbers, days, places in a choice, no before yes.
  Quantity ordinal(TermId id);
  /// Blocks then keep what accounts have for an attribute.
  AttributeId use(AttributeId id);
  /// An effort or number that is the same for every account.
  std::optional<Fraction> constant(TermId id);
  Quantity in_unit(const Quantity& quantity, const Fraction& unit);
  Quantity sum(const Quantity& a, const Quantity& b);
  Quantity number_of(const Fraction& constant);
  Quantity select(Literal when, const Quantity& a, const Quantity& b);
  /// `factor` times as much.
  Quantity scaled(Quantity quantity, const Fraction& factor) const;

  struct Fit {
    std::vector<Literal> rows;
    Literal doubt = never;
  };
  /// Which rows of a table fit.
  const Fit& fit(TableId id);

  void set_clusters(std::vector<Literal> clusters);
  /// Which cluster it is, counted from 0.
  SeriesId cluster_place() const { return cluster_place_; }
  void set_results(std::vector<Quantity> results) { results_ = std::move(results); }

 private:
  TermId resolved(TermId id) const;
  bool is_constant(TermId id);
  std::optional<std::int64_t> constant_ordinal(TermId id);
  Truth find_truth(const Term& term);
  template <class Test>
  Truth case_by_case(const Term& term, const Test& test);
  Truth junction(const Term& term);
  Truth compared(Op op, TermId left, TermId right);
  std::optional<Truth> threshold(Op op, const Term& attribute, TermId constant);
  Truth text_test(Step step, TermId left, TermId right);
  Truth find_text_test(Step step, TermId left, TermId right);
  Quantity find_quantity(const Term& term);
  Quantity column(const Term& term);
  Quantity arithmetic(const Term& term);
  Quantity looked_up(const Term& term);
  AttributeId used(const Term& attribute) { return use(static_cast<AttributeId>(attribute.number)); }

  const Model& model_;
  const std::vector<TermId>& versions_;
  Program& program_;
  std::vector<Lane>& lanes_;
  Account nobody_;
  Walker constants_;
  std::vector<signed char> constant_known_;
  std::unordered_map<TermId, Truth> truths_;
  std::unordered_map<TermId, Quantity> quantities_;
  std::unordered_map<TableId, Fit> fits_;
  using TextTest = std::tuple<Step, TermId, TermId>;
  std::map<TextTest, Truth> text_tests_;
  std::vector<Literal> clusters_;
  SeriesId cluster_place_;
  std::vector<Quantity> results_;
};

}  // namespace spanne::engine
