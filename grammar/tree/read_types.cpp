// The types of attributes: choices and their values, currencies, what a column counts.
#include "grammar/tree/read_types.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "grammar/suggestions/habits.hpp"

namespace spanne::grammar {

std::vector<Text> read_alternatives(Reader& reader, std::string_view what, std::string_view word) {
  std::vector<Text> all;
  do all.push_back(reader.text(what));
  while (reader.take_if("or"));
  if (reader.is_any({",", "/", "|"}) && reader.kind(1) == TokenKind::text && word == "column")
    reader.fail("E0155", join(reader.span(), reader.span(1)), "several heads are parted by or",
                fmt::format("or {}", reader.words(reader.span(1))));
  return all;
}

namespace {

ChoiceValueSyntax read_choice_value(Reader& reader) {
  ChoiceValueSyntax value;
  if (reader.kind() == TokenKind::text || reader.kind() == TokenKind::open_text) {
    const Text text = reader.text("a value");
    value = {text.value, true, text.span, {}};
  } else {
    const Name name = reader.name("a value of the choice");
    value = {name.text, false, name.span, {}};
  }
  if (reader.take_if("as")) value.forms = read_alternatives(reader, "how a file writes this value", "as");
  return value;
}

std::vector<std::string> texts_of(const std::vector<ChoiceValueSyntax>& values) {
  std::vector<std::string> texts;
  for (const auto& value : values) {
    texts.push_back(value.quoted ? fmt::format("\"{}\"", value.text) : value.text);
    for (const Text& form : value.forms)
      texts.back() += fmt::format(" {} \"{}\"", &form == &value.forms.front() ? "as" : "or", form.value);
  }
  return texts;
}

bool at_option(const Reader& reader, std::size_t ahead = 0) {
  return reader.is_any({"key", "owner", "optional", "default", "column"}, ahead) ||
         reader.kind(ahead) == TokenKind::text;
}

/// `one of` with the values read so far and the names that follow, whatever parts them.
Help choice_meant(const Reader& reader, const TypeUse& type, std::size_t start) {
  std::vector<std::string> values = texts_of(type.values);
  TextSpan end = reader.place() > start ? reader.from(start) : reader.span();
  for (std::size_t ahead = 0; reader.kind(ahead) != TokenKind::end && !at_option(reader, ahead); ++ahead) {
    if (reader.at_name(ahead)) values.emplace_back(reader.word(ahead));
    end = reader.span(ahead);
  }
  return in_place_of(join(reader.from(start), end),
                     fmt::format("one of {}", fmt::join(values, type.ordered ? " < " : ", ")));
}

/// `start`: the place of `one`.
void read_choice(Reader& reader, TypeUse& type, std::size_t start) {
  type.kind = TypeUse::Kind::choice;
  if (reader.is("(") && reader.has(")"))
    reader.fail("E0153", reader.rest(), "the values of a choice stand without brackets",
                choice_meant(reader, type, start));
  type.values.push_back(read_choice_value(reader));
  type.ordered = reader.is("<");
  const std::string_view between = type.ordered ? "<" : ",", other = type.ordered ? "," : "<";
  while (reader.take_if(between)) type.values.push_back(read_choice_value(reader));
  if (reader.is(other))
    reader.fail("E0153", reader.span(), "the values of a choice are parted by commas, or all of them by <",
                choice_meant(reader, type, start));
  const bool parted = reader.is_any({"/", "|", "or", "and", ">"}) && reader.kind(1) == TokenKind::word;
  const bool unparted = type.values.size() == 1 && reader.at_name() && reader.at_name(1) && !at_option(reader);
  if (parted || unparted)
    reader.fail("E0153", reader.span(), "the values of a choice are parted by commas, or all of them by <",
                choice_meant(reader, type, start));
}

TypeUse::Kind kind_of(std::string_view word) {
  if (word == "text") return TypeUse::Kind::text;
  if (word == "integer") return TypeUse::Kind::integer;
  if (word == "decimal") return TypeUse::Kind::decimal;
  if (word == "percent") return TypeUse::Kind::percent;
  if (word == "money") return TypeUse::Kind::money;
  if (word == "boolean") return TypeUse::Kind::boolean;
  if (word == "date") return TypeUse::Kind::date;
  return TypeUse::Kind::other;
}

void read_reading(Reader& reader, TypeUse& type) {
  if (reader.is("in") && reader.is("%", 1))
    type.reading = TypeUse::Reading::in_percent;
  else if (reader.is("as") && reader.is("share", 1))
    type.reading = TypeUse::Reading::as_share;
  else
    return;
  reader.take(), reader.take();
}

/// Where `money in M EUR` was meant: the currency belongs to the type.
void refuse_late_currency(Reader& reader, const TypeUse& type) {
  if (type.kind != TypeUse::Kind::money || type.currency || !reader.at_name(2) || at_option(reader, 2)) return;
  reader.fail(
      "E0168", reader.span(2), "the currency stands directly behind money",
      in_place_of(join(type.word.span, reader.span(2)), fmt::format("money {} in {}", reader.word(2), reader.word(1))));
}

/// `in k`, `in M`: what a bare number of a file counts.
void read_magnitude(Reader& reader, TypeUse& type) {
  using Kind = TypeUse::Kind;
  if (!reader.is("in")) return;
  if (type.kind != Kind::integer && type.kind != Kind::decimal && type.kind != Kind::money) {
    const bool percent = type.kind == Kind::percent;
    reader.fail(
        "E0168", reader.rest(),
        fmt::format("only integer, decimal and money are counted in thousands or millions, not {}", type.word.text),
        percent ? in_place_of(join(type.word.span, reader.span(1)), either({"percent in %", "percent as share"}))
                : Help());
  }
  refuse_late_currency(reader, type);
  reader.take();
  type.magnitude = reader.kind() == TokenKind::word ? magnitude_of(reader.word()) : std::nullopt;
  const auto meant = magnitude_meant(reader.word());
  const bool abbreviated = reader.is(".", 1);  // in Mio.
  if (!type.magnitude || abbreviated)
    reader.fail("E0168", abbreviated ? join(reader.span(), reader.span(1)) : reader.here(),
                "behind in stands what a bare number in a file counts: k, M or bn",
                meant ? Help(*meant) : advice("k (thousands), M (millions) or bn (thousand millions)"));
  reader.take();
}

/// `regional / national / global`: a choice without its words.
void refuse_stroked_choice(Reader& reader, const TypeUse& type, std::size_t start) {
  std::string values = type.word.text;
  std::size_t last = 0;
  for (; reader.is("/", last) && reader.at_name(last + 1); last += 2)
    values += fmt::format(", {}", reader.word(last + 1));
  if (last < 4) return;  // `yes/no` is one word to its author
  reader.fail("E0153", join(reader.from(start), reader.span(last - 1)),
              "the values of a choice stand behind one of, parted by commas", fmt::format("one of {}", values));
}

}  // namespace

TypeUse read_type(Reader& reader) {
  const std::size_t start = reader.place();
  TypeUse type;
  if (reader.is_any({"oneof", "choice", "enum", "list"}) && reader.at_name(1) && !at_option(reader, 1))
    reader.fail("E0126", reader.span(), fmt::format("{} is written one of here", reader.word()), "one of");
  type.word =
      reader.name("the type (text, integer, decimal, percent, money EUR, boolean, date, one of …)", NameRole::type);
  refuse_stroked_choice(reader, type, start);
  if (reader.is("/") && reader.kind(1) == TokenKind::word) {  // yes/no: no type, but one word to its author
    reader.take();
    type.word.text += fmt::format("/{}", reader.word());
    reader.take();
    type.word.span = reader.from(start);
  } else if (type.word.text == "one" && reader.take_if("of")) {
    read_choice(reader, type, start);
  } else {
    type.kind = kind_of(type.word.text);
    if (type.kind == TypeUse::Kind::money && reader.at_name() && !at_option(reader))
      type.currency = reader.name("the currency", NameRole::currency);
    if (type.kind == TypeUse::Kind::percent) read_reading(reader, type);
    read_magnitude(reader, type);
  }
  type.span = reader.from(start);
  return type;
}

}  // namespace spanne::grammar
