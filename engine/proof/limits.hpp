// The highest floor and the lowest ceiling of a sum, with sets for values.
#pragma once

#include "engine/proof/sets.hpp"

namespace spanne::engine::proof {

/// One end of the highest floor or the lowest ceiling.
struct LimitBounds {
  bool possible = false, certain = false;  // of a ceiling; a floor is always there, and never below 0
  Fraction low, high;
};

void raise(LimitBounds& floor, const Efforts& value, bool certain);
void lower(LimitBounds& ceiling, const Efforts& value, bool certain);
Efforts within(const Efforts& sum, const LimitBounds& floor, const LimitBounds& ceiling);

}  // namespace spanne::engine::proof
