// What the tests of a rule set reach: clusters, rules, rows of tables, and each side of each condition.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"

namespace spanne::engine {

struct Reached {
  std::size_t count = 0, all = 0;
  /// Rounded down: 100 only where nothing is left; 100 of nothing.
  std::size_t percent() const { return all == 0 ? 100 : count * 100 / all; }
};

/// Something that no test reaches.
struct Gap {
  enum class Kind {
    cluster,  // no test's account belongs to it
    rule,     // it matches in no test
    row,
    side,  // of a condition: it never comes out `never`, or is not even tried
  } kind = Kind::side;
  grammar::TextSpan span;
  std::string name;           // "regional", "many_sites", "contracts#3"; side: of what the condition stands in
  std::string condition;      // side: in the author's words
  std::optional<bool> never;  // side: nullopt where it is never tried, which counts as two sides
};

struct Coverage {
  Reached clusters, rules, rows, sides;
  std::vector<Gap> gaps;  // in the order of the text
  bool complete() const { return gaps.empty(); }
};

/// A side counts once a test has tried the condition and it came out so: with the cluster in scope, the rule in force,
/// and nothing before it in `and` or `or` that decided. Comparisons, whether a value is known and yes-or-no attributes
/// count, in defines and lookups too. `today` dates the tests of a rule set that has no effective period.
Coverage coverage(const Model& model, Date today);

}  // namespace spanne::engine
