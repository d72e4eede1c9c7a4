// Results change by themselves on no other day than those that are listed: every account on every day.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/compare/days.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/tiny.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

bool same_outcome(const Outcome& a, const Outcome& b) {
  if (a.rejected() || b.rejected()) return a.rejected() == b.rejected();
  return a.cluster == b.cluster && a.total.low == b.total.low && a.total.high == b.total.high && a.flags == b.flags;
}

/// How many accounts and days there are to try.
std::size_t size_of(const Model& model) {
  std::size_t size = static_cast<std::size_t>(model.effective.until->days - model.effective.from->days) + 1;
  for (const auto& attribute : model.attributes) size *= every_value(model, attribute).size();
  return size;
}

/// The days on which an account gets something else than the day before.
std::set<std::int32_t> turning_days(const Model& model) {
  std::set<std::int32_t> days;
  std::optional<Outcome> before;
  each_account(model, [&](const Account& account, Date day) {
    Outcome outcome = Evaluator(model, day).evaluate(account);
    if (day != *model.effective.from && !same_outcome(*before, outcome)) days.insert(day.days);
    before = std::move(outcome);
  });
  return days;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(milestones_of_pairs)

BOOST_AUTO_TEST_CASE(nothing_changes_on_a_day_that_is_not_listed) {
  std::size_t turned = 0, idle = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto pair = tiny_pair(seed);
    if (!pair || size_of(pair->old_model) + size_of(pair->new_model) > 60'000) continue;
    const auto days = milestones(pair->old_model, pair->new_model, pair->comparison);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << pair->old_text << "\n----\n" << pair->new_text)
    for (const bool is_new : {false, true}) {
      const auto listed = [&](std::int32_t day) {
        return std::any_of(days.begin(), days.end(), [&](const Milestone& one) {
          return (is_new ? one.in_new : one.in_old) && (!one.day || one.day->days == day);
        });
      };
      const Model& model = is_new ? pair->new_model : pair->old_model;
      const auto turning = turning_days(model);
      for (const std::int32_t day : turning) BOOST_TEST(listed(day));
      turned += turning.size();
      idle += listed(model.effective.until->days) ? 0U : 1U;
    }
  }
  BOOST_TEST(turned > 5U);
  BOOST_TEST(idle > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
