#include "engine/testing/mutants/decision.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine {

std::int64_t ordinal_of(const Value& value) {
  if (const auto* number = std::get_if<Decimal>(&value)) return number->millionths;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) return choice->index;
  return std::get<bool>(value) ? 1 : 0;
}

bool comparison_holds(Op op, std::int64_t left, std::span<const std::int64_t> right) {
  switch (op) {
    case Op::equal: return left == right[0];
    case Op::not_equal: return left != right[0];
    case Op::less: return left < right[0];
    case Op::less_equal: return left <= right[0];
    case Op::greater: return left > right[0];
    case Op::greater_equal: return left >= right[0];
    case Op::within: return left >= right[0] && left <= right[1];
    default: return left >= right[0] && left < right[1];
  }
}

namespace {

/// An attribute compared with constants: the set of values for which the comparison is true.
struct DecisionRow {
  const Attribute* attribute;
  Op op;
  std::vector<std::int64_t> thresholds;
};

std::optional<DecisionRow> decision(const Comparing& comparing, const Model& model) {
  const auto& [op, sides] = comparing;
  const bool turned_round = sides[0]->op == Op::constant;
  const Term& subject = *sides[turned_round ? 1 : 0];
  if (subject.op != Op::attribute || subject.type.kind == TypeKind::text) return std::nullopt;
  DecisionRow result{&model.attributes[static_cast<std::size_t>(subject.number)], turned_round ? mirrored(op) : op, {}};
  for (const Term* side : sides) {
    if (side == &subject) continue;
    if (side->op != Op::constant) return std::nullopt;
    result.thresholds.push_back(side->number);
  }
  return result;
}

bool can_have(const Attribute& attribute, std::int64_t ordinal, const Model& model) {
  switch (attribute.type.kind) {
    case TypeKind::boolean: return ordinal == 0 || ordinal == 1;
    case TypeKind::choice:
      return ordinal >= 0 && ordinal < static_cast<std::int64_t>(model.choices[attribute.type.choice].values.size());
    case TypeKind::date: return within_bounds(Date{static_cast<std::int32_t>(ordinal)}, attribute);
    case TypeKind::integer:
      if (ordinal % Decimal::one != 0) return false;
      [[fallthrough]];
    default: return within_bounds(Decimal{ordinal}, attribute);
  }
}

/// Values on either side of each threshold and at the ends of the range: one from each interval on which both
/// comparisons are constant.
std::vector<std::int64_t> probes(const DecisionRow& before, const DecisionRow& after) {
  const Attribute& attribute = *before.attribute;
  std::vector<std::int64_t> points = before.thresholds;
  points.insert(points.end(), after.thresholds.begin(), after.thresholds.end());
  for (const auto& bound : {attribute.bounds.low, attribute.bounds.high})
    if (bound) points.push_back(ordinal_of(*bound));
  const std::int64_t step = attribute.type.kind == TypeKind::integer ? Decimal::one : 1;
  const std::size_t count = points.size();
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back(points[i] - step);
    points.push_back(points[i] + step);
  }
  return points;
}

}  // namespace

bool never_differ(const Comparing& before, const Comparing& after, const Model& model) {
  const auto was = decision(before, model), is = decision(after, model);
  if (!was || !is || was->attribute != is->attribute) return false;
  const auto points = probes(*was, *is);
  return std::none_of(points.begin(), points.end(), [&](std::int64_t point) {
    return can_have(*was->attribute, point, model) &&
           comparison_holds(was->op, point, was->thresholds) != comparison_holds(is->op, point, is->thresholds);
  });
}

}  // namespace spanne::engine
