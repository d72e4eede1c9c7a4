// Runs the tests of a rule file: evaluates each given account and compares each expected figure exactly.
#pragma once

#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "engine/semantics/evaluate.hpp"

namespace spanne::engine {

/// An expectation that was not met, in the author's words, and the actual result.
struct Difference {
  grammar::TextSpan span;
  std::string expected;  // "accounts_per_kam = 8 .. 10"
  std::string actual;    // "accounts_per_kam = 5 .. 6"
};

struct TestResult {
  Account account;  // that was evaluated: the given one, with its figures of groups
  Outcome outcome;
  Date as_of;
  std::vector<Difference> differences;
  bool passed() const { return differences.empty(); }
};

/// The day of a test: its own, else the first of the effective period, else `today`.
Date day_of(const Test& test, const Model& model, Date today);

/// The account a test gives, with the figures of groups it leaves out: those of the account as the only row.
Account account_of(const Test& test, const Evaluator& evaluator);

/// The expectations that are not met; empty if the test passes. `evaluator` is the one the outcome comes from.
std::vector<Difference> differences(const Test& test, const Outcome& outcome, const Evaluator& evaluator);

/// Evaluates a test. `today` dates the tests of a rule set without an effective period.
TestResult run_test(const Model& model, const Test& test, Date today);

}  // namespace spanne::engine
