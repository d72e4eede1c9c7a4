#include "records/cells/digit_groups.hpp"

#include <algorithm>
#include <array>

namespace spanne::records {
namespace {

/// Where groups are separated by a mark: every group has three digits and the first one to three, no leading zero.
bool is_grouped(std::string_view text, char mark) {
  std::size_t at = text.find(mark);
  if (at == std::string_view::npos || at == 0 || at > 3 || text.front() == '0') return false;
  if (!is_all_digits(text.substr(0, at))) return false;
  while (at != std::string_view::npos) {
    const std::size_t next = text.find(mark, at + 1);
    const std::string_view group = text.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    if (group.size() != 3 || !is_all_digits(group)) return false;
    at = next;
  }
  return true;
}

/// 12,34,567: two digits in every group but the first, of one or two digits, and the last, of three.
bool is_grouped_indian(std::string_view text) {
  const std::size_t last = text.rfind(',');
  if (last == std::string_view::npos || last < 4 || text.size() - last != 4 || text.front() == '0') return false;
  if (!is_all_digits(text.substr(last + 1))) return false;
  std::string_view rest = text.substr(0, last);
  std::size_t groups = 0;
  for (; rest.size() > 2 && rest[rest.size() - 3] == ','; rest.remove_suffix(3), ++groups)
    if (!is_all_digits(rest.substr(rest.size() - 2))) return false;
  return groups > 0 && rest.size() <= 2 && is_all_digits(rest);
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
  if (at != std::string_view::npos && !is_all_digits(part)) return std::nullopt;
  if (whole.empty() && !part.empty()) return Digits{{}, std::string(part)};
  if (is_all_digits(whole)) return Digits{std::string(whole), std::string(part)};
  const bool grouped = is_grouped(whole, thousands) || (thousands == ',' && is_grouped_indian(whole));
  if (!grouped) return std::nullopt;
  return Digits{without(whole, thousands), std::string(part)};
}

/// Apostrophes, and blanks that break a line or not. None of them is ever a decimal sign.
constexpr std::array<std::string_view, 8> group_marks{"'",        "\xE2\x80\x99", "\xE2\x80\x98", " ",
                                                      "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};
constexpr std::size_t apostrophes = 3;  // how many of them come first

/// The mark between groups, or npos where there is none.
std::size_t group_mark_in(std::string_view text) {
  for (std::size_t mark = 0; mark < group_marks.size(); ++mark)
    if (text.find(group_marks[mark]) != std::string_view::npos) return mark;
  return std::string_view::npos;
}

/// 1'234'567.5: what follows the groups is a decimal sign, whichever it is.
DigitReadings read_marked(std::string_view text, std::size_t mark) {
  DigitReadings result;
  const std::size_t end = std::min(text.find_first_of(".,"), text.size());
  std::string whole(text.substr(0, end));
  for (std::size_t at = whole.find(group_marks[mark]); at != std::string::npos; at = whole.find(group_marks[mark]))
    whole.replace(at, group_marks[mark].size(), 1, ',');
  if (!is_grouped(whole, ',')) return result;
  Digits digits{without(whole, ','), end == text.size() ? std::string() : std::string(text.substr(end + 1))};
  if (end < text.size() && !is_all_digits(digits.part)) return result;
  result.has_apostrophe = mark < apostrophes;
  if (end == text.size() || text[end] == '.') result.english = digits;
  if (end == text.size() || text[end] == ',') result.german = std::move(digits);
  return result;
}

}  // namespace

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool DigitReadings::is_ambiguous() const {
  return english && german && (english->whole != german->whole || english->part != german->part);
}

DigitReadings readings_of(std::string_view text) {
  if (const std::size_t mark = group_mark_in(text); mark != std::string_view::npos) return read_marked(text, mark);
  DigitReadings result;
  result.english = split(text, '.', ',');
  result.german = split(text, ',', '.');
  return result;
}

std::optional<Digits> stray_point(std::string_view text) {
  if (const std::size_t mark = group_mark_in(text); mark != std::string_view::npos)
    return read_marked(text, mark).english;
  if (text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  return split(text, '.', ',');
}

std::optional<Digits> mantissa_of(std::string_view text) {
  if (std::count_if(text.begin(), text.end(), [](char c) { return c == '.' || c == ','; }) > 1) return std::nullopt;
  return split(text, text.find(',') == std::string_view::npos ? '.' : ',', '\0');
}

std::string plain_text(const Digits& digits, char point) {
  std::string result = digits.whole.empty() ? "0" : digits.whole;
  if (!digits.part.empty()) result += point + digits.part;
  return result;
}

}  // namespace spanne::records
