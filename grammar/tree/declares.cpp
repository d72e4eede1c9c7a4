// Which statements declare something, by their first words.
#include "grammar/tokens/keywords.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

/// An attribute or a rule may be called profile.
bool declares_profile(const Reader& reader) {
  if (reader.is(":", 1) && reader.kind(2) != TokenKind::end) return false;
  if (reader.is_any({"=", "!=", "<", "<=", ">", ">=", "->", "in", "is", "not", "and", "or"}, 1)) return false;
  if (reader.is_any({"starts", "ends", "contains"}, 1) && reader.has("->")) return false;
  return !is_type(reader.word(1)) && !reader.is("one", 1);
}

}  // namespace

bool declares(const Reader& reader) {
  if (reader.is("profile")) return declares_profile(reader);
  if (!reader.is_any({"ruleset", "attributes", "define", "cluster", "rules", "table", "test", "property"}))
    return false;
  if (reader.is(":", 1) && reader.kind(2) != TokenKind::end) return false;
  if (reader.is("define") && reader.is("=", 1) && !reader.has("->")) return true;  // its name is missing
  return !reader.is_any({"=", "!=", "<", "<=", ">", ">=", "->", "in", "is", "not", "and", "or"}, 1);
}

}  // namespace spanne::grammar
