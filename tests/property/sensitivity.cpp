// Sensitivity, for every rule set: each step is what evaluating the changed guideline says.
#include "engine/planning/sensitivity.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

/// What a step does, by evaluating every row before and after.
struct Separately {
  TotalSum low, high;
  std::size_t rows = 0, rejected = 0;

  Separately(const std::vector<RowResult>& before, const std::vector<RowResult>& after) {
    for (std::size_t index = 0; index < before.size(); ++index) {
      const Outcome &was = before[index].outcome, &is = after[index].outcome;
      if (was.rejected()) continue;
      if (is.rejected()) {
        ++rejected;
        continue;
      }
      low.add(is.total.low - was.total.low);
      high.add(is.total.high - was.total.high);
      if (!(is.total == was.total)) ++rows;
    }
  }
};

PortfolioRows random_rows(const Model& model, Random& random) {
  PortfolioRows rows;
  for (std::size_t line = 2; line < 26; ++line) rows.rows.push_back({line, random_account(model, random), {}, {}});
  rows.counted = model.figure_attributes();
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sensitivity)

BOOST_AUTO_TEST_CASE(each_step_equals_an_evaluation_of_the_changed_guideline) {
  std::map<SensitiveFigure::Kind, std::size_t> moved;
  std::size_t in_calculations = 0, borders = 0, proportions = 0;
  for_every_rule_set(
      [&](const RuleSetText& rules, const Model& model, Random& random) {
        const PortfolioRows rows = random_rows(model, random);
        const Date day = random.pick(rules.days);
        const RowEvaluation evaluation(model, day, rows);
        const auto before = evaluate_all(evaluation, run_in_order);
        Sensitivity found = sensitivity_of(evaluation, Fraction::ratio(1, 10), run_in_order);
        for (SensitivityEntry& entry : found.entries) {
          std::optional<Mutant>* mutants[] = {&entry.figure.down, &entry.figure.up};
          const std::optional<SensitivityStep>* steps[] = {&entry.down, &entry.up};
          for (std::size_t direction = 0; direction < 2; ++direction) {
            BOOST_REQUIRE_EQUAL(mutants[direction]->has_value(), steps[direction]->has_value());
            if (!*mutants[direction]) continue;
            Model changed = model;
            (**mutants[direction]).exchange(changed);
            const RowEvaluation again(changed, day, rows);
            const Separately expected(before, evaluate_all(again, run_in_order));
            const SensitivityStep& step = **steps[direction];
            BOOST_TEST_CONTEXT(entry.figure.name << ": " << entry.figure.was << " becomes " << step.is) {
              BOOST_REQUIRE(step.change.low.low == expected.low.value().low);
              BOOST_REQUIRE(step.change.high.low == expected.high.value().low);
              BOOST_REQUIRE_EQUAL(step.rows, expected.rows);
              BOOST_REQUIRE_EQUAL(step.rejected, expected.rejected);
            }
            if (step.rows > 0) ++moved[entry.figure.kind];
            if (step.rows > 0 && entry.figure.in_calculation) ++in_calculations;
            if (step.rows > 0 && entry.figure.comparisons.size() > 1) ++borders;
            const bool counts_above = entry.figure.kind == SensitiveFigure::Kind::threshold;
            if (step.rows > 0 && counts_above && !entry.figure.effects.empty()) ++proportions;
          }
        }
        for (std::size_t entry = 1; entry < found.entries.size(); ++entry)
          BOOST_REQUIRE(found.entries[entry - 1].reach() >= found.entries[entry].reach());
      },
      60);
  BOOST_TEST(moved[SensitiveFigure::Kind::amount] > 100U);
  BOOST_TEST(moved[SensitiveFigure::Kind::factor] > 20U);
  BOOST_TEST(moved[SensitiveFigure::Kind::threshold] > 100U);
  BOOST_TEST(in_calculations > 10U);
  BOOST_TEST(borders > 5U);
  BOOST_TEST(proportions > 5U);
}

BOOST_AUTO_TEST_SUITE_END()
