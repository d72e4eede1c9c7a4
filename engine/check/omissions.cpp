#include "engine/check/omissions.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

namespace spanne::engine {

using grammar::TextSpan;

namespace {

/// The number of names, numbers, texts and days in an expression. It wraps around for enormous expressions, on both
/// sides alike.
using LeafCount = std::uint64_t;

/// The leaf counts of checked terms, by id: operands precede their users.
std::vector<LeafCount> leaves_of(const std::vector<Term>& terms) {
  std::vector<LeafCount> counts(terms.size());
  for (std::size_t id = 0; id < terms.size(); ++id) {
    const Term& term = terms[id];
    // A constant that scales an effort is stored as a fraction; `is known` stores its attribute by number.
    const bool names_one = term.op <= Op::result || term.op == Op::is_known || term.op == Op::is_missing;
    counts[id] = names_one || term.op == Op::effort_scale ? 1 : 0;
    for (const TermId operand : term.operands) counts[id] += counts[operand];
  }
  return counts;
}

LeafCount leaves_of(grammar::ExpressionPtr written);

struct LeafCounter {
  LeafCount operator()(const grammar::Bracketed& node) const { return leaves_of(node.inner); }
  LeafCount operator()(const grammar::Call& node) const { return all(node.arguments); }
  LeafCount operator()(const grammar::Not& node) const { return leaves_of(node.operand); }
  LeafCount operator()(const grammar::Negate& node) const { return leaves_of(node.operand); }
  LeafCount operator()(const grammar::Logic& node) const { return all(node.operands); }
  LeafCount operator()(const grammar::Arithmetic& node) const {
    LeafCount count = leaves_of(node.first);
    for (const auto& step : node.steps) count += leaves_of(step.operand);
    return count;
  }
  LeafCount operator()(const grammar::Comparison& node) const { return leaves_of(node.left) + leaves_of(node.right); }
  LeafCount operator()(const grammar::Membership& node) const {
    LeafCount count = node.items.size() * leaves_of(node.subject);  // compared with every item
    for (const auto& item : node.items) count += leaves_of(item.low) + leaves_of(item.high);
    return count;
  }
  LeafCount operator()(const grammar::TextMatch& node) const { return leaves_of(node.operand) + leaves_of(node.part); }
  LeafCount operator()(const grammar::Cardinality& node) const { return all(node.parts); }
  LeafCount operator()(const grammar::Conditional& node) const {
    return leaves_of(node.condition) + leaves_of(node.then) + leaves_of(node.otherwise);
  }
  template <class Leaf>
  LeafCount operator()(const Leaf&) const {
    return 1;
  }

 private:
  template <class Parts>
  static LeafCount all(const Parts& parts) {
    LeafCount count = 0;
    for (const grammar::ExpressionPtr part : parts) count += leaves_of(part);
    return count;
  }
};

LeafCount leaves_of(grammar::ExpressionPtr written) {
  return written == nullptr ? 0 : std::visit(LeafCounter{}, written->node);
}

/// Whether an amount is a plain number, which the model stores without a term.
bool is_constant(const grammar::AmountSyntax& amount) {
  const auto* negate = std::get_if<grammar::Negate>(&amount.low->node);
  const grammar::ExpressionPtr inner = negate == nullptr ? amount.low : negate->operand;
  return amount.high != nullptr || std::holds_alternative<grammar::Quantity>(inner->node);
}

/// The number of `{name}` in a flag.
std::size_t holes_in(std::string_view remark) {
  std::size_t count = 0;
  for (std::size_t open = remark.find('{'); open != std::string_view::npos; ++count) {
    const std::size_t close = remark.find('}', open);
    if (close == std::string_view::npos) break;
    open = remark.find('{', close + 1);
  }
  return count;
}

bool gives_values(const grammar::TableSyntax& table) {
  return std::any_of(table.outcomes.begin(), table.outcomes.end(),
                     [](const grammar::OutcomeHead& head) { return head.kind == grammar::OutcomeHead::Kind::define; });
}

/// Compares part by part, and remembers the first missing part.
class TreeComparison {
 public:
  TreeComparison(const grammar::SyntaxTree& tree, const Model& model)
      : tree_(tree), model_(model), leaves_(leaves_of(model.terms)) {}

  std::optional<TextSpan> run() {
    if (tree_.ruleset) header(*tree_.ruleset);
    each(tree_.attributes, model_.attributes, &TreeComparison::attribute);
    defines();
    each(tree_.clusters, model_.clusters, &TreeComparison::cluster);
    each(tree_.rules, model_.rules, &TreeComparison::rule);
    tables();
    each(tree_.tests, model_.tests, &TreeComparison::test);
    each(tree_.properties, model_.properties, &TreeComparison::property);
    each(tree_.profiles, model_.profiles, &TreeComparison::profile);
    return missing_;
  }

 private:
  void expect(bool there, TextSpan where) {
    if (!there && !missing_) missing_ = where;
  }

  /// Checks that both have equally many parts, in the same order.
  template <class Written, class Made>
  void each(const Written& written, const Made& made,
            void (TreeComparison::*compare)(const typename Written::value_type&, const typename Made::value_type&)) {
    const std::size_t both = std::min(written.size(), made.size());
    for (std::size_t i = 0; i < both; ++i) (this->*compare)(written[i], made[i]);
    if (written.size() > both) expect(false, written[both].span);
  }

  void value(grammar::ExpressionPtr written, std::optional<TermId> made) {
    if (written != nullptr) expect(made && leaves_[*made] == leaves_of(written), written->span);
  }

  void period(const grammar::PeriodSyntax& written, const Period& made, TextSpan where) {
    expect(made.from.has_value() >= written.from.has_value() && made.until.has_value() >= written.until.has_value(),
           where);
  }

  // ---- declarations

  void header(const grammar::Ruleset& written) {
    expect(!written.owner || model_.owner == written.owner->value, written.span);
    expect(model_.supersedes.has_value() == written.supersedes.has_value(), written.span);
    expect(model_.kinds.size() == written.kinds.size() + 1, written.span);
    expect(model_.capacity_span.has_value() == written.capacity.has_value(), written.span);
    expect(model_.utilisation_span.has_value() == written.utilisation_low.has_value(), written.span);
    expect(model_.locale.has_value() == written.locale.has_value(), written.span);
    expect(model_.capacity_column.has_value() == written.capacity_column.has_value(), written.span);
    if (written.effective) period(*written.effective, model_.effective, written.effective_span);
  }

  void figure(const grammar::AttributeSyntax& written, const Attribute& made) {
    expect(made.figure.has_value() == written.figure.has_value(), written.span);
    if (!written.figure || !made.figure) return;
    const GroupFigure& counted = *made.figure;
    expect(static_cast<int>(counted.kind) == static_cast<int>(written.figure->kind) &&
               counted.per.size() == written.figure->per.size() &&
               counted.counted.has_value() == written.figure->counted.has_value(),
           written.figure->span);
    value(written.figure->value, counted.value);
    value(written.figure->where, counted.where);
  }

  void attribute(const grammar::AttributeSyntax& written, const Attribute& made) {
    const bool low = written.bounds && written.bounds->low, high = written.bounds && written.bounds->high;
    expect(made.bounds.low.has_value() == low && made.bounds.high.has_value() == high, written.span);
    expect(made.fallback.has_value() == written.default_value.has_value(), written.span);
    figure(written, made);
    expect(made.key == written.key.has_value() && made.owner == written.owner.has_value() &&
               made.optional == written.optional.has_value() && made.columns.size() == written.columns.size() &&
               made.magnitude == written.type.magnitude,
           written.span);
    if (made.type.kind == TypeKind::choice) choice(written.type, model_.choices[made.type.choice]);
  }

  void choice(const grammar::TypeUse& written, const Choice& made) {
    expect(made.values.size() == written.values.size(), written.span);
    for (std::size_t value = 0; value < written.values.size(); ++value) {
      const std::size_t there = value < made.forms.size() ? made.forms[value].size() : 0;
      expect(there == written.values[value].forms.size(), written.values[value].span);
    }
  }

  void defines() {
    std::unordered_map<std::string_view, const Define*> by_name;
    for (const Define& define : model_.defines) by_name.emplace(define.name, &define);
    std::unordered_map<std::string_view, std::size_t> seen;
    for (const grammar::DefineSyntax& written : tree_.defines) {
      const auto found = by_name.find(written.name.text);
      const std::size_t version = seen[written.name.text]++;
      const bool there = found != by_name.end() && version < found->second->versions.size();
      expect(there, written.span);
      if (!there) continue;
      const Define::Version& made = found->second->versions[version];
      value(written.value, made.value);
      period(written.period, made.period, written.span);
    }
  }

  void cluster(const grammar::ClusterSyntax& written, const Cluster& made) {
    value(written.condition, made.condition);
    period(written.period, made.period, written.span);
    expect(!written.because || made.because == written.because->value, written.span);
    expect(made.base.size() == written.base.size(), written.span);
    for (std::size_t i = 0; i < std::min(written.base.size(), made.base.size()); ++i)
      amount(written.base[i].amount, made.base[i]);
  }

  // ---- rules

  void rule(const grammar::RuleSyntax& written, const Rule& made) {
    value(written.condition, made.condition);
    period(written.period, made.period, written.span);
    expect(!written.because || made.because == written.because->value, written.span);
    if (written.heading) {
      const grammar::RulesHeading& heading = tree_.headings[*written.heading];
      expect(made.scope.size() == heading.scope.size(), heading.span);
      period(heading.period, made.period, heading.span);
    }
    expect(made.effects.size() == written.effects.size(), written.span);
    for (std::size_t i = 0; i < std::min(written.effects.size(), made.effects.size()); ++i)
      effect(written.effects[i], made.effects[i]);
  }

  void effect(const grammar::EffectSyntax& written, const Effect& made) {
    if (const auto* flag = std::get_if<grammar::FlagSyntax>(&written.node)) return remark(flag->text, made);
    if (const auto* limit = std::get_if<grammar::LimitSyntax>(&written.node)) return amount(limit->amount, made);
    if (const auto* factor = std::get_if<grammar::FactorSyntax>(&written.node)) {
      expect(made.effort_kind.has_value() || !factor->kind, written.span);
      return amount(factor->amount, made);
    }
    const auto& change = std::get<grammar::AdditionSyntax>(written.node);
    expect(made.effort_kind.has_value() || !change.kind, written.span);
    amount(change.amount, made);
    if (!change.per) return;
    expect(made.per.has_value(), change.per->span);
    if (made.per) value(change.per->of, made.per->of);
  }

  void amount(const grammar::AmountSyntax& written, const Effect& made) {
    const bool constant = is_constant(written);
    expect(constant != made.amount.computed.has_value(), written.span);
    if (!constant && made.amount.computed) value(written.low, made.amount.computed);
  }

  void remark(const grammar::Text& written, const Effect& made) {
    const auto shown = std::count_if(made.flag.begin(), made.flag.end(),
                                     [](const FlagPiece& piece) { return piece.hole.has_value(); });
    expect(made.kind == EffectKind::flag && static_cast<std::size_t>(shown) == holes_in(written.value), written.span);
  }

  // ---- tables

  void tables() {
    std::unordered_map<std::string_view, const Table*> by_name;  // lookups are checked when they are first used
    for (const Table& table : model_.tables) by_name.emplace(table.name, &table);
    std::size_t listed = tree_.rules.size();
    for (const grammar::TableSyntax& written : tree_.tables) {
      const auto found = by_name.find(written.name.text);
      expect(found != by_name.end(), written.span);
      if (found != by_name.end()) table(written, *found->second);
      if (!gives_values(written)) ++listed;
    }
    expect(model_.order.size() == listed, tree_.ruleset ? tree_.ruleset->span : TextSpan{});
  }

  void table(const grammar::TableSyntax& written, const Table& made) {
    expect(made.scope.size() == written.scope.size(), written.span);
    period(written.period, made.period, written.span);
    expect(made.rows.size() == written.rows.size(), written.span);
    for (std::size_t i = 0; i < std::min(written.rows.size(), made.rows.size()); ++i)
      row(written, written.rows[i], made.rows[i]);
  }

  void row(const grammar::TableSyntax& table, const grammar::RowSyntax& written, const Row& made) {
    expect(made.otherwise == written.otherwise, written.span);
    std::size_t cells = 0;
    for (std::size_t head = 0; head < written.conditions.size(); ++head) {
      const grammar::ConditionCell& cell = written.conditions[head];
      if (cell.tests.empty()) continue;
      const bool there = cells < made.conditions.size();
      expect(there && leaves_[made.conditions[cells]] == cell_leaves(cell, table.conditions[head]), cell.span);
      ++cells;
    }
    outcomes(table, written, made);
  }

  /// A test of an optional attribute also asks whether it is known: each test for itself if one of them asks for that
  /// explicitly.
  LeafCount cell_leaves(const grammar::ConditionCell& cell, grammar::ExpressionPtr head) const {
    using Kind = grammar::CellTest::Kind;
    const LeafCount subject = leaves_of(head);
    LeafCount count = 0, presences = 0;
    for (const grammar::CellTest& test : cell.tests) {
      const bool presence = test.kind == Kind::known || test.kind == Kind::missing;
      presences += presence ? 1 : 0;
      count += presence ? 1 : subject + (test.kind == Kind::range ? 2 : 1);
    }
    if (!is_optional(head)) return count;
    return count + (presences > 0 ? cell.tests.size() - presences : 1);
  }

  bool is_optional(grammar::ExpressionPtr head) const {
    while (const auto* group = std::get_if<grammar::Bracketed>(&head->node)) head = group->inner;
    const auto* use = std::get_if<grammar::NameUse>(&head->node);
    const auto id = use == nullptr ? std::nullopt : model_.find_attribute(use->name.text);
    return id && model_.attributes[*id].optional;
  }

  void outcomes(const grammar::TableSyntax& table, const grammar::RowSyntax& written, const Row& made) {
    std::size_t said = 0;
    for (std::size_t i = 0; i < written.outcomes.size(); ++i) {
      const auto& cell = written.outcomes[i];
      if (std::holds_alternative<std::monostate>(cell.value)) continue;
      if (table.outcomes[i].kind == grammar::OutcomeHead::Kind::because)
        expect(made.because == std::get<grammar::Text>(std::get<grammar::Literal>(cell.value)).value, cell.span);
      else
        ++said;
    }
    expect((gives_values(table) ? made.values.size() : made.effects.size()) == said, written.span);
  }

  // ---- tests and properties

  void test(const grammar::TestSyntax& written, const Test& made) {
    expect(made.expect.size() == written.expect.size(), written.span);
    for (std::size_t i = 0; i < std::min(made.expect.size(), written.expect.size()); ++i)
      expectation(written.expect[i], made.expect[i]);
    for (const grammar::Given& given : written.given) {
      const auto* word = std::get_if<grammar::Name>(&given.value);
      const auto id = model_.find_attribute(given.name.text);
      const bool known = id ? !is_missing(made.given.values[*id]) : made.as_of.has_value();
      expect(known || (word != nullptr && word->text == "missing"), given.name.span);
    }
  }

  /// A range that both ends lie in is asked about twice.
  void expectation(const grammar::ExpectationSyntax& written, const Expectation& made) {
    if (made.condition) expect(leaves_[*made.condition] >= leaves_of(written.condition), written.span);
    const bool condition = written.kind == grammar::ExpectationSyntax::Kind::condition;
    const bool figure = made.kind == Expectation::Kind::count || made.kind == Expectation::Kind::figure;
    expect(!condition || made.condition || figure, written.span);
  }

  void property(const grammar::PropertySyntax& written, const Property& made) {
    value(written.when, made.when);
    if (const auto* claim = std::get_if<grammar::ExpressionPtr>(&written.claim))
      value(*claim, made.claim);
    else
      expect(made.monotone.has_value(), written.span);
  }

  void profile(const grammar::ProfileSyntax& written, const Profile& made) {
    value(written.condition, made.condition);
    expect(made.label == (written.label ? written.label->value : std::string()), written.span);
  }

  const grammar::SyntaxTree& tree_;
  const Model& model_;
  std::vector<LeafCount> leaves_;
  std::optional<TextSpan> missing_;
};

}  // namespace

std::optional<TextSpan> first_omission(const grammar::SyntaxTree& tree, const Model& model) {
  return TreeComparison(tree, model).run();
}

}  // namespace spanne::engine
