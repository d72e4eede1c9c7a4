// Coverage measures what the tests of a rule set reach: clusters, rules, rows of tables, and each side of each
// condition.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

/// How many things of one kind are reached, out of all.
struct Reached {
  std::size_t count = 0, all = 0;
  /// Rounded down, so 100 means that nothing is missing; 100 if there are none.
  std::size_t percent() const { return all == 0 ? 100 : count * 100 / all; }
};

/// Something that no test reaches.
struct Gap {
  enum class Kind {
    cluster,  // no test's account is in it
    rule,     // it matches in no test
    row,
    side,  // of a condition: it is never `missing_result`, or it is never evaluated
  } kind = Kind::side;
  grammar::TextSpan span;
  std::string name;       // "regional", "many_sites", "contracts#3"; side: of the statement that contains it
  std::string condition;  // side: in the author's words
  std::optional<bool> missing_result;  // side: nullopt if it is never evaluated, which counts as two sides
};

struct Coverage {
  Reached clusters, rules, rows, sides;
  std::vector<Gap> gaps;  // in the order of the text
  bool complete() const { return gaps.empty(); }
};

/// Measures coverage. A side of a condition is reached when a test has evaluated the condition with that result: with
/// the cluster in scope, the rule in force, and no earlier operand of `and` or `or` having decided. Conditions are
/// comparisons, whether a value is known, and yes-or-no attributes, in defines and lookups too. `today` dates the tests
/// of a rule set without an effective period.
Coverage coverage(const Model& model, Date today);

}  // namespace spanne::engine
