// Header, attributes and defines.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "grammar/suggestions/amounts.hpp"
#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/text/nearest.hpp"
#include "grammar/tree/read_types.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

void once(Reader& reader, bool present, std::string_view line) {
  if (present)
    reader.fail("E0150", reader.statement(), fmt::format("the line {} stands here a second time", line),
                advice("keep one of the two"));
}

PeriodSyntax read_effective(Reader& reader) {
  PeriodSyntax period;
  if (!reader.is("..")) period.from = reader.day();
  if (!reader.take_if(".."))
    reader.fail("E0151", reader.here(), "the effective period goes from one day to another, or has an open end",
                in_place_of(reader.from(reader.place() - 1),
                            fmt::format("{} ..", reader.words(reader.from(reader.place() - 1)))));
  if (!reader.done()) period.until = reader.day();
  return period;
}

void read_utilisation(Reader& reader, Ruleset& ruleset) {
  Quantity low = read_quantity(reader);
  reader.expect("..", "E0152", "utilisation is a range",
                in_place_of(low.span, fmt::format("{} .. 100 %", reader.words(low.span))));
  ruleset.utilisation_high = read_quantity(reader);
  ruleset.utilisation_low = std::move(low);
}

void read_kinds(Reader& reader, Ruleset& ruleset) {
  do {
    Name name = reader.name("a kind of effort");
    ruleset.kinds.push_back({std::move(name), reader.text_if()});
  } while (reader.take_if(","));
}

bool at_bounds(const Reader& reader) {
  return reader.is_any({"..", "..<", "-"}) || reader.kind() == TokenKind::number || reader.kind() == TokenKind::day ||
         reader.kind() == TokenKind::dotted;
}

BoundsSyntax read_bounds(Reader& reader) {
  const std::size_t start = reader.place();
  BoundsSyntax bounds;
  if (!reader.is("..") && !reader.is("..<")) bounds.low = read_literal(reader);
  bounds.half_open = reader.is("..<");
  if (!reader.take_if("..") && !reader.take_if("..<"))
    reader.fail("E0154", span_of(*bounds.low), "a range needs two dots between its ends",
                either({fmt::format("{} ..", reader.words(span_of(*bounds.low))),
                        fmt::format("0 .. {}", reader.words(span_of(*bounds.low)))}));
  if (reader.kind() == TokenKind::number || reader.kind() == TokenKind::day || reader.kind() == TokenKind::dotted ||
      reader.is("-"))
    bounds.high = read_literal(reader);
  bounds.span = reader.from(start);
  return bounds;
}

void once_only(Reader& reader, bool present) {
  if (present)
    reader.fail("E0150", reader.span(), fmt::format("{} stands here a second time", reader.word()),
                advice("keep one of the two"));
}

[[noreturn]] void refuse_option(Reader& reader, bool has_figure) {
  static const std::vector<std::string> known{"key", "owner", "optional", "default", "column", "in %", "as share"};
  if (reader.is_any({"per", "where"}) && reader.at_name(1))
    reader.fail("E0236", reader.rest(), fmt::format("{} stands behind what is counted", reader.word()),
                has_figure && reader.is("per")
                    ? in_place_of(join(reader.span(), reader.span(1)), fmt::format(", {}", reader.word(1)))
                    : Help(fmt::format("= count {}", reader.words(reader.rest()))));
  const std::string message = fmt::format("{} is not understood here", reader.word());
  if (is_reserved(reader.word()) && (is_type(reader.word(1)) || reader.is("one", 1)))
    reader.fail("E0110", reader.span(),
                fmt::format("{} is a word of the language and cannot be an attribute's name", reader.word()),
                another_name(reader.word()));
  if (reader.is(","))
    reader.fail("E0155", reader.span(), "attributes stand on lines of their own, without commas between them");
  if (reader.is("in") && magnitude_of(reader.word(1)))
    reader.fail("E0168", join(reader.span(), reader.span(1)),
                fmt::format("in {} stands directly behind the type, before the range", reader.word(1)));
  const auto near = nearest(reader.word(), known);
  if (near) reader.fail("E0155", reader.span(), message, *near);
  const bool value = (reader.is("=") || reader.is(":")) && reader.left() > 1;
  reader.fail("E0155", reader.span(), message,
              value ? in_place_of(join(reader.span(), reader.span(1)), fmt::format("default {}", reader.word(1)))
                    : advice("behind the type: a range, key, owner, optional, default VALUE, column \"HEAD\" or "
                             "\"label\""));
}

void read_attribute_part(Reader& reader, AttributeSyntax& attribute) {
  if (at_bounds(reader)) {
    attribute.bounds = read_bounds(reader);
  } else if (reader.is("key")) {
    once_only(reader, attribute.key.has_value());
    attribute.key = reader.take().span;
  } else if (reader.is("owner")) {
    once_only(reader, attribute.owner.has_value());
    attribute.owner = reader.take().span;
  } else if (reader.is("optional")) {
    once_only(reader, attribute.optional.has_value());
    attribute.optional = reader.take().span;
  } else if (reader.is("default")) {
    once_only(reader, attribute.default_value.has_value());
    reader.take();
    attribute.default_value = read_literal(reader);
  } else if (reader.is("column")) {
    once_only(reader, !attribute.columns.empty());
    reader.take();
    attribute.columns = read_alternatives(reader, "the head of the column", "column");
  } else if (at_group_figure(reader)) {
    if (attribute.figure)
      reader.fail("E0150", reader.rest(), "an attribute is counted in one way", advice("keep one of the two"));
    attribute.figure = read_group_figure(reader);
  } else if (auto label = reader.text_if()) {
    attribute.label = std::move(label);
  } else {
    refuse_option(reader, attribute.figure.has_value());
  }
}

/// `account-id text`, `decision makers integer`, `sites: integer`
void refuse_attribute_name(Reader& reader) {
  std::size_t type = 0;
  while (reader.kind(type) != TokenKind::end && type < 6 && !is_type(reader.word(type)) && !reader.is("one", type))
    ++type;
  if (type < 2 || reader.kind(type) == TokenKind::end || type == 6) return;
  if (type == 2 && reader.is_any({":", "="}, 1))
    reader.fail("E0165", reader.span(1),
                fmt::format("no {} stands between an attribute's name and its type", reader.word(1)),
                in_place_of(reader.statement(),
                            reader.words(reader.statement()).erase(reader.span(1).begin - reader.span().begin, 1)));
  refuse_long_name(reader, type);
}

}  // namespace

namespace {

const std::vector<std::string>& header_lines() {
  static const std::vector<std::string> lines{"effective",    "owner",  "supersedes", "capacity",       "utilisation",
                                              "working time", "effort", "locale",     "capacity_column"};
  return lines;
}

[[noreturn]] void refuse_header_line(Reader& reader) {
  const auto meant = header_line_meant(reader.word());
  const auto near = meant ? std::optional(std::string(*meant)) : nearest(reader.word(), header_lines());
  reader.fail("E0158", reader.span(), fmt::format("{} is no line of the header", reader.word()),
              near ? Help(*near) : advice(fmt::format("{}", fmt::join(header_lines(), ", "))));
}

/// `de`, `en-GB`. The stroke is a sign of its own, which blanks may stand around.
Name read_locale(Reader& reader) {
  const std::size_t start = reader.place();
  std::string written;
  while (!reader.done()) {
    written += reader.word();
    reader.take();
  }
  const Name locale{written, reader.place() == start ? reader.here() : reader.from(start)};
  if (is_locale(locale.text)) return locale;
  const auto meant = locale_meant(locale.text);
  reader.fail("E0169", locale.span, "the locale says how files write numbers and days: de, ch, en, en-GB or en-US",
              meant ? Help(*meant) : advice("de"));
}

}  // namespace

Ruleset read_ruleset(Reader& reader) {
  Ruleset ruleset;
  reader.take();
  if (reader.done())
    reader.fail("E0112", reader.here(), "the title is missing here, in quotation marks",
                advice("ruleset \"Title\" version 1.0.0"));
  ruleset.title = reader.text("the title");
  const auto numbers = [&](std::size_t ahead) {
    return reader.kind(ahead) == TokenKind::number || reader.kind(ahead) == TokenKind::dotted;
  };
  const bool word = reader.kind() == TokenKind::word && !reader.is("version") && numbers(1);  // `Version 0.1.0`
  if (word || numbers(0)) {
    const TextSpan written = word ? join(reader.span(), reader.span(1)) : reader.span();
    reader.fail("E0157", written, "the word \"version\" is missing before the version",
                fmt::format("version {}", version_meant(reader.words(written))));
  }
  if (!reader.take_if("version"))
    reader.fail("E0157", reader.here(), "the version is missing behind the title",
                in_place_of(ruleset.title.span, fmt::format("{} version 1.0.0", reader.words(ruleset.title.span))));
  ruleset.version = reader.version();
  ruleset.span = reader.statement();
  return ruleset;
}

void read_header_line(Reader& reader, Ruleset& ruleset) {
  const std::string line(reader.word());
  if (reader.take_if("effective")) {
    once(reader, ruleset.effective.has_value(), line);
    ruleset.effective = read_effective(reader);
    ruleset.effective_span = reader.statement();
  } else if (reader.take_if("owner")) {
    once(reader, ruleset.owner.has_value(), line);
    ruleset.owner = reader.text("the owner");
  } else if (reader.take_if("supersedes")) {
    once(reader, ruleset.supersedes.has_value(), line);
    ruleset.supersedes = reader.version();
  } else if (reader.take_if("capacity")) {
    once(reader, ruleset.capacity.has_value(), line);
    ruleset.capacity = read_quantity(reader);
  } else if (reader.take_if("utilisation")) {
    once(reader, ruleset.utilisation_low.has_value(), line);
    read_utilisation(reader, ruleset);
  } else if (reader.is("working") && reader.is("time", 1)) {
    reader.take(), reader.take();
    once(reader, !ruleset.working_time.empty(), "working time");
    do ruleset.working_time.push_back(read_quantity(reader));
    while (reader.take_if(","));
  } else if (reader.take_if("effort")) {
    once(reader, !ruleset.kinds.empty(), line);
    read_kinds(reader, ruleset);
  } else if (reader.take_if("locale")) {
    once(reader, ruleset.locale.has_value(), line);
    ruleset.locale = read_locale(reader);
  } else if (reader.take_if("capacity_column")) {
    once(reader, ruleset.capacity_column.has_value(), line);
    ruleset.capacity_column = reader.text("the head of the capacity in the kams file");
  } else {
    refuse_header_line(reader);
  }
}

AttributeSyntax read_attribute(Reader& reader) {
  AttributeSyntax attribute;
  refuse_attribute_name(reader);
  attribute.name = reader.name("an attribute's name");
  attribute.type = read_type(reader);
  while (!reader.done()) {
    const std::size_t start = reader.place();
    read_attribute_part(reader, attribute);
    attribute.parts.push_back(reader.from(start));
  }
  attribute.span = reader.statement();
  return attribute;
}

DefineSyntax read_define(Reader& reader) {
  DefineSyntax define;
  reader.take();
  if (const std::size_t count = long_name_before_equals(reader)) refuse_long_name(reader, count);
  define.name = reader.name("the name to define");
  if (reader.is(":") && reader.is("=", 1))
    reader.fail("E0126", join(reader.span(), reader.span(1)), ":= is written = here", "=");
  if (!reader.take_if("="))
    reader.fail("E0156", reader.here(), "an = is missing behind the name",
                in_place_of(reader.statement(), fmt::format("define {} = {}", define.name.text,
                                                            reader.done() ? "…" : reader.words(reader.rest()))));
  const std::size_t value = reader.place();
  define.value = read_expression(reader);
  refuse_late_condition(reader, define.name.span, reader.from(value));
  define.period = read_closing(reader).period;
  define.span = reader.statement();
  return define;
}

}  // namespace spanne::grammar
