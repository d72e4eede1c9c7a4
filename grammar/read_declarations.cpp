// Header, attributes, defines, clusters, rules, tests and properties.
#include <fmt/format.h>
#include <utility>

#include "grammar/reader.hpp"

namespace spanne::grammar {
namespace {

void once(Reader& reader, bool present, std::string_view line) {
  if (present)
    reader.fail("E0150", reader.statement(), fmt::format("the line {} stands here a second time", line),
                "keep one of the two");
}

Period read_effective(Reader& reader) {
  Period period;
  if (!reader.is("..")) period.from = reader.day();
  reader.expect("..", "E0151", "the effective period goes from one day to another", "2026-01-01 .. 2026-12-31");
  if (!reader.done()) period.until = reader.day();
  return period;
}

void read_utilisation(Reader& reader, Ruleset& ruleset) {
  ruleset.utilisation_low = read_quantity(reader);
  reader.expect("..", "E0152", "utilisation is a range", "80 % .. 100 %");
  ruleset.utilisation_high = read_quantity(reader);
}

void read_kinds(Reader& reader, Ruleset& ruleset) {
  do {
    Name name = reader.name("a kind of effort");
    ruleset.kinds.push_back({std::move(name), reader.text_if()});
  } while (reader.take_if(","));
}

// ---------------------------------------------------------------------------------------------- types

ChoiceValue read_choice_value(Reader& reader) {
  if (reader.kind() == TokenKind::text || reader.kind() == TokenKind::open_text) {
    const Text text = reader.text("a value");
    return {text.value, true, text.span};
  }
  const Name name = reader.name("a value of the choice");
  return {name.text, false, name.span};
}

void read_choice(Reader& reader, TypeUse& type) {
  type.sort = TypeUse::Sort::choice;
  type.values.push_back(read_choice_value(reader));
  type.ordered = reader.is("<");
  while (reader.take_if(type.ordered ? "<" : ",")) type.values.push_back(read_choice_value(reader));
  if (reader.is(type.ordered ? "," : "<"))
    reader.fail("E0153", reader.span(), "the values of a choice are parted by commas, or all of them by <",
                "one of a, b, c");
}

TypeUse::Sort sort_of(std::string_view word) {
  if (word == "text") return TypeUse::Sort::text;
  if (word == "integer") return TypeUse::Sort::integer;
  if (word == "decimal") return TypeUse::Sort::decimal;
  if (word == "percent") return TypeUse::Sort::percent;
  if (word == "money") return TypeUse::Sort::money;
  if (word == "boolean") return TypeUse::Sort::boolean;
  if (word == "date") return TypeUse::Sort::date;
  return TypeUse::Sort::other;
}

TypeUse read_type(Reader& reader) {
  const std::size_t start = reader.place();
  TypeUse type;
  type.word = reader.name("the type (text, integer, decimal, percent, money EUR, boolean, date, one of …)");
  if (type.word.text == "one" && reader.take_if("of")) {
    read_choice(reader, type);
  } else {
    type.sort = sort_of(type.word.text);
    if (type.sort == TypeUse::Sort::money && reader.at_name() &&
        !reader.is_any({"key", "owner", "optional", "default", "column"}))
      type.currency = reader.name("the currency");
    if (type.sort == TypeUse::Sort::percent && reader.is("in") && reader.is("%", 1)) {
      reader.take(), reader.take();
      type.reading = TypeUse::Reading::in_percent;
    } else if (type.sort == TypeUse::Sort::percent && reader.is("as") && reader.is("share", 1)) {
      reader.take(), reader.take();
      type.reading = TypeUse::Reading::as_share;
    }
  }
  type.span = reader.from(start);
  return type;
}

bool at_bounds(const Reader& reader) {
  return reader.is_any({"..", "..<", "-"}) || reader.kind() == TokenKind::number || reader.kind() == TokenKind::day ||
         reader.kind() == TokenKind::dotted;
}

Bounds read_bounds(Reader& reader) {
  const std::size_t start = reader.place();
  Bounds bounds;
  if (!reader.is("..") && !reader.is("..<")) bounds.low = read_literal(reader);
  bounds.half_open = reader.is("..<");
  if (!reader.take_if("..") && !reader.take_if("..<"))
    reader.fail("E0154", reader.here(), "a range needs two dots between its ends", "0 .. 100, or: 0 ..");
  if (reader.kind() == TokenKind::number || reader.kind() == TokenKind::day || reader.kind() == TokenKind::dotted ||
      reader.is("-"))
    bounds.high = read_literal(reader);
  bounds.span = reader.from(start);
  return bounds;
}

void read_attribute_part(Reader& reader, Attribute& attribute) {
  if (at_bounds(reader))
    attribute.bounds = read_bounds(reader);
  else if (reader.is("key"))
    attribute.key = reader.take().span;
  else if (reader.is("owner"))
    attribute.owner = reader.take().span;
  else if (reader.is("optional"))
    attribute.optional = reader.take().span;
  else if (reader.take_if("default"))
    attribute.default_value = read_literal(reader);
  else if (reader.take_if("column"))
    attribute.column = reader.text("the head of the column");
  else if (auto label = reader.text_if())
    attribute.label = std::move(label);
  else
    reader.fail("E0155", reader.here(), fmt::format("{} is not understood here", reader.word()),
                "behind the type: a range, key, owner, optional, default VALUE, column \"HEAD\", \"label\"");
}

// ---------------------------------------------------------------------------------------------- tests

Expectation read_rule_expectation(Reader& reader, Expectation::Sort sort) {
  Expectation expectation;
  expectation.sort = sort;
  const std::size_t start = reader.place();
  std::string id(reader.word());
  if (reader.take_if("line")) id += " " + std::string(reader.word());
  reader.take();
  expectation.name = {id, reader.from(start)};
  return expectation;
}

Expectation read_figure(Reader& reader) {
  Expectation expectation;
  expectation.name = reader.name("what is expected");
  reader.expect("=", "E0156", "an = is missing here", "expect fte = 0.3 FTE");
  if (expectation.name.text == "cluster") {
    expectation.sort = Expectation::Sort::cluster;
    expectation.name = reader.name("a cluster's name");
    return expectation;
  }
  expectation.sort = Expectation::Sort::figure;
  if (reader.at_name())
    expectation.word = reader.name("a figure");
  else
    expectation.figure = read_amount(reader);
  return expectation;
}

Expectation read_expectation(Reader& reader) {
  const std::size_t start = reader.place();
  Expectation expectation;
  if (reader.is("rule") && !reader.is("=", 1)) {
    reader.take();
    expectation = read_rule_expectation(reader, Expectation::Sort::rule);
  } else if (reader.is("no") && reader.is("rule", 1)) {
    reader.take(), reader.take();
    expectation = read_rule_expectation(reader, Expectation::Sort::no_rule);
  } else if (reader.is("no") && reader.is("flags", 1)) {
    reader.take(), reader.take();
    expectation.sort = Expectation::Sort::no_flags;
  } else if (reader.is("flag") && !reader.is("=", 1)) {
    reader.take();
    expectation.sort = Expectation::Sort::flag;
    expectation.text = reader.text("the remark");
  } else if (reader.is("rejected")) {
    reader.take();
  } else {
    expectation = read_figure(reader);
  }
  expectation.span = reader.from(start);
  return expectation;
}

}  // namespace

Ruleset read_ruleset(Reader& reader) {
  Ruleset ruleset;
  reader.take();
  ruleset.title = reader.text("the title");
  reader.expect("version", "E0157", "the version is missing behind the title", "version 1.0.0");
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
  } else {
    reader.fail("E0158", reader.here(), fmt::format("{} is no line of the header", line),
                "effective, owner, supersedes, capacity, utilisation, working time or effort");
  }
}

Attribute read_attribute(Reader& reader) {
  Attribute attribute;
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

Define read_define(Reader& reader) {
  Define define;
  reader.take();
  define.name = reader.name("the name to define");
  reader.expect("=", "E0156", "an = is missing behind the name", "define NAME = …");
  define.value = read_expression(reader);
  define.period = read_closing(reader).period;
  define.span = reader.statement();
  return define;
}

Cluster read_cluster(Reader& reader) {
  Cluster cluster;
  reader.take();
  cluster.name = reader.name("the cluster's name");
  cluster.label = reader.text_if();
  reader.expect(":", "E0159", "a colon is missing behind the cluster's name", "cluster NAME: CONDITION -> 0.2 FTE");
  if (!reader.take_if("otherwise")) cluster.condition = read_expression(reader);
  if (reader.take_if("->")) {
    do {
      Amount amount = read_amount(reader);
      std::optional<Name> kind;
      if (reader.at_name()) kind = reader.name("a kind of effort");
      cluster.base.push_back({std::move(amount), std::move(kind)});
    } while (reader.take_if(","));
  }
  auto closing = read_closing(reader);
  cluster.because = std::move(closing.because);
  cluster.period = closing.period;
  cluster.span = reader.statement();
  return cluster;
}

RulesHeading read_rules_heading(Reader& reader) {
  RulesHeading heading;
  reader.take();
  heading.title = reader.text_if();
  heading.scope = read_scope(reader);
  heading.period = read_closing(reader).period;
  heading.span = reader.statement();
  return heading;
}

Rule read_rule(Reader& reader) {
  Rule rule;
  if (reader.kind() == TokenKind::word && reader.is(":", 1)) {
    rule.name = reader.name("a rule's name");
    reader.take();
  }
  if (reader.is("->"))
    reader.fail("E0160", reader.span(), "the condition is missing before ->", "write always if the rule has none");
  if (!reader.take_if("always")) rule.condition = read_expression(reader);
  reader.expect("->", "E0161", "an arrow is missing between the condition and what it does", "CONDITION -> +0.3 FTE");
  rule.effects = read_effects(reader);
  auto closing = read_closing(reader);
  rule.because = std::move(closing.because);
  rule.period = closing.period;
  rule.span = reader.statement();
  return rule;
}

Table read_table_heading(Reader& reader) {
  Table table;
  reader.take();
  table.name = reader.name("the table's name");
  table.label = reader.text_if();
  if (reader.take_if("unique"))
    table.policy = Table::Policy::unique;
  else if (reader.take_if("first"))
    table.policy = Table::Policy::first;
  else if (reader.take_if("sum"))
    table.policy = Table::Policy::sum;
  table.scope = read_scope(reader);
  table.period = read_closing(reader).period;
  table.span = reader.statement();
  return table;
}

Test read_test_heading(Reader& reader) {
  Test test;
  reader.take();
  test.title = reader.text("the test's title");
  test.span = reader.statement();
  return test;
}

std::vector<Given> read_values(Reader& reader) {
  std::vector<Given> given;
  do {
    Name name = reader.name("an attribute");
    reader.expect("=", "E0156", "an = is missing here", "given sites = 15");
    given.push_back({std::move(name), read_literal(reader)});
  } while (reader.take_if(","));
  return given;
}

void read_given(Reader& reader, Test& test) {
  reader.take();
  for (Given& one : read_values(reader)) test.given.push_back(std::move(one));
}

void read_expect(Reader& reader, Test& test) {
  reader.take();
  do test.expect.push_back(read_expectation(reader));
  while (reader.take_if(","));
}

Property read_property(Reader& reader) {
  Property property;
  reader.take();
  property.title = reader.text("the property's title");
  reader.expect(":", "E0159", "a colon is missing behind the title", "property \"…\": CLAIM");
  if (reader.take_if("when")) {
    property.when = read_expression(reader);
    reader.expect(":", "E0159", "a colon is missing behind the condition", "when CONDITION: CLAIM");
  }
  if (reader.is("never", 1)) {
    Property::Monotone claim;
    claim.result = reader.name("a result");
    reader.take();
    claim.never_falls = reader.is("falls");
    if (!claim.never_falls && !reader.is("rises"))
      reader.fail("E0162", reader.here(), "behind never comes falls or rises", "fte never falls as sites rises");
    reader.take();
    reader.expect("as", "E0162", "the word as is missing", "fte never falls as sites rises");
    claim.attribute = reader.name("an attribute");
    reader.expect("rises", "E0162", "the word rises is missing", "fte never falls as sites rises");
    property.claim = std::move(claim);
  } else {
    property.claim = read_expression(reader);
  }
  property.span = reader.statement();
  return property;
}

}  // namespace spanne::grammar
