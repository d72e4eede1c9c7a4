#include "engine/columns/plan_sums.hpp"

#include <limits>

namespace spanne::engine {

void PlanSums::add(MaskRef when, const Shares& shares) {
  if (shares.empty() || when == never) return;
  Counted& same = counted_[shares];
  ++same.members;
  Program::add(same.count, 0, when);
}

/// The unit of which every contribution to the sum is a multiple.
Fraction PlanSums::unit_of(SumId sum) const {
  Fraction unit = 0;
  for (const auto& [shares, same] : counted_)
    if (const auto share = shares.find(sum); share != shares.end()) unit = common_unit(unit, share->second);
  for (const Varying& attribute : varying_)
    if (attribute.sum == sum) unit = common_unit(unit, attribute.quantity.unit);
  return unit.sign() == 0 ? Fraction(1) : unit;
}

/// Adds count · amount as bit masks of the same weight: each bit of the amount shifts the count; a negative amount adds
/// the complement.
SeriesId PlanSums::counted(SumId sum, const Fraction& unit) {
  Program::Planes planes;
  Wide128 offset = 0;
  Reach reach;
  for (auto& [shares, same] : counted_) {
    const auto share = shares.find(sum);
    if (share == shares.end()) continue;
    const std::int64_t amount = times_of(share->second, unit);
    const std::uint64_t size = amount < 0 ? 0 - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
    (amount < 0 ? reach.low : reach.high) += Wide128{amount} * same.members;
    program_.settle(same.count);
    for (std::size_t level = 0; level < same.count.size(); ++level) {
      if (same.count[level].empty()) continue;
      const MaskRef plane = same.count[level].front();
      if (amount < 0) offset -= Wide128{size} << level;
      for (std::size_t bit = 0; (size >> bit) != 0; ++bit)
        if (((size >> bit) & 1U) != 0) Program::add(planes, level + bit, amount < 0 ? negation(plane) : plane);
    }
    if (planes.size() > 62) throw Unplannable("a sum is beyond 64 bits");
  }
  constexpr Wide128 largest = std::numeric_limits<std::int64_t>::max();
  if (reach.low < -largest / 4 || reach.high > largest / 4 || offset < -largest / 4)
    throw Unplannable("a sum is beyond 64 bits");
  return program_.total(planes, static_cast<std::int64_t>(offset), reach);
}

PlannedNumber PlanSums::of(SumId sum) {
  const Fraction unit = unit_of(sum);
  PlannedNumber result{counted(sum, unit), unit, never};
  for (const Varying& attribute : varying_) {
    if (attribute.sum != sum) continue;
    const PlannedNumber quantity = terms_.in_unit(attribute.quantity, unit);
    const SeriesId given = program_.select(attribute.when, quantity.series, program_.constant(0));
    result.series = program_.plus(result.series, given);
    result.fallback = program_.either(result.fallback, program_.both(attribute.when, quantity.fallback));
  }
  result.fallback = program_.either(result.fallback, program_.fallback(result.series));
  return result;
}

}  // namespace spanne::engine
