// Comparing generated versions: what is only put in another order is no change, and where a comparison says that
// nothing can change results, nothing does.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "engine/compare/compare.hpp"
#include "engine/compare/impact.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

std::string results(const Outcome& outcome, const Model& model) {
  if (outcome.rejected()) return "rejected";
  std::string text = model.clusters[*outcome.cluster].name;
  const auto add = [&](const Range& range) {
    text += " " + range.low.to_exact_text() + ".." + range.high.to_exact_text();
  };
  add(outcome.total);
  for (const Range& kind : outcome.kinds) add(kind);
  auto flags = outcome.flags;
  std::sort(flags.begin(), flags.end());
  for (const auto& flag : flags) text += " " + flag;
  return text;
}

/// What only moved has no parts.
std::string parts_text(const Alteration& alteration) {
  std::string text;
  for (const auto& part : alteration.parts) text += ": " + part.name + " " + part.before + " / " + part.after;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated_versions)

BOOST_AUTO_TEST_CASE(another_order_is_no_change) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Random random(seed);
    const RuleSetText rules = generate_rule_set(seed);
    const auto before = model_if_right(rules.text()), after = model_if_right(shuffled(rules, random).text());
    BOOST_REQUIRE(before && after);
    const VersionComparison comparison = compare(*before, *after);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << rules.text()) {
      for (const auto& one : comparison.differences)
        BOOST_TEST(!one.matters(), title_of(one) << " " << to_text(one.change) << parts_text(one));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_called_the_same_is_the_same) {
  std::size_t same = 0, changed = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    const RuleSetText rules = generate_rule_set(seed);
    const auto before = model_if_right(rules.text()), after = model_if_right(with_slip(rules.text(), random));
    if (!after) continue;
    if (!compare(*before, *after).same_meaning()) {
      ++changed;
      continue;
    }
    ++same;
    for (int count = 0; count < 10; ++count) {
      const Date day = random.pick(rules.days);
      const Account account = random_account(*before, random);
      BOOST_TEST_CONTEXT("seed " << seed << "\n" << after->source->text())
      BOOST_REQUIRE_EQUAL(results(Evaluator(*before, day).evaluate(account), *before),
                          results(Evaluator(*after, day).evaluate(account), *after));
    }
  }
  BOOST_TEST(same > 10U);
  BOOST_TEST(changed > 100U);
}

BOOST_AUTO_TEST_CASE(every_move_has_its_reason) {
  std::size_t moves = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const RuleSetText rules = generate_rule_set(seed);
    const auto before = model_if_right(rules.text()), after = model_if_right(with_slip(rules.text(), random));
    if (!after || after->attributes.size() != before->attributes.size()) continue;
    const Date day = random.pick(rules.days);
    const Evaluator old_evaluator(*before, day), new_evaluator(*after, day);
    const bool same_header = before->capacity == after->capacity && before->utilisation_low == after->utilisation_low &&
                             before->utilisation_high == after->utilisation_high;
    Movement movement(old_evaluator, new_evaluator, compare(*before, *after));
    for (int count = 0; count < 20; ++count) {
      Account account = random_account(*before, random);
      Mover mover;
      mover.before = judge(account, {}, old_evaluator);
      mover.after = judge(account, {}, new_evaluator);
      if (mover.before.rejected() || mover.after.rejected() || movement.same(mover.before, mover.after)) continue;
      ++moves;
      BOOST_TEST_CONTEXT("seed " << seed << "\n" << after->source->text()) {
        const auto responsible = movement.responsible(account, account, mover);
        BOOST_REQUIRE(!responsible.empty());
        if (same_header) BOOST_TEST(responsible.front().name != "header");
      }
    }
  }
  BOOST_TEST(moves > 100U);
}

BOOST_AUTO_TEST_SUITE_END()
