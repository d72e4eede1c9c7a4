// The plan over blocks and the plain evaluator agree on every generated rule set and account, to the last digit.
#include "engine/evaluate/fast.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>

#include "engine/check/check.hpp"
#include "engine/evaluate/evaluate.hpp"
#include "engine/value/vectors.hpp"
#include "grammar/parse.hpp"
#include "tests/support/generate.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

std::uint64_t runs() {
  const char* wanted = std::getenv("SPANNE_PROPERTY_RUNS");
  return wanted == nullptr ? 120 : std::strtoull(wanted, nullptr, 10);
}

Model model_of(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("generated.spanne", text);
  Checked checked = check(grammar::parse(*source).tree, source);
  BOOST_REQUIRE(checked.model);
  return std::move(*checked.model);
}

std::string text_of(const Range& range) { return range.low.to_exact_text() + " .. " + range.high.to_exact_text(); }

void require_same(const Outcome& fast, const Outcome& plain, const Model& model) {
  BOOST_REQUIRE(!plain.rejected());
  BOOST_REQUIRE(fast.cluster == plain.cluster);
  BOOST_REQUIRE_EQUAL(text_of(fast.total), text_of(plain.total));
  BOOST_REQUIRE_EQUAL(text_of(fast.limit), text_of(plain.limit));
  for (std::size_t kind = 0; kind < model.kinds.size(); ++kind)
    BOOST_REQUIRE_EQUAL(text_of(fast.kinds[kind]), text_of(plain.kinds[kind]));
  BOOST_REQUIRE(fast.matched == plain.matched);
  BOOST_TEST(fast.flags == plain.flags, boost::test_tools::per_element());
}

struct Tally {
  std::size_t rows = 0, sure = 0, rejected = 0, plans = 0, rule_sets = 0;
};

/// One rule set on one day, one block of accounts.
void compare(const Model& model, Date day, const std::vector<Account>& accounts, Tally& count) {
  const Evaluator evaluator(model, day);
  const auto plan = make_plan(evaluator, {});
  ++count.rule_sets;
  if (!plan) return;
  ++count.plans;
  Block block(plan->lanes);
  for (const Account& account : accounts) {
    for (AttributeId id = 0; id < account.values.size(); ++id)
      if (!block.set(block.rows, id, account.values[id])) block.plain.set(block.rows);
    ++block.rows;
  }
  BlockEvaluator fast(*plan, model);
  limit_vectors(static_cast<Vectors>(count.rule_sets % 3));
  fast.run(block);
  limit_vectors(Vectors::avx512);
  for (std::size_t row = 0; row < accounts.size(); ++row) {
    ++count.rows;
    if (fast.is_plain(row)) {
      count.rejected += evaluator.evaluate(accounts[row]).rejected() ? 1U : 0U;
      continue;
    }
    ++count.sure;
    BOOST_TEST_CONTEXT("row " << row << " on " << to_text(day)) {
      const Outcome plain = evaluator.evaluate(accounts[row]);
      if (plain.rejected()) BOOST_TEST_MESSAGE(plain.reasons.front());
      require_same(fast.outcome(row), plain, model);
      BOOST_REQUIRE_EQUAL(fast.rule_count(row), static_cast<std::int64_t>(plain.matched.size()));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fast_and_plain)

BOOST_AUTO_TEST_CASE(they_agree_on_every_rule_set_and_account) {
  Tally count;
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    const RuleSetText rules = generate_rule_set(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules.text()) {
      const Model model = model_of(rules.text());
      Random random(seed);
      for (const std::size_t rows : {std::size_t{1}, static_cast<std::size_t>(random.between(60, 70))}) {
        std::vector<Account> accounts;
        while (accounts.size() < rows) accounts.push_back(random_account(model, random));
        compare(model, random.pick(rules.days), accounts, count);
      }
    }
  }
  BOOST_TEST_MESSAGE(count.sure << " of " << count.rows << " rows, " << count.plans << " of " << count.rule_sets);
  BOOST_TEST_MESSAGE(count.rejected << " of the others are rejected");
  BOOST_TEST(count.sure * 4 > count.rows);
  BOOST_TEST(count.plans * 2 > count.rule_sets);
}

BOOST_AUTO_TEST_SUITE_END()
