#include "engine/testing/figures.hpp"

#include "engine/testing/words.hpp"

namespace spanne::engine {

Fraction a_tenth_more(const Fraction& figure) { return figure * Fraction::ratio(11, 10); }
Fraction a_tenth_less(const Fraction& figure) { return figure * Fraction::ratio(9, 10); }

std::int64_t plain_step(Decimal threshold, TypeKind type) {
  if (type == TypeKind::integer) return Decimal::one;
  std::int64_t step = type == TypeKind::percent ? Decimal::one / 10 : Decimal::one / 100;
  while (threshold.millionths % step != 0) step /= 10;
  return step;
}

Fraction number_at(const std::string& text, std::size_t which) {
  const NumberPlace place = numbers_in(text)[which];
  Fraction number;
  Fraction worth = 1;
  bool decimals = false;
  for (const char digit : text.substr(place.begin, place.length)) {
    if (digit == '.') decimals = true;
    if (digit == '.' || digit == '_') continue;
    if (decimals) worth = worth / 10;
    number = decimals ? number + worth * (digit - '0') : number * 10 + (digit - '0');
  }
  return number;
}

std::string with_number(const std::string& text, std::size_t which, const Fraction& number) {
  const NumberPlace place = numbers_in(text)[which];
  return text.substr(0, place.begin) + number.to_text(9) + text.substr(place.begin + place.length);
}

namespace {

/// Moves an effort in its own unit, so that the text shows the change.
std::optional<Term> moved_effort(const Term& constant, std::string& words, const Fraction& steps) {
  if (numbers_in(words).empty()) return std::nullopt;
  const Fraction number = number_at(words, 0);
  if (number.sign() == 0) return std::nullopt;
  Term moved = constant;
  moved.fraction = constant.fraction * (number + steps) / number;
  words = with_number(words, 0, number + steps);
  return moved;
}

}  // namespace

std::optional<Term> moved(const Term& constant, const Type& type, int steps, std::string& words, const Model& model) {
  if (constant.type.kind == TypeKind::effort) return moved_effort(constant, words, Fraction::ratio(steps, 100));
  Term result = constant;
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::text: return std::nullopt;
    case TypeKind::choice: {
      const auto& values = model.choices[type.choice].values;
      result.number += steps;
      if (result.number < 0 || result.number >= static_cast<std::int64_t>(values.size())) return std::nullopt;
      words = literal(ChoiceValue{static_cast<std::uint32_t>(result.number)}, type, model);
      return result;
    }
    case TypeKind::date: {
      const auto day = plus_days({static_cast<std::int32_t>(constant.number)}, steps);
      if (!day) return std::nullopt;
      result.number = day->days;
      words = to_text(*day);
      return result;
    }
    default: break;
  }
  if (__builtin_add_overflow(result.number, steps * plain_step({constant.number}, type.kind), &result.number))
    return std::nullopt;
  words = literal(Decimal{result.number}, constant.type, model);
  return result;
}

std::optional<Term> other_figure(const Term& constant, std::string& words, const Model& model) {
  Term result = constant;
  switch (constant.type.kind) {
    case TypeKind::boolean:
      result.number = 1 - constant.number;
      words = result.number != 0 ? "yes" : "no";
      return result;
    case TypeKind::choice: {
      const auto& values = model.choices[constant.type.choice].values;
      if (values.size() < 2) return std::nullopt;
      const auto next = (static_cast<std::size_t>(constant.number) + 1) % values.size();
      result.number = static_cast<std::int64_t>(next);
      words = literal(ChoiceValue{static_cast<std::uint32_t>(next)}, constant.type, model);
      return result;
    }
    case TypeKind::effort: {
      if (constant.fraction.sign() == 0) {
        result.fraction = Fraction::ratio(1, 100);
        words = "0.01 FTE";
      } else {
        result.fraction = a_tenth_more(constant.fraction);
        words = with_number(words, 0, a_tenth_more(number_at(words, 0)));
      }
      return result;
    }
    case TypeKind::text:
    case TypeKind::date:
    case TypeKind::integer: return std::nullopt;  // moved by steps instead
    default: {
      const std::int64_t step = constant.number == 0 ? Decimal::one / 100 : constant.number / 10;
      if (__builtin_add_overflow(constant.number, step == 0 ? 1 : step, &result.number)) return std::nullopt;
      words = literal(Decimal{result.number}, constant.type, model);
      return result;
    }
  }
}

}  // namespace spanne::engine
