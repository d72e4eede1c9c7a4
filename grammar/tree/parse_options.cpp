// Texts of options, which are one line of the language: `--set`, `--given`, `--by`.
#include <string>
#include <utility>

#include "grammar/suggestions/amounts.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/opening.hpp"
#include "grammar/tree/parse.hpp"
#include "grammar/tree/read_tables.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

/// Reads a text that is one line of an option; `example` says what it could be.
template <class Read>
Diagnostics read_option(const Source& source, Expressions& expressions, const std::string& example, Read read) {
  if (auto refused = unusable(source.text())) return {std::move(*refused)};
  const Tokens tokens = tokenize(source.text());
  if (tokens.tokens.empty()) return {refusal("E0180", {0, 0}, "nothing is set here", example)};
  Diagnostics diagnostics;
  const Reading reading{source.text(), tokens.tokens, expressions, diagnostics};
  Reader reader(reading, {0, tokens.tokens.size()});
  try {
    read(reader, reading);
  } catch (const Unreadable&) {}
  return diagnostics;
}

}  // namespace

ParsedAssignment parse_assignment(const Source& source) {
  ParsedAssignment result;
  Expressions expressions;
  result.diagnostics = read_option(source, expressions, "sites = sites + 5", [&](Reader& reader, const Reading&) {
    refuse_foreign_writing(reader);
    AssignmentSyntax assignment;
    assignment.name = reader.name("an attribute's name");
    reader.expect("=", "E0156", "an = is missing behind the name", advice("sites = sites + 5"));
    const std::size_t value = reader.place();
    assignment.value = read_expression(reader);
    refuse_late_condition(reader, assignment.name.span, reader.from(value), true);
    reader.end_of_statement();
    assignment.span = reader.statement();
    assignment.expressions = std::move(expressions);
    result.assignment = std::move(assignment);
  });
  return result;
}

ParsedGiven parse_given(const Source& source) {
  ParsedGiven result;
  Expressions none;
  result.diagnostics = read_option(source, none, "sites = 15, decentral = yes", [&](Reader& reader, const Reading&) {
    refuse_foreign_writing(reader);
    if (reader.is("given") && !reader.is("=", 1)) reader.take();
    result.given = read_values(reader);
    reader.end_of_statement();
  });
  return result;
}

namespace {

/// What stands before the next of the signs outside brackets, or before the end; it must not be empty.
Reader up_to(Reader& reader, const Reading& reading, std::initializer_list<std::string_view> signs) {
  const std::size_t begin = reader.place();
  for (int depth = 0; !reader.done() && (depth > 0 || !reader.is_any(signs)); reader.take())
    depth += reader.is("(") ? 1 : reader.is(")") ? -1 : 0;
  if (reader.place() == begin)
    reader.fail("E0177", reader.here(), "something is missing here",
                advice("an attribute and its parts: sites: 1 .. 2 | 3 .. 10 | 11 .."));
  Reader part(reading, {begin, reader.place()});
  refuse_foreign_writing(part);
  return part;
}

ColumnAxisSyntax read_axis(Reader& reader, const Reading& reading) {
  ColumnAxisSyntax axis;
  Reader head = up_to(reader, reading, {":", ","});
  axis.head = read_operand(head);
  head.end_of_statement();
  if (!reader.take_if(":")) return axis;
  do axis.parts.push_back(read_part(up_to(reader, reading, {"|", ","})));
  while (reader.take_if("|"));
  return axis;
}

}  // namespace

ParsedColumns parse_columns(const Source& source) {
  ParsedColumns result;
  const std::string example = "sites: 1 .. 2 | 3 .. 10 | 11 .., decentral";
  result.diagnostics = read_option(source, result.expressions, example, [&](Reader& reader, const Reading& reading) {
    do result.axes.push_back(read_axis(reader, reading));
    while (reader.take_if(","));
    reader.end_of_statement();
  });
  return result;
}

}  // namespace spanne::grammar
