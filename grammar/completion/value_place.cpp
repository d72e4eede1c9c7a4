#include "grammar/completion/value_place.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace spanne::grammar {
namespace {

using Use = ValuePlace::Use;

bool any_is(const std::vector<ExpressionPtr>& parts, ExpressionPtr part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

/// What `part` is for in a node; nullopt where it is no part of it. A use of `whole` hands the question to the node
/// around it.
struct UseOf {
  ExpressionPtr part;

  std::optional<ValuePlace> when(bool is_part, Use use) const {
    return is_part ? std::optional(ValuePlace{use, nullptr, false}) : std::nullopt;
  }

  template <class Leaf>
  std::optional<ValuePlace> operator()(const Leaf&) const {
    return std::nullopt;
  }
  std::optional<ValuePlace> operator()(const Bracketed& node) const { return when(node.inner == part, Use::whole); }
  std::optional<ValuePlace> operator()(const Negate& node) const { return when(node.operand == part, Use::whole); }
  std::optional<ValuePlace> operator()(const Call& node) const {
    return when(any_is(node.arguments, part), Use::number);
  }
  std::optional<ValuePlace> operator()(const Not& node) const { return when(node.operand == part, Use::condition); }
  std::optional<ValuePlace> operator()(const Logic& node) const {
    return when(any_is(node.operands, part), Use::condition);
  }
  std::optional<ValuePlace> operator()(const Cardinality& node) const {
    return when(any_is(node.parts, part), Use::condition);
  }
  std::optional<ValuePlace> operator()(const Conditional& node) const {
    if (node.condition == part) return ValuePlace{Use::condition, nullptr, false};
    return when(node.then == part || node.otherwise == part, Use::whole);
  }
  std::optional<ValuePlace> operator()(const Arithmetic& node) const {
    const bool step = std::any_of(node.steps.begin(), node.steps.end(),
                                  [&](const Arithmetic::Step& one) { return one.operand == part; });
    return when(step || node.first == part, Use::number);
  }
  std::optional<ValuePlace> operator()(const Comparison& node) const {
    const bool equality = node.op == Comparator::equal || node.op == Comparator::not_equal;
    if (node.right == part) return ValuePlace{Use::compared, node.left, !equality};
    return std::nullopt;
  }
  std::optional<ValuePlace> operator()(const Membership& node) const {
    for (const Membership::Item& item : node.items)
      if (item.low == part || item.high == part) return ValuePlace{Use::compared, node.subject, item.high == part};
    return std::nullopt;
  }
  std::optional<ValuePlace> operator()(const TextMatch& node) const {
    if (node.part == part) return ValuePlace{Use::compared, node.operand, false};
    return std::nullopt;
  }
};

}  // namespace

ValuePlace value_place(const Expressions& expressions, TextSpan name) {
  ExpressionPtr part = nullptr;
  ValuePlace place;
  for (const Expression& expression : expressions) {  // each after its own parts
    if (part == nullptr && expression.span == name && std::holds_alternative<NameUse>(expression.node))
      part = &expression;
    if (part == nullptr || part == &expression) continue;
    const auto use = std::visit(UseOf{part}, expression.node);
    if (!use) continue;
    part = &expression;
    if (use->use == Use::whole) continue;
    if (place.use != Use::number || use->use == Use::compared) place = *use;
    if (place.use != Use::number) break;
  }
  return place;
}

}  // namespace spanne::grammar
