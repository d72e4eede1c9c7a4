// Converts between days and their texts.
#include "engine/value/date.hpp"

#include <chrono>
#include <fmt/format.h>

namespace spanne::engine {
namespace {

constexpr Date first_day{-719'162};  // 0001-01-01
constexpr Date last_day{2'932'896};  // 9999-12-31

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// The whole of `text` as a number if it consists of `least` to `most` digits.
std::optional<int> number(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most) return std::nullopt;
  int value = 0;
  for (const char character : text) {
    if (!is_digit(character)) return std::nullopt;
    value = value * 10 + (character - '0');
  }
  return value;
}

std::optional<Date> checked_date(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  return year && month && day ? make_date(*year, *month, *day) : std::nullopt;
}

std::optional<Date> german_date(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = text.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  return checked_date(number(text.substr(second + 1), 4, 4), number(text.substr(first + 1, second - first - 1), 1, 2),
                      number(text.substr(0, first), 1, 2));
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (day > 31 || !date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::string to_text(Date date) {
  const std::chrono::year_month_day parts{std::chrono::sys_days{std::chrono::days{date.days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

std::optional<Date> date_from_text(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return german_date(text);
  return checked_date(number(text.substr(0, 4), 4, 4), number(text.substr(5, 2), 2, 2), number(text.substr(8), 2, 2));
}

std::optional<Date> plus_days(Date date, std::int64_t days) {
  if (days < first_day.days - date.days || days > last_day.days - date.days) return std::nullopt;
  return Date{static_cast<std::int32_t>(date.days + days)};
}

}  // namespace spanne::engine
