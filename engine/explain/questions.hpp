// What the rules in force ask about one attribute: the values at which an answer can change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/explain/condition.hpp"

namespace spanne::engine {

/// A comparison or an amount that an attribute goes into by way of a calculation, so that the values that matter
/// cannot be read off it.
struct Calculation {
  TermId term = 0;
  const Proportion* per = nullptr;  // the term is what `per` counts: only portions begun, completed, above matter
};

struct Questions {
  bool asked = false;                    // anything in force asks for the attribute
  bool in_amounts = false;               // it goes into an amount, or what an amount is counted per
  std::vector<std::int64_t> thresholds;  // what it is compared with: millionths or days
  std::vector<std::string> texts;        // likewise for texts, also what they begin with
  std::vector<Calculation> calculations;
};

/// The terms that can be reached on one day from clusters, rules and tables.
class RulesInForce {
 public:
  explicit RulesInForce(const Evaluator& evaluator);

  /// `one` computes what the attribute is compared with, where that is no constant.
  Questions about(AttributeId attribute, AccountContext& one) const;

 private:
  void reach(TermId id);
  void reach(const Effect& effect);
  bool uses(TermId id, AttributeId attribute, std::vector<signed char>& known) const;
  bool is(TermId id, AttributeId attribute) const;

  const Model& model_;
  const Evaluator& evaluator_;
  std::vector<bool> reached_;
  std::vector<TermId> terms_;  // reached, in the order of reaching
  std::vector<Calculation> amounts_;
};

}  // namespace spanne::engine
