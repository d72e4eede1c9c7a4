#include "grammar/layout/marks.hpp"

#include <algorithm>
#include <ranges>
#include <variant>

namespace spanne::grammar::layout {
namespace {

/// Walks the tree from top to bottom.
class Marker {
 public:
  Marks run(const SyntaxTree& tree) {
    if (tree.ruleset) mark(*tree.ruleset);
    for (const auto& one : tree.attributes) mark(one);
    for (const auto& one : tree.defines) mark(one.value);
    for (const auto& one : tree.clusters) mark(one);
    for (const auto& one : tree.profiles) mark(one.condition);
    for (const auto& one : tree.rules) mark(one);
    for (const auto& one : tree.tables) mark(one);
    for (const auto& one : tree.tests) mark(one);
    for (const auto& one : tree.properties) mark(one);
    return in_order();
  }

  Marks run(const ScenarioFileSyntax& file) {
    for (const auto& scenario : file.scenarios)
      for (const auto& line : scenario.lines) std::visit([&](const auto& node) { mark_line(node); }, line.node);
    if (file.balance)
      for (const auto& line : file.balance->lines) mark(line.where);
    return in_order();
  }

 private:
  Marks in_order() {
    std::sort(marks_.tight.begin(), marks_.tight.end());
    const auto by_place = [](TextSpan a, TextSpan b) { return a.begin < b.begin; };
    std::sort(marks_.brackets.begin(), marks_.brackets.end(), by_place);
    return std::move(marks_);
  }

  void tight(TextSpan word) { marks_.tight.push_back(word.begin); }

  template <class Item>
  void mark(const std::optional<Item>& item) {
    if (item) mark(*item);
  }
  template <std::ranges::range Items>
  void mark(const Items& items) {
    for (const auto& item : items) mark(item);
  }

  // ---- words

  void mark_unit(const std::optional<Name>& unit) {
    if (unit && unit->text.find('/') != std::string::npos) tight(unit->span);
  }
  void mark(const Quantity& quantity) {
    if (quantity.negative) tight(quantity.span);
    mark_unit(quantity.unit);
  }
  void mark(const Literal& literal) {
    if (const auto* quantity = std::get_if<Quantity>(&literal)) mark(*quantity);
  }

  // ---- expressions

  void mark(ExpressionPtr expression) {
    if (expression) std::visit([&](const auto& node) { mark_node(node, expression->span); }, expression->node);
  }
  void mark_node(const Quantity& node, TextSpan) { mark(node); }
  void mark_node(const Day&, TextSpan) {}
  void mark_node(const Text&, TextSpan) {}
  /// `kam.country`: three words.
  void mark_node(const NameUse& node, TextSpan span) {
    const std::size_t dot = node.name.text.find('.');
    if (dot == std::string::npos) return;
    tight(span);
    marks_.tight.push_back(span.begin + static_cast<std::uint32_t>(dot));
  }
  void mark_node(const Bracketed& node, TextSpan) {
    mark(node.inner);
    mark_unit(node.unit);
  }
  void mark_node(const Call& node, TextSpan) {
    tight(node.function.span);
    mark(node.arguments);
  }
  void mark_node(const Not& node, TextSpan) { mark(node.operand); }
  void mark_node(const Negate& node, TextSpan span) {
    tight(span);
    mark(node.operand);
  }
  void mark_node(const Logic& node, TextSpan) { mark(node.operands); }
  void mark_node(const Arithmetic& node, TextSpan) {
    mark(node.first);
    for (const auto& step : node.steps) mark(step.operand);
  }
  void mark_node(const Comparison& node, TextSpan) {
    mark(node.left);
    mark(node.right);
  }
  void mark_node(const Membership& node, TextSpan) {
    mark(node.subject);
    for (const auto& item : node.items) mark(item.low), mark(item.high);
  }
  void mark_node(const Presence& node, TextSpan) { mark(node.operand); }
  void mark_node(const TextMatch& node, TextSpan) {
    mark(node.operand);
    mark(node.part);
  }
  void mark_node(const Cardinality& node, TextSpan) { mark(node.parts); }
  void mark_node(const Conditional& node, TextSpan) {
    mark(node.condition);
    mark(node.then);
    mark(node.otherwise);
  }

  // ---- effects

  void mark(const AmountSyntax& amount) {
    mark(amount.low);
    mark(amount.high);
  }
  void mark(const EffectSyntax& effect) {
    std::visit([&](const auto& node) { mark_effect(node, effect.span); }, effect.node);
  }
  void mark_effect(const AdditionSyntax& change, TextSpan span) {
    tight(span);
    mark(change.amount);
    if (change.negative) bracket(change.amount);
    if (!change.per) return;
    mark(change.per->size);
    mark(change.per->of);
    mark(change.per->above);
  }
  void mark_effect(const FactorSyntax& factor, TextSpan) { mark(factor.amount); }
  void mark_effect(const LimitSyntax& limit, TextSpan) { mark(limit.amount); }
  void mark_effect(const FlagSyntax&, TextSpan) {}

  /// Only where one unit stands for both ends: it stays after the bracket.
  void bracket(const AmountSyntax& amount) {
    const auto* low = std::get_if<Quantity>(&amount.low->node);
    const auto* high = amount.high ? std::get_if<Quantity>(&amount.high->node) : nullptr;
    const bool has_brackets = amount.span.begin != amount.low->span.begin;
    if (low == nullptr || high == nullptr || has_brackets || low->unit || !high->unit) return;
    marks_.brackets.push_back({low->span.begin, high->unit->span.begin});
  }

  // ---- declarations

  void mark(const Ruleset& ruleset) {
    mark(ruleset.capacity);
    mark(ruleset.utilisation_low);
    mark(ruleset.utilisation_high);
    mark(ruleset.working_time);
    if (ruleset.locale) tight(ruleset.locale->span);
  }
  void mark(const BoundsSyntax& bounds) {
    mark(bounds.low);
    mark(bounds.high);
  }
  void mark(const AttributeSyntax& attribute) {
    mark(attribute.bounds);
    mark(attribute.default_value);
    if (!attribute.figure) return;
    mark(attribute.figure->value);
    mark(attribute.figure->where);
  }
  void mark(const ClusterSyntax& cluster) {
    mark(cluster.condition);
    for (const auto& base : cluster.base) mark(base.amount);
  }
  void mark(const RuleSyntax& rule) {
    mark(rule.condition);
    mark(rule.effects);
  }
  void mark(const TableSyntax& table) {
    mark(table.conditions);
    for (const auto& head : table.outcomes) mark_unit(head.unit);
    for (const auto& row : table.rows) {
      for (const auto& cell : row.conditions)
        for (const auto& test : cell.tests) mark(test.low), mark(test.high);
      for (const auto& cell : row.outcomes) mark(cell);
    }
  }
  void mark(const OutcomeCell& cell) {
    if (const auto* amount = std::get_if<AmountSyntax>(&cell.value)) mark(*amount);
    if (const auto* literal = std::get_if<Literal>(&cell.value)) mark(*literal);
  }
  void mark(const TestSyntax& test) {
    for (const auto& given : test.given) mark(given.value);
    for (const auto& expectation : test.expect) {
      mark(expectation.figure);
      if (expectation.kind == ExpectationSyntax::Kind::condition) mark(expectation.condition);
    }
  }
  void mark(const PropertySyntax& property) {
    mark(property.when);
    if (const auto* claim = std::get_if<ExpressionPtr>(&property.claim)) mark(*claim);
  }

  // ---- lines of scenarios

  void mark_line(const SetSyntax& line) {
    mark(line.value);
    mark(line.where);
  }
  void mark_line(const AssignSyntax& line) { mark(line.where); }
  void mark_line(const DropSyntax& line) { mark(line.where); }
  template <class Line>
  void mark_line(const Line&) {}  // texts, days and amounts without a sign

  Marks marks_;
};

}  // namespace

Marks marks_of(const SyntaxTree& tree) { return Marker().run(tree); }
Marks marks_of(const ScenarioFileSyntax& file) { return Marker().run(file); }

}  // namespace spanne::grammar::layout
