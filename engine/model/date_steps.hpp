// What the operations on dates come to, the same for single accounts, columns and proofs.
#pragma once

#include <optional>
#include <string_view>

#include "engine/model/term.hpp"
#include "engine/value/date.hpp"

namespace spanne::engine {

/// A step of a date by whole units: of days or months, forward or back.
struct DateStep {
  bool months;
  std::int64_t unit;  // the days or months of one unit; below 0 where it goes back
};

/// Of a term for which is_date_step() holds.
DateStep date_step(const Term& term);

/// More units than any step within the calendar has.
inline constexpr std::int64_t max_step = 10'000'000;

/// The date `count` units away; returns nullopt if it lies outside the years 0001 to 9999.
std::optional<Date> stepped(Date date, const DateStep& step, std::int64_t count);

/// The completed months, or with `unit` 12 years, from one day to another; see months_between().
std::int64_t completed_units(Date from, Date to, std::int64_t unit);

/// "days", "weeks", "months" or "years".
std::string_view unit_of_step(const Term& term);

}  // namespace spanne::engine
