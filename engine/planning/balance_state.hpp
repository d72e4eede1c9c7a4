// BalanceState is a plan in whole numbers that can be changed step by step: loads, moves and the measure follow.
#pragma once

#include "engine/planning/balance_units.hpp"

namespace spanne::engine {

class BalanceState {
 public:
  /// Engagements that have to be placed are placed where they do least harm. `units` outlives the state.
  explicit BalanceState(const BalanceUnits& units);
  BalanceState(const BalanceUnits& units, const BalancePlaces& places);

  const BalancePlaces& places() const { return places_; }
  std::size_t place_of(std::size_t engagement) const { return *places_[engagement]; }
  void put(std::size_t engagement, std::size_t person);
  BalanceMeasure measure() const;
  /// The measure if the plan is permitted and better than one of the measure `best`.
  std::optional<BalanceMeasure> better_than(const BalanceMeasure& best) const;
  std::int64_t load_of(std::size_t person) const { return loads_[person]; }
  /// Units of this load that lie outside the person's band.
  std::int64_t outside_with(std::size_t person, std::int64_t load) const;

 private:
  void count(std::size_t engagement, std::size_t person, std::int64_t sign);
  void count_move(std::size_t person, std::int64_t sign);
  void place(std::size_t engagement);
  std::int64_t outside() const;
  std::int64_t spread() const;

  const BalanceUnits& units_;
  BalancePlaces places_;
  std::vector<std::int64_t> loads_, moves_of_;
  std::int64_t outside_ = 0;  // units, of everybody together
  std::int64_t moves_ = 0, over_limit_ = 0;
};

}  // namespace spanne::engine
