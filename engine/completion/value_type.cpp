#include "engine/completion/value_type.hpp"

#include <variant>

#include "engine/value/unit.hpp"

namespace spanne::engine {
namespace {

using Kind = ValueType::Kind;

ValueType of_quantity(const grammar::Quantity& quantity) {
  if (!quantity.unit) return {Kind::number};
  const std::string& unit = quantity.unit->text;
  if (unit == "%") return {Kind::percent};
  if (effort_unit(unit)) return {Kind::effort};
  return {Kind::money, unit};
}

struct TypeOfNode {
  const TypeOfName& names;

  template <class Condition>
  ValueType operator()(const Condition&) const {
    return {Kind::boolean};
  }
  ValueType operator()(const grammar::Quantity& node) const { return of_quantity(node); }
  ValueType operator()(const grammar::Day&) const { return {Kind::date}; }
  ValueType operator()(const grammar::Text&) const { return {Kind::text}; }
  ValueType operator()(const grammar::NameUse& node) const { return names(node.name.text); }
  ValueType operator()(const grammar::Bracketed& node) const {
    return node.unit ? of_quantity({0, false, {}, node.unit, {}}) : value_type(*node.inner, names);
  }
  ValueType operator()(const grammar::Call& node) const {
    if (node.function.text.ends_with("_between") || node.arguments.empty()) return {Kind::number};
    return value_type(*node.arguments.front(), names);
  }
  ValueType operator()(const grammar::Negate& node) const { return value_type(*node.operand, names); }
  ValueType operator()(const grammar::Conditional& node) const { return value_type(*node.then, names); }
  ValueType operator()(const grammar::Arithmetic& node) const {
    using Op = grammar::Arithmetic::Op;
    const ValueType first = value_type(*node.first, names);
    const auto& step = node.steps.front();
    const ValueType second = value_type(*step.operand, names);
    if (step.op == Op::subtract && first.kind == Kind::date && second.kind == Kind::date) return {Kind::number};
    if (step.op == Op::divide && first == second) return {Kind::number};
    const bool takes_second = step.op == Op::multiply && first.kind == Kind::number && second.is_known();
    return takes_second ? second : first;
  }
};

}  // namespace

ValueType value_type(const grammar::TypeUse& declared, std::string_view attribute) {
  using Declared = grammar::TypeUse::Kind;
  switch (declared.kind) {
    case Declared::text: return {Kind::text};
    case Declared::integer:
    case Declared::decimal: return {Kind::number};
    case Declared::percent: return {Kind::percent};
    case Declared::money: return {Kind::money, declared.currency ? declared.currency->text : std::string()};
    case Declared::boolean: return {Kind::boolean};
    case Declared::date: return {Kind::date};
    case Declared::choice: return {Kind::choice, std::string(attribute)};
    case Declared::other: break;
  }
  return {};
}

ValueType value_type(const grammar::Literal& literal, const TypeOfName& names) {
  if (const auto* quantity = std::get_if<grammar::Quantity>(&literal)) return of_quantity(*quantity);
  if (std::holds_alternative<grammar::Day>(literal)) return {Kind::date};
  if (std::holds_alternative<grammar::Text>(literal)) return {Kind::text};
  return names(std::get<grammar::Name>(literal).text);
}

ValueType value_type(const grammar::Expression& expression, const TypeOfName& names) {
  return std::visit(TypeOfNode{names}, expression.node);
}

}  // namespace spanne::engine
