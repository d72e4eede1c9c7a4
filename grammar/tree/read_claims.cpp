// Tests and properties.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "grammar/suggestions/habits.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

ExpectationSyntax read_rule_expectation(Reader& reader, ExpectationSyntax::Kind kind) {
  ExpectationSyntax expectation;
  expectation.kind = kind;
  const std::size_t start = reader.place();
  reader.note_role(NameRole::rule);
  if (reader.kind() != TokenKind::word) reader.name("the name of a rule");  // refuses it
  std::string id(reader.word());
  reader.take();
  if (id == "line" && reader.kind() == TokenKind::number) {  // otherwise a rule that is called line
    id += " " + std::string(reader.word());
    reader.take();
  }
  expectation.name = {id, reader.from(start)};
  return expectation;
}

[[noreturn]] void refuse_expectation(Reader& reader, const Name& name) {
  refuse_foreign_equals(reader, name.span);
  if (reader.done() || reader.is(","))
    reader.fail("E0156", name.span, fmt::format("what {} is to be is missing", name.text),
                advice(fmt::format("rule {0}, or: {0} = …", name.text)));
  reader.fail("E0156", reader.span(), "an = is missing here",
              in_place_of({name.span.begin, reader.rest().end},
                          fmt::format("{} = {}", name.text, reader.words(reader.rest()))));
}

bool ends(const Reader& reader) { return reader.done() || reader.is(","); }

/// `NAME = VALUE` and `NAME = LOW .. HIGH`; nothing is taken where something else stands there.
std::optional<ExpectationSyntax> read_figure(Reader& reader) {
  const std::size_t start = reader.place();
  ExpectationSyntax expectation;
  expectation.name = reader.name("what is expected", NameRole::expected);
  const TextSpan sign = reader.take().span;
  const bool cluster = expectation.name.text == "cluster";
  expectation.kind = cluster ? ExpectationSyntax::Kind::cluster : ExpectationSyntax::Kind::figure;
  const bool number = reader.kind() == TokenKind::number || reader.kind() == TokenKind::dotted || reader.is("-");
  if (reader.at_name() && !reader.is("(", 1)) {
    const Name word = reader.name("a figure", NameRole::figure);
    const ExpressionPtr left = reader.make(expectation.name.span, NameUse{expectation.name});
    const ExpressionPtr right = reader.make(word.span, NameUse{word});
    expectation.condition =
        reader.make(join(left->span, right->span), Comparison{left, Comparator::equal, sign, right});
    (cluster ? expectation.name : expectation.word.emplace()) = word;
  } else if (number && !cluster) {
    expectation.figure = read_amount(reader);
  }
  if (ends(reader) && (number || reader.place() > start + 2)) return expectation;
  reader.back_to(start);
  return std::nullopt;
}

ExpectationSyntax read_condition(Reader& reader) {
  if (reader.at_name() && !reader.is("(", 1)) {
    const Name name{std::string(reader.word()), reader.span()};
    static constexpr auto follows = {"=", "!=", "<",   "<=", ">",      ">=",   "+",        "-",   "*",
                                     "/", "in", "not", "is", "starts", "ends", "contains", "and", "or"};
    const bool continues = reader.left() > 1 && std::any_of(follows.begin(), follows.end(),
                                                            [&](std::string_view word) { return reader.is(word, 1); });
    reader.note_role(NameRole::expected);
    reader.take();
    if (!continues) refuse_expectation(reader, name);
    reader.back_to(reader.place() - 1);
  }
  ExpectationSyntax expectation;
  expectation.kind = ExpectationSyntax::Kind::condition;
  expectation.condition = read_expression(reader);
  return expectation;
}

bool begins_condition(const Reader& reader) {
  return reader.at_name() || reader.kind() == TokenKind::number || reader.is_any({"not", "(", "-"});
}

ExpectationSyntax read_results(Reader& reader) {
  if (!begins_condition(reader)) reader.name("what is expected");  // refuses it
  auto figure = reader.at_name() && reader.is("=", 1) ? read_figure(reader) : std::nullopt;
  return figure ? std::move(*figure) : read_condition(reader);
}

ExpectationSyntax read_expectation(Reader& reader) {
  const std::size_t start = reader.place();
  ExpectationSyntax expectation;
  if (reader.is("rule") && !reader.is("=", 1)) {
    reader.take();
    expectation = read_rule_expectation(reader, ExpectationSyntax::Kind::rule);
  } else if (reader.is("no") && reader.is("rule", 1)) {
    reader.take(), reader.take();
    expectation = read_rule_expectation(reader, ExpectationSyntax::Kind::no_rule);
  } else if (reader.is("no") && reader.is("flags", 1)) {
    reader.take(), reader.take();
    expectation.kind = ExpectationSyntax::Kind::no_flags;
  } else if (reader.is("flag") && !reader.is("=", 1)) {
    reader.take();
    expectation.kind = ExpectationSyntax::Kind::flag;
    expectation.text = reader.text("the remark");
  } else if (reader.is("rejected")) {
    reader.take();
  } else {
    expectation = read_results(reader);
  }
  expectation.span = reader.from(start);
  return expectation;
}

}  // namespace

TestSyntax read_test_heading(Reader& reader) {
  TestSyntax test;
  reader.take();
  test.title = reader.text("the test's title");
  test.span = reader.statement();
  return test;
}

std::vector<Given> read_values(Reader& reader) {
  std::vector<Given> given;
  do {
    if (const std::size_t count = long_name_before_equals(reader)) refuse_long_name(reader, count);
    Name name = reader.name("an attribute", NameRole::attribute);
    refuse_foreign_equals(reader, name.span);
    if (!reader.take_if("="))
      reader.fail("E0156", reader.here(), "an = is missing here",
                  in_place_of(join(name.span, reader.span()),
                              fmt::format("{} = {}", name.text, reader.done() ? "…" : reader.words(reader.span()))));
    given.push_back({std::move(name), read_literal(reader)});
  } while (reader.take_if(","));
  return given;
}

void read_given(Reader& reader, TestSyntax& test) {
  reader.take();
  for (Given& one : read_values(reader)) test.given.push_back(std::move(one));
}

void read_expect(Reader& reader, TestSyntax& test) {
  reader.take();
  do test.expect.push_back(read_expectation(reader));
  while (reader.take_if(","));
}

namespace {

PropertySyntax::Monotone read_monotone(Reader& reader) {
  PropertySyntax::Monotone claim;
  claim.result = reader.name("a result", NameRole::result);
  reader.take();
  claim.never_falls = reader.is("falls");
  const auto form = [&](std::string_view attribute) {
    return in_place_of(
        {claim.result.span.begin, reader.rest().end},
        fmt::format("{} never {} as {} rises", claim.result.text, claim.never_falls ? "falls" : "rises", attribute));
  };
  if (!claim.never_falls && !reader.is("rises"))
    reader.fail("E0162", reader.here(), "behind \"never\" comes falls or rises",
                advice(fmt::format("{0} never falls, or: {0} never rises", claim.result.text)));
  reader.take();
  if (!reader.take_if("as"))
    reader.fail("E0162", reader.here(), "the word \"as\" is missing here",
                form(reader.done()                           ? "…"
                     : reader.is_any({"when", "if", "with"}) ? reader.word(1)
                                                             : reader.word()));
  claim.attribute = reader.name("an attribute", NameRole::attribute);
  if (!reader.take_if("rises"))
    reader.fail("E0162", reader.here(), "the word \"rises\" is missing here", form(claim.attribute.text));
  return claim;
}

}  // namespace

PropertySyntax read_property(Reader& reader) {
  PropertySyntax property;
  reader.take();
  property.title = reader.text("the property's title");
  if (!reader.take_if(":"))
    reader.fail("E0159", property.title.span, "a colon is missing behind the title",
                fmt::format("{}:", reader.words(property.title.span)));
  if (reader.is("when")) {
    if (!reader.has(":"))
      reader.fail("E0159", reader.rest(), "a colon is missing between the condition and the claim",
                  advice("when CONDITION: CLAIM"));
    reader.take();
    property.when = read_expression(reader);
    reader.expect(":", "E0159", "a colon is missing behind the condition", ":");
  }
  if (reader.is_any({"rises", "falls"}, 1))
    reader.fail("E0162", reader.span(1), "a claim says what never happens",
                in_place_of(reader.rest(), fmt::format("{} never {} as {} rises", reader.word(),
                                                       reader.is("rises", 1) ? "falls" : "rises",
                                                       reader.at_name(3) ? reader.word(3) : "…")));
  if (reader.is("never", 1))
    property.claim = read_monotone(reader);
  else
    property.claim = read_expression(reader);
  property.span = reader.statement();
  return property;
}

}  // namespace spanne::grammar
