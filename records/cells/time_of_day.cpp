#include "records/cells/time_of_day.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "records/cells/digit_groups.hpp"

namespace spanne::records {
namespace {

void drop_blanks(std::string_view& text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
}

bool take_end(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  drop_blanks(text);
  return true;
}

/// +02, +0200, +02:00.
void take_offset(std::string_view& text) {
  const std::size_t sign = text.find_first_of("+-");
  if (sign == std::string_view::npos) return;
  std::string offset(text.substr(sign + 1));
  offset.erase(std::remove(offset.begin(), offset.end(), ':'), offset.end());
  if (!is_all_digits(offset) || (offset.size() != 2 && offset.size() != 4)) return;
  text = text.substr(0, sign);
  drop_blanks(text);
}

void take_zone(std::string_view& text) {
  for (const std::string_view zone : {"Z", "z", "UTC", "GMT"})
    if (take_end(text, zone)) return;
  take_offset(text);
}

/// -1: no part of a time.
int two_digits(std::string_view text, int below) {
  if (text.empty() || text.size() > 2 || !is_all_digits(text)) return -1;
  const int value = text.size() == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
  return value < below ? value : -1;
}

/// Takes ".123" off the seconds; says whether it is all zeros.
bool take_fraction(std::string_view& text) {
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos || !is_all_digits(text.substr(point + 1))) return true;
  const bool zero = text.find_first_not_of('0', point + 1) == std::string_view::npos;
  text = text.substr(0, point);
  return zero;
}

}  // namespace

std::optional<bool> is_midnight(std::string_view text) {
  take_zone(text);
  const bool am = take_end(text, "AM") || take_end(text, "am");
  const bool pm = !am && (take_end(text, "PM") || take_end(text, "pm"));
  const bool whole_seconds = take_fraction(text);
  std::array<int, 3> parts{0, 0, 0};
  std::size_t count = 0;
  for (; count < parts.size(); ++count) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    parts[count] = two_digits(text.substr(0, colon), count == 0 ? 24 : 60);
    if (parts[count] < 0) return std::nullopt;
    if (colon == text.size()) break;
    text = text.substr(colon + 1);
  }
  if (count == 0 || count == parts.size()) return std::nullopt;
  if (am && parts[0] == 12) parts[0] = 0;
  return whole_seconds && !pm && parts[0] == 0 && parts[1] == 0 && parts[2] == 0;
}

}  // namespace spanne::records
