#include "records/cells/days.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "records/cells/digit_groups.hpp"
#include "records/cells/encoding.hpp"
#include "records/cells/month_names.hpp"
#include "records/cells/time_of_day.hpp"

namespace spanne::records {
namespace {

using engine::Date;

std::optional<int> number_of_digits(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most || !is_all_digits(text)) return std::nullopt;
  int value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value;
}

std::optional<int> year_of(std::string_view text) {
  if (const auto year = number_of_digits(text, 4, 4)) return year;
  const auto year = number_of_digits(text, 2, 2);
  if (!year) return std::nullopt;
  return *year + (*year <= last_short_year ? 2000 : 1900);
}

std::optional<Date> date_of(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  return year && month && day ? engine::make_date(*year, *month, *day) : std::nullopt;
}

/// The three parts of a day between signs and blanks: "30", "Jun", "2026"; others have not three.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("-/., "), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text = end < text.size() ? text.substr(end + 1) : std::string_view{};
  }
  return parts;
}

/// 30-Jun-2026, 30. Juni 2026, June 30, 2026, 2026-Jun-30.
std::optional<Date> with_month_name(std::string_view text) {
  const auto parts = parts_of(text);
  if (parts.size() != 3) return std::nullopt;
  if (const auto month = month_named(parts[0]))
    return date_of(number_of_digits(parts[2], 4, 4), month, number_of_digits(parts[1], 1, 2));
  const auto month = month_named(parts[1]);
  if (!month) return std::nullopt;
  if (const auto year = number_of_digits(parts[0], 4, 4)) return date_of(year, month, number_of_digits(parts[2], 1, 2));
  return date_of(year_of(parts[2]), month, number_of_digits(parts[0], 1, 2));
}

/// Three numbers with one sign between them, twice.
struct ThreeNumbers {
  char sign = 0;
  std::array<std::string_view, 3> parts;
};

std::optional<ThreeNumbers> three_numbers(std::string_view text) {
  const std::size_t first = text.find_first_not_of("0123456789");
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const char sign = text[first];
  const std::size_t second = text.find(sign, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  ThreeNumbers result{sign,
                      {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)}};
  for (std::string_view& part : result.parts) part = sign == '.' ? trimmed(part) : part;  // 30. 6. 2026
  for (const std::string_view part : result.parts)
    if (!is_all_digits(part)) return std::nullopt;
  return result;
}

std::optional<Date> day_month_year(const ThreeNumbers& numbers, std::size_t day, std::size_t month) {
  return date_of(year_of(numbers.parts[2]), number_of_digits(numbers.parts[month], 1, 2),
                 number_of_digits(numbers.parts[day], 1, 2));
}

/// 20260630, as accounting programs export it. The years keep it apart from other numbers of eight digits.
std::optional<Date> without_signs(std::string_view text) {
  const auto number = number_of_digits(text, 8, 8);
  if (!number || *number < 19'000'000 || *number > 21'991'231) return std::nullopt;
  return engine::make_date(*number / 10'000, *number / 100 % 100, *number % 100);
}

/// The day, a fault that says more than that there is none, or nothing.
class DayReader {
 public:
  DayReader(std::string_view cell, SlashDays slash_days) : cell_(cell), slash_days_(slash_days) {}

  std::variant<Date, CellFault> read() {
    std::string_view day = cell_;
    const Time time = take_time(day);
    auto found = read_day_alone(day);
    if (const auto* date = std::get_if<Date>(&found); date != nullptr && time == Time::other)
      return fault(fmt::format("{} has a time of day", shown(cell_)), to_text(*date));
    return found;
  }

 private:
  enum class Time { none, midnight, other };

  static CellFault fault(std::string message, std::string suggestion) {
    CellFault result;
    result.message = fmt::format("{}; write the day alone: {}", message, suggestion);
    result.without_suggestion = std::move(message);
    result.suggestion = std::move(suggestion);
    return result;
  }
  static CellFault fault(std::string message) { return CellFault{std::move(message)}; }

  /// Takes "T09:20:00Z" or " 12:00:00 AM" off the end.
  static Time take_time(std::string_view& text) {
    const std::size_t colon = text.find(':');
    const std::size_t begin = colon == std::string_view::npos ? colon : text.find_last_of("T ", colon);
    if (begin == std::string_view::npos || begin == 0) return Time::none;
    const auto midnight = is_midnight(text.substr(begin + 1));
    if (!midnight) return Time::none;
    text = trimmed(text.substr(0, begin));
    return *midnight ? Time::midnight : Time::other;
  }

  std::variant<Date, CellFault> read_day_alone(std::string_view text) const {
    if (const auto date = with_month_name(text)) return *date;
    if (const auto date = without_signs(text)) return *date;
    const auto numbers = three_numbers(text);
    if (!numbers) return text.size() == 5 && is_all_digits(text) ? count_of_days(text) : no_day();
    if (numbers->parts[0].size() == 4) return year_first(*numbers);
    if (numbers->sign == '.') {
      const auto date = day_month_year(*numbers, 0, 1);
      return date ? std::variant<Date, CellFault>(*date) : no_day();
    }
    if (numbers->sign == '/' || numbers->sign == '-') return slashed(*numbers);
    return no_day();
  }

  std::variant<Date, CellFault> year_first(const ThreeNumbers& numbers) const {
    const bool known = numbers.sign == '-' || numbers.sign == '/' || numbers.sign == '.';
    const auto date = date_of(number_of_digits(numbers.parts[0], 4, 4), number_of_digits(numbers.parts[1], 1, 2),
                              number_of_digits(numbers.parts[2], 1, 2));
    return known && date ? std::variant<Date, CellFault>(*date) : no_day();
  }

  std::variant<Date, CellFault> slashed(const ThreeNumbers& numbers) const {
    const auto day_first = day_month_year(numbers, 0, 1), month_first = day_month_year(numbers, 1, 0);
    if (slash_days_ != SlashDays::refused) {
      const auto& date = slash_days_ == SlashDays::day_first ? day_first : month_first;
      return date ? std::variant<Date, CellFault>(*date) : no_day();
    }
    if (!day_first && !month_first) return no_day();
    if (day_first && month_first && day_first->days != month_first->days)
      return fault(
          fmt::format("{} can be {} or {}; write one of them, or say --locale en-GB (day first) or --locale "
                      "en-US (month first) for the whole file",
                      shown(cell_), to_text(*day_first), to_text(*month_first)));
    const auto& date = day_first ? day_first : month_first;
    return fault(fmt::format("{} can only be {}; write it so, or say --locale {} for the whole file", shown(cell_),
                             to_text(*date), day_first ? "en-GB (day first)" : "en-US (month first)"));
  }

  /// Spreadsheets count days from the end of 1899.
  CellFault count_of_days(std::string_view text) const {
    const auto count = number_of_digits(text, 5, 5);
    const auto date = engine::plus_days(*engine::make_date(1899, 12, 30), count.value_or(0));
    if (!date) return no_day();
    return fault(
        fmt::format("{} is a number; as a spreadsheet counts days it would be {}: show the column as a date "
                    "and save the file again",
                    shown(cell_), to_text(*date)));
  }

  CellFault no_day() const {
    return fault(fmt::format("{} is no day; write days like 2026-07-01 or 01.07.2026", shown(cell_)));
  }

  std::string_view cell_;
  SlashDays slash_days_;
};

}  // namespace

std::variant<Date, CellFault> read_day(std::string_view text, SlashDays slash_days) {
  return DayReader(text, slash_days).read();
}

}  // namespace spanne::records
