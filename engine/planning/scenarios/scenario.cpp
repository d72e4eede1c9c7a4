#include "engine/planning/scenarios/scenario.hpp"

namespace spanne::engine {

Fraction hired_capacity(const ScenarioLine& hire, Date day) {
  if (!hire.counts_on(day)) return 0;
  if (!hire.ramp || day >= hire.ramp->end) return hire.capacity * (hire.ramp ? hire.ramp->last : Fraction(1));
  const Fraction passed = Fraction::ratio(day.days - hire.from->days, hire.ramp->end.days - hire.from->days);
  return hire.capacity * (hire.ramp->first + (hire.ramp->last - hire.ramp->first) * passed);
}

}  // namespace spanne::engine
