#include "records/sources/plain_decimal.hpp"

#include <algorithm>
#include <charconv>

namespace spanne::records {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string_view take_digits_off(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

/// The exponent at the end of a number; nullopt if it is none or far beyond anything that could be shown.
std::optional<int> exponent_of(std::string_view text) {
  if (text.empty()) return 0;
  text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  constexpr int beyond = 10'000;
  return exponent < -beyond || exponent > beyond ? std::nullopt : std::optional(exponent);
}

/// The digits with a point before the one at `point`, which may lie outside of them.
std::optional<std::string> with_point(std::string digits, std::ptrdiff_t point) {
  const auto count = static_cast<std::ptrdiff_t>(digits.size());
  const std::ptrdiff_t missing = point < 1 ? 1 - point : std::max<std::ptrdiff_t>(point - count, 0);
  if (count + missing > static_cast<std::ptrdiff_t>(longest_decimal)) return std::nullopt;
  const std::string zeros(static_cast<std::size_t>(missing), '0');
  digits = point < 1 ? zeros + digits : digits + zeros;
  const auto whole = static_cast<std::size_t>(std::max<std::ptrdiff_t>(point, 1));
  const std::size_t leading = std::min(digits.find_first_not_of('0'), whole - 1);
  std::string text = digits.substr(leading, whole - leading);
  if (whole < digits.size()) text += "." + digits.substr(whole);
  return text;
}

}  // namespace

std::optional<std::string> plain_decimal(std::string_view number) {
  const bool negative = number.starts_with('-');
  if (negative || number.starts_with('+')) number.remove_prefix(1);
  std::string digits(take_digits_off(number));
  if (digits.empty()) return std::nullopt;
  const auto point = static_cast<std::ptrdiff_t>(digits.size());
  if (!number.empty() && number.front() != 'e' && number.front() != 'E') {
    number.remove_prefix(1);
    digits += take_digits_off(number);
  }
  if (!number.empty() && number.front() != 'e' && number.front() != 'E') return std::nullopt;
  // Zero is zero whatever its exponent.
  const bool zero = digits.find_first_not_of('0') == std::string::npos;
  const auto exponent = zero ? std::optional(0) : exponent_of(number);
  if (!exponent) return std::nullopt;
  auto text = with_point(std::move(digits), point + *exponent);
  if (text && negative) text->insert(0, "-");
  return text;
}

}  // namespace spanne::records
