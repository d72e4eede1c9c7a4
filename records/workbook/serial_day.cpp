#include "records/workbook/serial_day.hpp"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <optional>

#include "records/cells/numbers.hpp"

namespace spanne::records {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t last_serial = 2'958'465;  // 31 December 9999, counted from 1900
constexpr std::int64_t days_between_systems = 1'462;
constexpr std::int64_t missing_day = 60;  // 29 February 1900

using Days = std::chrono::sys_days;

/// Days and seconds, rounded to the second, of a decimal that is not negative; nullopt where it has too many digits.
struct SerialTime {
  std::int64_t day = 0, second = 0;
};

std::optional<SerialTime> split_serial(std::string_view decimal) {
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  SerialTime serial;
  const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + point, serial.day);
  if (error != std::errc() || end != decimal.data() + point) return std::nullopt;
  std::int64_t parts = 0, scale = 1;
  for (std::size_t at = point + 1; at < decimal.size() && scale < 1'000'000'000'000; ++at, scale *= 10)
    parts = parts * 10 + (decimal[at] - '0');
  serial.second = (parts * seconds_per_day + scale / 2) / scale;
  if (serial.second == seconds_per_day) ++serial.day, serial.second = 0;
  return serial;
}

std::string clock(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

SourceCell no_day(std::string_view decimal, std::string_view why) {
  return {SourceCell::Kind::error, fmt::format("{} with a date's format, {}", decimal, why), ""};
}

SourceCell date_cell(Days days, std::int64_t second) {
  const std::chrono::year_month_day date(days);
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (second != 0) text += " " + clock(second);
  return {SourceCell::Kind::date, std::move(text), ""};
}

SourceCell day_cell(std::string_view decimal, SerialTime serial, DaySystem system) {
  using std::chrono::days;
  using std::chrono::January;
  if (system == DaySystem::from_1904) {
    if (serial.day > last_serial - days_between_systems) return no_day(decimal, "which is after the year 9999");
    return date_cell(Days(std::chrono::year(1904) / January / 1) + days(serial.day), serial.second);
  }
  if (serial.day > last_serial) return no_day(decimal, "which is after the year 9999");
  if (serial.day == 0) return no_day(decimal, "which is before the first day, 1 January 1900");
  if (serial.day == missing_day) return no_day(decimal, "which is 29 February 1900, a day that never was");
  const std::int64_t since_1900 = serial.day < missing_day ? serial.day - 1 : serial.day - 2;
  return date_cell(Days(std::chrono::year(1900) / January / 1) + days(since_1900), serial.second);
}

/// Digits at the front, exactly so many, as a number; nullopt where there are none.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  int number = 0;
  if (text.size() < count || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, number);
  if (error != std::errc() || end != text.data() + count) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

bool take_sign_of(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Days> take_iso_day(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take_sign_of(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take_sign_of(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *year < 1) return std::nullopt;
  return Days(date);
}

/// Seconds of "14:05", "14:05:00", "14:05:00.25", the last of which count as whole ones that have begun.
std::optional<std::int64_t> take_iso_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take_sign_of(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (take_sign_of(text, ':')) {
    const auto read = take_number(text, 2);
    if (!read || *read > 59) return std::nullopt;
    second = *read;
    if (take_sign_of(text, '.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  return std::int64_t{*hour} * 3600 + *minute * 60 + second;
}

}  // namespace

SourceCell serial_cell(std::string_view decimal, NumberFormat::Kind kind, DaySystem system) {
  if (decimal.starts_with('-')) return no_day(decimal, "which is before the first day");
  const auto serial = split_serial(decimal);
  if (!serial) return no_day(decimal, "which is after the year 9999");
  if (kind == NumberFormat::Kind::elapsed && serial->day <= last_serial)
    return {SourceCell::Kind::text, clock(serial->day * seconds_per_day + serial->second), ""};
  const bool without_day = serial->day == 0 && (kind == NumberFormat::Kind::time || serial->second != 0);
  if (without_day) return {SourceCell::Kind::text, clock(serial->second), ""};
  return day_cell(decimal, *serial, system);
}

SourceCell iso_date_cell(std::string_view text) {
  const SourceCell wrong{SourceCell::Kind::error, fmt::format("{}, which is no date", shown(text)), ""};
  std::string_view rest = text;
  const auto day = take_iso_day(rest);
  if (!day) return wrong;
  std::int64_t second = 0;
  if (take_sign_of(rest, 'T')) {
    const auto time = take_iso_time(rest);
    if (!time) return wrong;
    second = *time;
    take_sign_of(rest, 'Z');
  }
  if (!rest.empty()) return wrong;
  return date_cell(*day, second);
}

}  // namespace spanne::records
