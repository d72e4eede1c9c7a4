#include "engine/model/date_steps.hpp"

#include "engine/value/calendar.hpp"

namespace spanne::engine {

DateStep date_step(const Term& term) {
  const bool back = term.op == Op::subtract_days || term.op == Op::subtract_months;
  const bool months = term.op == Op::add_months || term.op == Op::subtract_months;
  return {months, back ? -term.number : term.number};
}

std::optional<Date> stepped(Date date, const DateStep& step, std::int64_t count) {
  if (count > max_step || count < -max_step) return std::nullopt;
  const std::int64_t size = count * step.unit;
  return step.months ? plus_months(date, size) : plus_days(date, size);
}

std::int64_t completed_units(Date from, Date to, std::int64_t unit) { return months_between(from, to) / unit; }

std::string_view unit_of_step(const Term& term) {
  const bool months = term.op == Op::add_months || term.op == Op::subtract_months;
  if (months) return term.number == 1 ? "months" : "years";
  return term.number == 1 ? "days" : "weeks";
}

}  // namespace spanne::engine
