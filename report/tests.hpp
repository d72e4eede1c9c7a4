// Shows the results of `test`: each test, what no test reaches, and the changes that no test would notice.
#pragma once

#include <string>
#include <vector>

#include "engine/testing/coverage.hpp"
#include "engine/testing/mutants/mutate.hpp"
#include "engine/testing/mutants/suggest.hpp"
#include "engine/testing/run.hpp"

namespace spanne::report {

/// One line for a test that passed; otherwise expected and actual results side by side, and the derivation.
std::string test_view(const engine::Model& model, const engine::Test& test, const engine::TestResult& result,
                      bool color);
/// What no test reaches, one line each, then the coverage.
std::string coverage_view(const engine::Model& model, const engine::Coverage& coverage, bool color);
/// The changes that no test notices, one line each, then the mutation score.
std::string mutation_view(const engine::Model& model, const std::vector<engine::Mutant>& mutants,
                          const engine::Mutation& mutation, bool color);

/// Rule text: the tests, each after the change it notices, with explanations in comments.
std::string suggestions_view(const engine::Model& model, const std::vector<engine::Mutant>& mutants,
                             const engine::Suggestions& suggestions);

/// "many_sites: decentral is never no", "cluster dormant is never reached".
std::string gap_words(const engine::Gap& gap);
/// "many_sites: sites > 10 → sites >= 10".
std::string change_words(const engine::Mutant& mutant, const engine::Model& model);

}  // namespace spanne::report
