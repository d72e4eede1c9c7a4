// Makes mutants of effects: other amounts, signs, kinds and proportions, and each effect left out.
#include <fmt/format.h>

#include "engine/model/negated.hpp"
#include "engine/testing/figures.hpp"
#include "engine/testing/mutants/mutant_maker.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

auto effect_at(const StatementRef& owner, std::size_t index) {
  return [owner, index](Model& model) -> Effect& { return effects_of(owner, model)[index]; };
}

bool adds(const Effect& effect) { return effect.kind == EffectKind::add; }
bool scales(const Effect& effect) { return effect.kind == EffectKind::surcharge || effect.kind == EffectKind::factor; }

/// Whether leaving the effect out would change nothing.
bool is_idle(const Effect& effect) {
  if (effect.kind == EffectKind::flag || effect.amount.computed) return false;
  const Range nothing = effect.kind == EffectKind::factor ? Range{1, 1} : Range{};
  const bool limits = effect.kind == EffectKind::at_most || effect.kind == EffectKind::exactly;
  return !limits && effect.amount.range == nothing;
}

/// The checker refuses discounts of more than 100 %.
bool is_sane(const Effect& effect) {
  return effect.kind != EffectKind::surcharge || effect.amount.range.low >= Fraction(-1);
}

/// A range with one end moved, and its text.
struct Moved {
  Range range;
  std::string text;
};

/// Moves the end written as the first (0) or second number by a tenth outwards; an end of 0 moves inwards.
Moved moved_end(const Effect& effect, const std::string& text, std::size_t number) {
  Range range = effect.amount.range;
  // A negative amount is written with its ends reversed: `-0.05 .. 0.1 FTE` subtracts 0.1 at the low end.
  const bool turned_round = range.low.sign() < 0 && range.high.sign() <= 0;
  const bool is_low = (number == 0) != turned_round;
  Fraction& end = is_low ? range.low : range.high;
  if (end.sign() == 0) {
    end = (is_low ? range.high : range.low) / 10;
    return {range, with_number(text, number, number_at(text, 1 - number) / 10)};
  }
  const auto step = is_low == (end.sign() < 0) ? a_tenth_more : a_tenth_less;
  end = step(end);
  return {range, with_number(text, number, step(number_at(text, number)))};
}

std::string per_text(const Proportion& per, const Model& model) {
  const Term& of = model.term(per.of);
  const bool named = of.op == Op::attribute || of.op == Op::define || of.op == Op::lookup;
  const std::string words = model.words(of.span);
  std::string text = "per ";
  if (per.portion != Proportion::Portion::exact)
    text += per.portion == Proportion::Portion::started ? "started " : "full ";
  if (per.portion_size() != Fraction(1)) text += literal(per.size, of.type, model) + " ";
  text += named ? words : "(" + words + ")";
  if (per.above.millionths != 0) text += " above " + literal(per.above, of.type, model);
  return text;
}

}  // namespace

void MutantMaker::effects(const StatementRef& owner) {
  for (std::size_t index = 0; index < effects_of(owner, model_).size(); ++index) effect(owner, index);
}

void MutantMaker::effect(const StatementRef& owner, std::size_t index) {
  const auto& all = effects_of(owner, model_);
  const Effect& changed_effect = all[index];
  if (!is_idle(changed_effect)) {
    auto rest = all;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
    const auto part = [owner](Model& model) -> Effects& { return effects_of(owner, model); };
    add(owner, changed_effect.span, with_kind(amount_words(changed_effect, model_), changed_effect, model_), "", part,
        std::move(rest));
  }
  if (changed_effect.kind == EffectKind::flag) return;
  if (!changed_effect.amount.computed) amount(owner, index);
  turned(owner, index);
  kind(owner, index);
  if (changed_effect.per) proportion(owner, index);
}

void MutantMaker::amount(const StatementRef& owner, std::size_t index) {
  const Effect& effect = effects_of(owner, model_)[index];
  const std::string text = amount_words(effect, model_);
  const auto change = [&](const Range& range, const std::string& is) {
    Effect changed = effect;
    changed.amount.range = range;
    if (is_sane(changed))
      add(owner, effect.amount.span, with_kind(text, effect, model_), with_kind(is, effect, model_),
          effect_at(owner, index), std::move(changed));
  };
  if (effect.amount.range == Range{}) {
    const Fraction hundredth = Fraction::ratio(1, 100);
    change({hundredth, hundredth}, effect.kind == EffectKind::surcharge ? "1 %"
                                   : effect.kind == EffectKind::factor  ? "x 0.01"
                                                                        : "0.01 FTE");
  } else if (numbers_in(text).size() > 1) {
    for (const std::size_t number : {0U, 1U}) {
      const Moved moved = moved_end(effect, text, number);
      change(moved.range, moved.text);
    }
  } else {
    const bool too_much = effect.kind == EffectKind::surcharge && a_tenth_more(effect.amount.range.low) < Fraction(-1);
    const auto step = too_much ? a_tenth_less : a_tenth_more;
    change({step(effect.amount.range.low), step(effect.amount.range.high)},
           with_number(text, 0, step(number_at(text, 0))));
  }
}

void MutantMaker::turned(const StatementRef& owner, std::size_t index) {
  const Effect& effect = effects_of(owner, model_)[index];
  if (owner.kind == StatementRef::Kind::cluster || is_idle(effect)) return;
  const std::string text = amount_words(effect, model_);
  Effect changed = effect;
  std::string is;
  if (adds(effect) || effect.kind == EffectKind::surcharge) {
    const bool signed_text = text.front() == '+' || text.front() == '-';
    const bool takes =
        signed_text ? text.front() == '-' : effect.amount.scale.sign() < 0 || effect.amount.range.low.sign() < 0;
    changed.amount = engine::negated(effect.amount);
    is = (takes ? "+" : "-") + (signed_text ? text.substr(1) : text);
  } else if (effect.kind == EffectKind::at_least || effect.kind == EffectKind::at_most) {
    const bool least = effect.kind == EffectKind::at_least;
    changed.kind = least ? EffectKind::at_most : EffectKind::at_least;
    is = fmt::format("at {} {}", least ? "most" : "least", model_.words(effect.amount.span));
  }
  if (!is.empty() && is_sane(changed))
    add(owner, effect.span, with_kind(text, effect, model_), with_kind(is, effect, model_), effect_at(owner, index),
        std::move(changed));
}

/// Moves an effort to the next kind; a factor for one kind applies to all, and vice versa.
void MutantMaker::kind(const StatementRef& owner, std::size_t index) {
  const Effect& effect = effects_of(owner, model_)[index];
  if (!model_.declares_kinds() || is_idle(effect) || (!adds(effect) && !scales(effect))) return;
  Effect changed = effect;
  if (scales(effect)) {
    changed.effort_kind = effect.effort_kind ? std::nullopt : std::optional<KindId>(0);
  } else {
    const auto declared = static_cast<KindId>(model_.kinds.size() - 1);
    const KindId next = *effect.effort_kind + 1 < declared ? *effect.effort_kind + 1 : 0;
    changed.effort_kind = next == *effect.effort_kind ? model_.general() : next;
  }
  const std::string text = amount_words(effect, model_);
  const std::string was = with_kind(text, effect, model_), is = with_kind(text, changed, model_);
  add(owner, effect.span, was, is, effect_at(owner, index), std::move(changed));
}

void MutantMaker::proportion(const StatementRef& owner, std::size_t index) {
  const Effect& effect = effects_of(owner, model_)[index];
  if (is_idle(effect)) return;
  const bool whole = model_.term(effect.per->of).type.kind == TypeKind::integer;
  const auto change = [&](auto make) {
    Effect changed = effect;
    make(*changed.per);
    if (changed.per->size.millionths <= 0) return;
    const std::string was = per_text(*effect.per, model_), is = per_text(*changed.per, model_);
    add(owner, effect.span, was, is, effect_at(owner, index), std::move(changed));
  };
  const std::int64_t size = effect.per->size.millionths;
  if (size != Decimal::one) {
    const std::int64_t step = whole ? Decimal::one : std::max<std::int64_t>(size / 10, 1);
    change([&](Proportion& per) { per.size.millionths += step; });
    change([&](Proportion& per) { per.size.millionths -= step; });
  }
  if (effect.per->above.millionths != 0) {
    const std::int64_t step = plain_step(effect.per->above, model_.term(effect.per->of).type.kind);
    change([&](Proportion& per) { per.above.millionths += step; });
    change([&](Proportion& per) { per.above.millionths -= step; });
  }
  if (whole && size == Decimal::one) return;  // whole numbers are counted in whole portions anyway
  for (const auto portion : {Proportion::Portion::exact, Proportion::Portion::started, Proportion::Portion::full})
    if (portion != effect.per->portion) change([&](Proportion& per) { per.portion = portion; });
}

}  // namespace spanne::engine
