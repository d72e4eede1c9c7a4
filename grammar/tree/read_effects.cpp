// What stands after the arrow: amounts, effects, reasons and periods.
#include <fmt/format.h>
#include <utility>

#include "grammar/suggestions/amounts.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/units.hpp"
#include "grammar/tree/reader.hpp"

namespace spanne::grammar {
namespace {

ExpressionPtr quantity_expression(Reader& reader, Quantity quantity) {
  const TextSpan span = quantity.span;
  return reader.make(span, std::move(quantity));
}

bool at_bracketed_range(const Reader& reader) {
  if (!reader.is("(")) return false;
  std::size_t ahead = reader.is("-", 1) ? 2 : 1;
  for (; reader.kind(ahead) == TokenKind::number || reader.kind(ahead) == TokenKind::word || reader.is("%", ahead) ||
         reader.is("/", ahead);)
    ++ahead;
  return reader.is("..", ahead);
}

/// `(0.05 .. 0.1) FTE`: the unit after the bracket belongs to the second end.
AmountSyntax read_bracketed_range(Reader& reader) {
  const std::size_t start = reader.place();
  reader.take();
  AmountSyntax amount{quantity_expression(reader, read_quantity(reader)), nullptr, {}};
  reader.take();
  Quantity high = read_quantity(reader);
  reader.expect(")", "E0123", "this bracket is never closed", advice("put a ) behind the range"));
  if (reader.is("%") || reader.at_name()) high.unit = read_unit(reader);
  amount.high = quantity_expression(reader, std::move(high));
  amount.span = reader.from(start);
  return amount;
}

ExpressionPtr read_factor_operand(Reader& reader) {
  if (reader.kind() == TokenKind::number || reader.kind() == TokenKind::dotted || reader.is("-"))
    return quantity_expression(reader, read_quantity(reader, false));
  const std::size_t start = reader.place();
  if (!reader.is("(")) {
    Name name = reader.name("a factor", NameRole::counted);
    return reader.make(reader.from(start), NameUse{std::move(name)});
  }
  const TextSpan open = reader.take().span;
  Bracketed group;
  group.inner = read_expression(reader);
  if (!reader.take_if(")"))
    reader.fail("E0123", open, "this bracket is never closed", advice("put a ) behind the factor"));
  return reader.make(reader.from(start), std::move(group));
}

bool at_x(const Reader& reader) { return reader.is_any({"x", "×", "*"}); }

/// `per` in other words: `for each sites`, `je Standort`, `/ sites`.
void refuse_other_per(Reader& reader) {
  const bool two = reader.is("for", 0) && reader.is_any({"each", "every"}, 1);
  const bool one = reader.is_any({"je", "pro", "each", "every", "a", "an", "for", "/"});
  const std::size_t last = two ? 1 : 0;
  const bool counted = reader.at_name(last + 1) || reader.kind(last + 1) == TokenKind::number;
  if ((!one && !two) || !counted) return;
  const TextSpan where = join(reader.span(), reader.span(last));
  reader.fail("E0126", join(where, reader.span(last + 1)), fmt::format("{} is written per here", reader.words(where)),
              fmt::format("per {}", reader.word(last + 1)));
}

bool begins_effect_at(const Reader& reader, std::size_t ahead) {
  return reader.is_any({"+", "-", "x", "exactly", "flag"}, ahead) ||
         (reader.is("at", ahead) && reader.is_any({"least", "most"}, ahead + 1));
}

/// `und` before another effect, which would be read as a kind.
bool joins_effects(const Reader& reader) {
  return reader.is_any({"und", "Und", "sowie", "plus"}) && begins_effect_at(reader, 1);
}

std::optional<Name> read_kind(Reader& reader) {
  refuse_other_per(reader);
  refuse_foreign_closing(reader);
  if (at_late_condition(reader) || joins_effects(reader)) return std::nullopt;
  if (!reader.at_name() || reader.is_any({"flag", "exactly"})) return std::nullopt;
  return reader.name("a kind of effort", NameRole::effort_kind);
}

/// A size is a number with magnitude or currency only where something to count still follows.
Quantity read_size(Reader& reader) {
  const std::size_t start = reader.place();
  Quantity size = read_quantity(reader, false);
  const bool beyond = reader.is_any({"over", "beyond", "über", "ab"}, 1) && reader.kind(2) == TokenKind::number;
  const bool more = reader.at_name() && !beyond && (reader.at_name(1) || reader.is("(", 1));
  if (size.magnitude && !reader.at_name() && !reader.is("("))
    reader.fail("E0140", reader.here(), "what is counted is missing behind this number", advice("per 3 sites"));
  if (more) size.unit = reader.name("a unit", NameRole::unit);
  size.span = reader.from(start);
  return size;
}

ProportionSyntax read_proportion(Reader& reader) {
  const std::size_t start = reader.place();
  ProportionSyntax per;
  const bool counted = reader.at_name(1) || reader.kind(1) == TokenKind::number || reader.is("(", 1);
  if (reader.is("started") && counted)
    per.portion = ProportionSyntax::Portion::started, reader.take();
  else if (reader.is("full") && counted)
    per.portion = ProportionSyntax::Portion::full, reader.take();
  if (reader.kind() == TokenKind::number) per.size = read_size(reader);
  if (!reader.at_name() && !reader.is("("))
    reader.fail("E0140", reader.here(), "what is counted is missing behind per",
                advice("per sites, or: per (sites + contacts)"));
  per.of = read_factor_operand(reader);
  if (reader.is_any({"over", "beyond", "über", "ab", ">"}) && reader.kind(1) == TokenKind::number)
    reader.fail("E0126", join(reader.span(), reader.span(1)), fmt::format("{} is written above here", reader.word()),
                fmt::format("above {}", reader.word(1)));
  if (reader.take_if("above")) per.above = read_quantity(reader);
  per.span = reader.from(start);
  return per;
}

/// `--0.1 FTE`, `--0.1 .. 0.2 FTE`: after the first sign. Of a range the second sign would belong to one end only.
[[noreturn]] void refuse_two_minus_signs(Reader& reader) {
  std::size_t ahead = 1;
  while (reader.kind(ahead) != TokenKind::end && !reader.is_any({",", "..", "because", "from", "until"}, ahead))
    ++ahead;
  const bool range = reader.is("..", ahead);
  reader.fail("E0148", join(reader.from(reader.place() - 1), reader.span()),
              "two minus signs before an amount: one takes away, a + adds", range ? Help("-") : either({"-", "+"}));
}

AdditionSyntax read_change(Reader& reader) {
  AdditionSyntax change;
  change.negative = reader.is("-");
  reader.take();
  if (reader.is("+"))
    reader.fail("E0126", join(reader.from(reader.place() - 1), reader.span()), "one sign is enough",
                reader.words(reader.from(reader.place() - 1)));
  if (change.negative && reader.is("-")) refuse_two_minus_signs(reader);
  change.amount = read_amount(reader);
  change.kind = read_kind(reader);
  if (reader.take_if("per")) change.per = read_proportion(reader);
  return change;
}

/// `-> at least 2 of (…)`: a condition where an effect stands.
void refuse_cardinality(Reader& reader) {
  const std::size_t number = reader.is("exactly") ? 1 : 2;
  if (!reader.is("of", number + 1)) return;
  std::size_t last = number + 1, depth = 0;
  do {
    ++last;
    depth += reader.is("(", last) ? 1U : 0U;
    depth -= reader.is(")", last) && depth > 0 ? 1U : 0U;
  } while (depth > 0 && reader.kind(last + 1) != TokenKind::end);
  const std::string words = reader.words(join(reader.span(), reader.span(number + 1)));
  const bool listed = reader.is(")", last);
  const std::string condition = listed ? reader.words(join(reader.span(), reader.span(last))) : words + " (…)";
  reader.fail("E0147", join(reader.span(), reader.span(number + 1)),
              fmt::format("\"{}\" asks how many parts hold; a condition stands before the arrow", words),
              advice(fmt::format("{} -> +0.1 FTE", condition)));
}

LimitSyntax read_limit(Reader& reader) {
  refuse_cardinality(reader);
  LimitSyntax limit{};
  if (reader.take_if("exactly")) {
    limit.kind = LimitSyntax::Kind::exactly;
  } else {
    reader.take();
    limit.kind = reader.is("least") ? LimitSyntax::Kind::at_least : LimitSyntax::Kind::at_most;
    reader.take();
  }
  limit.amount = read_amount(reader);
  return limit;
}

/// `20 % more`, `2 h/month weniger`: the sign that was meant.
std::optional<std::string_view> change_in_words(const Reader& reader, std::size_t ahead) {
  if (reader.is_any({"more", "mehr", "zusätzlich", "extra", "additional", "on"}, ahead)) return "+";
  if (reader.is_any({"less", "weniger", "fewer"}, ahead)) return "-";
  return std::nullopt;
}

/// From the next token on as far as an amount goes: number, range, unit; the usual unit where none is written.
Help amount_ahead(const Reader& reader) {
  std::size_t last = 0;
  const auto goes_on = [&](std::size_t ahead) {
    const bool number = reader.kind(ahead) == TokenKind::number || reader.is_any({"..", "%", "/"}, ahead);
    return number || (reader.at_name(ahead) && !reader.is("%", ahead - 1) && !reader.is_any({"x", "flag"}, ahead) &&
                      !change_in_words(reader, ahead));
  };
  while (goes_on(last + 1)) ++last;
  const std::string words = reader.words(join(reader.span(), reader.span(last)));
  if (const auto sign = change_in_words(reader, last + 1))
    return in_place_of(join(reader.span(), reader.span(last + 1)), fmt::format("{}{}", *sign, words));
  const bool bare = reader.kind(last) == TokenKind::number;
  const std::string unit = bare ? fmt::format(" {}", full_time_unit(reader.all_text())) : std::string();
  return in_place_of(join(reader.span(), reader.span(last)), fmt::format("+{}{}", words, unit));
}

[[noreturn]] void refuse_no_effect(Reader& reader) {
  refuse_foreign_effect(reader);
  if (reader.kind() == TokenKind::number)
    reader.fail("E0141", reader.span(), "a rule's effort needs a + or - before it", amount_ahead(reader));
  if (reader.kind() == TokenKind::text)
    reader.fail("E0142", reader.span(), "a remark needs the word \"flag\" before it",
                fmt::format("flag {}", reader.word()));
  if (reader.at_name() && (reader.kind(1) == TokenKind::end || reader.is(",", 1) || reader.at_name(1)))
    reader.fail("E0141", reader.span(), "a rule's effort needs a + or - before it", fmt::format("+{}", reader.word()));
  reader.fail("E0142", reader.done() ? reader.here() : reader.span(),
              reader.done() ? "what the rule does is missing here" : "this is nothing that a rule can do",
              advice("+0.3 FTE, +20 %, x 1.4, at least 0.2 FTE, at most 3 FTE, exactly 1 FTE or flag \"…\""));
}

EffectSyntax read_effect(Reader& reader) {
  const std::size_t start = reader.place();
  EffectSyntax effect{FlagSyntax{}, {}};
  if (reader.is("+") || reader.is("-")) {
    effect.node = read_change(reader);
  } else if (at_x(reader)) {
    FactorSyntax factor;
    factor.amount = read_amount(reader, false);
    factor.kind = read_kind(reader);
    effect.node = std::move(factor);
  } else if (reader.is("exactly") || (reader.is("at") && reader.is_any({"least", "most"}, 1))) {
    effect.node = read_limit(reader);
  } else if (reader.take_if("flag")) {
    if (reader.is(":") && reader.kind(1) == TokenKind::text)
      reader.fail("E0126", join(reader.from(start), reader.span()), "flag: is written flag here, without a colon",
                  "flag");
    effect.node = FlagSyntax{reader.text("the remark")};
  } else {
    refuse_no_effect(reader);
  }
  effect.span = reader.from(start);
  return effect;
}

}  // namespace

AmountSyntax read_amount(Reader& reader, bool with_unit) {
  if (with_unit && at_bracketed_range(reader)) return read_bracketed_range(reader);
  const std::size_t start = reader.place();
  const auto one = [&] { return with_unit ? read_operand(reader) : read_factor_operand(reader); };
  const Reader begin(reader);
  AmountSyntax amount;
  if (!with_unit) reader.take();
  amount.low = one();
  if (with_unit) refuse_bare_calculation(reader, begin);
  if (reader.take_if("..")) amount.high = one();
  amount.span = reader.from(start);
  return amount;
}

EffectsSyntax read_effects(Reader& reader) {
  EffectsSyntax effects;
  do effects.push_back(read_effect(reader));
  while (reader.take_if(","));
  const std::size_t next = joins_effects(reader) || reader.is_any({"and", "&"}) ? 1 : 0;
  if (begins_effect_at(reader, next))
    reader.fail(
        "E0142", reader.span(), "what a rule does is parted by commas",
        in_place_of(reader.rest(), fmt::format(", {}", reader.words({reader.span(next).begin, reader.rest().end}))));
  return effects;
}

std::vector<Name> read_scope(Reader& reader) {
  std::vector<Name> names;
  if (!reader.take_if("for")) return names;
  do names.push_back(reader.name("a cluster's name", NameRole::cluster));
  while (reader.take_if(","));
  return names;
}

Closing read_closing(Reader& reader) {
  Closing closing;
  for (;;) {
    refuse_foreign_closing(reader);
    if (reader.kind() == TokenKind::text && !closing.because && reader.place() > 0 && !reader.touches_previous())
      reader.fail("E0116", reader.span(),
                  fmt::format("{} cannot stand here: a reason begins with because", reader.word()),
                  inserted(reader.span().begin, "because"));
    if (reader.take_if("because"))
      closing.because = reader.text("the reason");
    else if (reader.take_if("from"))
      closing.period.from = reader.day();
    else if (reader.take_if("until"))
      closing.period.until = reader.day();
    else
      return closing;
  }
}

}  // namespace spanne::grammar
