// Checks clusters and rules, and their order.
#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::TextSpan;

void Checker::cluster(const grammar::ClusterSyntax& written, Cluster& made) {
  if (written.label) made.label = written.label->value;
  if (written.because) made.because = written.because->value;
  made.period = period(written.period);
  Place place{false, false, "a cluster's condition", {}};
  if (written.condition) {
    const Typed test = condition(*written.condition, place);
    if (test.ok) made.condition = test.term;
    place.known = test.when_true;
  }
  for (const auto& base : written.base)
    if (auto effect = base_amount(base, place)) made.base.push_back(std::move(*effect));
}

void Checker::clusters() {
  for (std::size_t i = 0; i < tree_->clusters.size(); ++i) {
    const auto& written = tree_->clusters[i];
    cluster(written, model_.clusters[i]);
  }
  otherwise_is_last();
  const TextSpan title = tree_->ruleset ? tree_->ruleset->title.span : TextSpan{};
  if (tree_->clusters.empty() && !tree_->lost.clusters && !tree_->lost.rest)
    error("E0241", title, "the rule set has no cluster", grammar::advice("cluster all: otherwise -> 0.1 FTE"));
  if (tree_->attributes.empty() && !tree_->lost.attributes && !tree_->lost.rest)
    error("E0242", title, "the rule set has no attributes",
          grammar::advice("attributes, and below it one line each: sites integer 1 .."));
}

void Checker::otherwise_is_last() {
  const grammar::ClusterSyntax* first = nullptr;
  for (const auto& written : tree_->clusters) {
    if (first != nullptr && !written.condition) {
      error("E0243", written.otherwise, "otherwise stands in two clusters, but the first takes all that is left",
            grammar::advice("give one of the two a condition"), {{first->otherwise, "the first"}});
      return;
    }
    if (!written.condition) first = &written;
  }
  if (first == nullptr || first == &tree_->clusters.back()) return;
  const grammar::ClusterSyntax& next = *(first + 1);
  error("E0240", first->otherwise, "nothing can match below otherwise: it has to be the last cluster",
        grammar::advice("move this line below the other clusters"), {{next.name.span, "this one would never match"}});
}

namespace {

bool only_flags(const grammar::RuleSyntax& rule) {
  return std::all_of(rule.effects.begin(), rule.effects.end(), [](const grammar::EffectSyntax& effect) {
    return std::holds_alternative<grammar::FlagSyntax>(effect.node);
  });
}

Period both(const Period& a, const Period& b) {
  Period result = a;
  if (b.from && (!result.from || *result.from < *b.from)) result.from = b.from;
  if (b.until && (!result.until || *b.until < *result.until)) result.until = b.until;
  return result;
}

}  // namespace

/// Where `always` stands in a rule without a condition.
std::optional<TextSpan> Checker::span_of_always(const grammar::RuleSyntax& written) const {
  const std::string_view text = model_.source->text(written.span);
  const std::uint32_t begin = written.name ? written.name->span.end - written.span.begin : 0;
  const std::size_t at = text.find("always", begin);
  if (at == std::string_view::npos) return std::nullopt;
  const auto place = static_cast<std::uint32_t>(written.span.begin + at);
  return TextSpan{place, place + 6};
}

void Checker::rule(const grammar::RuleSyntax& written, Rule& made) {
  made.id =
      written.name ? written.name->text : fmt::format("line {}", model_.source->position(written.span.begin).line);
  made.span = written.span;
  if (written.because) made.because = written.because->value;
  made.period = period(written.period);
  if (written.heading) {
    const auto& heading = tree_->headings[*written.heading];
    if (heading.title) made.title = heading.title->value;
    made.heading = heading.span;
    for (const auto& name : heading.scope)
      if (const auto found = cluster_ids_.find(name.text); found != cluster_ids_.end())
        made.scope.push_back(found->second);
    Period outer;
    if (heading.period.from) outer.from = date_of(*heading.period.from);
    if (heading.period.until) outer.until = date_of(*heading.period.until);
    made.period = both(made.period, outer);
  }
  Place place{only_flags(written), true, "a rule that does more than flag", {}};
  if (written.condition) {
    saw_results_ = false;
    const Typed test = condition(*written.condition, place);
    made.uses_results = saw_results_;
    if (test.ok) made.condition = test.term;
    place.known = test.when_true;
    if (!test.ok) {  // findings on missing values in its effects would only repeat the first error
      for (std::size_t id = 0; id < model_.attributes.size(); ++id) place.known.insert(static_cast<AttributeId>(id));
    }
  }
  rule_condition_ = written.condition ? written.condition->span : span_of_always(written);
  for (const auto& effect_syntax : written.effects)
    if (auto made_effect = effect(effect_syntax, place)) made.effects.push_back(std::move(*made_effect));
  rule_condition_.reset();
}

void Checker::rules_and_tables_differ() {
  std::unordered_map<std::string_view, TextSpan> above;
  const auto declare = [&](const grammar::Name& name) {
    const auto [place, fresh] = above.emplace(name.text, name.span);
    if (fresh) return;
    error("E0214", name.span, fmt::format("a rule or table called {} stands above already", name.text),
          grammar::advice("choose another name"), {{place->second, "here"}});
  };
  for (const auto& ref : tree_->order) {
    const bool table = ref.kind == grammar::ItemRef::Kind::table;
    if (!table && (ref.kind != grammar::ItemRef::Kind::rule || !tree_->rules[ref.index].name)) continue;
    const grammar::Name& name = table ? tree_->tables[ref.index].name : *tree_->rules[ref.index].name;
    names_.declare(name.span, table ? NameTarget::Kind::table : NameTarget::Kind::rule, ref.index);
    declare(name);
  }
}

void Checker::rules_and_tables() {
  for (const auto& heading : tree_->headings) {
    period(heading.period);
    scope(heading.scope);
  }
  rules_and_tables_differ();
  for (std::size_t i = 0; i < tree_->tables.size(); ++i) check_lookup(i);
  model_.rules.resize(tree_->rules.size());
  for (std::size_t i = 0; i < tree_->rules.size(); ++i) rule(tree_->rules[i], model_.rules[i]);
  for (const auto& ref : tree_->order) {
    if (ref.kind == grammar::ItemRef::Kind::rule)
      model_.order.push_back({RuleRef::Kind::rule, static_cast<std::uint32_t>(ref.index)});
    else if (ref.kind == grammar::ItemRef::Kind::table && !is_lookup(tree_->tables[ref.index]))
      model_.order.push_back({RuleRef::Kind::table, lookups_[ref.index].table});
  }
}

}  // namespace spanne::engine
