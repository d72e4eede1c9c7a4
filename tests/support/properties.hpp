// What must hold for every rule set is tried on generated ones: a few hundred a run, the same ones every time.
//
// SPANNE_PROPERTY_RUNS=10000 tries more of them; a failure names the seed and shows the rule set.
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/runs.hpp"

namespace spanne::test {

inline constexpr int accounts_per_rule_set = 12;

inline std::string errors_of(const grammar::Diagnostics& diagnostics, const grammar::Source& source) {
  std::string text;
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity == grammar::Severity::error) text += grammar::render(diagnostic, source, false) + "\n";
  }
  return text;
}

/// The checked rule set; fails the test where it has an error.
inline engine::Model model_of(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("generated.spanne", text);
  const grammar::Parsed parsed = grammar::parse(*source);
  BOOST_REQUIRE_EQUAL(errors_of(parsed.diagnostics, *source), "");
  engine::Checked checked = engine::check(parsed.tree, source);
  BOOST_REQUIRE_EQUAL(errors_of(checked.diagnostics, *source), "");
  BOOST_REQUIRE(checked.model);
  return std::move(*checked.model);
}

/// The same of a text that may be no rule set: then nothing, and what is wrong with it as a message of the test.
inline std::optional<engine::Model> model_if_right(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("changed.spanne", text);
  const grammar::Parsed parsed = grammar::parse(*source);
  engine::Checked checked = engine::check(parsed.tree, source);
  const std::string errors = errors_of(parsed.diagnostics, *source) + errors_of(checked.diagnostics, *source);
  if (!errors.empty()) BOOST_TEST_MESSAGE(errors);
  if (grammar::has_errors(parsed.diagnostics)) return std::nullopt;
  return std::move(checked.model);
}

/// Calls `examine` with every generated rule set and its model.
template <class Examine>
void for_every_rule_set(const Examine& examine, std::uint64_t usually = 200) {
  for (std::uint64_t seed = 1; seed <= runs(usually); ++seed) {
    const RuleSetText rules = generate_rule_set(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules.text()) {
      Random random(seed);
      examine(rules, model_of(rules.text()), random);
    }
  }
}

/// Calls `examine` with random accounts of the model on several days, and what they get.
template <class Examine>
void for_some_accounts(const RuleSetText& rules, const engine::Model& model, Random& random, const Examine& examine) {
  for (int count = 0; count < accounts_per_rule_set; ++count) {
    const engine::Date day = random.pick(rules.days);
    const engine::Account account = random_account(model, random);
    BOOST_TEST_CONTEXT("account " << count << " on " << to_text(day)) {
      examine(account, day, engine::Evaluator(model, day).evaluate(account));
    }
  }
}

}  // namespace spanne::test
