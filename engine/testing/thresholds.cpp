#include "engine/testing/thresholds.hpp"

#include <fmt/format.h>

#include "engine/testing/figures.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

std::optional<Value> constant_value(const Term& constant) {
  switch (constant.type.kind) {
    case TypeKind::boolean:
    case TypeKind::text:
    case TypeKind::effort: return std::nullopt;
    case TypeKind::choice: return ChoiceValue{static_cast<std::uint32_t>(constant.number)};
    case TypeKind::date: return Date{static_cast<std::int32_t>(constant.number)};
    default: return Decimal{constant.number};
  }
}

}  // namespace

std::optional<Thresholds> thresholds_of(TermId comparison, const Model& model) {
  const Term& term = model.term(comparison);
  if (term.op == Op::equal || term.op == Op::not_equal) return std::nullopt;
  std::optional<Thresholds> found;
  std::vector<Value> points;
  for (const TermId operand : term.operands) {
    const Term& side = model.term(operand);
    if (side.op == Op::attribute && !found)
      found = Thresholds{static_cast<AttributeId>(side.number), {}};
    else if (const auto value = side.op == Op::constant ? constant_value(side) : std::nullopt)
      points.push_back(*value);
    else
      return std::nullopt;
  }
  if (found) found->points = std::move(points);
  return found;
}

std::optional<Value> neighbour(const Value& value, const Attribute& attribute, int direction, const Model& model) {
  if (const auto* number = std::get_if<Decimal>(&value)) {
    const std::int64_t step = plain_step(*number, attribute.type.kind);
    const auto moved = add(*number, Decimal{direction * step});
    return moved ? std::optional<Value>(*moved) : std::nullopt;
  }
  if (const auto* day = std::get_if<Date>(&value)) {
    const auto moved = plus_days(*day, direction);
    return moved ? std::optional<Value>(*moved) : std::nullopt;
  }
  const std::int64_t place = std::int64_t{std::get<ChoiceValue>(value).index} + direction;
  const bool exists =
      place >= 0 && place < static_cast<std::int64_t>(model.choices[attribute.type.choice].values.size());
  return exists ? std::optional<Value>(ChoiceValue{static_cast<std::uint32_t>(place)}) : std::nullopt;
}

std::string relation(const Value& value, const Thresholds& thresholds, const Model& model) {
  const Attribute& attribute = model.attributes[thresholds.attribute];
  const auto text = [&](const Value& threshold) { return literal(threshold, attribute.type, model); };
  const Value &first = thresholds.points.front(), &last = thresholds.points.back();
  const auto beside = [&](const Value& point, int direction) {
    return neighbour(point, attribute, direction, model) == value ? "just " : "";
  };
  const std::string where = value < first                     ? fmt::format("{}below", beside(first, -1))
                            : value > last                    ? fmt::format("{}above", beside(last, 1))
                            : value == first || value == last ? "at"
                                                              : "inside";
  return fmt::format("{} = {}, {} {}{}", attribute.name, text(value), where, text(first),
                     thresholds.points.size() > 1 ? " .. " + text(last) : "");
}

}  // namespace spanne::engine
