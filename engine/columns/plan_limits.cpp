#include "engine/columns/plan_limits.hpp"

#include <algorithm>
#include <limits>

namespace spanne::engine {
Fraction PlanLimits::common_unit_with(Fraction unit) const {
  for (const auto* limits : {&floors_, &ceilings_, &fixed_})
    for (const Limit& limit : *limits) unit = common_unit(common_unit(unit, limit.at.low.unit), limit.at.high.unit);
  return unit;
}

PlannedEnds PlanLimits::apply(const PlannedEnds& sum, const Fraction& unit) {
  const bool one_end = same(sum.low, sum.high) && same_ends(floors_) && same_ends(ceilings_) && same_ends(fixed_);
  const SeriesId low = limited(sum.low.series, unit, &PlannedEnds::low);
  const SeriesId high = one_end ? low : limited(sum.high.series, unit, &PlannedEnds::high);
  refuse_fixed(unit);
  return {{low, unit, never}, {high, unit, never}};
}

bool PlanLimits::same_ends(const std::vector<Limit>& limits) {
  return std::all_of(limits.begin(), limits.end(),
                     [](const Limit& limit) { return same(limit.at.low, limit.at.high); });
}

SeriesId PlanLimits::end_of(const Limit& limit, End end, const Fraction& unit) {
  const PlannedNumber value = terms_.in_unit(limit.at.*end, unit);
  fall_back(program_.both(limit.when, value.fallback));
  return value.series;
}

/// One end of the total after floors and ceilings, or as it is fixed.
SeriesId PlanLimits::limited(SeriesId total, const Fraction& unit, End end) {
  SeriesId floor = program_.constant(0);
  SeriesId ceiling = program_.constant(std::numeric_limits<std::int64_t>::max());
  for (const Limit& limit : floors_)
    floor = program_.greatest(floor, program_.select(limit.when, end_of(limit, end, unit), floor));
  for (const Limit& limit : ceilings_)
    ceiling = program_.least(ceiling, program_.select(limit.when, end_of(limit, end, unit), ceiling));
  fall_back(program_.less(ceiling, floor));
  SeriesId result = program_.least(program_.greatest(total, floor), ceiling);
  for (const Limit& limit : fixed_) result = program_.select(limit.when, end_of(limit, end, unit), result);
  return result;
}

/// Rows whose total is fixed twice, or below 0, fall back to the plain evaluator.
void PlanLimits::refuse_fixed(const Fraction& unit) {
  MaskRef before = never;
  for (const Limit& limit : fixed_) {
    fall_back(program_.both(before, limit.when));
    fall_back(program_.both(limit.when, negation(program_.series_at_least(end_of(limit, &PlannedEnds::low, unit), 0))));
    before = program_.either(before, limit.when);
  }
}

}  // namespace spanne::engine
