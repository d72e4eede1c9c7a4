// LimitBounds tracks the highest floor and the lowest ceiling of an effort over the accounts of a box.
#pragma once

#include "engine/proof/sets.hpp"

namespace spanne::engine::proof {

/// The range of one end of the highest floor or the lowest ceiling.
struct LimitBounds {
  bool possible = false, certain = false;  // of a ceiling; a floor always exists and is at least 0
  Fraction low, high;
};

/// Raises the floor to `value`: certainly, or only possibly.
void raise(LimitBounds& floor, const Numbers& value, bool certain);
/// Lowers the ceiling to `value`: certainly, or only possibly.
void lower(LimitBounds& ceiling, const Numbers& value, bool certain);
/// The range of `sum` after floor and ceiling have been applied.
Numbers within(const Numbers& sum, const LimitBounds& floor, const LimitBounds& ceiling);

}  // namespace spanne::engine::proof
