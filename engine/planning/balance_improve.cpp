#include "engine/planning/balance_improve.hpp"

#include <algorithm>

namespace spanne::engine {

namespace {

/// Looks for a better plan one step away.
class BalanceSteps {
 public:
  BalanceSteps(BalanceState& state, const BalanceUnits& units) : state_(state), units_(units) {
    for (std::size_t i = 0; i < units.engagements.size(); ++i)
      if (units.engagements[i].options.size() > 1) movable_.push_back(i);
  }

  void improve() {
    best_ = state_.measure();
    while (shift() || exchange() || replace()) {}
  }

 private:
  /// The one best change of a single engagement.
  bool shift() {
    std::optional<std::pair<std::size_t, std::size_t>> chosen;
    for (const std::size_t i : movable_) {
      const std::size_t place = state_.place_of(i);
      for (const std::size_t person : units_.engagements[i].options) {
        if (person == place) continue;
        state_.put(i, person);
        if (keep_if_better()) chosen = {i, person};
      }
      state_.put(i, place);
    }
    if (chosen) state_.put(chosen->first, chosen->second);
    return chosen.has_value();
  }

  /// Two engagements change places. Where neither has moved and both people are in their band, it makes nothing better
  /// but the spread, at the price of two moves.
  bool exchange() {
    for (const std::size_t i : movable_) {
      const std::size_t place = state_.place_of(i);
      const bool is_changed = is_moved(i) || is_outside(place);
      for (const std::size_t other : movable_) {
        const std::size_t other_place = state_.place_of(other);
        if (other == i || other_place == place) continue;
        if (!is_changed || !may_be(i, other_place) || !may_be(other, place)) continue;
        state_.put(i, other_place);
        state_.put(other, place);
        if (keep_if_better()) return true;
        state_.put(i, place);
        state_.put(other, other_place);
      }
    }
    return false;
  }

  /// A move is taken back, and another is made instead.
  bool replace() {
    for (const std::size_t moved : movable_) {
      if (!is_moved(moved) || !units_.engagements[moved].home) continue;
      const std::size_t place = state_.place_of(moved);
      state_.put(moved, *units_.engagements[moved].home);
      if (shift_instead(moved)) return true;
      state_.put(moved, place);
    }
    return false;
  }

  bool shift_instead(std::size_t moved) {
    for (const std::size_t i : movable_) {
      if (i == moved) continue;
      const std::size_t place = state_.place_of(i);
      for (const std::size_t person : units_.engagements[i].options) {
        if (person == place) continue;
        state_.put(i, person);
        if (keep_if_better()) return true;
      }
      state_.put(i, place);
    }
    return false;
  }

  bool keep_if_better() {
    const auto reached = state_.better_than(best_);
    if (reached) best_ = *reached;
    return reached.has_value();
  }
  bool is_moved(std::size_t i) const {
    return !units_.engagements[i].home || *units_.engagements[i].home != state_.place_of(i);
  }
  bool is_outside(std::size_t person) const { return state_.outside_with(person, state_.load_of(person)) > 0; }
  bool may_be(std::size_t i, std::size_t person) const {
    const auto& options = units_.engagements[i].options;
    return std::binary_search(options.begin(), options.end(), person);
  }

  BalanceState& state_;
  const BalanceUnits& units_;
  std::vector<std::size_t> movable_;
  BalanceMeasure best_;
};

}  // namespace

void improve_balance(BalanceState& state, const BalanceUnits& units) { BalanceSteps(state, units).improve(); }

}  // namespace spanne::engine
