#include "engine/planning/balance_state.hpp"

#include <algorithm>
#include <numeric>

namespace spanne::engine {

namespace {

__extension__ using Wide = __int128;

constexpr Wide a_million = 1'000'000;

std::int64_t divided_up(Wide number, Wide divisor) {
  return static_cast<std::int64_t>(number <= 0 ? number / divisor : (number + divisor - 1) / divisor);
}

}  // namespace

BalanceState::BalanceState(const BalanceUnits& units, const BalancePlaces& places)
    : units_(units), places_(units.engagements.size()), loads_(units.people.size()), moves_of_(units.people.size()) {
  for (std::size_t person = 0; person < loads_.size(); ++person) outside_ += outside_with(person, 0);
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i]) put(i, *places[i]);
}

BalanceState::BalanceState(const BalanceUnits& units) : BalanceState(units, {}) {
  std::vector<std::size_t> to_place;
  for (std::size_t i = 0; i < units.engagements.size(); ++i) {
    const auto& engagement = units.engagements[i];
    if (engagement.home || engagement.options.size() == 1)
      put(i, engagement.home.value_or(engagement.options.front()));
    else if (!engagement.options.empty())
      to_place.push_back(i);
  }
  const auto least_effort = [&](std::size_t i) {
    const auto& efforts = units.engagements[i].efforts;
    return *std::min_element(efforts.begin(), efforts.end());
  };
  std::stable_sort(to_place.begin(), to_place.end(),
                   [&](std::size_t a, std::size_t b) { return least_effort(a) > least_effort(b); });
  for (const std::size_t i : to_place) place(i);
}

/// Where it adds least outside the bands, and of such people with the one who has most to spare.
void BalanceState::place(std::size_t engagement) {
  const auto& options = units_.engagements[engagement].options;
  const auto harm = [&](std::size_t person) {
    const std::int64_t load = loads_[person] + units_.engagements[engagement].effort_with(person);
    return std::pair{outside_with(person, load) - outside_with(person, loads_[person]),
                     load - units_.people[person].greatest};
  };
  put(engagement, *std::min_element(options.begin(), options.end(),
                                    [&](std::size_t a, std::size_t b) { return harm(a) < harm(b); }));
}

void BalanceState::put(std::size_t engagement, std::size_t person) {
  if (places_[engagement]) count(engagement, *places_[engagement], -1);
  places_[engagement] = person;
  count(engagement, person, 1);
}

void BalanceState::count(std::size_t engagement, std::size_t person, std::int64_t sign) {
  const auto& counted = units_.engagements[engagement];
  outside_ -= outside_with(person, loads_[person]);
  loads_[person] += sign * counted.effort_with(person);
  outside_ += outside_with(person, loads_[person]);
  if (!counted.is_move(person)) return;
  moves_ += sign;
  count_move(person, sign);
  count_move(*counted.home, sign);
}

void BalanceState::count_move(std::size_t person, std::int64_t sign) {
  if (!units_.move_limit) return;
  over_limit_ -= std::max<std::int64_t>(0, moves_of_[person] - *units_.move_limit);
  moves_of_[person] += sign;
  over_limit_ += std::max<std::int64_t>(0, moves_of_[person] - *units_.move_limit);
}

std::int64_t BalanceState::outside_with(std::size_t person, std::int64_t load) const {
  const auto& band = units_.people[person];
  return std::max({std::int64_t{0}, load - band.greatest, band.least - load});
}

std::int64_t BalanceState::spread() const {
  std::optional<std::size_t> least, greatest;
  const auto is_less = [&](std::size_t a, std::size_t b) {
    return Wide{loads_[a]} * units_.people[b].capacity < Wide{loads_[b]} * units_.people[a].capacity;
  };
  for (std::size_t person = 0; person < loads_.size(); ++person) {
    if (units_.people[person].capacity == 0) continue;
    if (!least || is_less(person, *least)) least = person;
    if (!greatest || is_less(*greatest, person)) greatest = person;
  }
  if (!least) return 0;
  const Wide above = units_.people[*greatest].capacity, below = units_.people[*least].capacity;
  return divided_up((loads_[*greatest] * below - loads_[*least] * above) * a_million, above * below);
}

std::int64_t BalanceState::outside() const { return divided_up(outside_ * a_million, units_.per_fte); }

BalanceMeasure BalanceState::measure() const { return {outside(), moves_, spread()}; }

std::optional<BalanceMeasure> BalanceState::better_than(const BalanceMeasure& best) const {
  if (over_limit_ > 0) return std::nullopt;
  BalanceMeasure reached{outside(), moves_, best.spread};
  if (reached > best) return std::nullopt;  // the spread takes longest and is computed last
  reached.spread = spread();
  return reached < best ? std::optional(reached) : std::nullopt;
}

}  // namespace spanne::engine
