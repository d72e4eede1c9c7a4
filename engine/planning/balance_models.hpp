// What a solver is asked for: the best plan by one part of the measure, with the parts before it as they are.
#pragma once

#include "engine/planning/balance_programme.hpp"
#include "engine/planning/balance_units.hpp"

namespace spanne::engine {

/// The parts of a plan's measure, in their order. `first`: among plans with the same measure, the one that, read down
/// the engagements, has the person who stands earlier where two plans differ first.
enum class BalanceLevel { outside, moves, spread, first };

/// What can come to a person, and what is fixed.
struct BalanceLoad {
  std::vector<IntegerProgramme::Entry> entries;  // units
  std::int64_t fixed = 0;                        // units
};

/// The whole task: a whole column for each engagement and each of its options, where it has several.
class BalanceModel {
 public:
  /// Of `at_most` the parts before `level` hold. `units` outlives the model.
  BalanceModel(const BalanceUnits& units, const BalanceMeasure& at_most, BalanceLevel level);

  const IntegerProgramme& programme() const { return programme_; }
  std::vector<std::int64_t> values_of(const BalancePlaces& places) const;
  /// Those of engagements without a choice are taken from `places`.
  BalancePlaces places_of(const std::vector<std::int64_t>& values, BalancePlaces places) const;

  /// From now on the cost is the place of the engagement's person among its options.
  void ask_for_first(std::size_t engagement);
  void fix(std::size_t engagement, std::size_t person);

 private:
  /// Returns the columns that are moves.
  std::vector<std::size_t> add_choices();
  void add_move_limit(std::int64_t limit);

  const BalanceUnits& units_;
  IntegerProgramme programme_;
  std::vector<std::size_t> first_column_;  // of each engagement with several options
  std::vector<BalanceLoad> loads_;         // of each person
};

/// A much smaller programme whose least cost no plan can lie below: whole is only whether an engagement leaves its
/// person, and what leaves is shared out as if it could be divided, among those who may take it.
IntegerProgramme balance_relaxation(const BalanceUnits& units, const BalanceMeasure& at_most, BalanceLevel level);

}  // namespace spanne::engine
