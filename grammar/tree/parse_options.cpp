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
    refuse_foreign_writing(reader);
    read(reader, reading);
  } catch (const Unreadable&) {}
  return diagnostics;
}

}  // namespace

ParsedAssignment parse_assignment(const Source& source) {
  ParsedAssignment result;
  Expressions expressions;
  result.diagnostics = read_option(source, expressions, "sites = sites + 5", [&](Reader& reader, const Reading&) {
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
    if (reader.is("given") && !reader.is("=", 1)) reader.take();
    result.given = read_values(reader);
    reader.end_of_statement();
  });
  return result;
}

namespace {

/// The tokens up to the next of the signs, or to the end.
TokenRange up_to(Reader& reader, std::initializer_list<std::string_view> signs) {
  const std::size_t begin = reader.place();
  while (!reader.done() && !reader.is_any(signs)) reader.take();
  return {begin, reader.place()};
}

}  // namespace

ParsedColumns parse_columns(const Source& source) {
  ParsedColumns result;
  const std::string example = "sites: 1 .. 2 | 3 .. 10 | 11 .., decentral";
  result.diagnostics = read_option(source, result.expressions, example, [&](Reader& reader, const Reading& reading) {
    do {
      ColumnAxisSyntax axis;
      axis.head = read_operand(reader);
      if (reader.take_if(":")) do {
          const TokenRange range = up_to(reader, {"|", ","});
          if (range.begin == range.end)
            reader.fail("E0177", reader.here(), "a part of the values is missing here",
                        advice("3, or: 1 .. 3, or: 11 .."));
          axis.parts.push_back(read_part(Reader(reading, range)));
        } while (reader.take_if("|"));
      result.axes.push_back(std::move(axis));
    } while (reader.take_if(","));
    reader.end_of_statement();
  });
  return result;
}

}  // namespace spanne::grammar
