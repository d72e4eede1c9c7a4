// An amount that is taken away instead of added, or the other way round.
#pragma once

#include "engine/model/model.hpp"

namespace spanne::engine {

inline Amount negated(Amount amount) {
  amount.range = {-amount.range.high, -amount.range.low};
  if (amount.computed) amount.scale = -amount.scale;
  return amount;
}

}  // namespace spanne::engine
