#include "grammar/suggestions/foreign.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace spanne::grammar {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits, and between them what parts them, one letter each: `,`, `.`, `/`, `-`, or `'` for blanks and apostrophes.
struct Parted {
  std::vector<std::string> digits;
  std::string signs;
};

Parted parted(std::string_view written) {
  Parted result{{""}, {}};
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    if (is_digit(c)) {
      result.digits.back() += c;
    } else if (c != '_' && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {  // one sign, however many bytes
      result.signs += c == ',' || c == '.' || c == '/' || c == '-' ? c : '\'';
      result.digits.emplace_back();
    }
  }
  return result;
}

bool groups_of_three(const Parted& number, std::size_t groups) {
  if (number.digits.front().empty() || number.digits.front().size() > 3) return false;
  for (std::size_t i = 1; i < groups; ++i)
    if (number.digits[i].size() != 3) return false;
  return true;
}

/// `1_250_000.50` of the first groups and what is left as decimals.
std::string grouped(const Parted& number, std::size_t groups) {
  std::string text = number.digits[0];
  for (std::size_t i = 1; i < number.digits.size(); ++i) text += (i < groups ? "_" : ".") + number.digits[i];
  return text;
}

/// Without the zeros at the end, which would be questioned in turn.
std::string trimmed(const std::string& whole, const std::string& part) {
  const std::size_t last = part.find_last_not_of('0');
  return last == std::string::npos ? whole : fmt::format("{}.{}", whole, part.substr(0, last + 1));
}

Help two_readings(const std::string& thousands, const std::string& decimals) {
  Help help = either({thousands, decimals});
  help.shown = fmt::format("{} for thousands, or {} for decimals", thousands, decimals);
  return help;
}

Cure one_comma(const Parted& number) {
  const std::string &whole = number.digits[0], &part = number.digits[1];
  if (part.size() == 3 && whole.size() <= 3 && whole[0] != '0')
    return {"E0133", fmt::format("{},{} can be read in two ways: numbers are written without a comma", whole, part),
            two_readings(fmt::format("{}_{}", whole, part), trimmed(whole, part))};
  return {"E0133", "decimals are written with a point, not a comma", fmt::format("{}.{}", whole, part)};
}

std::optional<int> number_of(const std::string& digits) {
  int value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return read.ec == std::errc{} && !digits.empty() ? std::optional(value) : std::nullopt;
}

}  // namespace

Cure number_cure(std::string_view written) {
  const Parted number = parted(written);
  const auto commas = std::count(number.signs.begin(), number.signs.end(), ',');
  const auto points = std::count(number.signs.begin(), number.signs.end(), '.');
  const bool last_differs = number.signs.size() > 1 && number.signs.back() != number.signs[number.signs.size() - 2];
  const bool apart = number.signs.find('\'') != std::string::npos;
  const bool decimals = last_differs || (apart && number.signs.back() != '\'');
  const std::size_t groups = number.digits.size() - (decimals ? 1 : 0);
  if (commas == 1 && points == 0 && !apart) return one_comma(number);
  if (groups_of_three(number, groups)) {
    if (decimals)
      return {"E0135", "the thousands of a number are parted by _, its decimals by a point", grouped(number, groups)};
    if (points > 0) return {"E0132", "a number has only one point, before its decimals", grouped(number, groups)};
    return {"E0135", "the thousands of a number are parted by _", grouped(number, groups)};
  }
  if (points == 0)
    return {"E0133", "numbers in a list need a blank behind each comma",
            fmt::format("{}", fmt::join(number.digits, ", "))};
  return {"E0132", "a number has only one point, before its decimals", {}};
}

bool is_day(int year, int month, int day) {
  static constexpr std::array lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
         day <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::string last_day_of(int year, int month) {
  for (int day = 31; day > 27; --day)
    if (is_day(year, month, day)) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  return {};
}

std::optional<std::string> days_meant(std::string_view written) {
  const Parted date = parted(written);
  if (date.digits.size() != 3) return std::nullopt;
  const auto first = number_of(date.digits[0]), second = number_of(date.digits[1]), third = number_of(date.digits[2]);
  if (!first || !second || !third) return std::nullopt;
  const auto text = [](int year, int month, int day) { return fmt::format("{:04}-{:02}-{:02}", year, month, day); };
  if (date.digits[0].size() == 4)
    return is_day(*first, *second, *third) ? std::optional(text(*first, *second, *third)) : std::nullopt;
  if (date.digits[2].size() != 4) return std::nullopt;
  const bool day_first = is_day(*third, *second, *first);
  const bool month_first = date.signs[0] == '/' && *first != *second && is_day(*third, *first, *second);
  if (day_first && month_first)
    return fmt::format("{}, or {}", text(*third, *second, *first), text(*third, *first, *second));
  if (day_first) return text(*third, *second, *first);
  return month_first ? std::optional(text(*third, *first, *second)) : std::nullopt;
}

Help day_help(const std::string& days) {
  const std::size_t other = days.find(", or ");
  if (other == std::string::npos) return Help(days);
  Help help = either({days.substr(0, other), days.substr(other + 5)});
  help.shown = days;
  return help;
}

std::string straight_text(std::string_view written) {
  static constexpr std::array<std::string_view, 14> marks{"“", "”", "„", "‟", "«", "»",  "‘",
                                                          "’", "‚", "‛", "‹", "›", "\"", "'"};
  static constexpr std::array<std::string_view, 3> blanks{" ", "\xC2\xA0", "\r"};
  const auto drop_front = [&](std::string_view one) {
    const bool there = written.starts_with(one);
    if (there) written.remove_prefix(one.size());
    return there;
  };
  const auto drop_back = [&](std::string_view one) {
    const bool there = written.ends_with(one);
    if (there) written.remove_suffix(one.size());
    return there;
  };
  while (std::any_of(blanks.begin(), blanks.end(), drop_back)) {}
  std::any_of(marks.begin(), marks.end(), drop_front);
  std::any_of(marks.begin(), marks.end(), drop_back);
  while (std::any_of(blanks.begin(), blanks.end(), drop_front) ||
         std::any_of(blanks.begin(), blanks.end(), drop_back)) {}
  return fmt::format("\"{}\"", written);
}

std::string version_meant(std::string_view written) {
  std::vector<std::string> numbers;
  bool fresh = true;
  for (const char c : written) {
    if (is_digit(c)) {
      if (fresh) numbers.emplace_back();
      numbers.back() += c;
    }
    fresh = !is_digit(c);
  }
  if (numbers.empty()) return "1.0.0";
  numbers.resize(3, "0");
  return fmt::format("{}", fmt::join(numbers, "."));
}

}  // namespace spanne::grammar
