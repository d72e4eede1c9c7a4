// Sums of groups from several threads, in order of appearance, beyond 64 bits where they have to be.
#include "engine/portfolio/subtotals.hpp"

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/columns/plan.hpp"
#include "tests/support/rules.hpp"

using namespace spanne::engine;

namespace {

const std::string head = "ruleset \"G\" version 1.0.0\n";
const std::string attributes = "attributes\n  kam text owner optional\n  sites integer\n";

struct Fixture {
  explicit Fixture(const std::string& rules, const std::string& kinds = {})
      : model(std::move(*spanne::tests::read(head + kinds + attributes + rules).checked.model)),
        evaluator(model, Date{}),
        plan(*make_plan(evaluator, {})),
        column_kinds{ColumnKind::text, ColumnKind::narrow},
        block(column_kinds),
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
  std::vector<ColumnKind> column_kinds;
  Block block;
  BlockEvaluator outcomes;
  std::deque<std::string> kept;
};

std::string shown(const Subtotals& sums, std::size_t by = 1) {
  std::string text;
  const Tally tally = sums.tally();
  for (const auto& [label, sum] : tally.groups)
    text += fmt::format("{} {}/{} {}; ", fmt::join(labels_in(label, by), "|"), sum.rows, sum.rejected,
                        sum.effort.low.to_text());
  return text + fmt::format("{}/{} {}", tally.total.rows, tally.total.rejected, tally.total.effort.high.to_text());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(subtotals)

BOOST_AUTO_TEST_CASE(two_threads_in_the_order_of_the_file) {
  Fixture all("cluster one: otherwise -> 0.2 FTE\n");
  const GroupBy owner{all.model.owner_attribute()};
  Subtotals early(all.model, &all.plan, {owner}), late(all.model, &all.plan, {owner});
  all.fill({"Zoe", "", "Anna"});
  for (std::size_t row = 0; row < 3; ++row) late.add(all.block, all.outcomes, row, 10 + row);
  all.fill({"Anna", "Anna"});
  for (std::size_t row = 0; row < 2; ++row) early.add(all.block, all.outcomes, row, row);
  const Account nobody{{Value{}, Value{}}}, zoe{{Value{std::string("Zoe")}, Value{}}};
  const Outcome rejected;
  const UnreadableCells cells{{*owner.attribute, "#REF!"}};
  early.add({&nobody, &rejected, true, &cells}, 5);  // belongs to no group
  early.add({&zoe, &rejected, true}, 6);
  early.add(late);
  BOOST_TEST(shown(early) == "Anna 3/0 0.6; Zoe 2/1 0.2;  1/0 0.2; 7/2 1");
}

BOOST_AUTO_TEST_CASE(no_sum_is_too_large) {
  Fixture all("cluster one: otherwise -> 2_000_000_000_000 FTE\nx: sites = 3 -> +0.000001 FTE\n");
  Subtotals sums(all.model, &all.plan, {GroupBy{std::nullopt}});
  all.fill({"Anna", "Ben", "Cleo", "Dora", "Eva", "Finn"});
  for (std::size_t row = 0; row < 6; ++row) sums.add(all.block, all.outcomes, row, row);
  BOOST_TEST(shown(sums) == "one 6/0 12000000000000.000006; 6/0 12000000000000.000006");
}

BOOST_AUTO_TEST_CASE(labels_of_several_attributes_are_not_mistaken_for_one_another) {
  Fixture all("cluster one: sites > 2 -> 0.2 FTE\ncluster two: otherwise -> 0.1 FTE\n");
  Subtotals sums(all.model, &all.plan, {{0}, {1}, {}}), others(all.model, &all.plan, {{0}, {1}, {}});
  all.fill({"Anna", "", "Anna"});
  for (std::size_t row = 0; row < 3; ++row) sums.add(all.block, all.outcomes, row, 10 + row);
  const Account anna{{Value{std::string("Anna")}, Value{Decimal::whole(1)}}};
  Outcome little = all.evaluator.evaluate(anna);
  others.add({&anna, &little, false}, 1);
  sums.add(others);
  BOOST_TEST(shown(sums, 3) == "Anna|1|two 1/0 0.1; Anna|3|one 2/0 0.4; |3|one 1/0 0.2; 4/0 0.7");
}

BOOST_AUTO_TEST_CASE(reach_and_kinds_of_rows_of_every_sort) {
  Fixture all("cluster one: otherwise -> 0.2 .. 0.3 FTE inner\nx: sites > 5 -> +1 FTE outer\n",
              "  effort inner, outer\n");
  Subtotals sums(all.model, &all.plan, {});
  sums.break_down();
  all.fill({"Anna", "Ben"});
  for (std::size_t row = 0; row < 2; ++row) sums.add(all.block, all.outcomes, row, row);
  const Account large{{Value{std::string("Cleo")}, Value{Decimal::whole(6)}}};
  const Outcome one = all.evaluator.evaluate(large);
  sums.add({&large, &one, false}, 2);
  const Tally tally = sums.tally();
  BOOST_TEST(tally.groups.empty());
  BOOST_TEST((tally.total.parts->reach == Range{Fraction::ratio(1, 5), Fraction::ratio(13, 10)}));
  BOOST_REQUIRE_EQUAL(tally.total.parts->kinds.size(), 3U);
  BOOST_TEST((tally.total.parts->kinds[0] == Range{Fraction::ratio(3, 5), Fraction::ratio(9, 10)}));
  BOOST_TEST((tally.total.parts->kinds[1] == Range{1, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
