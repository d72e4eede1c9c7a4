// Questions are what the rules in force ask about one attribute: the values at which an answer can change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/explain/condition.hpp"

namespace spanne::engine {

/// A comparison or an amount that an attribute enters through a calculation, so that the values at which it changes
/// cannot be read off.
struct Calculation {
  TermId term = 0;
  /// set if the term is what `per` counts; only started or full portions above its threshold matter
  const Proportion* per = nullptr;
};

struct Questions {
  bool asked = false;                    // something in force uses the attribute
  bool in_amounts = false;               // it enters an amount, or what an amount is counted per
  std::vector<std::int64_t> thresholds;  // the numbers or days it is compared with, in millionths or days
  std::vector<std::string> texts;        // the texts it is compared with, including beginnings
  std::vector<Calculation> calculations;
};

/// The terms that are used on one day by clusters, rules and tables.
class RulesInForce {
 public:
  explicit RulesInForce(const Evaluator& evaluator);

  /// `account` computes what the attribute is compared with if that is not constant.
  Questions about(AttributeId attribute, AccountContext& account) const;

 private:
  void reach(TermId id);
  void reach(const Effect& effect);
  bool uses(TermId id, AttributeId attribute, std::vector<signed char>& known) const;
  bool is(TermId id, AttributeId attribute) const;

  const Model& model_;
  const Evaluator& evaluator_;
  std::vector<bool> reached_;
  std::vector<TermId> terms_;  // the reached terms, in the order in which they were reached
  std::vector<Calculation> amounts_;
};

}  // namespace spanne::engine
