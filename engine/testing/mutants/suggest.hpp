// Suggests tests that would notice what no test notices today, as rule text to be reviewed and pasted.
//
// The expectations are what the rule set gives now, which does not make them right.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/testing/mutants/mutate.hpp"

namespace spanne::engine {

struct Suggestion {
  Test test;
  std::string text;                  // rule text: `test "…"`, given, expect; ends with a line break
  std::vector<std::size_t> notices;  // mutants that no earlier test notices
};

struct Suggestions {
  std::vector<Suggestion> noticing;  // each notices something that no earlier one does; in the order of the text
  /// For thresholds that no test has met: whatever is missing of just below, at, and just above.
  std::vector<Suggestion> around;
  std::vector<std::size_t> not_found;  // mutants for which no account was found
  std::size_t left_off = 0;            // mutants not examined because there are already `most` tests
};

/// `mutation` is what the tests notice of `mutants`. `most` limits `noticing` and `around`, each. `progress` is called
/// with the number of mutants done.
Suggestions suggest(const Model& model, std::vector<Mutant>& mutants, const Mutation& mutation, Date today,
                    std::size_t most, const std::function<void(std::size_t done)>& progress = {});

/// The test as rule text. Its figures must have an exact text (see exact_effort).
std::string test_text(const Test& test, const Model& model);

}  // namespace spanne::engine
