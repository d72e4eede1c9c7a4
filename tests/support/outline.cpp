#include "tests/support/outline.hpp"

#include <fmt/format.h>
#include <map>
#include <ranges>
#include <variant>

namespace spanne::test {

using namespace spanne::grammar;

namespace {

class Outliner {
 public:
  Outliner(const SyntaxTree& tree, const Source& source) : tree_(tree) {
    for (std::size_t i = 0; i < tree.rules.size(); ++i)
      if (!tree.rules[i].name) nameless_[fmt::format("line {}", source.position(tree.rules[i].span.begin).line)] = i;
  }

  std::string run() {
    if (tree_.ruleset) add(*tree_.ruleset);
    for (const ItemRef& item : tree_.order) {
      text_ += fmt::format("\n{}:", static_cast<int>(item.kind));
      add(item);
    }
    return text_;
  }

 private:
  // Everything is written as (a b c); what is missing as (), so that nothing can be taken for its neighbour.
  template <class... Items>
  void node(const char* name, const Items&... items) {
    text_ += fmt::format("({}", name);
    (part(items), ...);
    text_ += ")";
  }
  template <class Item>
  void part(const Item& item) {
    text_ += " ";
    add(item);
  }
  template <class Item>
  void add(const std::unique_ptr<Item>& item) {
    item ? add(*item) : add("()");
  }
  template <class Item>
  void add(const std::optional<Item>& item) {
    item ? add(*item) : add("()");
  }
  template <std::ranges::range Items>
  void add(const Items& items) {
    text_ += "[";
    for (const auto& item : items) part(item);
    text_ += "]";
  }
  template <class... Items>
  void add(const std::variant<Items...>& item) {
    std::visit([&](const auto& one) { add(one); }, item);
  }
  void add(ExpressionPtr expression) {
    expression ? std::visit([&](const auto& one) { add(one); }, expression->node) : add("()");
  }
  void add(const char* word) { text_ += word; }
  void add(const std::string& word) { text_ += fmt::format("{}:{}", word.size(), word); }
  void add(bool flag) { text_ += flag ? "yes" : "no"; }
  void add(int number) { text_ += std::to_string(number); }
  void add(std::int64_t number) { text_ += std::to_string(number); }
  void add(std::uint8_t number) { text_ += std::to_string(number); }
  void add(std::size_t number) { text_ += std::to_string(number); }
  void add(std::monostate) { text_ += "()"; }
  void add(TextSpan) { text_ += "yes"; }  // a word that is there, such as key

  // ---- words
  void add(const Name& one) { add(one.text); }
  void add(const Text& one) { node("text", one.value); }
  void add(const Day& one) { node("day", int{one.year}, int{one.month}, int{one.day}); }
  void add(const Version& one) { add(one.text); }
  void add(const Quantity& one) { node("quantity", one.digits, one.negative, one.magnitude, one.unit); }

  // ---- expressions
  void add(const NameUse& one) { node("name", one.name); }
  void add(const Bracketed& one) { node("group", one.inner, one.unit); }
  void add(const Call& one) { node("call", one.function, one.arguments); }
  void add(const Not& one) { node("not", one.operand); }
  void add(const Negate& one) { node("negate", one.operand); }
  void add(const Logic& one) { node("logic", static_cast<int>(one.op), one.operands); }
  void add(const Arithmetic& one) { node("arithmetic", one.first, one.steps); }
  void add(const Arithmetic::Step& one) { node("step", static_cast<int>(one.op), one.operand); }
  void add(const Comparison& one) { node("comparison", one.left, static_cast<int>(one.op), one.right); }
  void add(const Membership& one) { node("in", one.subject, one.negated, one.bracketed, one.items); }
  void add(const Membership::Item& one) { node("item", one.low, one.high, one.half_open); }
  void add(const Presence& one) { node("is", one.operand, one.missing); }
  void add(const TextMatch& one) { node("match", static_cast<int>(one.kind), one.negated, one.operand, one.part); }
  void add(const Cardinality& one) { node("count", static_cast<int>(one.bound), one.count, one.parts); }
  void add(const Conditional& one) { node("if", one.condition, one.then, one.otherwise); }

  // ---- effects
  void add(const AmountSyntax& one) { node("amount", one.low, one.high); }
  void add(const ProportionSyntax& one) { node("per", static_cast<int>(one.portion), one.size, one.of, one.above); }
  void add(const AdditionSyntax& one) { node("change", one.negative, one.amount, one.kind, one.per); }
  void add(const FactorSyntax& one) { node("factor", one.amount, one.kind); }
  void add(const LimitSyntax& one) { node("limit", static_cast<int>(one.kind), one.amount); }
  void add(const FlagSyntax& one) { node("flag", one.text); }
  void add(const EffectSyntax& one) { add(one.node); }
  void add(const PeriodSyntax& one) { node("period", one.from, one.until); }

  // ---- declarations
  void add(const KindDeclaration& one) { node("kind", one.name, one.label); }
  void add(const Ruleset& one) {
    node("ruleset", one.title, one.version, one.effective, one.owner, one.supersedes, one.capacity, one.utilisation_low,
         one.utilisation_high, one.working_time, one.kinds, one.locale, one.capacity_column);
  }
  void add(const ChoiceValueSyntax& one) { node("value", one.text, one.quoted, one.forms); }
  void add(const TypeUse& one) {
    node("type", static_cast<int>(one.kind), one.word, one.currency, one.values, one.ordered,
         static_cast<int>(one.reading), static_cast<int>(one.magnitude.value_or(0)));
  }
  void add(const BoundsSyntax& one) { node("bounds", one.low, one.high, one.half_open); }
  void add(const AttributeSyntax& one) {
    node("attribute", one.name, one.type, one.bounds, one.key, one.owner, one.optional, one.default_value, one.columns,
         one.label);
  }
  void add(const DefineSyntax& one) { node("define", one.name, one.value, one.period); }
  void add(const BaseAmount& one) { node("base", one.amount, one.kind); }
  void add(const ClusterSyntax& one) {
    node("cluster", one.name, one.label, one.condition, one.base, one.because, one.period);
  }
  void add(const RulesHeading& one) { node("rules", one.title, one.scope, one.period); }
  void add(const RuleSyntax& one) {
    node("rule", one.name, one.condition, one.effects, one.because, one.period, one.heading);
  }

  // ---- tables
  void add(const CellTest& one) {
    node("test", static_cast<int>(one.kind), one.low, one.high, one.half_open, static_cast<int>(one.op));
  }
  void add(const ConditionCell& one) { node("cell", one.tests, one.negated); }
  void add(const OutcomeCell& one) { node("cell", one.value); }
  void add(const OutcomeHead& one) { node("head", static_cast<int>(one.kind), one.unit, one.effort_kind, one.name); }
  void add(const RowSyntax& one) { node("row", one.conditions, one.outcomes, one.otherwise); }
  void add(const TableSyntax& one) {
    const int policy = one.policy ? static_cast<int>(*one.policy) : -1;
    node("table", one.name, one.label, policy, one.scope, one.period, one.conditions, one.outcomes, one.rows);
  }

  // ---- tests and properties
  void add(const Given& one) { node("given", one.name, one.value); }
  void add(const ExpectationSyntax& one) {
    const auto rule = nameless_.find(one.name.text);
    const std::string name = rule == nameless_.end() ? one.name.text : fmt::format("rule {}", rule->second);
    node("expect", static_cast<int>(one.kind), name, one.figure, one.word, one.text, one.condition);
  }
  void add(const TestSyntax& one) { node("test", one.title, one.given, one.expect); }
  void add(const PropertySyntax::Monotone& one) { node("monotone", one.result, one.never_falls, one.attribute); }
  void add(const PropertySyntax& one) { node("property", one.title, one.when, one.claim); }

  void add(const ProfileSyntax& one) { node("profile", one.name, one.label, one.condition); }

  void add(const ItemRef& item) {
    const std::size_t i = item.index;
    switch (item.kind) {
      case ItemRef::Kind::attribute: return add(tree_.attributes[i]);
      case ItemRef::Kind::define: return add(tree_.defines[i]);
      case ItemRef::Kind::cluster: return add(tree_.clusters[i]);
      case ItemRef::Kind::heading: return add(tree_.headings[i]);
      case ItemRef::Kind::rule: return add(tree_.rules[i]);
      case ItemRef::Kind::table: return add(tree_.tables[i]);
      case ItemRef::Kind::test: return add(tree_.tests[i]);
      case ItemRef::Kind::property: return add(tree_.properties[i]);
      case ItemRef::Kind::profile: return add(tree_.profiles[i]);
    }
  }

  const SyntaxTree& tree_;
  std::map<std::string, std::size_t> nameless_;
  std::string text_;
};

}  // namespace

std::string outline(const SyntaxTree& tree, const Source& source) { return Outliner(tree, source).run(); }

}  // namespace spanne::test
