// Groups, loads and people without work.
#include "engine/portfolio/portfolio.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Fraction;

engine::Account account(const std::string& id, const std::string& kam, int sites) {
  engine::Account one;
  one.values = {id,
                kam.empty() ? engine::Value{} : engine::Value{kam},
                engine::ChoiceValue{0},
                engine::Decimal{},
                engine::Decimal::whole(sites),
                false,
                {},
                engine::Decimal{},
                {}};
  return one;
}

BOOST_AUTO_TEST_CASE(owners_have_loads_and_the_rest_has_none) {
  const auto model = tests::model("cluster all: otherwise -> 0 FTE\na: always -> +0.1 FTE per sites\n");
  const engine::Evaluator evaluator(model, *engine::make_date(2026, 1, 1));
  const std::vector<engine::Account> accounts{account("A", "Anna", 9), account("B", "Ben", 2), account("A", "Ben", 3),
                                              account("C", "", 1)};
  const std::vector<engine::GroupBy> owner{{model.owner_attribute()}};
  engine::Subtotals sums(model, nullptr, owner);
  sums.break_down();
  sums.count_accounts();
  std::vector<engine::Outcome> outcomes;
  for (const auto& one : accounts) outcomes.push_back(evaluator.evaluate(one));
  for (std::size_t i = 0; i < accounts.size(); ++i) sums.add({&accounts[i], &outcomes[i], false}, i);
  const auto portfolio =
      portfolio_of(sums.tally(), model, owner, {{"Ben", Fraction::ratio(1, 2)}, {"Anna", 1}, {"Cleo", 1}});

  BOOST_REQUIRE_EQUAL(portfolio.groups.size(), 4U);
  const auto& [anna, ben, unassigned, cleo] =
      std::tie(portfolio.groups[0], portfolio.groups[1], portfolio.groups[2], portfolio.groups[3]);
  BOOST_TEST((anna.labels.front() == "Anna" && anna.load->band.value == engine::Band::in_band &&
              anna.load->shares->middle.low == Fraction::ratio(9, 10)));
  BOOST_TEST((ben.sum.rows == 2 && ben.load->shares->middle.low == Fraction(1) &&
              ben.load->band.value == engine::Band::in_band));
  BOOST_TEST((unassigned.labels.front().empty() && !unassigned.load));
  BOOST_TEST((cleo.labels.front() == "Cleo" && cleo.sum.rows == 0 && cleo.load->band.value == engine::Band::under &&
              !cleo.spans));
  BOOST_TEST((portfolio.total.sum.rows == 4 && portfolio.accounts == 3 &&
              portfolio.total.sum.effort.low == Fraction::ratio(3, 2)));
  BOOST_TEST(
      (portfolio.total.headcount.value.low == Fraction(2) && portfolio.total.headcount.value.high == Fraction(2)));
}

BOOST_AUTO_TEST_CASE(a_rejected_row_counts_where_its_group_can_be_read) {
  const auto model = tests::model("cluster all: otherwise -> 0.1 FTE\n");
  const std::vector<engine::GroupBy> owner{{model.owner_attribute()}};
  engine::Subtotals sums(model, nullptr, owner);
  sums.break_down();
  const auto readable = account("A", "Anna", 1), unreadable = account("B", "", 1), nobodys = account("C", "", 1);
  const engine::UnreadableCells cells{{*model.owner_attribute(), "#NAME?"}}, other_cells{{0, "#NAME?"}};
  const engine::Outcome none;
  sums.add({&readable, &none, true}, 0);
  sums.add({&unreadable, &none, true, &cells}, 1);
  sums.add({&nobodys, &none, true, &other_cells}, 2);
  const auto tally = sums.tally();
  BOOST_TEST(tally.ungrouped == 1U);
  const auto portfolio = portfolio_of(tally, model, owner, {});
  BOOST_REQUIRE_EQUAL(portfolio.groups.size(), 2U);
  BOOST_TEST((portfolio.groups[1].labels.front().empty() && portfolio.groups[1].sum.rejected == 1));
  BOOST_TEST((portfolio.groups[0].sum.rejected == 1 && !portfolio.groups[0].spans &&
              portfolio.groups[0].headcount.value.high == Fraction(0)));
  BOOST_TEST((portfolio.total.sum.rows == 3 && portfolio.total.sum.rejected == 3));
}

BOOST_AUTO_TEST_CASE(no_group_is_called_like_another) {
  const auto model = tests::model("cluster all: otherwise -> 0.1 FTE\n");
  const engine::GroupBy owner{model.owner_attribute()}, cluster{};
  const auto name = [&](const char* label, const engine::GroupBy& by, bool first) {
    return group_name(label, by, first, model);
  };
  BOOST_TEST(name("", owner, true) == "unassigned");
  BOOST_TEST(name("", cluster, true) == "");
  BOOST_TEST(name("unassigned", owner, false) == "\"unassigned\"");
  BOOST_TEST(name("\"unassigned\"", owner, false) == "\"\"unassigned\"\"");
  BOOST_TEST(name("unassigned", cluster, true) == "unassigned");
  BOOST_TEST(name("total", cluster, true) == "\"total\"");
  BOOST_TEST(name("total", cluster, false) == "total");
  BOOST_TEST(name("t\u043Etal\u200B", owner, true) == "\"t\u043Etal\u200B\"");
  BOOST_TEST(name("Anna", owner, true) == "Anna");
  BOOST_TEST(name("\"Anna\"", owner, true) == "\"Anna\"");
  BOOST_TEST(group_name(std::string(engine::empty_text_label), owner, true, model) == "\"\"");
  BOOST_TEST(name("\"\"", owner, true) == "\"\"\"\"");
}

}  // namespace
