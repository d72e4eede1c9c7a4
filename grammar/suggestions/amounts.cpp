#include "grammar/suggestions/amounts.hpp"

#include <fmt/format.h>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/suggestions/units.hpp"

namespace spanne::grammar {
namespace {

/// A calculation of an amount as it was written: its tokens up to its unit, and the unit.
struct BareCalculation {
  std::size_t end = 0;   // the first token that no longer belongs to the calculation
  std::size_t unit = 0;  // how many tokens of a unit follow
  bool unit_inside = false;
};

std::size_t behind_brackets(const Reader& reader, std::size_t at) {
  int depth = 0;
  do {
    depth += reader.is("(", at) ? 1 : reader.is(")", at) ? -1 : 0;
    ++at;
  } while (depth > 0 && reader.kind(at) != TokenKind::end);
  return at;
}

/// `start` stands at the first value.
BareCalculation calculation_at(const Reader& start) {
  BareCalculation found;
  for (std::size_t at = 0;;) {
    if (start.is("(", at))
      at = behind_brackets(start, at);
    else if (start.at_name(at) && start.is("(", at + 1))
      at = behind_brackets(start, at + 1);
    else if (start.kind(at) == TokenKind::number || start.at_name(at))
      ++at;
    else
      return found;
    found.end = at;
    found.unit = unit_length(start, at);
    const std::size_t behind = at + found.unit;
    if (!start.is_any({"*", "/", "+", "-"}, behind) || start.kind(behind + 1) == TokenKind::end) return found;
    found.unit_inside = found.unit_inside || found.unit > 0;
    at = behind + 1;
  }
}

/// The first tokens, with blanks around the signs of a calculation.
std::string spaced(const Reader& reader, std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) {
    const bool sign =
        reader.is_any({"*", "/", "+", "-"}, at) || (at > 0 && reader.is_any({"*", "/", "+", "-"}, at - 1));
    const bool apart = at > 0 && reader.span(at - 1).end != reader.span(at).begin;
    if (at > 0 && (sign || apart)) text += ' ';
    text += reader.word(at);
  }
  return text;
}

}  // namespace

void refuse_bare_calculation(Reader& reader, const Reader& start) {
  if (!reader.is_any({"*", "/"}) || (!reader.at_name(1) && reader.kind(1) != TokenKind::number && !reader.is("(", 1)))
    return;
  const BareCalculation found = calculation_at(start);
  const bool counted = found.unit_inside && reader.is("*") && reader.at_name(1);  // 0.1 FTE * sites
  const TextSpan value = join(start.span(), reader.from(reader.place() - 1));
  if (counted)
    reader.fail("E0190", join(value, reader.span(1)), "what an effort is counted by stands behind per",
                fmt::format("{} per {}", reader.words(value), reader.word(1)));
  if (found.end == 0 || found.unit_inside) return;
  const std::size_t last = found.end + found.unit - 1;
  const std::string inner = spaced(start, found.end);
  const std::string unit = found.unit == 0 ? std::string(full_time_unit(reader.all_text()))
                                           : reader.words(join(start.span(found.end), start.span(last)));
  reader.fail("E0190", join(start.span(), start.span(last)),
              "a calculated amount stands in brackets, and its unit behind them", fmt::format("({}) {}", inner, unit));
}

void refuse_foreign_closing(Reader& reader) {
  static constexpr std::array<Foreign, 8> reasons{{{"weil", "because"},
                                                   {"denn", "because"},
                                                   {"begründung", "because"},
                                                   {"grund", "because"},
                                                   {"reason", "because"},
                                                   {"since", "because"},
                                                   {"why", "because"},
                                                   {"warum", "because"}}};
  static constexpr std::array<Foreign, 6> days{
      {{"ab", "from"}, {"von", "from"}, {"seit", "from"}, {"since", "from"}, {"bis", "until"}, {"till", "until"}}};
  if (reader.kind() != TokenKind::word) return;
  const bool text = reader.kind(1) == TokenKind::text, day = reader.kind(1) == TokenKind::day;
  const auto cure = text  ? cure_of(small(reader.word()), reasons)
                    : day ? cure_of(small(reader.word()), days)
                          : std::nullopt;
  if (cure) refuse(reader, reader.span(), reader.word(), *cure);
}

void refuse_foreign_period(Reader& reader, std::size_t ahead) {
  static constexpr std::array<Foreign, 5> words{
      {{"bis", "until"}, {"till", "until"}, {"ab", "from"}, {"von", "from"}, {"seit", "from"}}};
  const bool day = reader.kind(ahead + 1) == TokenKind::foreign_day || reader.kind(ahead + 1) == TokenKind::dotted;
  const auto cure = day ? cure_of(small(reader.word(ahead)), words) : std::nullopt;
  const auto meant = cure ? days_meant(reader.word(ahead + 1)) : std::nullopt;
  if (!meant) return;
  Help help = day_help(*meant);
  for (std::string& text : help.texts) text = fmt::format("{} {}", *cure, text);
  help.shown = fmt::format("{} {}", *cure, help.shown);
  reader.fail("E0117", join(reader.span(ahead), reader.span(ahead + 1)),
              fmt::format("{} is written {} here, and a date year-month-day", reader.word(ahead), *cure),
              std::move(help));
}

bool at_late_condition(const Reader& reader) {
  static constexpr std::array<std::string_view, 8> words{"if",    "when",   "where", "wenn",
                                                         "falls", "sofern", "wo",    "only"};
  if (reader.kind() != TokenKind::word || (!reader.at_name(1) && !reader.is_any({"not", "("}, 1))) return false;
  const std::string word = small(reader.word());
  return std::find(words.begin(), words.end(), word) != words.end() && !reader.has("then") && !reader.has("->");
}

void refuse_late_condition(Reader& reader, TextSpan begin, TextSpan value, bool otherwise_same) {
  if (!at_late_condition(reader)) return;
  std::size_t last = 1;
  while (reader.kind(last + 1) != TokenKind::end && !reader.is_any({"because", "from", "until"}, last + 1)) ++last;
  const std::string condition = reader.words(join(reader.span(1), reader.span(last)));
  const std::string before = reader.words({begin.begin, value.begin}), decided = reader.words(value);
  const std::size_t arrow = before.rfind("->");
  const TextSpan whole = join(begin, reader.span(last));
  const std::string message =
      fmt::format("a condition stands before what it decides, not behind it with {}", reader.word());
  if (arrow == std::string::npos) {
    const std::size_t split = condition.find(" else ");
    const std::string otherwise = split != std::string::npos ? condition.substr(split + 6)
                                  : otherwise_same           ? before.substr(0, before.find_first_of(" ="))
                                                             : std::string("…");
    Help help = Help(fmt::format("{}if {} then {} else {}", before, condition.substr(0, split), decided, otherwise));
    reader.fail("E0193", join(reader.span(), reader.span(last)), message, in_place_of(whole, std::move(help)));
  }
  std::string asked = before.substr(0, before.find_last_not_of(' ', arrow - 1) + 1);
  const bool any = asked.ends_with("always") || asked.ends_with("otherwise");
  if (any) asked.erase(asked.find_last_of(' ') == std::string::npos ? 0 : asked.find_last_of(' ') + 1);
  const bool bracketed = asked.find(" or ") != std::string::npos || condition.find(" or ") != std::string::npos;
  const std::string both = any         ? asked + condition
                           : bracketed ? std::string()
                                       : fmt::format("{} and {}", asked, condition);
  reader.fail("E0193", join(reader.span(), reader.span(last)), message,
              both.empty() ? Help() : in_place_of(whole, fmt::format("{} -> {}", both, decided)));
}

}  // namespace spanne::grammar
