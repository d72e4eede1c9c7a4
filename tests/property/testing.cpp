// What must hold for coverage, mutants and suggested tests of every rule set.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/semantics/evaluate.hpp"
#include "engine/testing/coverage.hpp"
#include "engine/testing/mutants/mutate.hpp"
#include "engine/testing/mutants/suggest.hpp"
#include "engine/testing/run.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

const Date today = *make_date(2026, 7, 1);

bool any_fails(const Model& model) {
  return std::any_of(model.tests.begin(), model.tests.end(),
                     [&](const Test& test) { return !run_test(model, test, today).passed(); });
}

/// One in so many, for what takes its time.
std::vector<Mutant> every(std::size_t nth, std::vector<Mutant> all) {
  std::vector<Mutant> some;
  for (std::size_t i = 0; i < all.size(); i += nth) some.push_back(std::move(all[i]));
  return some;
}

/// What some accounts get, as text.
std::string results(const Model& model, const std::vector<Account>& accounts) {
  std::string text;
  for (const Account& account : accounts) {
    const Outcome outcome = Evaluator(model, model.effective.from.value_or(today)).evaluate(account);
    text += outcome.rejected() ? to_text(outcome.rejections.front(), model)
                               : outcome.total.low.to_exact_text() + " " + outcome.total.high.to_exact_text();
    text += "\n";
  }
  return text;
}

std::vector<Account> some_accounts(const Model& model, Random& random) {
  std::vector<Account> accounts;
  for (int count = 0; count < 4; ++count) accounts.push_back(random_account(model, random));
  return accounts;
}

std::set<std::string> texts(const std::vector<Gap>& gaps) {
  std::set<std::string> all;
  for (const Gap& gap : gaps)
    for (const bool side : {false, true})
      if (gap.kind != Gap::Kind::side || !gap.missing_result || *gap.missing_result == side)
        all.insert(std::to_string(gap.span.begin) + " " + gap.name + " " + gap.condition +
                   (gap.kind == Gap::Kind::side && side ? " yes" : " no"));
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_of_rules)

BOOST_AUTO_TEST_CASE(a_mutant_put_in_and_taken_out_leaves_nothing_behind) {
  for_every_rule_set(
      [](const RuleSetText&, const Model& model, Random& random) {
        const auto accounts = some_accounts(model, random);
        const std::string before = results(model, accounts);
        Model copy = model;
        for (Mutant& mutant : mutants(model)) {
          BOOST_TEST_CONTEXT(change_text(mutant)) {
            BOOST_REQUIRE(mutant.was != mutant.is);
            mutant.exchange(copy);
            results(copy, accounts);  // whatever comes out, something does
            mutant.exchange(copy);
            BOOST_REQUIRE(copy.terms.size() == model.terms.size());
          }
        }
        BOOST_TEST(results(copy, accounts) == before);
      },
      30);
}

BOOST_AUTO_TEST_CASE(suggested_tests_can_be_pasted_and_notice_what_they_say) {
  std::size_t suggested = 0;
  for_every_rule_set(
      [&](const RuleSetText& rules, Model model, Random& random) {
        model.tests.clear();
        const std::size_t nth = 20 + random.below(10);
        auto changes = every(nth, mutants(model));
        const Mutation before = mutate(model, changes, today);
        BOOST_REQUIRE(before.count() == 0U);
        const Suggestions suggestions = suggest(model, changes, before, today, 8);
        std::string pasted = rules.text() + "\n";
        for (const auto* list : {&suggestions.noticing, &suggestions.around})
          for (const Suggestion& one : *list) pasted += "\n" + one.text;
        const Model after = model_of(pasted);
        suggested += suggestions.noticing.size();

        // The rule set's own tests stand before them and may fail.
        Model only = after;
        only.tests.erase(only.tests.begin(), only.tests.begin() + static_cast<std::ptrdiff_t>(
                                                                      after.tests.size() - suggestions.noticing.size() -
                                                                      suggestions.around.size()));
        for (const Test& test : only.tests) {
          const TestResult result = run_test(only, test, today);
          BOOST_TEST_CONTEXT(test_text(test, only)) BOOST_TEST(result.passed());
        }
        auto same_changes = every(nth, mutants(only));
        BOOST_REQUIRE(same_changes.size() == changes.size());
        const Mutation noticed = mutate(only, same_changes, today);
        for (const Suggestion& one : suggestions.noticing)
          for (const std::size_t index : one.notices)
            BOOST_TEST_CONTEXT(one.text << change_text(changes[index])) BOOST_TEST(noticed.noticed[index]);
        for (std::size_t i = 0; i < same_changes.size(); ++i) {
          Model changed = only;
          same_changes[i].exchange(changed);
          BOOST_TEST_CONTEXT(change_text(same_changes[i])) BOOST_TEST(any_fails(changed) == noticed.noticed[i]);
        }

        // More tests reach more.
        std::set<std::string> unreached = texts(coverage(model, today).gaps);
        Model growing = only;
        growing.tests.clear();
        for (const Test& test : only.tests) {
          growing.tests.push_back(test);
          const auto left = texts(coverage(growing, today).gaps);
          BOOST_TEST(std::includes(unreached.begin(), unreached.end(), left.begin(), left.end()));
          unreached = left;
        }
      },
      8);
  BOOST_TEST(suggested > 8U);
}

BOOST_AUTO_TEST_SUITE_END()
