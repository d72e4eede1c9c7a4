// What if the rules were a little different: changes of a rule set, one at a time, and whether its tests would notice.
//
// A change that no test notices is a place where the guideline could be wrong, or be edited by mistake, and nobody
// would see it. Not made are changes that the check would refuse, and those that provably change no result.
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

/// One change, in the author's terms.
struct Mutant {
  StatementRef owner;
  grammar::TextSpan span;            // of what is changed
  std::string was, is;               // "sites > 10", "sites >= 10"; `is` is empty where something is left out
  std::optional<TermId> comparison;  // whose sign or threshold is changed
  bool at_threshold = false;         // so that only accounts at the threshold, or next to it, can show it
  /// Puts the change in, and the second time takes it out again. Touches nothing else of the model, so that a copy can
  /// take one mutant after another.
  std::function<void(Model&)> exchange;
};

/// All changes there are to try, in the order of the text.
std::vector<Mutant> mutants(const Model& model);

/// "sites > 10 → sites >= 10", "without decentral".
std::string change_text(const Mutant& mutant);

struct Mutation {
  std::vector<bool> noticed;    // by mutant: at least one test fails
  std::size_t unusable = 0;     // tests that fail already and so cannot notice anything
  std::size_t count() const;    // of those noticed
  std::size_t percent() const;  // rounded down; 100 of nothing
};

/// Runs the tests on every mutant, which are independent tasks. `today` as for run_test. `progress` is told now and
/// then, in whatever thread the executor uses, how many are done.
Mutation mutate(const Model& model, std::vector<Mutant>& mutants, Date today,
                const std::function<void(std::size_t done)>& progress = {}, const Executor& executor = run_in_order);

}  // namespace spanne::engine
