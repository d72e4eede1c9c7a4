#include "engine/value/calendar.hpp"

#include <algorithm>
#include <chrono>

namespace spanne::engine {
namespace {

constexpr std::int64_t first_month = 12, last_month = 9999 * 12 + 11;  // 0001-01 and 9999-12

/// A day as the months since the year 0 and its place in the month, from 1.
struct MonthDay {
  std::int64_t month;
  unsigned day;
};

MonthDay parts_of(Date date) {
  const std::chrono::year_month_day parts{std::chrono::sys_days{std::chrono::days{date.days}}};
  const std::int64_t year = static_cast<int>(parts.year());
  return {year * 12 + static_cast<unsigned>(parts.month()) - 1, static_cast<unsigned>(parts.day())};
}

Date date_of(MonthDay parts) {
  using namespace std::chrono;
  const year_month month{year{static_cast<int>(parts.month / 12)},
                         std::chrono::month{static_cast<unsigned>(parts.month % 12) + 1}};
  const auto last = static_cast<unsigned>(year_month_day_last{month / std::chrono::last}.day());
  const sys_days day{month / std::chrono::day{std::min(parts.day, last)}};
  return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

}  // namespace

std::optional<Date> plus_months(Date date, std::int64_t months) {
  const MonthDay parts = parts_of(date);
  if (months < first_month - parts.month || months > last_month - parts.month) return std::nullopt;
  return date_of({parts.month + months, parts.day});
}

std::int64_t months_between(Date from, Date to) {
  if (to < from) return -months_between(to, from);
  const MonthDay first = parts_of(from);
  const std::int64_t months = parts_of(to).month - first.month;
  return date_of({first.month + months, first.day}) <= to ? months : months - 1;
}

}  // namespace spanne::engine
