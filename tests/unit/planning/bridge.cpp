// The shares of causes, against the average over all orders; and the bridge of a few rows by hand.
#include "engine/planning/bridge.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <numeric>
#include <random>

#include "engine/planning/bridge_tables.hpp"
#include "tests/support/rules.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

/// The definition: each order of the causes has the same weight.
std::vector<Range> averaged(const std::vector<Range>& worth, std::size_t causes) {
  std::vector<std::size_t> order(causes);
  std::iota(order.begin(), order.end(), 0);
  std::vector<Range> sums(causes);
  std::int64_t orders = 0;
  do {
    std::size_t subset = 0;
    for (const std::size_t cause : order) {
      const std::size_t with = subset | std::size_t{1} << cause;
      sums[cause] += {worth[with].low - worth[subset].low, worth[with].high - worth[subset].high};
      subset = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (Range& sum : sums) sum = {sum.low / orders, sum.high / orders};
  return sums;
}

/// Rows of the usual head (tests/support/rules.hpp), read by one rule set on one day.
struct Rows {
  PortfolioRows rows;
  Rows& add(const std::string& id, const std::string& kam, int sites, bool decentral) {
    PortfolioRow row;
    row.line = rows.rows.size() + 2;
    row.account.values = {id,        Value{kam}, ChoiceValue{0}, Decimal{}, Decimal::whole(sites),
                          decentral, {},         Decimal{},      {}};
    rows.rows.push_back(std::move(row));
    return *this;
  }
};

const Date day = *make_date(2026, 7, 1);

Bridge made(const Model& before, const Model& after, const PortfolioRows& old_rows, const PortfolioRows& new_rows) {
  const BothSides<const PortfolioRows*> files{&old_rows, &new_rows};
  const auto result = bridge_of({{&before, &after}, {day, day}, {files, files}, {}}, run_in_order);
  BOOST_REQUIRE(std::holds_alternative<Bridge>(result));
  return std::get<Bridge>(result);
}

/// What each step of the first table came to.
std::map<std::string, std::string> steps(const Bridge& bridge, const Model& before, const Model& after) {
  std::map<std::string, std::string> words;
  const auto tables = bridge_tables(bridge, {{"old.csv", "new.csv"}, {"1", "2"}, {&before, &after}});
  for (const auto& row : tables.front().rows)
    if (const auto* change = std::get_if<Enclosure>(&row[5]))
      words[std::get<std::string>(row[0]) + " " + std::get<std::string>(row[1])] = change->low.to_exact_text();
  return words;
}

using Steps = std::map<std::string, std::string>;
constexpr const char* two_rules =
    "cluster all: otherwise -> 0.2 FTE\nmany: sites > 10 -> +0.01 FTE per sites above 10\nfar: decentral -> x 1.5\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(bridges)

BOOST_AUTO_TEST_CASE(shares_are_the_average_over_all_orders) {
  std::mt19937_64 random(8);
  const auto number = [&] { return Fraction::ratio(static_cast<std::int64_t>(random() % 2'001) - 1'000, 840); };
  for (std::size_t causes = 1; causes <= 6; ++causes) {
    std::vector<Range> worth;
    for (std::size_t subset = 0; subset < std::size_t{1} << causes; ++subset) worth.push_back({number(), number()});
    const auto values = shapley_values(worth, causes);
    BOOST_TEST((values == averaged(worth, causes)), "for " << causes);
    Range sum;
    for (const Range& value : values) sum += value;
    BOOST_TEST((sum.low == worth.back().low - worth.front().low && sum.high == worth.back().high - worth.front().high));
  }
}

BOOST_AUTO_TEST_CASE(what_left_came_and_changed) {
  const Model model = tests::model(two_rules);
  const auto old_rows = Rows().add("A", "Anna", 10, false).add("B", "Ben", 20, false).add("C", "Ben", 5, true).rows;
  const auto new_rows = Rows().add("B", "Ben", 40, true).add("C", "Anna", 5, true).add("D", "Anna", 10, false).rows;
  const Bridge bridge = made(model, model, old_rows, new_rows);
  BOOST_TEST((steps(bridge, model, model) == Steps{{"gone engagements that are no longer there", "-0.2"},
                                                   {"new engagements that were not there before", "0.2"},
                                                   {"data sites", "0.25"},
                                                   {"data decentral", "0.2"},
                                                   {"data kam", "0"}}));
  BOOST_TEST((bridge.totals[0].portfolio.total.sum.effort.low == Fraction::ratio(8, 10)));
  BOOST_TEST((bridge.totals[1].portfolio.total.sum.effort.low == Fraction::ratio(5, 4)));
  BOOST_TEST((bridge.rows.size() == 4 && bridge.same == 0));
}

BOOST_AUTO_TEST_CASE(rules_share_with_data) {
  const Model before = tests::model(two_rules);
  const Model after = tests::model(
      "cluster all: otherwise -> 0.2 FTE\nmany: sites > 10 -> +0.02 FTE per sites above 10\nfar: decentral -> x 1.5\n");
  const auto old_rows = Rows().add("A", "Anna", 20, false).add("B", "Ben", 20, false).rows;
  const auto new_rows = Rows().add("A", "Anna", 20, false).add("B", "Ben", 30, false).rows;
  // A: the rules alone, 0.1. B: 0.3 with neither, 0.4 with the sites, 0.4 with the rules, 0.6 with both.
  BOOST_TEST((steps(made(before, after, old_rows, new_rows), before, after) ==
              Steps{{"data sites", "0.15"}, {"rules the guideline, 1.0.0 → 1.0.0", "0.25"}}));
}

BOOST_AUTO_TEST_CASE(figures_of_groups_are_a_cause_of_their_own) {
  const std::string text =
      "ruleset \"G\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  sites integer 0 .. 100\n"
      "  rows_of_kam integer 0 .. = count per kam\n"
      "cluster all: otherwise -> 0.1 FTE\nshared: rows_of_kam > 1 -> +0.05 FTE\n";
  const Model model = std::move(*tests::read(text).checked.model);
  const auto row = [](std::size_t line, const char* id, const char* kam, int sites) {
    PortfolioRow row;
    row.line = line;
    row.account.values = {std::string(id), std::string(kam), Decimal::whole(sites), {}};
    return row;
  };
  const PortfolioRows old_rows{{row(2, "A", "Anna", 1)}, {3}};
  const PortfolioRows new_rows{{row(2, "A", "Anna", 1), row(3, "B", "Anna", 1)}, {3}};
  BOOST_TEST((steps(made(model, model, old_rows, new_rows), model, model) ==
              Steps{{"new engagements that were not there before", "0.15"},
                    {"counted rows_of_kam, counted from all rows", "0.05"}}));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_apart_stands_whole) {
  // Neither change alone is one that the clusters know.
  const Model model = tests::model(
      "cluster small: sites <= 10 and not decentral -> 0.1 FTE\ncluster large: sites > 10 and decentral -> 0.4 FTE\n");
  const Bridge bridge =
      made(model, model, Rows().add("A", "Anna", 5, false).rows, Rows().add("A", "Anna", 20, true).rows);
  BOOST_TEST((steps(bridge, model, model) == Steps{{"together changes at once that cannot be told apart", "0.3"}}));
  BOOST_REQUIRE_EQUAL(bridge.rows.size(), 1U);
  BOOST_TEST(bridge.rows[0].together == "with only some of its changes it would be rejected");
  BOOST_TEST(bridge.rows[0].shares[0].before == "sites 5, decentral no");
}

BOOST_AUTO_TEST_CASE(rejected_on_one_side_stands_apart) {
  const Model model = tests::model("cluster small: sites <= 10 -> 0.1 FTE\n");
  const auto few = Rows().add("A", "Anna", 5, false).add("B", "Anna", 50, false).rows;
  const auto many = Rows().add("A", "Anna", 50, false).add("B", "Anna", 5, false).add("C", "Ben", 70, false).rows;
  const Bridge bridge = made(model, model, few, many);
  BOOST_TEST((steps(bridge, model, model) == Steps{{"new engagements that were not there before", "0"},
                                                   {"rejected rejected now, but not before", "-0.1"},
                                                   {"accepted rejected before, but not now", "0.1"}}));
  BOOST_REQUIRE_EQUAL(bridge.rows.size(), 3U);
  BOOST_TEST((!bridge.rows[0].effort[1] && bridge.rows[0].rejections[1].size() == 1));
}

BOOST_AUTO_TEST_CASE(more_causes_than_can_be_tried_stand_whole) {
  std::string text = "ruleset \"M\" version 1.0.0\nattributes\n  id text key\n",
              rules = "cluster all: otherwise -> 1 FTE\n";
  PortfolioRow before, after;
  before.account.values = after.account.values = {std::string("A")};
  for (std::size_t i = 0; i <= max_bridge_causes; ++i) {
    text += "  a" + std::to_string(i) + " boolean\n";
    rules += "a" + std::to_string(i) + "_is: a" + std::to_string(i) + " -> +0.1 FTE\n";
    before.account.values.emplace_back(false);
    after.account.values.emplace_back(true);
  }
  const Model model = std::move(*tests::read(text + rules).checked.model);
  const Bridge bridge = made(model, model, {{before}, {}}, {{after}, {}});
  BOOST_REQUIRE_EQUAL(bridge.parts.size(), 1U);
  BOOST_TEST((bridge.parts[0].change.low.low == Fraction::ratio(11, 10)));
  BOOST_TEST(bridge.rows[0].together == "11 things changed at once, and no more than 10 are told apart");
}

BOOST_AUTO_TEST_CASE(rules_without_a_key_match_nothing) {
  const Model model = std::move(
      *tests::read("ruleset \"N\" version 1.0.0\nattributes\n  sites integer 0 .. 9\ncluster all: otherwise -> 1 FTE\n")
           .checked.model);
  const PortfolioRows none;
  const BothSides<const PortfolioRows*> files{&none, &none};
  BOOST_TEST(std::holds_alternative<BridgeRefusal>(
      bridge_of({{&model, &model}, {day, day}, {files, files}, {}}, run_in_order)));
}

BOOST_AUTO_TEST_SUITE_END()
