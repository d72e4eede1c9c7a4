// Numbers with their magnitudes and units, and single values.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

/// `1_000.2500000` with the decimals there can be: `1000.250000`.
std::string with_six_decimals(std::string_view raw) {
  std::string result;
  std::copy_if(raw.begin(), raw.end(), std::back_inserter(result), [](char c) { return c != '_'; });
  return result.substr(0, result.find('.') + 7);
}

std::int64_t millionths(Reader& reader) {
  const std::string_view raw = reader.word();
  std::int64_t value = 0;
  std::size_t decimals = 0;
  bool fraction = false, exact = true, fits = true;
  const auto add = [&](int digit) {
    fits = !__builtin_mul_overflow(value, std::int64_t{10}, &value) && !__builtin_add_overflow(value, digit, &value) &&
           fits;
  };
  for (const char c : raw) {
    if (c == '.') fraction = true;
    if (c == '.' || c == '_') continue;
    if (decimals == 6) exact = exact && c == '0';
    if (decimals < 6) add(c - '0');
    if (fraction && decimals < 6) ++decimals;
  }
  static constexpr std::array<std::int64_t, 7> to_millionths{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  fits = !__builtin_mul_overflow(value, to_millionths[decimals], &value) && fits;
  if (!exact) reader.fail("E0130", reader.span(), "a number has at most six decimals", with_six_decimals(raw));
  if (!fits)
    reader.fail("E0131", reader.span(), "this number is too large", advice("the largest is 9_223_372_036_854"));
  return value;
}

void refuse_dotted_number(Reader& reader) {
  if (reader.kind() != TokenKind::dotted) return;
  if (const auto day = days_meant(reader.word()))
    reader.fail("E0117", reader.span(), "a date is written year-month-day", day_help(*day));
  Cure cure = number_cure(reader.word());
  reader.fail(cure.code, reader.span(), std::move(cure.message), std::move(cure.help));
}

bool begins_unit(const Reader& reader) {
  if (reader.is("%")) return true;
  // Words that would be `and`, `or` … elsewhere are told as such, not taken for units.
  return reader.at_name() &&
         !reader.is_any({"key",  "owner", "optional", "default", "column",  "starts", "und",   "oder", "Und",
                         "Oder", "AND",   "OR",       "And",     "Or",      "dann",   "sonst", "wenn", "THEN",
                         "ELSE", "to",    "bis",      "flag",    "exactly", "at",     "where"});
}

/// Of `h/month` and what people write for it. After any other unit `/ sites` divides.
bool belongs_to_unit(const Reader& reader, std::string_view unit) {
  static constexpr std::array<std::string_view, 16> of_time{"h",       "hour", "hours", "hrs",         "std", "stunde",
                                                            "stunden", "d",    "day",   "days",        "tag", "tage",
                                                            "pt",      "md",   "pd",    "personentage"};
  static constexpr std::array<std::string_view, 4> full_time{"fte", "ftes", "vzä", "vza"};
  if (!reader.is("/") || !reader.at_name(1) || reader.is("(", 2)) return false;
  const auto one_of = [word = small(unit)](const auto& units) {
    return std::find(units.begin(), units.end(), word) != units.end();
  };
  return one_of(of_time) || (one_of(full_time) && reader.is_any({"year", "quarter", "month", "week", "day"}, 1));
}

}  // namespace

Name read_unit(Reader& reader) {
  const std::size_t start = reader.place();
  std::string text(reader.word());
  reader.note_role(NameRole::unit);
  reader.take();
  if (belongs_to_unit(reader, text)) {
    reader.take();
    reader.note_role(NameRole::period);
    text += "/" + std::string(reader.word());
    reader.take();
  }
  return {std::move(text), reader.from(start)};
}

Quantity read_quantity(Reader& reader, bool with_unit) {
  const std::size_t start = reader.place();
  Quantity quantity;
  quantity.negative = reader.take_if("-");
  refuse_dotted_number(reader);
  if (reader.kind() != TokenKind::number) reader.fail("E0134", reader.here(), "a number is missing here");
  quantity.digits = millionths(reader);
  reader.take();
  if (const auto magnitude = magnitude_of(reader.word()); magnitude && reader.kind() == TokenKind::word) {
    quantity.magnitude = magnitude;
    reader.take();
    refuse_dot_behind_magnitude(reader, start);
  } else {
    refuse_foreign_magnitude(reader);
  }
  if (with_unit ? begins_unit(reader) : reader.is("%")) quantity.unit = read_unit(reader);
  quantity.span = reader.from(start);
  return quantity;
}

Literal read_literal(Reader& reader) {
  if (reader.kind() == TokenKind::day) return reader.day();
  if (reader.kind() == TokenKind::text || reader.kind() == TokenKind::open_text) return reader.text("a text");
  if (reader.kind() == TokenKind::word) return reader.name("a value", NameRole::literal);
  return read_quantity(reader);
}

TextSpan span_of(const Literal& literal) {
  return std::visit([](const auto& value) { return value.span; }, literal);
}

}  // namespace spanne::grammar
