#include "records/workbook/stored_decimal.hpp"

#include <algorithm>
#include <charconv>

namespace spanne::records {
namespace {

constexpr int max_exponent = 330;  // the smallest double is 4.9E-324

bool is_figure(char letter) { return letter >= '0' && letter <= '9'; }

/// A number taken apart: 0.DIGITS times 10 to the power of `point`.
struct ScaledDigits {
  bool negative = false, whole = true;
  std::string digits;
  int point = 0;
};

/// Takes digits off the front and adds them to `digits`; how many there were.
std::size_t take_digits(std::string_view& text, std::string& digits) {
  const std::size_t count =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_figure) - text.begin());
  digits.append(text.substr(0, count));
  text.remove_prefix(count);
  return count;
}

/// Adds the exponent to `point`; false where what is left is none.
bool take_exponent(std::string_view text, ScaledDigits& figures) {
  if (text.empty()) return true;
  if ((text.front() != 'E' && text.front() != 'e') || text.size() < 2) return false;
  if (text.starts_with("E+-") || text.starts_with("e+-")) return false;
  text.remove_prefix(text[1] == '+' ? 2 : 1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size() || exponent > 9999 || exponent < -9999) return false;
  figures.point += exponent;
  figures.whole = false;
  return true;
}

std::optional<ScaledDigits> take_apart(std::string_view text) {
  ScaledDigits figures;
  if (text.size() > 400) return std::nullopt;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    figures.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::size_t count = take_digits(text, figures.digits);
  figures.point = static_cast<int>(count);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t decimals = take_digits(text, figures.digits);
    figures.whole = decimals == 0;
    count += decimals;
  }
  if (count == 0 || !take_exponent(text, figures)) return std::nullopt;
  const std::size_t zeros = std::min(figures.digits.find_first_not_of('0'), figures.digits.size());
  figures.digits.erase(0, zeros);
  figures.point -= static_cast<int>(zeros);
  return figures;
}

/// To 15 digits, half away from zero; says whether digits other than zeros went.
bool shorten(ScaledDigits& figures) {
  std::string& digits = figures.digits;
  const auto most = static_cast<std::size_t>(spreadsheet_digits);
  if (digits.size() <= most) return false;
  const bool lost = digits.find_first_not_of('0', most) != std::string::npos;
  const bool up = digits[most] >= '5';
  digits.resize(most);
  if (!up) return lost;
  std::size_t at = most;
  while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
  if (at > 0) {
    ++digits[at - 1];
  } else {
    digits.insert(0, 1, '1');
    ++figures.point;
  }
  return lost;
}

/// In plain digits.
std::string written(const ScaledDigits& figures) {
  const std::string& digits = figures.digits;
  std::string text = figures.negative ? "-" : "";
  const int size = static_cast<int>(digits.size());
  if (figures.point <= 0) return text + "0." + std::string(static_cast<std::size_t>(-figures.point), '0') + digits;
  if (figures.point >= size) return text + digits + std::string(static_cast<std::size_t>(figures.point - size), '0');
  const auto point = static_cast<std::size_t>(figures.point);
  return text + digits.substr(0, point) + "." + digits.substr(point);
}

/// A whole number of up to 15 digits that stands there as it has to, which is what most cells are.
bool is_plain(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= static_cast<std::size_t>(spreadsheet_digits) && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), is_figure);
}

}  // namespace

std::optional<StoredDecimal> stored_decimal(std::string_view text, int shift) {
  if (shift == 0 && is_plain(text)) return StoredDecimal{std::string(text), false};
  auto figures = take_apart(text);
  if (!figures) return std::nullopt;
  const bool lost = shorten(*figures);
  figures->digits.erase(figures->digits.find_last_not_of('0') + 1);
  if (figures->digits.empty()) return StoredDecimal{"0", false};
  if (figures->point > max_exponent || figures->point < -max_exponent) return std::nullopt;
  figures->point += shift;
  return StoredDecimal{written(*figures), lost && figures->whole};
}

}  // namespace spanne::records
