// Slopes bounds how results change while one attribute rises and everything else stays equal, for all pairs of a box.
//
// A slope is the change of a value divided by the change of the attribute, in steps of the attribute (Space::step).
// With slopes, a part that rises and a part that falls with the same attribute can be weighed against each other
// without enumerating its values.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/proof/box_evaluator.hpp"

namespace spanne::engine::proof {

/// A range of slopes.
struct Slope {
  Fraction low, high;
};

class Slopes {
 public:
  /// `first` and `second` are the evaluators of the two sides of `box`; both must have run.
  Slopes(const Space& space, const Box& box, BoxEvaluator& first, BoxEvaluator& second);

  /// The slope of each result, in the order of Model::result_names().
  std::vector<Slope> results();

 private:
  Slope of(TermId id);
  Slope found(TermId id);
  Slope computed(TermId id);
  // `fallback`: the slope that the values of both accounts alone allow.
  Slope of_versions(const Term& define);
  Slope branches(const Term& term, const Slope& fallback);
  Slope looked_up(const Term& lookup, const Slope& fallback) const;
  Slope divided(const Term& term, const Slope& fallback);
  Slope product(const Slope& a, const Numbers& a_values, const Slope& b, const Numbers& b_values) const;
  Slope between(const Numbers& first, const Numbers& second) const;
  Slope stepped(const Slope& slope, const Fraction& unit) const;
  Numbers values(TermId id);
  bool depends(TermId id) const;
  /// Whether a date can move only forward (+1), only back (-1) or not at all (0) as the attribute rises; nullopt if it
  /// may move both ways.
  std::optional<int> direction(TermId date);
  /// The slope of days or months between two dates, which `values` bounds.
  Slope between_dates(const Term& term, const Slope& values);
  Slope portions(const Proportion& per);
  Slope amount(const BoxEffect& first, const BoxEffect& second, bool high);
  Slope counted(std::size_t part, bool high);
  Slope scale(KindId kind, bool high);
  Slope kind(KindId kind, bool high);
  Slope limited(const Slope& sum, bool high);
  Slope fixed(const Slope& limited, bool high);

  const Space& space_;
  const Model& model_;
  AttributeId rising_;
  BoxEvaluation &first_, &second_;
  const BoxOutcome &a_, &b_;
  Fraction least_, max_;  // the least and the greatest rise of the attribute
  std::map<TermId, Slope> known_;
};

}  // namespace spanne::engine::proof
