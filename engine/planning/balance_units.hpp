// BalanceUnits is a BalanceTask in whole numbers: what the search and the solver compute with.
#pragma once

#include "engine/planning/balance_task.hpp"

namespace spanne::engine {

struct BalanceUnits {
  struct Person {
    std::int64_t capacity = 0, least = 0, greatest = 0;  // units; the band's ends
  };
  struct Engagement {
    std::vector<std::int64_t> efforts;  // units; one figure, or one a person
    std::vector<std::size_t> options;   // with whom it may be, ascending; empty: it stays out of everything
    std::optional<std::size_t> home;    // the option that is no move; nullopt: it has to be placed, which is none
    std::int64_t effort_with(std::size_t person) const { return efforts[efforts.size() == 1 ? 0 : person]; }
    bool is_move(std::size_t person) const { return home && *home != person; }
  };
  std::int64_t per_fte = 1;  // units in one FTE: a common denominator of all figures, if there is a short one
  bool exact = true;         // else figures are rounded, and only balance_measure() knows
  std::vector<Person> people;
  std::vector<Engagement> engagements;
  std::optional<std::int64_t> move_limit;
};

BalanceUnits balance_units(const BalanceTask& task);

}  // namespace spanne::engine
