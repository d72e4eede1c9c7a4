#include "grammar/scenarios/scenario_helps.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/habits.hpp"

namespace spanne::grammar {
namespace {

template <std::size_t count>
bool is_word_among(const Reader& reader, const std::array<std::string_view, count>& words) {
  if (reader.kind() != TokenKind::word) return false;
  std::string word(reader.word());
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Of which a condition may be made: `land = AT`, `(a or b)`, `not decentral`.
bool begins_condition(const Reader& reader, std::size_t ahead = 0) {
  return reader.at_name(ahead) || reader.is_any({"(", "not"}, ahead);
}

}  // namespace

Help with_word_before(const Reader& reader, std::string_view word) {
  return in_place_of(reader.span(), fmt::format("{} {}", word, reader.words(reader.span())));
}

Help where_help(const Reader& reader) {
  static constexpr std::array<std::string_view, 8> foreign{"if", "when", "wenn", "falls", "wo", "for", "für", "with"};
  const bool foreign_word = is_word_among(reader, foreign) && begins_condition(reader, 1);
  if (foreign_word || (!reader.done() && begins_condition(reader))) {
    const TextSpan condition{reader.span(foreign_word ? 1 : 0).begin, reader.rest().end};
    return in_place_of(reader.rest(), "where " + reader.words(condition));
  }
  return advice("where, and a condition that says which rows: where … = …");
}

Help from_help(const Reader& reader) {
  static constexpr std::array<std::string_view, 11> foreign{"ab",       "von", "seit", "per",  "zum", "since",
                                                            "starting", "at",  "on",   "from", "am"};
  if (reader.kind() == TokenKind::day) return with_word_before(reader, "from");
  if (is_word_among(reader, foreign) && reader.kind(1) == TokenKind::day)
    return in_place_of(join(reader.span(), reader.span(1)), fmt::format("from {}", reader.word(1)));
  return advice("write from and the day, such as from 2027-01-01");
}

Help capacity_help(const Reader& reader, const Quantity& capacity) {
  const std::string number = reader.words(capacity.span);
  constexpr std::int64_t most_fte = 2'000'000;  // as in the people's file
  if (capacity.digits > most_fte) return either({number + " %", number + " FTE"});
  return fmt::format("{} FTE", number);
}

Help equals_help(const Reader& reader, const Name& attribute) {
  static constexpr std::array<std::string_view, 4> foreign{"to", "auf", "is", "ist"};
  const bool calculates = reader.is_any({"+", "-", "*", "/"});
  if (calculates && reader.is("=", 1))
    return in_place_of(join(reader.span(), reader.span(1)), fmt::format("= {} {}", attribute.text, reader.word()));
  if (calculates) return with_word_before(reader, fmt::format("= {}", attribute.text));
  if (is_word_among(reader, foreign)) return in_place_of(reader.span(), "=");
  if (reader.is(":") && reader.is("=", 1)) return in_place_of(join(reader.span(), reader.span(1)), "=");
  if (reader.done()) return advice(fmt::format("{0} = and a value, such as set {0} = …", attribute.text));
  return with_word_before(reader, "=");
}

void refuse_sign_plus(Reader& reader, const Name& attribute) {
  if (!reader.is("+") || reader.kind(1) != TokenKind::number) return;
  const std::string number(reader.word(1));
  reader.fail("E0156", join(reader.span(), reader.span(1)),
              fmt::format("+{0} can mean {0} more, or {0} itself", number),
              either({fmt::format("{} + {}", attribute.text, number), number}));
}

void refuse_number_in_words(Reader& reader, std::string_view code) {
  if (reader.kind() != TokenKind::word) return;
  if (const auto digits = number_in_words(reader.word()))
    reader.fail(code, reader.span(), "a number is written in digits", Help(*digits));
}

}  // namespace spanne::grammar
