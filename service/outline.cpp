#include "service/outline.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace spanne::service {
namespace {

using grammar::ItemRef;
using grammar::TextSpan;
using Symbol = OutlineItem::Symbol;

std::string title_or(const std::string& title, std::string_view otherwise) {
  return title.find_first_not_of(" \n") == std::string::npos ? std::string(otherwise) : engine::one_line(title);
}

std::string label_of(const std::optional<grammar::Text>& label) {
  return label ? engine::one_line(label->value) : std::string();
}

void reach(TextSpan& whole, TextSpan part) {
  whole.begin = std::min(whole.begin, part.begin);
  whole.end = std::max(whole.end, part.end);
}

class RulesOutline {
 public:
  explicit RulesOutline(const RulesAnalysis& rules)
      : tree_(rules.tree), source_(*rules.source), tokens_(rules.tokens.tokens) {}

  std::vector<OutlineItem> take() {
    if (tree_.ruleset) header(*tree_.ruleset);
    for (std::size_t at = 0; at < tree_.order.size(); ++at) {
      const ItemRef ref = tree_.order[at];
      const bool goes_on = at > 0 && tree_.order[at - 1].kind == ref.kind;
      switch (ref.kind) {
        case ItemRef::Kind::attribute: attribute(tree_.attributes[ref.index], goes_on); break;
        case ItemRef::Kind::define: define(tree_.defines[ref.index]); break;
        case ItemRef::Kind::cluster: cluster(tree_.clusters[ref.index]); break;
        case ItemRef::Kind::heading: heading(tree_.headings[ref.index]); break;
        case ItemRef::Kind::rule: rule(tree_.rules[ref.index]); break;
        case ItemRef::Kind::table: table(tree_.tables[ref.index]); break;
        case ItemRef::Kind::test: test(tree_.tests[ref.index]); break;
        case ItemRef::Kind::property: property(tree_.properties[ref.index]); break;
        case ItemRef::Kind::profile: profile(tree_.profiles[ref.index]); break;
      }
    }
    return std::move(items_);
  }

 private:
  std::string words(TextSpan span) const { return engine::one_line(source_.text(span)); }

  OutlineItem& add(Symbol symbol, std::string name, std::string detail, TextSpan whole, TextSpan span) {
    reach(whole, span);
    items_.push_back({symbol, std::move(name), std::move(detail), whole, span, {}});
    return items_.back();
  }
  /// Below the last item, which then reaches to the end of it.
  void add_below(Symbol symbol, std::string name, std::string detail, TextSpan whole, TextSpan span) {
    reach(whole, span);
    reach(items_.back().whole, whole);
    items_.back().below.push_back({symbol, std::move(name), std::move(detail), whole, span, {}});
  }

  void header(const grammar::Ruleset& written) {
    OutlineItem& item = add(Symbol::module, title_or(written.title.value, "ruleset"), written.version.text,
                            written.span, written.title.span);
    for (const auto& kind : written.kinds) {
      reach(item.whole, kind.name.span);
      if (kind.label) reach(item.whole, kind.label->span);
    }
  }

  /// The word above the first attribute of a block; the attribute itself if something else stands there.
  TextSpan heading_before(TextSpan name) const {
    const auto begins_before = [](const grammar::Token& token, TextSpan span) { return token.span.begin < span.begin; };
    const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), name, begins_before);
    if (found == tokens_.begin() || word_of(*std::prev(found), source_.text()) != "attributes") return name;
    return std::prev(found)->span;
  }

  void attribute(const grammar::AttributeSyntax& written, bool goes_on) {
    if (!goes_on) add(Symbol::group, "attributes", {}, written.span, heading_before(written.name.span));
    add_below(Symbol::attribute, written.name.text, written.label ? label_of(written.label) : words(written.type.span),
              written.span, written.name.span);
  }

  void define(const grammar::DefineSyntax& written) {
    add(Symbol::define, written.name.text, words(written.value->span), written.span, written.name.span);
  }

  void cluster(const grammar::ClusterSyntax& written) {
    add(Symbol::cluster, written.name.text, label_of(written.label), written.span, written.name.span);
  }

  void profile(const grammar::ProfileSyntax& written) {
    add(Symbol::profile, written.name.text, label_of(written.label), written.span, written.name.span);
  }

  void heading(const grammar::RulesHeading& written) {
    std::string scope;
    for (const auto& cluster : written.scope) scope += (scope.empty() ? "for " : ", ") + cluster.text;
    add(Symbol::group, title_or(label_of(written.title), "rules"), scope, written.span,
        written.title ? written.title->span : written.span);
  }

  void rule(const grammar::RuleSyntax& written) {
    std::string name =
        written.name ? written.name->text : fmt::format("line {}", source_.position(written.span.begin).line);
    std::string detail = written.condition != nullptr ? words(written.condition->span) : "always";
    const TextSpan span = written.name ? written.name->span : written.span;
    if (written.heading)
      add_below(Symbol::rule, std::move(name), std::move(detail), written.span, span);
    else
      add(Symbol::rule, std::move(name), std::move(detail), written.span, span);
  }

  void table(const grammar::TableSyntax& written) {
    add(Symbol::table, written.name.text, label_of(written.label), written.span, written.name.span);
    for (const auto& head : written.outcomes) {
      reach(items_.back().whole, head.span);
      if (head.name) add_below(Symbol::value, head.name->text, {}, head.span, head.name->span);
    }
    for (const auto& row : written.rows) reach(items_.back().whole, row.span);
  }

  void test(const grammar::TestSyntax& written) {
    OutlineItem& item = add(Symbol::test, title_or(written.title.value, "test"), {}, written.span, written.title.span);
    for (const auto& given : written.given) reach(item.whole, grammar::join(given.name.span, span_of(given.value)));
    for (const auto& expected : written.expect) reach(item.whole, expected.span);
  }

  void property(const grammar::PropertySyntax& written) {
    add(Symbol::property, title_or(written.title.value, "property"), {}, written.span, written.title.span);
  }

  const grammar::SyntaxTree& tree_;
  const grammar::Source& source_;
  const std::vector<grammar::Token>& tokens_;
  std::vector<OutlineItem> items_;
};

}  // namespace

std::vector<OutlineItem> outline_of(const RulesAnalysis& rules) { return RulesOutline(rules).take(); }

std::vector<OutlineItem> outline_of(const ScenariosAnalysis& scenarios) {
  std::vector<OutlineItem> items;
  const auto& tree = scenarios.tree;
  const auto with_lines = [&](OutlineItem item, const auto& lines) {
    for (const auto& line : lines) reach(item.whole, line.span);
    reach(item.whole, item.span);
    items.push_back(std::move(item));
  };
  if (tree.header)
    items.push_back({Symbol::module,
                     title_or(tree.header->title.value, "scenarios"),
                     engine::one_line(tree.header->guideline.value),
                     tree.header->span,
                     tree.header->title.span,
                     {}});
  for (const auto& scenario : tree.scenarios) {
    const bool named = scenario.name.span.end != 0;  // else its first line could not be read
    if (!named && scenario.lines.empty()) continue;
    const TextSpan whole = named ? scenario.span : scenario.lines.front().span;
    with_lines(
        {Symbol::group, title_or(scenario.name.value, "scenario"), {}, whole, named ? scenario.name.span : whole, {}},
        scenario.lines);
  }
  if (tree.balance)
    with_lines({Symbol::group, "balance", {}, tree.balance->span, tree.balance->span, {}}, tree.balance->lines);
  std::stable_sort(items.begin(), items.end(),
                   [](const OutlineItem& a, const OutlineItem& b) { return a.whole.begin < b.whole.begin; });
  return items;
}

}  // namespace spanne::service
