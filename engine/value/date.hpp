// Date is a calendar day; Period is a range of days.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::engine {

/// Days since 1970-01-01; years 0001 to 9999.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

/// Returns nullopt if the day does not exist.
std::optional<Date> make_date(int year, int month, int day);
/// "2026-07-01"
std::string to_text(Date date);
/// Reads "2026-07-01" and, as German spreadsheets write it, "01.07.2026" or "1.7.2026"; returns nullopt for anything
/// else.
std::optional<Date> date_from_text(std::string_view text);
/// Returns nullopt if the result lies outside the years 0001 to 9999.
std::optional<Date> plus_days(Date date, std::int64_t days);

/// Both ends inclusive; an absent end is open.
struct Period {
  std::optional<Date> from, until;
  bool contains(Date date) const { return (!from || *from <= date) && (!until || date <= *until); }
  bool operator==(const Period&) const = default;
};

/// The day itself if the period has it, else the nearest of its ends.
inline Date nearest_day(const Period& period, Date day) {
  if (period.from && day < *period.from) return *period.from;
  if (period.until && day > *period.until) return *period.until;
  return day;
}

}  // namespace spanne::engine
