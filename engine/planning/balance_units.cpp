#include "engine/planning/balance_units.hpp"

#include <numeric>

namespace spanne::engine {

namespace {

/// Sums of some thousands of efforts, times a million, have to fit into 128 bits, and single ones into the 53 bits of a
/// solver's numbers.
constexpr std::int64_t most_units = 1'000'000'000;

/// A common multiple of `units` and the number's denominator; nullopt if it is too large.
std::optional<std::int64_t> with_denominator(std::int64_t units, const Fraction& number) {
  const auto terms = number.in_lowest_terms();
  if (!terms || terms->second > most_units) return std::nullopt;
  const std::int64_t multiple = units / std::gcd(units, terms->second);
  if (multiple > most_units / terms->second) return std::nullopt;
  return multiple * terms->second;
}

std::vector<Fraction> figures_of(const BalanceTask& task) {
  std::vector<Fraction> figures;
  for (const auto& person : task.people) {
    figures.push_back(person.capacity);
    figures.push_back(person.capacity * task.lowest_use);
    figures.push_back(person.capacity * task.highest_use);
  }
  for (const auto& engagement : task.engagements)
    figures.insert(figures.end(), engagement.efforts.begin(), engagement.efforts.end());
  return figures;
}

/// Rounded where the number is no whole number of units.
std::int64_t in_units(const Fraction& number, std::int64_t per_fte) {
  const Fraction units = number * Fraction(per_fte) + Fraction::ratio(1, 2);
  return units.floor().in_lowest_terms().value_or(std::pair{INT64_MAX / 1'000'000, 1}).first;
}

std::vector<std::size_t> options_of(const BalanceTask& task, const BalanceTask::Engagement& engagement, bool has_home) {
  std::vector<std::size_t> options;
  for (std::size_t person = 0; person < task.people.size(); ++person) {
    const bool stays = has_home && engagement.today == person;
    const bool goes = !engagement.kept && engagement.allowed[person] && task.people[person].capacity.sign() > 0;
    if (stays || goes) options.push_back(person);
  }
  return options;
}

BalanceUnits::Engagement engagement_in_units(const BalanceTask& task, const BalanceTask::Engagement& engagement,
                                             std::int64_t per_fte) {
  BalanceUnits::Engagement made;
  for (const Fraction& effort : engagement.efforts) made.efforts.push_back(in_units(effort, per_fte));
  const bool present = engagement.today && task.people[*engagement.today].capacity.sign() > 0;
  made.options = options_of(task, engagement, present);
  // Of somebody who is away, and nobody else may have it: it stays there.
  if (made.options.empty() && engagement.today) made.options = {*engagement.today};
  if (present) made.home = engagement.today;
  return made;
}

}  // namespace

BalanceUnits balance_units(const BalanceTask& task) {
  BalanceUnits units;
  std::optional<std::int64_t> per_fte = 1;
  for (const Fraction& figure : figures_of(task)) {
    per_fte = with_denominator(*per_fte, figure);
    if (!per_fte) break;
  }
  units.exact = per_fte.has_value();
  units.per_fte = per_fte.value_or(most_units);
  units.move_limit = task.move_limit;
  for (const auto& person : task.people)
    units.people.push_back({in_units(person.capacity, units.per_fte),
                            in_units(person.capacity * task.lowest_use, units.per_fte),
                            in_units(person.capacity * task.highest_use, units.per_fte)});
  for (const auto& engagement : task.engagements)
    units.engagements.push_back(engagement_in_units(task, engagement, units.per_fte));
  return units;
}

}  // namespace spanne::engine
