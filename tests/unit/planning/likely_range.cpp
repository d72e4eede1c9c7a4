// The likely range: by hand, and against simulated portfolios.
#include "engine/planning/likely_range.hpp"

#include <boost/test/unit_test.hpp>

#include "engine/value/square_root.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Fraction;

/// The likely range of as many accounts as `sites` lists, one with each number of sites.
struct Portfolio {
  engine::Model model;
  engine::ContributionSources sources{model};
  engine::LikelySums sums{sources};

  Portfolio(const std::string& rules, const std::vector<int>& sites) : model(tests::model(rules)) {
    const engine::Evaluator evaluator(model, *engine::make_date(2026, 7, 1));
    std::size_t line = 1;
    for (const int count : sites) {
      engine::Account account;
      account.values = {std::string("A"),
                        {},
                        engine::ChoiceValue{0},
                        engine::Decimal::whole(0),
                        engine::Decimal::whole(count),
                        count > 50,
                        {},
                        engine::Decimal{},
                        {}};
      engine::Trace trace;
      const auto outcome = evaluator.evaluate(account, &trace);
      BOOST_REQUIRE(!outcome.rejected());
      sums.add(++line, outcome, engine::shares_of(outcome, trace, sources));
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(likely_range)

BOOST_AUTO_TEST_CASE(roots_are_rounded_up) {
  BOOST_TEST(engine::square_root_up(2, 3).to_text() == "1.415");
  BOOST_TEST(engine::square_root_up(4, 3).to_text() == "2");
  BOOST_TEST(engine::square_root_up(0, 3).to_text() == "0");
  BOOST_TEST(engine::square_root_up(Fraction::ratio(1, 12), 3).to_text() == "0.289");
  BOOST_TEST(engine::square_root_up(Fraction::ratio(1, 1'000'000'000), 3).to_text() == "0.001");
}

BOOST_AUTO_TEST_CASE(accounts_and_rules_are_its_unknowns) {
  // Four accounts of 0.6 .. 1.2: x 1 .. 1.5 adds 0 .. 0.6 to each, 2.4 in all. Variance: (4 × 0.6² + 2.4²) ÷ 12 = 0.6.
  Portfolio four(
      "cluster all: otherwise -> 0.6 .. 1.2 FTE\n"
      "scale: always -> x 1 .. 1.5\n",
      {1, 2, 3, 4});
  const auto range = four.sums.range();
  BOOST_TEST(range.worst.low.to_text() == "2.4");
  BOOST_TEST(range.worst.high.to_text() == "7.2");
  BOOST_TEST(range.middle.to_text() == "4.8");
  BOOST_TEST(range.by_account.root.to_text() == "0.775");
  // 5.76 of 7.2 is the one rule's.
  BOOST_REQUIRE(range.by_account.dominant);
  BOOST_TEST(!range.by_account.range);
  BOOST_TEST(range.by_account.dominant->name == "scale");
  BOOST_TEST(range.by_account.dominant->part.to_text() == "0.8");
  BOOST_REQUIRE(range.by_rule.dominant);
  BOOST_TEST(range.by_rule.dominant->name == "cluster all");
  BOOST_TEST(range.by_rule.dominant->part.to_text() == "0.5");
}

BOOST_AUTO_TEST_CASE(is_much_narrower_than_the_worst_cases) {
  // Variance: 100 × 0.1² ÷ 12 = 1 ÷ 12; the root is 0.289.
  Portfolio hundred("cluster all: otherwise -> 0.2 .. 0.3 FTE\n", std::vector<int>(100, 1));
  const auto range = hundred.sums.range();
  BOOST_TEST(range.worst.low.to_text() == "20");
  BOOST_TEST(range.worst.high.to_text() == "30");
  BOOST_REQUIRE(range.by_account.range);
  BOOST_TEST(range.by_account.range->low.to_text() == "24.524595");
  BOOST_TEST(range.by_account.range->high.to_text() == "25.475405");
  BOOST_REQUIRE(range.by_rule.dominant);
}

BOOST_AUTO_TEST_CASE(without_any_range_it_is_the_total) {
  Portfolio two("cluster all: otherwise -> 0.2 FTE\n", {1, 2});
  const auto range = two.sums.range();
  BOOST_REQUIRE(range.by_account.range);
  BOOST_TEST(range.by_account.range->low.to_text() == "0.4");
  BOOST_TEST(range.by_account.range->high.to_text() == "0.4");
  BOOST_REQUIRE(range.by_rule.range);
}

BOOST_AUTO_TEST_CASE(an_account_with_more_than_a_quarter_is_named) {
  Portfolio three("cluster big: sites > 9 -> 1 .. 3 FTE\ncluster all: otherwise -> 0.2 .. 0.3 FTE\n", {1, 12, 2});
  const auto range = three.sums.range();
  BOOST_REQUIRE(range.by_account.dominant);
  BOOST_TEST(range.by_account.dominant->name == "line 3");
  BOOST_TEST(!range.by_account.range);
}

BOOST_AUTO_TEST_CASE(chunks_make_no_difference) {
  const std::string rules =
      "cluster big: sites > 9 -> 1 .. 3 FTE\ncluster all: otherwise -> 0.2 .. 0.3 FTE\nscale: sites > 5 -> x 1 .. "
      "1.5\n";
  std::vector<int> sites;
  for (int count = 1; count <= 40; ++count) sites.push_back(count);
  const Portfolio whole(rules, sites);
  Portfolio first(rules, {sites.begin(), sites.begin() + 7});
  const Portfolio rest(rules, {sites.begin() + 7, sites.end()});
  first.sums.add(rest.sums);
  BOOST_TEST((first.sums.range().by_account.root == whole.sums.range().by_account.root));
  BOOST_TEST((first.sums.range().by_rule.root == whole.sums.range().by_rule.root));
  BOOST_TEST((first.sums.range().worst == whole.sums.range().worst));
}

BOOST_AUTO_TEST_SUITE_END()
