// Steps of dates and the completed months between two.
#include <cassert>

#include "engine/model/date_steps.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

std::optional<std::int64_t> Walker::moved_day(const Term& step) {
  assert(is_date_step(step.op));
  const auto date = ordinal(step.operands[0]);
  const auto count = date ? number(step.operands[1]) : std::nullopt;
  if (!count) return std::nullopt;
  if (!count->is_whole()) {
    fail(Rejection::Cause::not_whole, step);
    fault_.figures = {*count};
    return std::nullopt;
  }
  if (absolute(*count) > Fraction(max_step)) return fail(Rejection::Cause::no_day, step);
  const auto moved = stepped({static_cast<std::int32_t>(*date)}, date_step(step), count->in_lowest_terms()->first);
  if (!moved) return fail(Rejection::Cause::no_day, step);
  return moved->days;
}

std::optional<Fraction> Walker::completed(const Term& months_between) {
  const auto from = ordinal(months_between.operands[0]);
  const auto to = from ? ordinal(months_between.operands[1]) : std::nullopt;
  if (!to) return std::nullopt;
  const auto day = [](std::int64_t days) { return Date{static_cast<std::int32_t>(days)}; };
  return Fraction(completed_units(day(*from), day(*to), months_between.number));
}

}  // namespace spanne::engine
