// Plans of balance against all plans there are, on small portfolios made at random.
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/planning/balance_reasons.hpp"
#include "engine/planning/balance_units.hpp"
#include "engine/planning/solver/cbc_solver.hpp"

namespace {

using namespace spanne::engine;

class PortfolioMaker {
 public:
  explicit PortfolioMaker(std::uint32_t seed) : random_(seed) {}

  BalanceTask make() {
    BalanceTask task;
    task.lowest_use = Fraction::ratio(8, 10);
    task.highest_use = one_of(3) == 0 ? Fraction::ratio(9, 10) : Fraction(1);
    const std::size_t people = 1 + one_of(3), engagements = one_of(9);
    for (std::size_t i = 0; i < people; ++i)
      task.people.push_back({std::string(1, static_cast<char>('A' + i)), capacity()});
    if (one_of(4) == 0) task.move_limit = static_cast<std::int64_t>(one_of(3));
    const bool by_person = one_of(4) == 0, restricted = one_of(3) == 0, even = one_of(3) == 0;
    for (std::size_t i = 0; i < engagements; ++i) add_engagement(task, by_person, restricted, even);
    return task;
  }

 private:
  std::size_t one_of(std::size_t count) { return random_() % count; }

  Fraction capacity() {
    const std::array<Fraction, 6> capacities{Fraction(1),           Fraction(1),           Fraction::ratio(1, 2),
                                             Fraction::ratio(4, 5), Fraction::ratio(3, 5), Fraction(0)};
    return capacities[one_of(capacities.size())];
  }

  /// Few different ones, so that plans tie; with denominators that no decimal has, too.
  Fraction effort(bool even) {
    if (even) return Fraction::ratio(1 + static_cast<std::int64_t>(one_of(3)), 10);
    return Fraction::ratio(10 + static_cast<std::int64_t>(one_of(200)), one_of(2) == 0 ? 420 : 777);
  }

  void add_engagement(BalanceTask& task, bool by_person, bool restricted, bool even) {
    BalanceTask::Engagement engagement;
    const std::size_t people = task.people.size();
    if (one_of(6) > 0) engagement.today = one_of(people);
    engagement.kept = engagement.today && one_of(8) == 0;
    for (std::size_t i = 0; i < (by_person ? people : 1); ++i) engagement.efforts.push_back(effort(even));
    for (std::size_t i = 0; i < people; ++i) engagement.allowed.push_back(!restricted || one_of(3) > 0);
    task.engagements.push_back(std::move(engagement));
  }

  std::mt19937 random_;
};

/// Who may have an engagement, by the words of docs/planning/balance.md.
std::vector<std::size_t> may_have(const BalanceTask& task, const BalanceTask::Engagement& engagement) {
  std::vector<std::size_t> people;
  const auto is_there = [&](std::size_t person) { return task.people[person].capacity.sign() > 0; };
  for (std::size_t person = 0; person < task.people.size(); ++person)
    if (is_there(person) && (engagement.today == person || (!engagement.kept && engagement.allowed[person])))
      people.push_back(person);
  return people;
}

struct BestPlan {
  BalancePlaces places;
  BalanceMeasure measure;
};

/// Tries every plan, in order, so that the first of the best stays.
class AllPlans {
 public:
  explicit AllPlans(const BalanceTask& task) : task_(task), places_(task.engagements.size()) { try_from(0); }
  BestPlan best;

 private:
  void try_from(std::size_t engagement) {
    if (engagement == places_.size()) return judge();
    const auto& tried = task_.engagements[engagement];
    const auto people = may_have(task_, tried);
    if (people.empty()) {  // stays, with nobody or with somebody who is away
      places_[engagement] = tried.today;
      return try_from(engagement + 1);
    }
    for (const std::size_t person : people) {
      places_[engagement] = person;
      try_from(engagement + 1);
    }
  }

  void judge() {
    if (!is_permitted(task_, places_)) return;
    const BalanceMeasure measure = balance_measure(task_, places_);
    if (found_ && measure >= best.measure) return;
    found_ = true;
    best = {places_, measure};
  }

  const BalanceTask& task_;
  BalancePlaces places_;
  bool found_ = false;
};

std::string words(const BalancePlaces& places) {
  std::string text;
  for (const auto& place : places) text += place ? static_cast<char>('A' + *place) : '-';
  return text;
}

BOOST_AUTO_TEST_CASE(the_plan_is_the_best_of_all_and_the_first_of_these) {
  BOOST_REQUIRE(cbc_solver() != nullptr);
  std::size_t outside = 0, moved = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    const BalanceTask task = PortfolioMaker(seed).make();
    const BestPlan expected = AllPlans(task).best;
    const BalanceSolution solution = solve_balance(task, cbc_solver());
    BOOST_TEST_CONTEXT("portfolio " << seed) {
      BOOST_TEST(solution.measure.outside == expected.measure.outside);
      BOOST_TEST(solution.measure.moves == expected.measure.moves);
      BOOST_TEST(solution.measure.spread == expected.measure.spread);
      BOOST_TEST(words(solution.places) == words(expected.places));
      BOOST_TEST(solution.proved());
      BOOST_TEST(is_permitted(task, solution.places));
    }
    outside += expected.measure.outside > 0 ? 1 : 0;
    moved += expected.measure.moves > 0 ? 1 : 0;
  }
  BOOST_TEST(outside > 50U);  // else the portfolios are too easy
  BOOST_TEST(moved > 50U);
}

BOOST_AUTO_TEST_CASE(a_hire_is_named_only_if_it_mends_everything_and_reasons_only_where_there_are_any) {
  std::size_t hires = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    const BalanceTask task = PortfolioMaker(seed).make();
    const std::int64_t outside = solve_balance(task, nullptr).measure.outside;
    if (outside == 0) continue;
    const auto reasons = balance_reasons(task, outside, cbc_solver());
    const auto hire = balance_hire(task, reasons, Fraction(1));
    BOOST_TEST_CONTEXT("portfolio " << seed) {
      if (reasons.front().kind == BalanceReason::Kind::too_much_work ||
          reasons.front().kind == BalanceReason::Kind::too_little_work)
        BOOST_TEST(AllPlans(task).best.measure.outside > 0);
      if (!hire) continue;
      ++hires;
      BalanceTask mended = task;
      for (const Fraction& capacity : hire->capacities) mended.people.push_back({"new", capacity});
      for (auto& engagement : mended.engagements) engagement.allowed.resize(mended.people.size(), false);
      for (const std::size_t i : hire->engagements)
        for (std::size_t person = task.people.size(); person < mended.people.size(); ++person)
          mended.engagements[i].allowed[person] = true;
      BOOST_TEST(AllPlans(mended).best.measure.outside == 0);
    }
  }
  BOOST_TEST(hires > 5U);
}

BOOST_AUTO_TEST_CASE(figures_without_a_common_denominator_are_rounded_for_the_search_and_measured_exactly) {
  BalanceTask task;
  task.lowest_use = Fraction::ratio(8, 10);
  task.highest_use = Fraction(1);
  task.people = {{"A", Fraction(1)}, {"B", Fraction(1)}};
  for (const std::int64_t prime : {999'983, 999'979, 999'961, 999'959, 999'953})
    task.engagements.push_back({0, false, {Fraction::ratio(prime / 3, prime)}, {true, true}});
  const BalanceSolution solution = solve_balance(task, cbc_solver());
  BOOST_TEST(!balance_units(task).exact);
  BOOST_TEST(solution.measure.moves == 2);
  BOOST_TEST((solution.measure == balance_measure(task, solution.places)));
  BOOST_TEST(!solution.proved());
}

}  // namespace
