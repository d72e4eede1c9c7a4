// Dates for Z3. A date is split into year, month and day by the linear equations of the calendar, so that steps of
// months are exact: day = first(year, month) + day of the month - 1, where the quotients of leap years are unknowns.
//
// What is stated about these unknowns holds for every date, also for one that has no value: a fact that could not be
// met would rule accounts out.
#include <array>
#include <chrono>

#include "engine/model/date_steps.hpp"
#include "engine/proof/solver/formulas.hpp"

namespace spanne::engine::proof {
namespace {

const Ordinal first_ordinal = make_date(1, 1, 1)->days, last_ordinal = make_date(9999, 12, 31)->days;
constexpr Ordinal first_month = 12, last_month = 9999 * 12 + 11;
constexpr std::array<int, 12> month_lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

Ordinal year_of(Ordinal days) {
  const std::chrono::year_month_day parts{std::chrono::sys_days{std::chrono::days{days}}};
  return static_cast<int>(parts.year());
}

}  // namespace

/// number / divisor, rounded down; the divisor is above 0.
z3::expr FormulaEncoding::quotient_of(const z3::expr& number, std::int64_t divisor) {
  const z3::expr quotient = fresh("q");
  facts_.push_back(whole(divisor) * quotient <= number && number < whole(divisor) * (quotient + 1));
  return quotient;
}

/// The leap days from the year 1 to the end of `year`. From 1900 to 2099 every fourth year is one.
z3::expr FormulaEncoding::leap_days(const z3::expr& year, const Ordinals& range) {
  if (year_of(range.low) > 1900 && year_of(range.high) < 2100) return quotient_of(year, 4) - 15;
  return quotient_of(year, 4) - quotient_of(year, 100) + quotient_of(year, 400);
}

FormulaEncoding::Month FormulaEncoding::month_of(const z3::expr& year, const z3::expr& month, const Ordinals& range) {
  const z3::expr before = leap_days(year - 1, range);
  const z3::expr leap = leap_days(year, range) - before;  // 1 in a leap year
  z3::expr days = whole(0), length = whole(month_lengths[0]);
  int sum = month_lengths[0];
  for (int index = 1; index < 12; ++index) {
    const auto place = static_cast<std::size_t>(index);
    days = z3::ite(month >= whole(index), index > 1 ? whole(sum) + leap : whole(sum), days);
    length = z3::ite(month == whole(index),
                     index == 1 ? whole(month_lengths[place]) + leap : whole(month_lengths[place]), length);
    sum += month_lengths[place];
  }
  return {whole(first_ordinal) + 365 * (year - 1) + before + days, length};
}

FormulaEncoding::CalendarDay FormulaEncoding::calendar_day(const NumberTerm& date, const Ordinals& range) {
  const z3::expr low = whole(range.low), high = whole(range.high);
  const z3::expr inside = z3::ite(date.value >= low && date.value <= high, date.value, low);
  const z3::expr year = fresh("y"), month = fresh("m"), day = fresh("d");
  const Month of = month_of(year, month, range);
  facts_.push_back(year >= whole(year_of(range.low)) && year <= whole(year_of(range.high)));
  facts_.push_back(month >= 0 && month <= 11 && day >= 1 && day <= of.length);
  facts_.push_back(inside == of.first + day - 1);
  return {12 * year + month, day, of.length};
}

/// The count as a whole number; without a value where it is none.
NumberTerm FormulaEncoding::whole_units(TermId id) {
  const Term& term = model_.term(id);
  if (term.op == Op::constant) return {whole(term.number / Decimal::one), yes()};  // the check refuses parts of units
  const NumberTerm count = number(id);
  const z3::expr units = fresh("u"), real = z3::to_real(units);
  facts_.push_back(real <= count.value && count.value < real + 1);
  return {units, count.ok && real == count.value};
}

NumberTerm FormulaEncoding::moved_day(TermId id) {
  const Term& term = model_.term(id);
  const NumberTerm date = ordinal(term.operands[0]), count = whole_units(term.operands[1]);
  const DateStep step = date_step(term);
  const z3::expr ok = date.ok && count.ok;
  if (!step.months) {
    const z3::expr moved = date.value + count.value * whole(step.unit);
    return {moved, ok && moved >= whole(first_ordinal) && moved <= whole(last_ordinal)};
  }
  split_hints_.clear();
  const Ordinals from = all_accounts_.ordinal(term.operands[0]), to = all_accounts_.ordinal(id);
  if (!from.some || !to.some) return {whole(0), context_.bool_val(false)};
  const CalendarDay day = calendar_day(date, from);
  const z3::expr months = day.month + count.value * whole(step.unit);
  const z3::expr year = quotient_of(months, 12);
  const Month target = month_of(year, months - 12 * year, to);
  const z3::expr last = z3::ite(day.day <= target.length, day.day, target.length);
  return {target.first + last - 1, ok && months >= whole(first_month) && months <= whole(last_month)};
}

/// The completed units where `from` is not after `to`.
z3::expr FormulaEncoding::months_until(const CalendarDay& from, const CalendarDay& to, std::int64_t unit) {
  const z3::expr anniversary = z3::ite(from.day <= to.length, from.day, to.length);
  const z3::expr months = to.month - from.month - z3::ite(anniversary > to.day, whole(1), whole(0));
  return unit == 1 ? months : quotient_of(months, unit);
}

NumberTerm FormulaEncoding::completed(TermId id) {
  const Term& term = model_.term(id);
  const NumberTerm from = ordinal(term.operands[0]), to = ordinal(term.operands[1]);
  split_hints_.clear();
  const Ordinals first = all_accounts_.ordinal(term.operands[0]), second = all_accounts_.ordinal(term.operands[1]);
  if (!first.some || !second.some) return {fraction(0), context_.bool_val(false)};
  const CalendarDay a = calendar_day(from, first), b = calendar_day(to, second);
  const z3::expr units =
      z3::ite(from.value <= to.value, months_until(a, b, term.number), -months_until(b, a, term.number));
  return {z3::to_real(units), from.ok && to.ok};
}

}  // namespace spanne::engine::proof
