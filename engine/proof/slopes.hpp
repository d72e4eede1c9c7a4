// How results change as one attribute rises, everything else being equal: for all pairs of a box.
//
// A slope is the change of a value divided by the change of the attribute, in the attribute's own steps of counting. It
// is what lets a rise and a fall of the same attribute be weighed against each other without looking at every value.
#pragma once

#include <map>
#include <vector>

#include "engine/proof/box_evaluator.hpp"

namespace spanne::engine::proof {

struct Slope {
  Fraction low, high;
};

class Slopes {
 public:
  /// The forecasts are those of the two sides of `box`, and have run.
  Slopes(const Space& space, const Box& box, BoxEvaluator& first, BoxEvaluator& second);

  /// Of each result, in the order of Model::result_names().
  std::vector<Slope> results();

 private:
  struct Ends {
    Slope low, high;
  };
  Slope of(TermId id);
  Slope found(TermId id);
  Slope computed(TermId id);
  Slope product(const Slope& a, const Efforts& a_values, const Slope& b, const Efforts& b_values) const;
  Slope between(const Efforts& first, const Efforts& second) const;
  Slope stepped(const Slope& slope, const Fraction& unit) const;
  Efforts values(TermId id);
  bool depends(TermId id) const;
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
  Fraction least_, max_;  // by how much the attribute rises
  std::map<TermId, Slope> known_;
};

}  // namespace spanne::engine::proof
