#include "grammar/suggestions/formulas.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <vector>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/suggestion.hpp"

namespace spanne::grammar {
namespace {

/// The bracket that closes the one at `open`, or the last token.
std::size_t close_of(const Reader& reader, std::size_t open) {
  int depth = 0;
  std::size_t at = open;
  for (; reader.kind(at) != TokenKind::end; ++at) {
    depth += reader.is("(", at) ? 1 : reader.is(")", at) ? -1 : 0;
    if (depth == 0) return at;
  }
  return at - 1;
}

std::string part(const Reader& reader, std::size_t first, std::size_t last) {
  if (first == last && reader.kind(first) == TokenKind::foreign_number) return number_cure(reader.word(first)).help;
  return reader.words(join(reader.span(first), reader.span(last)));
}

/// What stands in the brackets, cut at its commas and semicolons.
std::vector<std::string> parts(const Reader& reader, std::size_t open) {
  std::vector<std::string> result;
  const std::size_t close = close_of(reader, open);
  std::size_t begin = open + 1;
  int depth = 0;
  for (std::size_t at = open + 1; at <= close; ++at) {
    if (at == close || (depth == 0 && (reader.is(",", at) || reader.is(";", at)))) {
      if (at > begin) result.push_back(part(reader, begin, at - 1));
      begin = at + 1;
    }
    depth += reader.is("(", at) ? 1 : reader.is(")", at) ? -1 : 0;
  }
  return result;
}

std::string in_words(const Reader& reader, std::size_t name) {
  const std::string function = small(reader.word(name));
  const auto values = parts(reader, name + 1);
  if ((function == "if" || function == "wenn") && values.size() >= 2)
    return fmt::format("if {} then {} else {}", values[0], values[1], values.size() > 2 ? values[2] : "0");
  if (function == "and" || function == "und") return fmt::format("{}", fmt::join(values, " and "));
  if (function == "or" || function == "oder") return fmt::format("{}", fmt::join(values, " or "));
  return {};
}

/// Whether the bracket at `open` holds at least two parts. No spreadsheet nests deeper than this, and of brackets
/// inside one another each is asked.
bool has_parts(const Reader& reader, std::size_t open) {
  constexpr int deepest = 64;
  const auto parts_at = [&](std::size_t at) { return reader.is(",", at) || reader.is(";", at); };
  std::size_t count = 0;
  int depth = 0;
  for (std::size_t at = open + 1; depth <= deepest && reader.kind(at) != TokenKind::end; ++at) {
    const bool ends = depth == 0 && (parts_at(at) || reader.is(")", at));
    if (ends && at - 1 != open && !parts_at(at - 1)) ++count;
    if (count >= 2) return true;
    depth += reader.is("(", at) ? 1 : reader.is(")", at) ? -1 : 0;
    if (depth < 0) return false;
  }
  return false;
}

bool is_value(const Reader& reader, std::size_t ahead) {
  return reader.kind(ahead) == TokenKind::number || reader.at_name(ahead) || reader.is(")", ahead);
}

}  // namespace

bool is_formula(const Reader& reader, std::size_t ahead) {
  if (!reader.is("(", ahead + 1)) return false;
  static constexpr std::array<std::string_view, 6> functions{"if", "wenn", "and", "und", "or", "oder"};
  const std::string name = small(reader.word(ahead));
  if (std::find(functions.begin(), functions.end(), name) == functions.end()) return false;
  // `a and (b or c)` and `if (a) then b else c` are our own; a formula has its name in front and parts in brackets.
  const bool conditional = name == "if" || name == "wenn";
  if (!conditional && ahead > 0 && is_value(reader, ahead - 1)) return false;
  return has_parts(reader, ahead + 1);
}

void refuse_formula(Reader& reader, std::size_t ahead) {
  const std::size_t name = reader.is("=", ahead) ? ahead + 1 : ahead;
  const bool call = reader.is("(", name + 1);
  const std::size_t last = call ? close_of(reader, name + 1) : reader.kind(name) == TokenKind::end ? ahead : name;
  reader.fail("E0167", join(reader.span(ahead), reader.span(last)), "a spreadsheet's formula is written in words here",
              call ? in_words(reader, name) : std::string("name the attribute: sites > 10"));
}

}  // namespace spanne::grammar
