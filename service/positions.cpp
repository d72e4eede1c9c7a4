#include "service/positions.hpp"

#include <algorithm>

namespace spanne::service {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The UTF-16 units of the character that begins with this byte.
std::uint32_t utf16_units(char first) { return static_cast<unsigned char>(first) >= 0xF0U ? 2 : 1; }

}  // namespace

LineIndex::LineIndex(std::string_view text, PositionEncoding encoding) : text_(text), encoding_(encoding) {
  starts_.push_back(0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n' && text[at] != '\r') continue;
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::uint32_t LineIndex::line_end(std::uint32_t line) const {
  if (line + 1 >= line_count()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = starts_[line + 1] - 1;
  if (end > starts_[line] && text_[end] == '\n' && text_[end - 1] == '\r') --end;
  return end;
}

std::uint32_t LineIndex::units(std::uint32_t begin, std::uint32_t end) const {
  if (encoding_ == PositionEncoding::utf8) return end - begin;
  std::uint32_t count = 0;
  for (std::uint32_t at = begin; at < end; ++at)
    if (!continues_character(text_[at])) count += utf16_units(text_[at]);
  return count;
}

LinePosition LineIndex::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin()) - 1;
  const std::uint32_t end = std::min(offset, line_end(line));  // not between the two bytes of a line break
  const bool goes_on = latest_.position.line == line && latest_.offset <= end && latest_.offset >= starts_[line];
  const std::uint32_t from = goes_on ? latest_.offset : starts_[line];
  latest_ = {end, {line, (goes_on ? latest_.position.character : 0) + units(from, end)}};
  return latest_.position;
}

std::uint32_t LineIndex::offset(LinePosition position) const {
  if (position.line >= line_count()) return static_cast<std::uint32_t>(text_.size());
  const std::uint32_t end = line_end(position.line);
  std::uint32_t at = starts_[position.line], left = position.character;
  while (at < end && left > 0) {
    std::uint32_t next = at + 1;
    while (next < end && continues_character(text_[next])) ++next;
    const std::uint32_t width = encoding_ == PositionEncoding::utf8 ? next - at : utf16_units(text_[at]);
    if (width > left) break;
    left -= width;
    at = next;
  }
  return at;
}

Json to_json(LinePosition position) { return {{"line", position.line}, {"character", position.character}}; }

Json range_json(grammar::TextSpan span, const LineIndex& lines) {
  const Json start = to_json(lines.position(span.begin));
  return {{"start", start}, {"end", to_json(lines.position(span.end))}};
}

}  // namespace spanne::service
