// The tests that stand in a rule file: each account given is evaluated, each figure expected compared exactly.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// One expectation that did not come true, as the author wrote it, and what came instead.
struct Difference {
  grammar::TextSpan span;
  std::string expected;  // "accounts_per_kam = 8 .. 10"
  std::string actual;    // "accounts_per_kam = 5 .. 6"
};

struct TestResult {
  Outcome outcome;
  Date as_of;
  std::vector<Difference> differences;
  bool passed() const { return differences.empty(); }
};

/// The test's own day, else the first of the effective period, else `today`.
Date day_of(const Test& test, const Model& model, Date today);

/// What of a test does not come true; empty where it passes.
std::vector<Difference> differences(const Test& test, const Outcome& outcome, const Model& model);

/// `today` dates the tests of a rule set that has no effective period.
TestResult run_test(const Model& model, const Test& test, Date today);

}  // namespace spanne::engine
