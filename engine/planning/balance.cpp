#include "engine/planning/balance.hpp"

#include <algorithm>

namespace spanne::engine {

namespace {

/// Of somebody without capacity effort is `over`, and nothing is `away`.
Band band_of(const Fraction& effort, const BalanceTask::Person& person, const BalanceTask& task) {
  if (person.capacity.sign() == 0) return effort.sign() > 0 ? Band::over : Band::away;
  if (effort > person.capacity * task.highest_use) return Band::over;
  return effort < person.capacity * task.lowest_use ? Band::under : Band::in_band;
}

BalancePlaces places_today(const BalanceTask& task) {
  BalancePlaces places;
  for (const auto& engagement : task.engagements) places.push_back(engagement.today);
  return places;
}

std::vector<BalancedPerson::Side> sides_of(const BalanceTask& task, const BalancePlaces& places) {
  std::vector<BalancedPerson::Side> sides(task.people.size());
  const std::vector<Fraction> loads = balance_loads(task, places);
  for (const auto& place : places)
    if (place) ++sides[*place].rows;
  for (std::size_t person = 0; person < sides.size(); ++person) {
    auto& side = sides[person];
    side.effort = loads[person];
    if (task.people[person].capacity.sign() > 0) side.load = loads[person] / task.people[person].capacity;
    side.band = band_of(side.effort, task.people[person], task);
  }
  return sides;
}

Fraction outside_of(const BalanceTask& task, const std::vector<BalancedPerson::Side>& sides) {
  Fraction outside;
  for (std::size_t person = 0; person < sides.size(); ++person) {
    const Fraction& capacity = task.people[person].capacity;
    if (sides[person].band == Band::over) outside += sides[person].effort - capacity * task.highest_use;
    if (sides[person].band == Band::under) outside += capacity * task.lowest_use - sides[person].effort;
  }
  return outside;
}

Fraction spread_of(const std::vector<BalancedPerson::Side>& sides) {
  std::optional<Fraction> least, greatest;
  for (const auto& side : sides) {
    if (!side.load) continue;
    least = least ? std::min(*least, *side.load) : *side.load;
    greatest = greatest ? std::max(*greatest, *side.load) : *side.load;
  }
  return least ? *greatest - *least : Fraction(0);
}

void add_people(Balance& balance, const BalanceTask& task, const BalancePlaces& places) {
  const auto before = sides_of(task, places_today(task));
  const auto after = sides_of(task, places);
  for (std::size_t person = 0; person < task.people.size(); ++person)
    balance.people.push_back({task.people[person].name, task.people[person].capacity, before[person], after[person]});
  balance.outside_before = outside_of(task, before);
  balance.outside = outside_of(task, after);
  balance.spread_before = spread_of(before);
  balance.spread = spread_of(after);
}

void add_changes(Balance& balance, const BalanceRows& made, const BalancePlaces& places) {
  const BalanceTask& task = made.task;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& engagement = task.engagements[i];
    const bool is_present = engagement.today && task.people[*engagement.today].capacity.sign() > 0;
    if (places[i] == engagement.today) {
      if (!is_present) balance.left.push_back(made.rows[i]);
      continue;
    }
    (is_present ? balance.moves : balance.placed)
        .push_back({made.rows[i], engagement.today, *places[i], engagement.effort_with(*places[i])});
  }
}

}  // namespace

std::variant<Balance, BalanceRefusal> balance_of(const RowEvaluation& rows, const std::vector<Kam>& people,
                                                 const BalanceConstraints& constraints, const ProgrammeSolver* solver,
                                                 const Executor& executor, const BalanceProgress& progress) {
  auto made = balance_rows(rows, people, constraints, executor);
  if (auto* refusal = std::get_if<BalanceRefusal>(&made)) return std::move(*refusal);
  const auto& task_rows = std::get<BalanceRows>(made);
  const BalanceSolution solution = solve_balance(task_rows.task, solver, progress);
  Balance balance;
  add_people(balance, task_rows.task, solution.places);
  add_changes(balance, task_rows, solution.places);
  balance.rejected = rows.size() - task_rows.rows.size();
  balance.proofs = solution.proofs;
  balance.first_proved = solution.first_proved;
  balance.rows = task_rows.rows;
  if (balance.outside.sign() == 0) return balance;
  balance.reasons = balance_reasons(task_rows.task, solution.measure.outside, solver);
  balance.hire = balance_hire(task_rows.task, balance.reasons, rows.model().capacity);
  return balance;
}

}  // namespace spanne::engine
