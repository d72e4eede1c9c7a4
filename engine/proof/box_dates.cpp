// Dates over a box: steps of days and months. They are monotone in each operand, so the ends of intervals give the ends
// of the result.
#include <algorithm>

#include "engine/model/date_steps.hpp"
#include "engine/proof/box_evaluation.hpp"

namespace spanne::engine::proof {
namespace {

const Ordinal first_ordinal = make_date(1, 1, 1)->days, last_ordinal = make_date(9999, 12, 31)->days;

Date date_at(Ordinal days) { return {static_cast<std::int32_t>(days)}; }

/// The date as an ordinal; just outside the calendar if the step leaves it.
Ordinal stepped_ordinal(Ordinal date, const DateStep& step, Ordinal count) {
  if (const auto moved = stepped(date_at(date), step, count)) return moved->days;
  return (count < 0) == (step.unit < 0) ? last_ordinal + 1 : first_ordinal - 1;
}

/// The whole numbers in an interval, those beyond any step as the first beyond; `some` is false if there are none.
Ordinals whole_units(const Numbers& count) {
  const Fraction limit = max_step + 1;
  const Fraction low = std::clamp(count.low.ceil(), -limit, limit),
                 high = std::clamp(count.high.floor(), -limit, limit);
  return {count.low.ceil() <= count.high.floor(), low.in_lowest_terms()->first, high.in_lowest_terms()->first, false};
}

}  // namespace

Ordinals BoxEvaluation::moved_day(TermId id, const Ordinals& date, const Numbers& count) {
  const Term& term = model_.term(id);
  bool fault = date.fault || count.fault;
  const Ordinals units = whole_units(count);
  const bool broken = model_.term(term.operands[1]).type.kind != TypeKind::integer &&
                      (count.low != count.high || !count.low.is_whole());
  if (broken) faults_.insert({id, Rejection::Cause::not_whole});
  if (broken && count.low != count.high) add_hint(term.operands[1]);
  fault = fault || broken;
  if (!units.some) return {false, 0, 0, fault};
  const DateStep step = date_step(term);
  const Ordinal low = stepped_ordinal(date.low, step, step.unit > 0 ? units.low : units.high);
  const Ordinal high = stepped_ordinal(date.high, step, step.unit > 0 ? units.high : units.low);
  const bool out = low < first_ordinal || high > last_ordinal;
  if (out) faults_.insert({id, Rejection::Cause::no_day});
  return {low <= last_ordinal && high >= first_ordinal, std::max(low, first_ordinal), std::min(high, last_ordinal),
          fault || out};
}

}  // namespace spanne::engine::proof
