// Mutation testing: changes a rule set in one place at a time and finds out whether its tests notice.
//
// A change that no test notices is a place where the guideline could be wrong, or be edited by mistake, without anybody
// seeing it. Changes that the checker would refuse, and those that provably change no result, are not made.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/testing/sites.hpp"
#include "engine/value/executor.hpp"

namespace spanne::engine {

/// One change, in the author's words.
struct Mutant {
  StatementRef owner;
  grammar::TextSpan span;            // of the changed text
  std::string was, is;               // "sites > 10", "sites >= 10"; `is` is empty if something is left out
  std::optional<TermId> comparison;  // the comparison whose operator or threshold is changed
  bool at_threshold = false;         // only accounts at the threshold, or next to it, can show the change
  /// Applies the change; the second call reverts it. Touches nothing else, so that one copy of the model can take one
  /// mutant after another.
  std::function<void(Model&)> exchange;
};

/// All mutants of a model, in the order of the text.
std::vector<Mutant> mutants(const Model& model);

/// The change in words: "sites > 10 → sites >= 10", "without decentral".
std::string change_text(const Mutant& mutant);

/// The result of running the tests on all mutants.
struct Mutation {
  std::vector<bool> noticed;    // by mutant: whether at least one test fails
  std::size_t unusable = 0;     // tests that fail without any change, and so cannot notice one
  std::size_t count() const;    // number of noticed mutants
  std::size_t percent() const;  // rounded down; 100 if there are no mutants
};

/// Runs the tests on every mutant; mutants are independent tasks for `executor`. `today` as for run_test. `progress` is
/// called from time to time, from any thread of the executor, with the number of mutants done.
Mutation mutate(const Model& model, std::vector<Mutant>& mutants, Date today,
                const std::function<void(std::size_t done)>& progress = {}, const Executor& executor = run_in_order);

}  // namespace spanne::engine
