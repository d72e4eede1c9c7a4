// Sums of groups from several threads, in order of appearance, beyond 64 bits where they have to be.
#include "engine/portfolio/subtotals.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/evaluate/plan.hpp"
#include "tests/support/rules.hpp"

using namespace spanne::engine;

namespace {

const std::string head = "ruleset \"G\" version 1.0.0\nattributes\n  kam text owner optional\n  sites integer\n";

struct Fixture {
  explicit Fixture(const std::string& rules)
      : model(std::move(*spanne::tests::read(head + rules).checked.model)),
        evaluator(model, Date{}),
        plan(*make_plan(evaluator, {})),
        lanes{Lane::text, Lane::narrow},
        block(lanes),
        outcomes(plan, model) {}

  /// Owners of the block's rows.
  void fill(const std::vector<std::string>& owners) {
    block.clear();
    for (const std::string& owner : owners) {
      kept.push_back(owner);
      block.set(block.rows, 0, owner.empty() ? Value{} : Value{kept.back()});
      if (!owner.empty()) (*block.columns[0].text)[block.rows] = kept.back();
      block.set(block.rows, 1, Decimal::whole(3));
      ++block.rows;
    }
    outcomes.run(block);
  }

  Model model;
  Evaluator evaluator;
  Plan plan;
  std::vector<Lane> lanes;
  Block block;
  BlockEvaluator outcomes;
  std::deque<std::string> kept;
};

std::string shown(const Subtotals& sums) {
  std::string text;
  for (const auto& [label, sum] : sums.groups())
    text += fmt::format("{} {}/{} {}; ", label, sum.rows, sum.rejected, sum.effort.low.to_text());
  return text + fmt::format("{}/{} {}", sums.total().rows, sums.total().rejected, sums.total().effort.high.to_text());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(subtotals)

BOOST_AUTO_TEST_CASE(two_threads_in_the_order_of_the_file) {
  Fixture all("cluster one: otherwise -> 0.2 FTE\n");
  const GroupBy owner{all.model.owner_attribute()};
  Labels labels, other_labels;
  Subtotals early(all.model, &all.plan, owner, labels), late(all.model, &all.plan, owner, other_labels);
  all.fill({"Zoe", "", "Anna"});
  for (std::size_t row = 0; row < 3; ++row) late.add(all.block, all.outcomes, row, 10 + row);
  all.fill({"Anna", "Anna"});
  for (std::size_t row = 0; row < 2; ++row) early.add(all.block, all.outcomes, row, row);
  const Account nobody{{Value{}, Value{}}}, zoe{{Value{std::string("Zoe")}, Value{}}};
  const Outcome rejected;
  early.add({&nobody, &rejected, true}, 5);  // belongs to no group
  early.add({&zoe, &rejected, true}, 6);
  early.add(late);
  BOOST_TEST(shown(early) == "Anna 3/0 0.6; Zoe 2/1 0.2;  1/0 0.2; 7/2 1");
}

BOOST_AUTO_TEST_CASE(no_sum_is_too_large) {
  Fixture all("cluster one: otherwise -> 2_000_000_000_000 FTE\nx: sites = 3 -> +0.000001 FTE\n");
  Labels labels;
  Subtotals sums(all.model, &all.plan, GroupBy{std::nullopt}, labels);
  all.fill({"Anna", "Ben", "Cleo", "Dora", "Eva", "Finn"});
  for (std::size_t row = 0; row < 6; ++row) sums.add(all.block, all.outcomes, row, row);
  BOOST_TEST(shown(sums) == "one 6/0 12000000000000.000006; 6/0 12000000000000.000006");
}

BOOST_AUTO_TEST_SUITE_END()
