// Checks effects: amounts with units, proportions, surcharges, factors, limits and flags.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/model/negated.hpp"

namespace spanne::engine {

using grammar::TextSpan;

/// A quantity or its negative, the forms in which amounts are written.
const grammar::Quantity* constant_of(const grammar::Expression& written, bool& negative) {
  if (const auto* quantity = std::get_if<grammar::Quantity>(&written.node)) return quantity;
  const auto* negate = std::get_if<grammar::Negate>(&written.node);
  if (negate == nullptr) return nullptr;
  negative = true;
  return std::get_if<grammar::Quantity>(&negate->operand->node);
}

std::optional<Fraction> Checker::unit_worth(const grammar::Name& unit, TextSpan where) {
  if (unit.text == "%") return Fraction::ratio(1, 100);
  const auto known = effort_unit(unit.text);
  if (!known) {
    const bool kind = std::any_of(model_.kinds.begin(), model_.kinds.end(),
                                  [&](const Model::EffortKind& candidate) { return candidate.name == unit.text; });
    if (kind)
      error("E0313", unit.span, fmt::format("the unit is missing before {}", unit.text),
            fmt::format("{} {}", usual_unit(), unit.text));
    else
      report_unknown_unit(unit);
    return std::nullopt;
  }
  if (known->amount != EffortUnit::Amount::fte) {
    (known->per == EffortUnit::Per::week ? uses_weeks_ : uses_years_) = true;
    if (known->per == EffortUnit::Per::week) first_week(where);
  }
  return fte_per(*known, model_.working_time);
}

/// The range of two ends, `turned` round where the first is above the second; what follows the digits of the second
/// belongs to both unless the first has its unit.
std::string Checker::sorted_range(TextSpan low, TextSpan high, bool own_unit, bool turned) const {
  const std::string first = source_text(low), last = source_text(high);
  if (!turned) return fmt::format("{} .. {}", first, last);
  const auto after = last.find_last_of("0123456789") + 1;
  return own_unit ? fmt::format("{} .. {}", last, first)
                  : fmt::format("{} .. {}{}", last.substr(0, after), first, last.substr(after));
}

void Checker::first_week(TextSpan where) {
  if (!week_span_ || where.begin < week_span_->begin) week_span_ = where;
}

std::optional<KindId> Checker::kind(const grammar::Name& name) {
  for (std::size_t id = 0; id < model_.kinds.size(); ++id)
    if (model_.kinds[id].name == name.text) {
      names_.note(name.span, NameTarget::Kind::effort_kind, id);
      return static_cast<KindId>(id);
    }
  if (is_lost(name.text)) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& declared : model_.kinds) known.push_back(declared.name);
  error("E0204", name.span, fmt::format("no kind of effort is called {}", name.text),
        model_.declares_kinds() ? suggestion_for(name.text, known)
                                : grammar::advice(fmt::format("declare it in the header: effort {}", name.text)));
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------- amounts

std::optional<Fraction> Checker::amount_end(const grammar::Quantity& quantity, bool negative, bool factor,
                                            const grammar::Name* unit) {
  const auto number = decimal(quantity);
  if (!number) return std::nullopt;
  const Fraction plain = Fraction::of(negative ? Decimal{-number->millionths} : *number);
  if (factor) {
    if (unit == nullptr) return plain;
    if (unit->text == "%") return plain;  // constant_amount reports it with both ends
    error("E0315", quantity.span, "a factor is a plain number, without a unit");
    return std::nullopt;
  }
  if (unit == nullptr) {
    error("E0316", quantity.span, "this amount has no unit", with_unit(quantity.span, quantity));
    return std::nullopt;
  }
  if (unit->text == "%") notice_number(quantity, true);
  const auto worth = unit_worth(*unit, quantity.span);
  return worth ? std::optional(plain * *worth) : std::nullopt;
}

std::optional<Checker::CheckedAmount> Checker::constant_amount(const grammar::AmountSyntax& written, bool factor,
                                                               const grammar::Name* default_unit) {
  bool low_negative = false, high_negative = false;
  const auto* low = constant_of(*written.low, low_negative);
  const auto* high = written.high ? constant_of(*written.high, high_negative) : low;
  if (low == nullptr || high == nullptr) {
    error("E0314", written.span, "a range goes from one number to another", grammar::advice("0.2 .. 0.3 FTE"));
    return std::nullopt;
  }
  if (!written.high) high_negative = low_negative;
  const auto completed = written.high ? completed_by(*low, *high) : std::nullopt;
  const grammar::Quantity& first = completed ? *completed : *low;
  const auto unit_of = [&](const grammar::Quantity& quantity) {
    return quantity.unit ? &*quantity.unit : default_unit;
  };
  if (!factor && written.high && unit_of(first) == nullptr && unit_of(*high) == nullptr) {
    error("E0316", written.span, "this amount has no unit", with_unit(written.span, *high));
    return std::nullopt;
  }
  if (!factor && written.high && unit_of(first) != nullptr && unit_of(*high) == nullptr) {
    error("E0316", high->span, "this amount has no unit",
          fmt::format("{} {}", source_text(high->span), unit_of(first)->text));
    return std::nullopt;
  }
  const auto low_value = amount_end(first, low_negative, factor, unit_of(first));
  if (!low_value) return std::nullopt;
  const auto high_value = written.high ? amount_end(*high, high_negative, factor, unit_of(*high)) : low_value;
  if (!high_value) return std::nullopt;
  if (factor && (unit_of(first) != nullptr || unit_of(*high) != nullptr)) {
    error("E0315", written.span, "a factor is a plain number, without a unit",
          plain_factor(written, *low_value, *high_value));
    return std::nullopt;
  }
  CheckedAmount result;
  result.amount.range = {*low_value, *high_value};
  result.amount.span = written.span;
  const auto text_of = [&](const grammar::Quantity& quantity) {
    const grammar::Name* unit = unit_of(quantity);
    return unit != nullptr ? std::string_view(unit->text) : std::string_view();
  };
  const std::string_view low_unit = text_of(first), high_unit = text_of(*high);
  const bool percent = low_unit == "%";
  if (percent != (high_unit == "%")) {
    error("E0317", written.span, "both ends of a range have the same unit");
    return std::nullopt;
  }
  if (low_unit == high_unit) result.amount.unit = low_unit;
  result.meaning = factor ? Meaning::factor : percent ? Meaning::surcharge : Meaning::effort;
  if (*low_value > *high_value) {
    const TextSpan both = join(written.low->span, written.high->span);
    const bool twice = taken_away_ && high_negative;  // `-0.1 .. -0.2 FTE`
    error("E0318", both,
          twice ? "the minus before a range stands for both its ends" : "a range begins with its smaller end",
          twice ? sorted_range(low->span, high->span, low->unit.has_value(), low->digits > high->digits)
                : sorted_range(written.low->span, written.high->span, low->unit.has_value(), true));
    return std::nullopt;
  }
  return result;
}

std::optional<Checker::CheckedAmount> Checker::computed_amount(const grammar::Expression& written, Place& place,
                                                               bool factor) {
  CheckedAmount result;
  result.amount.span = written.span;
  const auto* group = std::get_if<grammar::Bracketed>(&written.node);
  const bool percent = group != nullptr && group->unit && group->unit->text == "%";
  const bool kind_behind = group != nullptr && group->unit &&
                           std::any_of(model_.kinds.begin(), model_.kinds.end(),
                                       [&](const Model::EffortKind& kind) { return kind.name == group->unit->text; });
  if (kind_behind) result.kind = group->unit;
  if (group != nullptr && group->unit && !kind_behind) result.amount.unit = group->unit->text;
  const Typed value = percent || kind_behind ? expression(*group->inner, place) : expression(written, place);
  if (!value.ok) return std::nullopt;
  result.amount.computed = value.term;
  const TypeKind type = value.type.kind;
  if (factor) {
    result.meaning = Meaning::factor;
    if (bare(value.type)) return result;
    error("E0319", factor_span_.value_or(written.span),
          fmt::format("a factor is a plain number, but this is {}", type_text(value.type)),
          computed_factor(written.span, written, value.type));
    return std::nullopt;
  }
  if (percent) result.amount.scale = Fraction::ratio(1, 100);
  result.meaning = percent || type == TypeKind::percent ? Meaning::surcharge : Meaning::effort;
  if (percent ? bare(value.type) : type == TypeKind::effort || type == TypeKind::percent) return result;
  error("E0316", written.span, fmt::format("this amount is {}, not an effort", type_text(value.type)),
        !bare(value.type)  ? std::string()
        : group != nullptr ? fmt::format("{} {}", source_text(written.span), usual_unit())
                           : fmt::format("({}) {}", source_text(written.span), usual_unit()));
  return std::nullopt;
}

std::optional<Checker::CheckedAmount> Checker::amount(const grammar::AmountSyntax& written, Place& place, bool factor,
                                                      const grammar::Name* default_unit) {
  bool negative = false;
  if (written.high || constant_of(*written.low, negative) != nullptr)
    return constant_amount(written, factor, default_unit);
  return computed_amount(*written.low, place, factor);
}

// ---------------------------------------------------------------------------------------------- effects

std::optional<Proportion> Checker::proportion(const grammar::ProportionSyntax& written, Place& place) {
  const Typed of = expression(*written.of, place);
  if (!of.ok) return std::nullopt;
  if (!is_number(of.type.kind)) {
    error("E0343", written.of->span,
          fmt::format("{} is {}: only numbers and money can be counted", source_text(written.of->span),
                      type_text(of.type)));
    return std::nullopt;
  }
  Proportion result;
  result.of = of.term;
  result.counted = of.type.kind;
  if (of.type.kind == TypeKind::percent) result.size = Decimal::whole(100);
  result.portion = written.portion == grammar::ProportionSyntax::Portion::exact     ? Proportion::Portion::exact
                   : written.portion == grammar::ProportionSyntax::Portion::started ? Proportion::Portion::started
                                                                                    : Proportion::Portion::full;
  const auto count = [&](const grammar::Quantity& quantity, Decimal& target) {
    if (of.type.kind == TypeKind::money && !quantity.unit) {
      const std::string number = source_text(quantity.span);
      error("E0331", quantity.span,
            fmt::format("{} is money in {}, but {} is not", source_text(written.of->span), of.type.currency, number),
            fmt::format("{} {}", number, of.type.currency));
      return false;
    }
    const auto value = quantity_value(quantity, of.type, source_text(written.of->span));
    if (value) target = std::get<Decimal>(*value);
    return value.has_value();
  };
  if (written.size && !count(*written.size, result.size)) return std::nullopt;
  if (written.above && !count(*written.above, result.above)) return std::nullopt;
  if (result.size.millionths <= 0) {
    error("E0344", written.size->span, "the portion to count in is above 0", grammar::advice("per 3 sites"));
    return std::nullopt;
  }
  return result;
}

bool Checker::scaling_is_sane(const Effect& effect, TextSpan span) {
  if (effect.amount.computed) return true;
  const bool discount = effect.kind == EffectKind::surcharge && effect.amount.range.low < Fraction(-1);
  const bool negative = effect.kind == EffectKind::factor && effect.amount.range.low < Fraction(0);
  if (discount) error("E0345", span, "a discount is at most 100 %");
  if (negative) error("E0346", span, "a factor is not below 0", grammar::advice("x 0.5 halves the effort"));
  return !discount && !negative;
}

std::optional<Effect> Checker::change(const grammar::AdditionSyntax& written, TextSpan span, Place& place) {
  taken_away_ = written.negative;
  auto checked = amount(written.amount, place, false);
  taken_away_ = false;
  std::optional<KindId> effort_kind;
  bool ok = checked.has_value();
  const grammar::Name* kind_name = written.kind ? &*written.kind : checked && checked->kind ? &*checked->kind : nullptr;
  if (kind_name != nullptr) ok = (effort_kind = kind(*kind_name)) && ok;
  std::optional<Proportion> per;
  // If the amount was not understood, `per` may not have been meant as a proportion: `2 hours per week`.
  if (written.per && ok) ok = (per = proportion(*written.per, place)).has_value();
  if (!ok) return std::nullopt;
  Effect effect;
  effect.kind = checked->meaning == Meaning::surcharge ? EffectKind::surcharge : EffectKind::add;
  effect.amount = written.negative ? negated(std::move(checked->amount)) : std::move(checked->amount);
  effect.span = span;
  if (effect.kind == EffectKind::surcharge && per) {
    error("E0347", written.per->span, "only effort can be counted per something, not a percentage",
          counted_percentage(written, span));
    return std::nullopt;
  }
  effect.per = per;
  effect.effort_kind = effect.kind == EffectKind::add ? effort_kind.value_or(model_.general()) : effort_kind;
  if (!scaling_is_sane(effect, span)) return std::nullopt;
  return effect;
}

std::optional<Effect> Checker::factor(const grammar::FactorSyntax& written, TextSpan span, Place& place) {
  factor_span_ = written.amount.span;
  auto checked = amount(written.amount, place, true);
  factor_span_.reset();
  Effect effect;
  bool ok = checked.has_value();
  if (written.kind && effort_unit(written.kind->text)) {
    error("E0315", span, "a factor is a plain number, without a unit", source_text(written.amount.span));
    return std::nullopt;
  }
  if (written.kind) ok = (effect.effort_kind = kind(*written.kind)) && ok;
  if (!ok) return std::nullopt;
  effect.kind = EffectKind::factor;
  effect.amount = std::move(checked->amount);
  effect.span = span;
  if (!scaling_is_sane(effect, span)) return std::nullopt;
  return effect;
}

std::optional<Effect> Checker::limit(const grammar::LimitSyntax& written, TextSpan span, Place& place) {
  takes_percent_ = false;
  auto checked = amount(written.amount, place, false);
  takes_percent_ = true;
  if (!checked) return std::nullopt;
  if (checked->meaning != Meaning::effort) {
    error("E0348", written.amount.span, "a limit is an effort, not a percentage", effort_meant(written.amount, true));
    return std::nullopt;
  }
  Effect effect;
  effect.kind = written.kind == grammar::LimitSyntax::Kind::at_least  ? EffectKind::at_least
                : written.kind == grammar::LimitSyntax::Kind::at_most ? EffectKind::at_most
                                                                      : EffectKind::exactly;
  effect.amount = std::move(checked->amount);
  effect.span = span;
  return effect;
}

/// The remark with the name that was meant.
grammar::Help Checker::hole_meant(const grammar::Text& text, const std::string& name, grammar::Help meant) const {
  if (meant.texts.size() != 1) return meant;
  std::string remark = source_text(text.span);
  const std::string hole = fmt::format("{{{}}}", name);
  if (const auto at = remark.find(hole); at != std::string::npos)
    meant.texts.front() = remark.replace(at, hole.size(), fmt::format("{{{}}}", meant.texts.front()));
  return meant;
}

Effect Checker::flag(const grammar::Text& text, TextSpan span) {
  Effect effect;
  effect.kind = EffectKind::flag;
  effect.span = span;
  const std::string& value = text.value;
  std::vector<TextSpan> holes;
  if (names_.is_on()) holes = hole_spans(source_text(text.span), text.span.begin);
  std::size_t at = 0, hole_number = 0;
  for (std::size_t open = value.find('{'); open != std::string::npos; open = value.find('{', at)) {
    const std::size_t close = value.find('}', open);
    if (close == std::string::npos) break;
    const std::size_t place = hole_number++;
    const std::string name = value.substr(open + 1, close - open - 1);
    FlagPiece piece{value.substr(at, open - at), std::nullopt};
    const auto found = symbols_.find(name);
    if (found == symbols_.end() && is_lost(name)) {
      piece.text += name;
    } else if (found == symbols_.end()) {
      const auto known = symbol_names();
      const bool result = is_result(name);
      error("E0205", text.span,
            result ? fmt::format("a remark can show attributes, but {} is a result", name)
                   : fmt::format("the remark names {{{}}}, but nothing is called {}", name, name),
            result ? grammar::Help() : hole_meant(text, name, attribute_meant(name, known)));
    } else {
      Place anywhere{true, true, "a remark", {}};
      for (std::size_t id = 0; id < model_.attributes.size(); ++id) anywhere.known.insert(static_cast<AttributeId>(id));
      if (place < holes.size()) note_symbol(holes[place], found->second);
      const bool noted = names_.pause();
      if (const Typed hole = name_use({name, text.span}, anywhere, nullptr); hole.ok) piece.hole = hole.term;
      names_.resume(noted);
    }
    effect.flag.push_back(std::move(piece));
    at = close + 1;
  }
  if (at < value.size()) effect.flag.push_back({value.substr(at), std::nullopt});
  return effect;
}

std::optional<Effect> Checker::effect(const grammar::EffectSyntax& written, Place& place) {
  if (const auto* addition = std::get_if<grammar::AdditionSyntax>(&written.node))
    return change(*addition, written.span, place);
  if (const auto* scaling = std::get_if<grammar::FactorSyntax>(&written.node))
    return factor(*scaling, written.span, place);
  if (const auto* bound = std::get_if<grammar::LimitSyntax>(&written.node)) return limit(*bound, written.span, place);
  return flag(std::get<grammar::FlagSyntax>(written.node).text, written.span);
}

std::optional<Effect> Checker::base_amount(const grammar::BaseAmount& written, Place& place) {
  takes_percent_ = false;
  auto checked = amount(written.amount, place, false);
  takes_percent_ = true;
  std::optional<KindId> effort_kind;
  bool ok = checked.has_value();
  if (written.kind) ok = (effort_kind = kind(*written.kind)) && ok;
  if (!ok) return std::nullopt;
  if (checked->meaning != Meaning::effort) {
    error("E0349", written.amount.span, "a cluster begins with an effort, not a percentage",
          effort_meant(written.amount, false));
    return std::nullopt;
  }
  Effect effect;
  effect.amount = std::move(checked->amount);
  effect.effort_kind = effort_kind.value_or(model_.general());
  effect.span = written.kind ? grammar::join(written.amount.span, written.kind->span) : written.amount.span;
  return effect;
}

}  // namespace spanne::engine
