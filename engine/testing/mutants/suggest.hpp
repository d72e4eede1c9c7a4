// Tests that would notice what no test notices today, as rule text to be read and pasted.
//
// What they expect is what the rule set gives now, which is not for that reason right.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/testing/mutants/mutate.hpp"

namespace spanne::engine {

struct Suggestion {
  Test test;
  std::string text;                  // rule text: `test "…"`, given, expect; ends with a line break
  std::vector<std::size_t> notices;  // mutants that no test before it notices
};

struct Suggestions {
  std::vector<Suggestion> noticing;  // each notices something that nothing before it does; in the order of the text
  /// The rest of just below, at and just above, for thresholds that no test has met.
  std::vector<Suggestion> around;
  std::vector<std::size_t> not_found;  // mutants for which no account was found
  std::size_t left_off = 0;            // mutants not looked at, because there are `most` tests already
};

/// `mutation` is what the tests notice of the `mutants`; `most` limits `noticing` and `around`, each.
Suggestions suggest(const Model& model, std::vector<Mutant>& mutants, const Mutation& mutation, Date today,
                    std::size_t most, const std::function<void(std::size_t done)>& progress = {});

/// Rule text that reads as this test; figures must have an exact text (see exact_effort).
std::string test_text(const Test& test, const Model& model);

}  // namespace spanne::engine
