#include "engine/planning/balance_columns.hpp"

#include <algorithm>
#include <optional>
#include <variant>

namespace spanne::engine {

namespace {

using grammar::ExpressionPtr;

/// How a column is read: type, and what its numbers mean. nullopt: nothing tells.
using ColumnReading = std::optional<Attribute>;

class ColumnFinder {
 public:
  explicit ColumnFinder(const Model& guideline) : guideline_(guideline) {
    const auto owner = guideline.owner_attribute();
    if (owner) prefix_ = guideline.attributes[*owner].name + ".";
  }

  /// `beside`: what the expression is compared with.
  void walk(ExpressionPtr expression, ExpressionPtr beside = nullptr) {
    if (expression == nullptr) return;
    std::visit([&](const auto& node) { this->node(node, *expression, beside); }, expression->node);
  }

  PeopleColumns take() {
    for (Attribute& column : found_.columns)
      if (!is_told(column)) column.type = Type{TypeKind::boolean};
    return std::move(found_);
  }

 private:
  template <class Node>
  void node(const Node&, const grammar::Expression&, ExpressionPtr) {}  // a value, which is no column

  void node(const grammar::NameUse& use, const grammar::Expression& written, ExpressionPtr beside) {
    if (prefix_.empty() || !use.name.text.starts_with(prefix_)) return;
    note(use.name.text, written.span, beside == nullptr ? std::nullopt : reading_of(*beside));
  }
  void node(const grammar::Comparison& node, const grammar::Expression&, ExpressionPtr) {
    walk(node.left, node.right);
    walk(node.right, node.left);
  }
  void node(const grammar::Membership& node, const grammar::Expression&, ExpressionPtr) {
    for (const auto& item : node.items) {
      walk(node.subject, item.low);
      walk(item.low, node.subject);
      walk(item.high, node.subject);
    }
  }
  void node(const grammar::TextMatch& node, const grammar::Expression&, ExpressionPtr) {
    walk(node.operand, node.part);
    walk(node.part, node.part);
  }
  void node(const grammar::Not& node, const grammar::Expression&, ExpressionPtr) { walk(node.operand); }
  void node(const grammar::Bracketed& node, const grammar::Expression&, ExpressionPtr beside) {
    walk(node.inner, beside);
  }
  void node(const grammar::Negate& node, const grammar::Expression&, ExpressionPtr beside) {
    walk(node.operand, beside);
  }
  void node(const grammar::Logic& node, const grammar::Expression&, ExpressionPtr) {
    for (const ExpressionPtr operand : node.operands) walk(operand);
  }
  void node(const grammar::Cardinality& node, const grammar::Expression&, ExpressionPtr) {
    for (const ExpressionPtr part : node.parts) walk(part);
  }
  void node(const grammar::Arithmetic& node, const grammar::Expression&, ExpressionPtr beside) {
    walk(node.first, beside);
    for (const auto& step : node.steps) walk(step.operand, beside);
  }
  void node(const grammar::Call& node, const grammar::Expression&, ExpressionPtr beside) {
    for (const ExpressionPtr argument : node.arguments) walk(argument, beside);
  }
  void node(const grammar::Conditional& node, const grammar::Expression&, ExpressionPtr beside) {
    walk(node.condition);
    walk(node.then, beside);
    walk(node.otherwise, beside);
  }

  /// What a value says of what it is compared with.
  ColumnReading reading_of(const grammar::Expression& value) const {
    Attribute read;
    read.type = Type{TypeKind::decimal};
    if (const auto* use = std::get_if<grammar::NameUse>(&value.node)) return reading_of(use->name.text);
    if (const auto* inner = std::get_if<grammar::Bracketed>(&value.node)) return reading_of(*inner->inner);
    if (const auto* quantity = std::get_if<grammar::Quantity>(&value.node)) {
      const std::string unit = quantity->unit ? quantity->unit->text : "";
      if (unit == "%") read.type = Type{TypeKind::percent};
      if (!unit.empty() && unit != "%") read.type = Type{TypeKind::money, 0, unit};
      return read;
    }
    if (std::holds_alternative<grammar::Arithmetic>(value.node)) return read;
    if (std::holds_alternative<grammar::Text>(value.node)) read.type = Type{TypeKind::text};
    if (std::holds_alternative<grammar::Day>(value.node)) read.type = Type{TypeKind::date};
    return read.type.kind == TypeKind::decimal ? std::nullopt : ColumnReading(read);
  }

  ColumnReading reading_of(const std::string& name) const {
    if (const auto id = guideline_.find_attribute(name)) return guideline_.attributes[*id];
    Attribute read;
    const auto define = std::find_if(guideline_.defines.begin(), guideline_.defines.end(),
                                     [&](const Define& candidate) { return candidate.name == name; });
    if (define != guideline_.defines.end())
      read.type = define->type;
    else if (name == "cluster")
      read.type = Type{TypeKind::choice, guideline_.cluster_choice, {}};
    else if (name == "as_of")
      read.type = Type{TypeKind::date};
    else
      return std::nullopt;  // yes, no, a choice's value, another column, or nothing there is
    return read;
  }

  void note(const std::string& name, grammar::TextSpan span, const ColumnReading& reading) {
    auto column = std::find_if(found_.columns.begin(), found_.columns.end(),
                               [&](const Attribute& known) { return known.name == name; });
    if (column == found_.columns.end()) {
      found_.columns.emplace_back();
      column = std::prev(found_.columns.end());
      column->name = name;
      column->columns = {name.substr(prefix_.size())};
      column->span = column->name_span = {};
      told_.push_back(false);
    }
    if (!reading) return;
    const auto place = static_cast<std::size_t>(column - found_.columns.begin());
    if (told_[place] && column->type != reading->type) {
      found_.conflicts.push_back({name, span});
      return;
    }
    told_[place] = true;
    column->type = reading->type;
    column->reading = reading->reading;
    column->magnitude = reading->magnitude;
  }

  bool is_told(const Attribute& column) const {
    return told_[static_cast<std::size_t>(&column - found_.columns.data())];
  }

  const Model& guideline_;
  std::string prefix_;
  PeopleColumns found_;
  std::vector<bool> told_;  // of each column: its type is known
};

}  // namespace

PeopleColumns people_columns(const std::vector<ExpressionPtr>& conditions, const Model& guideline) {
  ColumnFinder finder(guideline);
  for (const ExpressionPtr condition : conditions) finder.walk(condition);
  return finder.take();
}

}  // namespace spanne::engine
