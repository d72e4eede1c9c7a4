#include "records/workbook_out/sheet_layout.hpp"

#include <algorithm>
#include <charconv>

#include "records/results/results.hpp"

namespace spanne::records {
namespace {

using Shown = SheetColumn::Shown;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// -?digits(.digits)?, no more.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (!all_digits(text.substr(0, point))) return false;
  return point == std::string_view::npos || all_digits(text.substr(point + 1));
}

bool is_fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && is_plain_number(text.substr(0, slash)) &&
         is_plain_number(text.substr(slash + 1));
}

/// Digits from the first to the last that is not 0.
std::size_t significant_digits(std::string_view number) {
  std::string digits;
  std::copy_if(number.begin(), number.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? 0 : digits.find_last_not_of('0') - first + 1;
}

bool fits(std::string_view number) { return significant_digits(number) <= sheet_digits; }

/// What stands before the unit where the text ends in it.
std::optional<std::string_view> without_unit(std::string_view text, std::string_view unit) {
  if (unit.empty() || text.size() <= unit.size() + 1 || !text.ends_with(unit)) return std::nullopt;
  text.remove_suffix(unit.size());
  if (text.back() != ' ') return std::nullopt;
  text.remove_suffix(1);
  return text;
}

std::optional<int> number_in(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

/// "2026-07-01", as a spreadsheet counts days.
std::optional<engine::Date> day_in(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_in(text.substr(0, 4)), month = number_in(text.substr(5, 2)), day = number_in(text.substr(8));
  if (!year || !month || !day) return std::nullopt;
  const auto date = engine::make_date(*year, *month, *day);
  return date && *date >= *engine::make_date(1900, 3, 1) ? date : std::nullopt;
}

/// The digits of a number of the column's kind, and the power of ten that belongs to it; nullopt for other texts.
std::optional<std::pair<std::string_view, int>> number_of(std::string_view text, const SheetColumn& column) {
  std::optional<std::string_view> digits = text;
  if (column.shown == Shown::percent) digits = without_unit(text, "%");
  if (column.shown == Shown::money) digits = without_unit(text, column.currency);
  if (!digits || !is_plain_number(*digits)) return std::nullopt;
  return std::pair(*digits, column.shown == Shown::percent ? -2 : 0);
}

bool holds_numbers(Shown shown) {
  return shown != Shown::text && shown != Shown::long_text && shown != Shown::date && shown != Shown::boolean;
}

}  // namespace

SheetCell cell_of(std::string_view text, const SheetColumn& column) {
  if (text.empty()) return {};
  if (text.front() == unreadable_mark) return std::string(text.substr(1));
  if (column.shown == Shown::boolean && (text == "yes" || text == "no")) return text == "yes";
  if (column.shown == Shown::date)
    if (const auto day = day_in(text)) return *day;
  if (holds_numbers(column.shown))
    if (const auto number = number_of(text, column); number && fits(number->first))
      return CellNumber{std::string(number->first), number->second};
  return std::string(text);
}

bool is_figure_as_text(std::string_view text, const SheetColumn& column) {
  if (!holds_numbers(column.shown) || text.empty() || text.front() == unreadable_mark) return false;
  const auto number = number_of(text, column);
  return is_fraction(text) || (number && !fits(number->first));
}

}  // namespace spanne::records
