// A BalanceTask is what is to be balanced: people, engagements, and who may look after what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// With whom each engagement is, by its place among the people; nullopt: with nobody.
using BalancePlaces = std::vector<std::optional<std::size_t>>;

struct BalanceTask {
  struct Person {
    std::string name;
    Fraction capacity;  // FTE, 0 or above; 0: away, takes over nothing
  };
  struct Engagement {
    std::optional<std::size_t> today;  // with whom it is
    bool kept = false;                 // stays there
    /// FTE, the middle of the range, 0 or above: with each of the people, or one figure for all of them.
    std::vector<Fraction> efforts;
    std::vector<bool> allowed;  // one a person: it may go there; it may stay where it is in any case
    const Fraction& effort_with(std::size_t person) const { return efforts[efforts.size() == 1 ? 0 : person]; }
  };

  std::vector<Person> people;              // in the order of their file
  std::vector<Engagement> engagements;     // in the order of their file
  Fraction lowest_use, highest_use;        // the band of loads, as shares of capacity
  std::optional<std::int64_t> move_limit;  // how many moves may concern a person, given and taken together
};

/// How good a plan is: what comes first counts more. Figures are rounded up to whole millionths, so that a plan that
/// leaves nobody outside has exactly 0 there.
struct BalanceMeasure {
  std::int64_t outside = 0;  // millionths of an FTE that lie above or below somebody's band
  std::int64_t moves = 0;    // engagements that change from one person to another
  std::int64_t spread = 0;   // greatest load minus least load, in millionths of a capacity
  auto operator<=>(const BalanceMeasure&) const = default;
};

/// Of each person, in FTE.
std::vector<Fraction> balance_loads(const BalanceTask& task, const BalancePlaces& places);
/// Computed exactly. Engagements of nobody and of people who are away do not count as moved when they are placed.
BalanceMeasure balance_measure(const BalanceTask& task, const BalancePlaces& places);
/// Whether a plan keeps what is kept, goes only where it is allowed, and moves no more than it may.
bool is_permitted(const BalanceTask& task, const BalancePlaces& places);

}  // namespace spanne::engine
