#include "grammar/suggestions/formulas.hpp"

#include <fmt/format.h>

#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/formula_text.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/suggestions/units.hpp"

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

/// Whether the bracket at `open` holds at least two parts, and a semicolon between two of them. No spreadsheet nests
/// deeper than this, and of brackets inside one another each is asked.
struct FormulaParts {
  bool several = false, semicolon = false;
};
FormulaParts parts_of(const Reader& reader, std::size_t open) {
  constexpr int deepest = 64;
  const auto parts_at = [&](std::size_t at) { return reader.is(",", at) || reader.is(";", at); };
  FormulaParts found;
  std::size_t count = 0;
  int depth = 0;
  for (std::size_t at = open + 1; depth <= deepest && reader.kind(at) != TokenKind::end; ++at) {
    const bool ends = depth == 0 && (parts_at(at) || reader.is(")", at));
    if (ends && at - 1 != open && !parts_at(at - 1)) ++count;
    found.several = found.several || count >= 2;
    found.semicolon = found.semicolon || (depth == 0 && reader.is(";", at));
    if (depth == 0 && reader.kind(at) == TokenKind::foreign_number) ++count;  // 10,2,1 in one piece
    depth += reader.is("(", at) ? 1 : reader.is(")", at) ? -1 : 0;
    if (depth < 0 || (found.several && found.semicolon)) break;
  }
  return found;
}

bool is_value(const Reader& reader, std::size_t ahead) {
  return reader.kind(ahead) == TokenKind::number || reader.at_name(ahead) || reader.is(")", ahead);
}

/// Where a formula stands: what surrounds it decides whether it needs brackets, a sign and a unit.
struct FormulaPlace {
  std::size_t first = 0, last = 0;  // with the sign before it and the unit after it
  std::string sign, unit, tail;     // `* 0.01` after the formula
  bool amount = false;              // of an effect or a cluster
  bool operand = false;             // of a calculation or a factor
  bool rule = false;                // the statement holds nothing else
};

/// `*0,01` after a formula that is an amount: what belongs to its calculation.
void find_tail(const Reader& reader, FormulaPlace& place) {
  while (reader.is_any({"*", "/", "+", "-"}, place.last + 1)) {
    const std::size_t value = place.last + 2;
    const bool foreign = reader.kind(value) == TokenKind::foreign_number;
    if (!foreign && reader.kind(value) != TokenKind::number && !reader.at_name(value)) return;
    const Cure cure = foreign ? number_cure(reader.word(value)) : Cure{};
    if (foreign && cure.help.texts.size() != 1) return;
    place.tail += fmt::format(" {} {}", reader.word(place.last + 1),
                              foreign ? std::string_view(cure.help.texts.front()) : reader.word(value));
    place.last = value;
  }
}

void find_unit(const Reader& reader, FormulaPlace& place) {
  const std::size_t behind = place.last + 1;
  const std::size_t length = unit_length(reader, behind);
  if (length == 0) return;
  place.last = behind + length - 1;
  place.unit = reader.words(join(reader.span(behind), reader.span(place.last)));
}

FormulaPlace place_of(const Reader& reader, std::size_t first, std::size_t last) {
  FormulaPlace place;
  place.first = first, place.last = last;
  const auto before = [&](std::initializer_list<std::string_view> words) {
    return first > 0 && reader.is_any(words, first - 1);
  };
  const bool arrow_before = [&] {
    for (std::size_t at = 0; at < first; ++at)
      if (reader.is("->", at)) return true;
    return false;
  }();
  place.amount = arrow_before && before({"->", ",", "+", "-", "least", "most", "exactly"});
  if (arrow_before && before({"+", "-"})) place.sign = reader.word(--place.first);
  if (place.amount && place.sign.empty() && before({"->", ","}) && !reader.is("cluster", 0)) place.sign = "+";
  const bool alone = first == 0 || (first == 2 && reader.is(":", 1));
  place.rule = alone && !reader.has("->") && !reader.is("define", 0) && !reader.is("cluster", 0);
  if (place.amount || place.rule) find_tail(reader, place);
  if (place.amount || place.rule) find_unit(reader, place);
  place.operand = before({"+", "-", "*", "/", "x", "×", "per", "not"}) ||
                  reader.is_any({"+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "in"}, last + 1) ||
                  (before({"=", "!=", "<", "<=", ">", ">="}) && first > 1 && !reader.is("define", 0));
  return place;
}

std::string in_its_place(const FormulaText& formula, const FormulaPlace& place, std::string_view usual_unit) {
  const std::string unit = place.unit.empty() ? std::string(usual_unit) : place.unit;
  if (!place.tail.empty()) {
    const std::string whole = fmt::format("({}{}) {}", formula.as_operand(), place.tail, unit);
    return place.rule ? "always -> +" + whole : place.sign + whole;
  }
  if (place.rule && formula.then_only())
    return fmt::format("{} -> {}", formula.condition,
                       formula.is_text ? "flag " + formula.then : fmt::format("+({}) {}", formula.then, unit));
  if (place.rule && !formula.is_condition()) return fmt::format("always -> +({}) {}", formula.text, unit);
  if (place.amount) return fmt::format("{}({}) {}", place.sign, formula.text, unit);
  return place.operand ? formula.as_operand() : formula.text;
}

/// `A1`, `$B$2`: the name of a cell of a spreadsheet says nothing here.
Help formula_help(const Reader& reader, std::size_t name, std::size_t last, FormulaPlace& place) {
  const auto formula = formula_text(reader, name, last);
  if (!formula) return {};
  if (formula->names_cells) return advice(fmt::format("{}, with attributes in place of the cells", formula->text));
  return Help(in_its_place(*formula, place, full_time_unit(reader.all_text())));
}

}  // namespace

bool is_formula(const Reader& reader, std::size_t ahead) {
  if (!reader.is("(", ahead + 1)) return false;
  static constexpr std::array<std::string_view, 6> functions{"if", "wenn", "and", "und", "or", "oder"};
  const std::string name = small(reader.word(ahead));
  if (name == "nicht" || (name == "not" && name != reader.word(ahead))) return true;
  const bool connective = std::find(functions.begin(), functions.end(), name) != functions.end();
  if (!connective) return is_spreadsheet_function(name) && parts_of(reader, ahead + 1).semicolon;
  // `a and (b or c)` and `if (a) then b else c` are our own; a formula has its name in front and parts in brackets.
  const bool conditional = name == "if" || name == "wenn";
  if (!conditional && ahead > 0 && is_value(reader, ahead - 1)) return false;
  return parts_of(reader, ahead + 1).several;
}

void refuse_formula(Reader& reader, std::size_t ahead) {
  const std::size_t name = reader.is("=", ahead) ? ahead + 1 : ahead;
  const bool call = reader.is("(", name + 1);
  if (!call) {
    const std::size_t last = reader.kind(name) == TokenKind::end ? ahead : name;
    reader.fail("E0167", join(reader.span(ahead), reader.span(last)),
                "a spreadsheet's formula is written in words here", advice("name the attribute: sites > 10"));
  }
  FormulaPlace place = place_of(reader, ahead, close_of(reader, name + 1));
  Help help = formula_help(reader, name, close_of(reader, name + 1), place);
  reader.fail("E0167", join(reader.span(place.first), reader.span(place.last)),
              "a spreadsheet's formula is written in words here", std::move(help));
}

}  // namespace spanne::grammar
