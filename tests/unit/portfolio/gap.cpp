// How much capacity an effort lacks, in FTE and in people.
#include "engine/portfolio/gap.hpp"

#include <boost/test/unit_test.hpp>

#include "engine/portfolio/portfolio.hpp"
#include "tests/support/rules.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

Model with_band(const char* low, const char* high, const char* capacity) {
  return std::move(*tests::read(std::string("ruleset \"S\" version 1.0.0\n  capacity ") + capacity +
                                " FTE\n  utilisation " + low + " .. " + high +
                                "\nattributes\n  kam text owner optional\ncluster all: otherwise -> 0 FTE\n")
                        .checked.model);
}

Fraction tenths(std::int64_t number) { return Fraction::ratio(number, 10); }

}  // namespace

BOOST_AUTO_TEST_SUITE(gap)

BOOST_AUTO_TEST_CASE(each_end_has_its_own_utilisation) {
  const Model model = with_band("80 %", "100 %", "1");
  const CapacityGap gap = gap_of(Range{69, 107}, 74, model);
  BOOST_TEST((gap.low.low == Fraction(-5) && gap.low.is_exact()));
  BOOST_TEST((gap.high.low == tenths(478) && gap.high.is_exact()));  // 107 - 0.8 x 74
  BOOST_TEST((gap.people.value == PeopleGap{-5, 60}));               // 47.8 / 0.8 = 59.75
}

BOOST_AUTO_TEST_CASE(a_lack_is_rounded_up_and_a_surplus_down) {
  const Model model = with_band("100 %", "100 %", "1");
  const auto people = [&](std::int64_t low, std::int64_t high) {
    return people_gap_of({tenths(low), tenths(high)}, 2, model);
  };
  BOOST_TEST((people(8, 32) == PeopleGap{-1, 2}));
  BOOST_TEST((people(19, 21) == PeopleGap{0, 1}));
  BOOST_TEST((people(10, 30) == PeopleGap{-1, 1}));
  BOOST_TEST((people_gap_of({1, 1}, 2, with_band("100 %", "100 %", "0.4")) == PeopleGap{-2, -2}));
}

BOOST_AUTO_TEST_CASE(nobody_at_all_lacks_everything) {
  const Model model = with_band("80 %", "100 %", "1");
  const CapacityGap gap = gap_of(Range{2, 3}, 0, model);
  BOOST_TEST((gap.low.low == Fraction(2) && gap.high.low == Fraction(3)));
  BOOST_TEST((gap.people.value == PeopleGap{2, 4}));  // 3 / 0.8 = 3.75
}

BOOST_AUTO_TEST_CASE(a_portfolio_has_one_only_against_a_kams_file) {
  const Model model = with_band("80 %", "100 %", "1");
  const std::vector<GroupBy> owner{{model.owner_attribute()}};
  Subtotals sums(model, nullptr, owner);
  sums.break_down();
  Account account;
  account.values = {Value{std::string("Ann")}};
  Outcome outcome;
  outcome.cluster = 0;
  outcome.total = {1, 2};
  outcome.kinds = {outcome.total};
  sums.add({&account, &outcome, false}, 0);
  BOOST_TEST(!portfolio_of(sums.tally(), model, owner, {}).gap);
  const auto portfolio = portfolio_of(sums.tally(), model, owner, {{"Ann", 1, tenths(9)}, {"Ben", tenths(5)}});
  BOOST_REQUIRE(portfolio.gap);
  BOOST_TEST((portfolio.gap->capacity == tenths(15) && portfolio.gap->people.value == PeopleGap{0, 1}));
  BOOST_TEST((portfolio.has_actuals && portfolio.groups[0].actual == tenths(9)));
  BOOST_TEST((!portfolio.groups[1].actual && !portfolio.total.actual));
  const auto all = portfolio_of(sums.tally(), model, owner, {{"Ann", 1, tenths(9)}, {"Ben", 1, tenths(5)}});
  BOOST_TEST((all.total.actual == tenths(14)));
}

BOOST_AUTO_TEST_SUITE_END()
