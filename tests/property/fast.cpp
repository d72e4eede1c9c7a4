// The plan over blocks and the plain evaluator agree on every generated rule set and account, to the last digit.
#include <array>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/columns/block_evaluator.hpp"
#include "engine/value/vectors.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

std::string text_of(const Range& range) { return range.low.to_exact_text() + " .. " + range.high.to_exact_text(); }

void require_same(const Outcome& fast, const Outcome& plain, const Model& model, const Wanted& wanted) {
  BOOST_REQUIRE(!plain.rejected());
  BOOST_REQUIRE(fast.cluster == plain.cluster);
  BOOST_REQUIRE_EQUAL(text_of(fast.total), text_of(plain.total));
  if (wanted.kinds) BOOST_REQUIRE_EQUAL(text_of(fast.limit), text_of(plain.limit));
  for (std::size_t kind = 0; wanted.kinds && kind < model.kinds.size(); ++kind)
    BOOST_REQUIRE_EQUAL(text_of(fast.kinds[kind]), text_of(plain.kinds[kind]));
  if (wanted.matches) BOOST_REQUIRE(fast.matched == plain.matched);
  if (wanted.flags) BOOST_TEST(fast.flags == plain.flags, boost::test_tools::per_element());
}

struct Tally {
  std::size_t rows = 0, sure = 0, rejected = 0, plans = 0, rule_sets = 0;
  std::size_t by_bucket = 0, by_halving = 0, by_parts = 0;  // how numbers are compared

  void note(const Program& program) {
    for (const auto& one : program.threshold_tables) ++(one.buckets.through.empty() ? by_halving : by_bucket);
    for (const auto& one : program.code) by_parts += one.step == OpCode::refine ? 1U : 0U;
  }
};

/// All there is, or what most ask for: then more steps can be made one.
Wanted wanted_in(std::size_t rule_set) { return rule_set % 2 == 0 ? Wanted{} : Wanted::counts(); }

/// One rule set on one day, one block of accounts.
void compare(const Model& model, Date day, const std::vector<Account>& accounts, Tally& count) {
  const Evaluator evaluator(model, day);
  const auto plan = make_plan(evaluator, wanted_in(count.rule_sets));
  ++count.rule_sets;
  if (!plan) return;
  ++count.plans;
  count.note(plan->program);
  Block block(plan->column_kinds);
  for (const Account& account : accounts) {
    for (AttributeId id = 0; id < account.values.size(); ++id)
      if (!block.set(block.rows, id, account.values[id])) block.fallback.set(block.rows);
    ++block.rows;
  }
  BlockEvaluator fast(*plan, model);
  limit_vectors(static_cast<Vectors>(count.rule_sets % 3));
  fast.run(block);
  limit_vectors(Vectors::avx512);
  for (std::size_t row = 0; row < accounts.size(); ++row) {
    ++count.rows;
    if (fast.is_fallback(row)) {
      count.rejected += evaluator.evaluate(accounts[row]).rejected() ? 1U : 0U;
      continue;
    }
    ++count.sure;
    BOOST_TEST_CONTEXT("row " << row << " on " << to_text(day)) {
      const Outcome plain = evaluator.evaluate(accounts[row]);
      if (plain.rejected()) BOOST_TEST_MESSAGE(to_text(plain.rejections.front(), model));
      require_same(fast.outcome(row), plain, model, plan->wanted);
      BOOST_REQUIRE_EQUAL(fast.rule_count(row), static_cast<std::int64_t>(plain.matched.size()));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fast_and_plain)

BOOST_AUTO_TEST_CASE(they_agree_on_every_rule_set_and_account) {
  Tally count;
  for (std::uint64_t seed = 1; seed <= runs(120); ++seed) {
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

/// So many comparisons that places among them are found and compared, spread evenly or not, whole or not.
std::string many_thresholds(Random& random, std::int64_t spread, std::size_t rules) {
  const bool evenly = random.chance(50);
  const auto number = [&] {
    if (evenly) return random.between(-100, 100) * (spread / 60);
    const std::int64_t count = random.between(-spread, spread);
    return random.chance(50) ? count : random.between(0, 40);
  };
  std::string text =
      "ruleset \"Many\" version 1.0.0\nattributes\n  a decimal\n  b integer\n  c integer optional\n"
      "cluster all: otherwise -> 100 FTE\nrules\n";
  const std::array<const char*, 6> comparisons{"<", "<=", ">", ">=", "=", "!="};
  for (std::size_t i = 0; i < rules; ++i) {
    std::string condition;
    for (auto parts = random.between(1, 4); parts > 0; --parts) {
      const auto* compared = comparisons[random.below(comparisons.size())];
      if (!condition.empty()) condition += random.chance(80) ? " and " : " or ";
      switch (random.below(3)) {
        case 0:
          condition += fmt::format("a {} ({} + 0.{:02})", compared, number(), evenly ? 0 : random.below(100));
          break;
        case 1: condition += fmt::format("b {} ({})", compared, number()); break;
        default: condition += fmt::format("(c is known and c {} ({}))", compared, number());
      }
    }
    text += fmt::format("  {} -> {}0.0{} FTE\n", condition, random.chance(50) ? "+" : "-", random.between(1, 9));
  }
  return text;
}

BOOST_AUTO_TEST_CASE(they_agree_however_many_comparisons_there_are) {
  Tally count;
  for (std::uint64_t seed = 1; seed <= runs(120) / 10; ++seed) {
    Random random(seed);
    const auto spread = random.pick<std::int64_t>({60, 300, 40'000, 4'000'000});
    const std::string rules = many_thresholds(random, spread, static_cast<std::size_t>(random.between(30, 400)));
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules) {
      const Model model = model_of(rules);
      std::vector<Account> accounts(static_cast<std::size_t>(random.pick<std::int64_t>({63, 200, 1'000})));
      for (Account& account : accounts) {
        const auto whole = [&] { return Decimal{random.between(-spread, spread) * Decimal::one}; };
        account.values = {Decimal{whole().millionths + random.between(0, 100) * (Decimal::one / 100)},
                          random.chance(50) ? whole() : Decimal{random.between(0, 40) * Decimal::one},
                          random.chance(10) ? Value{} : Value{whole()}};
      }
      compare(model, *make_date(2026, 1, 1), accounts, count);
    }
  }
  BOOST_TEST(count.sure == count.rows);
  BOOST_TEST(count.by_bucket > 0U);
  BOOST_TEST(count.by_halving > 0U);
  BOOST_TEST(count.by_parts > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
