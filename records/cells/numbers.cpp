// Numbers are read digit by digit into millionths; nothing passes through floating point and nothing is guessed.
#include "records/cells/numbers.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "grammar/text/characters.hpp"
#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

using Read = std::variant<CellValue, CellFault>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// The digits before and after the decimal sign.
struct Digits {
  std::string whole, part;
};

/// 1.234.567 for `.`: groups of three digits after a first one of one to three that does not begin with 0.
bool is_grouped(std::string_view text, char mark) {
  std::size_t at = text.find(mark);
  if (at == std::string_view::npos || at == 0 || at > 3 || text.front() == '0') return false;
  if (!all_digits(text.substr(0, at))) return false;
  while (at != std::string_view::npos) {
    const std::size_t next = text.find(mark, at + 1);
    const std::string_view group = text.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    if (group.size() != 3 || !all_digits(group)) return false;
    at = next;
  }
  return true;
}

std::string without(std::string_view text, char mark) {
  std::string result(text);
  result.erase(std::remove(result.begin(), result.end(), mark), result.end());
  return result;
}

std::optional<Digits> split(std::string_view text, char point, char thousands) {
  const std::size_t at = text.find(point);
  const std::string_view whole = text.substr(0, at);
  const std::string_view part = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
  if (at != std::string_view::npos && !all_digits(part)) return std::nullopt;
  if (whole.empty() && !part.empty()) return Digits{{}, std::string(part)};
  if (all_digits(whole)) return Digits{std::string(whole), std::string(part)};
  if (!is_grouped(whole, thousands)) return std::nullopt;
  return Digits{without(whole, thousands), std::string(part)};
}

std::optional<Digits> split_english(std::string_view text) { return split(text, '.', ','); }

/// A point that does not part groups of three is a decimal point here too.
std::optional<Digits> split_german(std::string_view text) {
  if (auto digits = split(text, ',', '.')) return digits;
  return text.find(',') == std::string_view::npos ? split(text, '.', ',') : std::nullopt;
}

/// 1'234'567.5 without its marks, which are never decimal signs: apostrophes and the blanks that do not break.
std::optional<std::string> ungrouped(std::string_view text) {
  static constexpr std::array<std::string_view, 5> marks{"'", "\xE2\x80\x99", "\xC2\xA0", "\xE2\x80\xAF",
                                                         "\xE2\x80\x89"};
  const std::size_t end = std::min(text.find_first_of(".,"), text.size());
  std::string whole(text.substr(0, end));
  for (const std::string_view mark : marks)
    for (std::size_t at = whole.find(mark); at != std::string::npos; at = whole.find(mark))
      whole.replace(at, mark.size(), 1, ',');
  if (!is_grouped(whole, ',')) return std::nullopt;
  return without(whole, ',') + std::string(text.substr(end));
}

/// 1.234 or 1,234 in a file that does not say how it writes numbers.
std::optional<CellFault> two_readings(std::string_view text, bool negative, std::string_view cell) {
  for (const char mark : {'.', ','}) {
    if (std::count(text.begin(), text.end(), mark) != 1 || !is_grouped(text, mark)) continue;
    const char* sign = negative ? "-" : "";
    std::string with_point(text);
    with_point[with_point.find(mark)] = '.';
    return CellFault{fmt::format("{} can be {}{} or {}{}; say --locale en or --locale de to decide", shown(cell), sign,
                                 without(text, mark), sign, with_point)};
  }
  return std::nullopt;
}

/// The same number as the other of the two ways would write it.
std::string plainly(const Digits& digits, bool negative, char point) {
  std::string result(negative ? "-" : "");
  result += digits.whole.empty() ? "0" : digits.whole;
  if (!digits.part.empty()) result += point + digits.part;
  return result;
}

bool has_exponent(std::string_view text) {
  const std::size_t at = text.find_first_of("eE");
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
  return text.find_first_not_of("0123456789.,") == at && text.find_first_not_of("0123456789+-", at + 1) == text.npos;
}

/// (1.234) and 1.234-, as accounting programs write what is below zero.
bool is_negative_in_accounting(std::string_view text) {
  return text.size() > 2 && (text.ends_with('-') || (text.starts_with('(') && text.ends_with(')'))) &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

/// 2 Mio, 12k: a number and what stands for its zeros.
bool is_shortened(std::string_view text) {
  static constexpr std::array<std::string_view, 9> words{"k", "M", "T", "Mio", "Mio.", "Mrd", "Mrd.", "Tsd", "Tsd."};
  const std::size_t end = text.find_first_not_of("0123456789.,");
  if (end == 0 || end == std::string_view::npos) return false;
  return std::find(words.begin(), words.end(), trimmed(text.substr(end))) != words.end();
}

CellFault no_number(std::string_view text, bool negative, NumberStyleIn numbers, std::string_view cell) {
  if (has_exponent(text))
    return {
        fmt::format("{} is written with an exponent; show it as a plain number and save the file again", shown(cell))};
  if (is_negative_in_accounting(text))
    return {fmt::format("{} is not a number; what is below zero has its minus sign in front", shown(cell))};
  if (is_shortened(text)) return {fmt::format("{} is shortened; write the number with all its noughts", shown(cell))};
  const bool german = numbers == NumberStyleIn::german;
  const auto other = german ? split_english(text) : split_german(text);
  if (!other) return {fmt::format("{} is not a number", shown(cell))};
  return {fmt::format("{} is written the {} way; write {}, or say --locale {} for the whole file", shown(cell),
                      german ? "English" : "German", plainly(*other, negative, german ? ',' : '.'),
                      german ? "en" : "de")};
}

/// digits · 10^shift in millionths, rounded half away from zero to whole ones.
Read to_decimal(const Digits& parts, bool negative, int shift, std::string_view cell) {
  std::string digits = parts.whole + parts.part;
  const std::size_t keep = parts.whole.size() + static_cast<std::size_t>(6 + shift);
  bool up = false, rounded = false;
  if (keep < digits.size()) {
    rounded = digits.find_first_not_of('0', keep) != std::string::npos;
    up = digits[keep] >= '5';
  }
  digits.resize(keep, '0');
  std::int64_t value = 0;
  bool fits = true;
  for (const char digit : digits)
    fits = fits && !__builtin_mul_overflow(value, 10, &value) && !__builtin_add_overflow(value, digit - '0', &value);
  fits = fits && !__builtin_add_overflow(value, up ? 1 : 0, &value);
  if (!fits) return CellFault{fmt::format("{} is too large; numbers go up to 9223372036854", shown(cell))};
  return CellValue{engine::Decimal{negative ? -value : value}, rounded};
}

}  // namespace

bool take_sign(std::string_view& text) {
  for (const std::string_view minus : {"-", "\xE2\x88\x92"}) {
    if (!text.starts_with(minus)) continue;
    text = trimmed(text.substr(minus.size()));
    return true;
  }
  if (text.starts_with('+')) text = trimmed(text.substr(1));
  return false;
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string result(text.substr(0, longest));
  if (text.size() > longest) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    for (std::size_t at = longest; !result.empty() && continues(text[at]); at = result.size()) result.pop_back();
    result += "…";
  }
  return grammar::fit_to_show(result);
}

Read read_scaled(std::string_view text, NumberStyleIn numbers, int shift, std::string_view cell) {
  std::string_view rest = text;
  const bool negative = take_sign(rest);
  std::optional<std::string> plain;
  if (rest.find_first_not_of("0123456789.,") != std::string_view::npos) {
    plain = ungrouped(rest);
    if (plain) rest = *plain;
  } else if (numbers == NumberStyleIn::cautious) {
    if (auto fault = two_readings(rest, negative, cell)) return std::move(*fault);
  }
  const auto digits = numbers == NumberStyleIn::german ? split_german(rest) : split_english(rest);
  if (!digits) return no_number(rest, negative, numbers, cell);
  return to_decimal(*digits, negative, shift, cell);
}

Read read_number(std::string_view text, NumberStyleIn numbers) { return read_scaled(text, numbers, 0, text); }

}  // namespace spanne::records
