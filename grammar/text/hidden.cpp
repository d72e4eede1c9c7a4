#include "grammar/text/hidden.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <vector>

#include "grammar/text/characters.hpp"

namespace spanne::grammar {
namespace {

using HiddenKind = HiddenCharacter::Kind;

/// A mark at the very beginning says UTF-8; tabs and line breaks are what they seem.
bool is_usual_here(const HiddenCharacter& hidden, std::string_view text) {
  if (hidden.code == '\n' || hidden.code == '\t') return true;
  if (hidden.code == 0xFEFF) return hidden.offset == 0;
  const std::size_t next = hidden.offset + 1;
  return hidden.code == '\r' && (next == text.size() || text[next] == '\n');
}

std::string_view control_name(char32_t control) {
  switch (control) {
    case '\r': return ", a carriage return";
    case '\v': return ", a vertical tab";
    case '\f': return ", a form feed";
    case 0x85: return ", a next line";
    case 0x2028: return ", a line separator";
    case 0x2029: return ", a paragraph separator";
    case 0x1B: return ", an escape";
    default: return "";
  }
}

Diagnostic hidden_message(const HiddenCharacter& hidden, TextSpan span) {
  switch (hidden.kind) {
    case HiddenKind::reading_order:
      return {"W0272",
              Severity::warning,
              span,
              "a character that cannot be seen turns the order of reading round from here on",
              "delete it: what is shown may not be what is meant",
              {}};
    case HiddenKind::invisible:
      return {"W0273",
              Severity::warning,
              span,
              fmt::format("there is a character here that cannot be seen, {}", code_of(hidden)),
              "delete it, or type the word anew",
              {}};
    default:
      return {"E0109",
              Severity::error,
              span,
              fmt::format("there is a control character here, {}{}", code_of(hidden), control_name(hidden.code)),
              "delete it: other programs end the line here, or do something else of their own",
              {}};
  }
}

}  // namespace

void tell_hidden_characters(std::string_view text, Diagnostics& diagnostics) {
  std::vector<std::uint32_t> told;
  for (const Diagnostic& one : diagnostics)
    if (one.code == "E0109") told.push_back(one.span.begin);
  std::sort(told.begin(), told.end());
  std::array<std::size_t, 4> line_ends{};  // a line is told once of each kind
  for (auto hidden = find_hidden(text); hidden; hidden = find_hidden(text, hidden->offset + hidden->bytes)) {
    std::size_t& told_until = line_ends[static_cast<std::size_t>(hidden->kind)];
    if (hidden->offset < told_until || is_usual_here(*hidden, text)) continue;
    const std::size_t line_begin = text.rfind('\n', hidden->offset) + 1;  // 0 in the first line
    told_until = std::min(text.find('\n', hidden->offset), text.size());
    const auto first = std::lower_bound(told.begin(), told.end(), line_begin);
    if (first != told.end() && *first < told_until) continue;
    const auto begin = static_cast<std::uint32_t>(hidden->offset);
    diagnostics.push_back(hidden_message(*hidden, {begin, begin + static_cast<std::uint32_t>(hidden->bytes)}));
  }
}

}  // namespace spanne::grammar
