#include "grammar/suggestions/continued_line.hpp"

#include <fmt/format.h>

#include "grammar/tokens/keywords.hpp"

namespace spanne::grammar {
namespace {

bool has_colon(const Reader& reader) { return reader.has(":"); }

/// What a calculation or condition can stand in. Lists of attributes and of tests have bullets instead.
bool may_go_on(const Reader& above) {
  if (above.is_any({"define", "cluster", "property", "profile"})) return true;
  const bool declares = above.is_any({"ruleset", "attributes", "rules", "table", "test", "given", "expect", "|"});
  return !declares && !is_type(above.word(1)) && !is_header_line(above.word()) && (above.has("->") || has_colon(above));
}

}  // namespace

bool goes_on_with(const Reader& above, const Reader& next) {
  if (!next.is_any({"+", "-", "*", "/", "=", "<", ">", "<=", ">=", "!="}) || !may_go_on(above)) return false;
  if (next.left() < 2 || next.is_any({"+", "-", "*", "/"}, 1)) return false;
  const bool formula = next.is("=") && next.is("(", 2);
  const bool complete = above.is_any({"define", "cluster", "property", "profile"});
  if (formula || (next.is("-") && next.has("->") && complete)) return false;  // `-sites < -3 -> …` is a rule
  const bool rule = above.has("->");
  if (next.is("*", 0) && next.has("->") && rule) return false;  // a bullet
  return rule ? !next.has("->") && next.is_any({"+", "-", "*", "/"}) : !has_colon(next);
}

void refuse_continued_lines(Reader& above, const std::vector<Reader>& below) {
  const bool effect = above.has("->");  // what it does has been said: the next lines add to it
  std::string line = above.words(above.statement());
  for (const Reader& next : below) line += (effect ? ", " : " ") + above.words(next.statement());
  const Reader& first = below.front();
  above.fail(
      "E0191", first.span(),
      effect ? "what a rule does goes on where a line ends in a comma"
             : fmt::format("a line goes on where it ends in {}, not where the next one begins with it", first.word()),
      in_place_of(join(above.statement(), below.back().statement()), line));
}

}  // namespace spanne::grammar
