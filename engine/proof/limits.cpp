#include "engine/proof/limits.hpp"

#include <algorithm>

namespace spanne::engine::proof {

void raise(LimitBounds& floor, const Numbers& value, bool certain) {
  if (!value.some) return;
  if (certain) floor.low = std::max(floor.low, value.low);
  floor.high = std::max(floor.high, value.high);
}

void lower(LimitBounds& ceiling, const Numbers& value, bool certain) {
  if (!value.some) return;
  ceiling.low = ceiling.possible ? std::min(ceiling.low, value.low) : value.low;
  ceiling.possible = true;
  if (!certain) return;
  ceiling.high = ceiling.certain ? std::min(ceiling.high, value.high) : value.high;
  ceiling.certain = true;
}

Numbers within(const Numbers& sum, const LimitBounds& floor, const LimitBounds& ceiling) {
  if (!sum.some) return sum;
  Numbers result{true, std::max(sum.low, floor.low), std::max(sum.high, floor.high), false};
  if (ceiling.possible) result.low = std::max(std::min(result.low, ceiling.low), floor.low);
  if (ceiling.certain) result.high = std::min(result.high, ceiling.high);
  result.high = std::max(result.high, result.low);
  return result;
}

}  // namespace spanne::engine::proof
