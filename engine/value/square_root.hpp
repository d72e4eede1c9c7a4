// Square roots of exact numbers, rounded up to a decimal.
#pragma once

#include "engine/value/fraction.hpp"

namespace spanne::engine {

/// The least decimal of `places` decimals (0 to 6) whose square is not below `number`, which is not negative.
Fraction square_root_up(const Fraction& number, int places);

}  // namespace spanne::engine
