#include "engine/testing/words.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "engine/model/condition_terms.hpp"
#include "engine/testing/sites.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::engine {
namespace {

const char* sign_of(Op op) {
  switch (op) {
    case Op::equal: return "=";
    case Op::not_equal: return "!=";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    case Op::greater_equal: return ">=";
    default: return match_words(op);
  }
}

bool inside(grammar::TextSpan outer, grammar::TextSpan inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

/// The subject of a cell's condition, or the condition itself if it names its subject.
std::string subject_of(const Term& term, const Model& model) {
  if (term.op == Op::is_known || term.op == Op::is_missing)
    return model.attributes[static_cast<std::size_t>(term.number)].name;
  if (is_comparison(term.op)) return sides_of(term, model).front();
  return subject_of(model.term(term.operands.back()), model);
}

/// A condition in a cell omits its subject; in a statement it includes it.
bool is_in_full(const Term& term, const Model& model) {
  const Term* inner = &term;
  while (inner->op >= Op::logical_not && inner->op <= Op::logical_or) inner = &model.term(inner->operands.back());
  return !is_comparison(inner->op) || inside(term.span, model.term(inner->operands.front()).span);
}

std::string grouped(std::string number) {
  const std::size_t first = number.front() == '-' ? 1 : 0;
  const std::size_t end = number.find_first_not_of("0123456789", first);  // a decimal point, a unit, or the end
  for (std::size_t at = std::min(end, number.size()); at > first + 3;) number.insert(at -= 3, "_");
  return number;
}

bool is_plain_name(const std::string& text) {
  const auto tokens = grammar::tokenize(text).tokens;
  return tokens.size() == 1 && tokens.front().kind == grammar::TokenKind::word && !grammar::is_reserved(text) &&
         text != "missing";
}

/// The number that multiplied with `worth` is the effort, if six decimals hold it.
std::optional<std::string> count_of(const Fraction& effort, const Fraction& worth) {
  const Fraction millionths = effort / worth * Decimal::one;
  if (!millionths.is_whole() || millionths >= Fraction(INT64_MAX) || millionths <= Fraction(-INT64_MAX))
    return std::nullopt;
  return grouped((effort / worth).to_text());
}

}  // namespace

std::string said(Op comparison, const std::vector<std::string>& sides) {
  if (comparison == Op::within) return fmt::format("{} in {} .. {}", sides[0], sides[1], sides[2]);
  if (comparison == Op::within_half_open) return fmt::format("{} in {} ..< {}", sides[0], sides[1], sides[2]);
  return fmt::format("{} {} {}", sides[0], sign_of(comparison), sides[1]);
}

std::vector<std::string> sides_of(const Term& comparison, const Model& model) {
  std::vector<std::string> sides;
  for (const TermId side : comparison.operands) {
    const Term& term = model.term(side);
    const std::string words = model.words(term.span);
    sides.push_back(term.op == Op::conditional ? "(" + words + ")" : words);
  }
  return sides;
}

std::vector<std::string> items_of(const Term& list, const Model& model) {
  std::vector<std::string> items;
  for (const TermId item : list.operands) {
    const Term* term = &model.term(item);
    if (is_implied_guard(*term, model)) term = &model.term(term->operands[1]);
    const auto sides = is_comparison(term->op) ? sides_of(*term, model) : std::vector<std::string>();
    if (term->op == Op::equal)
      items.push_back(sides[1]);
    else if (term->op == Op::within || term->op == Op::within_half_open)
      items.push_back(said(term->op, sides).substr(sides[0].size() + 4));  // the text after " in "
    else if (is_comparison(term->op))
      items.push_back(fmt::format("{} {}", sign_of(term->op), sides[1]));
    else
      items.push_back(term->op == Op::is_known ? "known" : "missing");
  }
  return items;
}

std::string counted_words(const Term& cardinality, const Model& model) {
  std::vector<std::string> words;
  for (const TermId part : cardinality.operands) words.push_back(said(part, model));
  return fmt::format("{} {} of ({})", bound_words(cardinality.op), cardinality.number, fmt::join(words, ", "));
}

std::string said(TermId id, const Model& model) {
  const Term& term = model.term(id);
  // `a not contains b` is the negation of a condition that is written nowhere.
  if (is_comparison(term.op) || is_text_match(term.op)) return said(term.op, sides_of(term, model));
  if (term.op == Op::is_known || term.op == Op::is_missing)
    return fmt::format("{} is {}", subject_of(term, model), term.op == Op::is_known ? "known" : "missing");
  if (is_implied_guard(term, model)) return said(term.operands[1], model);
  if (is_list(term, model))
    return fmt::format("{} in ({})", subject_of(term, model), fmt::join(items_of(term, model), ", "));
  if (term.op == Op::logical_not && !is_in_full(term, model))
    return fmt::format("not ({})", said(term.operands[0], model));
  return model.words(term.span);
}

std::string amount_words(const Effect& effect, const Model& model) {
  if (effect.kind == EffectKind::flag) return model.words(effect.span);
  return model.words({std::min(effect.span.begin, effect.amount.span.begin), effect.amount.span.end});
}

std::string with_kind(const std::string& text, const Effect& effect, const Model& model) {
  const bool usual = effect.kind == EffectKind::add && effect.effort_kind == model.general();
  return effect.effort_kind && model.declares_kinds() && !usual ? text + " " + model.kinds[*effect.effort_kind].name
                                                                : text;
}

std::string effort_text(const Range& effort) {
  const std::string low = effort.low.to_exact_text(), high = effort.high.to_exact_text();
  return fmt::format("{} FTE", low == high ? low : low + " .. " + high);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') result += '\\';
    if (byte == '\n')
      result += "\\n";
    else
      result += byte;
  }
  return result + "\"";
}

std::string literal(const Value& value, const Type& type, const Model& model) {
  if (is_missing(value)) return "missing";
  const std::string text = to_text(value, type, model);
  switch (type.kind) {
    case TypeKind::text: return quoted(text);
    case TypeKind::choice: return is_plain_name(text) ? text : quoted(text);
    case TypeKind::boolean:
    case TypeKind::date: return text;
    default: return grouped(text);
  }
}

std::optional<std::string> exact_effort(const Range& effort, const Model& model) {
  for (const char* name : {"FTE", "h/month", "h/quarter", "h/year", "days/month", "days/year", "h/week", "days/week"}) {
    const Fraction worth = fte_per(*effort_unit(name), model.working_time);
    const auto low = count_of(effort.low, worth), high = count_of(effort.high, worth);
    if (low && high)
      return *low == *high ? fmt::format("{} {}", *low, name) : fmt::format("{} .. {} {}", *low, *high, name);
  }
  return std::nullopt;
}

std::optional<std::string> quotient_effort(const Fraction& effort) {
  constexpr std::int64_t largest = 9'223'372'036'854;  // the largest number that can be written
  const auto terms = effort.in_lowest_terms();
  if (!terms || terms->first > largest || terms->first < -largest || terms->second > largest) return std::nullopt;
  return fmt::format("({} / {}) FTE", grouped(std::to_string(terms->first)), grouped(std::to_string(terms->second)));
}

std::vector<NumberPlace> numbers_in(std::string_view text) {
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  std::vector<NumberPlace> places;
  for (std::size_t at = 0; at < text.size();) {
    if (!digit(at)) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (digit(at) || (at < text.size() && (text[at] == '_' || text[at] == '.') && digit(at + 1))) ++at;
    places.push_back({begin, at - begin});
  }
  return places;
}

}  // namespace spanne::engine
