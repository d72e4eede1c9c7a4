// Numbers with their magnitudes and units, and single values.
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "grammar/foreign.hpp"
#include "grammar/habits.hpp"
#include "grammar/reader.hpp"

namespace spanne::grammar {
namespace {

std::int64_t millionths(Reader& reader) {
  const std::string_view raw = reader.word();
  std::string whole, part;
  bool fraction = false;
  for (const char c : raw) {
    if (c == '.')
      fraction = true;
    else if (c != '_')
      (fraction ? part : whole) += c;
  }
  while (part.size() > 6 && part.back() == '0') part.pop_back();
  if (part.size() > 6)
    reader.fail("E0130", reader.span(), "a number has at most six decimals",
                fmt::format("{}.{}", whole, part.substr(0, 6)));
  part.resize(6, '0');
  const std::string digits = whole + part;
  std::int64_t value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc{})
    reader.fail("E0131", reader.span(), "this number is too large", "the largest is 9_223_372_036_854");
  return value;
}

void refuse_dotted_number(Reader& reader) {
  if (reader.kind() != TokenKind::dotted) return;
  if (const auto day = days_meant(reader.word()))
    reader.fail("E0117", reader.span(), "a date is written year-month-day", *day);
  Cure cure = number_cure(reader.word());
  reader.fail(cure.code, reader.span(), std::move(cure.message), std::move(cure.help));
}

bool begins_unit(const Reader& reader) {
  // Words that would be `and`, `or` … elsewhere are told as such, not taken for units.
  static constexpr std::array<std::string_view, 24> others{
      "key", "owner", "optional", "default", "column", "starts", "und",  "oder", "Und", "Oder", "AND",     "OR",
      "And", "Or",    "dann",     "sonst",   "wenn",   "THEN",   "ELSE", "to",   "bis", "flag", "exactly", "at"};
  if (reader.is("%")) return true;
  return reader.at_name() && std::find(others.begin(), others.end(), reader.word()) == others.end();
}

}  // namespace

Name read_unit(Reader& reader) {
  const std::size_t start = reader.place();
  std::string text(reader.word());
  reader.take();
  if (text != "%" && reader.is("/") && reader.kind(1) == TokenKind::word) {
    reader.take();
    text += "/" + std::string(reader.word());
    reader.take();
  }
  return {text, reader.from(start)};
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
  if (reader.kind() == TokenKind::word) return reader.name("a value");
  return read_quantity(reader);
}

Span span_of(const Literal& literal) {
  return std::visit([](const auto& value) { return value.span; }, literal);
}

}  // namespace spanne::grammar
