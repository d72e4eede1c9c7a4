#include "engine/planning/balance_task.hpp"

#include <algorithm>

namespace spanne::engine {

namespace {

constexpr std::int64_t millionths_of_one = 1'000'000;

std::int64_t millionths_up(const Fraction& number) {
  return (number * Fraction(millionths_of_one)).ceil().in_lowest_terms().value_or(std::pair{INT64_MAX, 1}).first;
}

bool is_away(const BalanceTask& task, std::size_t person) { return task.people[person].capacity.sign() == 0; }

bool is_move(const BalanceTask& task, const BalanceTask::Engagement& engagement, std::optional<std::size_t> place) {
  return engagement.today && place != engagement.today && !is_away(task, *engagement.today);
}

}  // namespace

std::vector<Fraction> balance_loads(const BalanceTask& task, const BalancePlaces& places) {
  std::vector<Fraction> loads(task.people.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i]) loads[*places[i]] += task.engagements[i].effort_with(*places[i]);
  return loads;
}

BalanceMeasure balance_measure(const BalanceTask& task, const BalancePlaces& places) {
  const std::vector<Fraction> loads = balance_loads(task, places);
  Fraction outside;
  std::optional<Fraction> least, greatest;
  for (std::size_t person = 0; person < loads.size(); ++person) {
    const Fraction& capacity = task.people[person].capacity;
    outside += std::max(Fraction(0), loads[person] - task.highest_use * capacity);
    outside += std::max(Fraction(0), task.lowest_use * capacity - loads[person]);
    if (capacity.sign() == 0) continue;
    const Fraction share = loads[person] / capacity;
    least = least ? std::min(*least, share) : share;
    greatest = greatest ? std::max(*greatest, share) : share;
  }
  BalanceMeasure measure;
  measure.outside = millionths_up(outside);
  for (std::size_t i = 0; i < places.size(); ++i)
    measure.moves += is_move(task, task.engagements[i], places[i]) ? 1 : 0;
  if (least) measure.spread = millionths_up(*greatest - *least);
  return measure;
}

bool is_permitted(const BalanceTask& task, const BalancePlaces& places) {
  std::vector<std::int64_t> moves(task.people.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& engagement = task.engagements[i];
    if (places[i] == engagement.today) continue;
    if (!places[i] || engagement.kept || !engagement.allowed[*places[i]] || is_away(task, *places[i])) return false;
    if (!is_move(task, engagement, places[i])) continue;
    ++moves[*places[i]];
    ++moves[*engagement.today];
  }
  return !task.move_limit ||
         std::all_of(moves.begin(), moves.end(), [&](std::int64_t count) { return count <= *task.move_limit; });
}

}  // namespace spanne::engine
