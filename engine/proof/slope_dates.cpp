// Slopes of what is counted between two dates. Months have no even length, so only the direction is certain.
#include <algorithm>

#include "engine/proof/slopes.hpp"

namespace spanne::engine::proof {

std::optional<int> Slopes::direction(TermId id) {
  if (!depends(id)) return 0;
  const Term& term = model_.term(id);
  if (term.op == Op::attribute) return 1;
  // A step of a fixed number of units keeps the order of dates, also where a month lacks the day.
  if (is_date_step(term.op) && !depends(term.operands[1])) return direction(term.operands[0]);
  if (term.op != Op::define) return std::nullopt;
  const auto versions = first_.versions(term);
  return versions.size() == 1 ? direction(versions.front()) : std::nullopt;
}

Slope Slopes::between_dates(const Term& term, const Slope& values) {
  const bool days = term.op == Op::days_between;  // from the second to the first, months the other way round
  const auto from = direction(term.operands[days ? 1 : 0]), to = direction(term.operands[days ? 0 : 1]);
  if (!from || !to) return values;
  if (*to >= 0 && *from <= 0) return {std::max(Fraction(0), values.low), std::max(Fraction(0), values.high)};
  if (*to <= 0 && *from >= 0) return {std::min(Fraction(0), values.low), std::min(Fraction(0), values.high)};
  return values;
}

}  // namespace spanne::engine::proof
