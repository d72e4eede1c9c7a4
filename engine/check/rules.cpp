// Clusters, rules and the order in which they stand. Where rules are many, two threads share them.
#include <algorithm>
#include <fmt/format.h>
#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/check/checker.hpp"
#include "grammar/beside.hpp"

namespace spanne::engine {

using grammar::Span;

void Checker::cluster(const grammar::Cluster& written, Cluster& made) {
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
  const Span title = tree_->ruleset ? tree_->ruleset->title.span : Span{};
  if (tree_->clusters.empty() && !tree_->lost.clusters && !tree_->lost.rest)
    error("E0241", title, "the rule set has no cluster", "cluster all: otherwise -> 0.1 FTE");
  if (tree_->attributes.empty() && !tree_->lost.attributes && !tree_->lost.rest)
    error("E0242", title, "the rule set has no attributes",
          "attributes, and below it one line each: sites integer 1 ..");
}

void Checker::otherwise_is_last() {
  const grammar::Cluster* first = nullptr;
  for (const auto& written : tree_->clusters) {
    if (first != nullptr && !written.condition) {
      error("E0243", written.otherwise, "otherwise stands in two clusters, but the first takes all that is left",
            "give one of the two a condition", {{first->otherwise, "the first"}});
      return;
    }
    if (!written.condition) first = &written;
  }
  if (first == nullptr || first == &tree_->clusters.back()) return;
  const grammar::Cluster& next = *(first + 1);
  error("E0240", first->otherwise, "nothing can match below otherwise: it has to be the last cluster",
        "move this line below the other clusters", {{next.name.span, "this one would never match"}});
}

namespace {

bool only_flags(const grammar::Rule& rule) {
  return std::all_of(rule.effects.begin(), rule.effects.end(),
                     [](const grammar::Effect& effect) { return std::holds_alternative<grammar::Flag>(effect.node); });
}

Period both(const Period& a, const Period& b) {
  Period result = a;
  if (b.from && (!result.from || *result.from < *b.from)) result.from = b.from;
  if (b.until && (!result.until || *b.until < *result.until)) result.until = b.until;
  return result;
}

}  // namespace

void Checker::rule(const grammar::Rule& written, Rule& made) {
  made.id =
      written.name ? written.name->text : fmt::format("line {}", model_.source->position(written.span.begin).line);
  made.span = written.span;
  if (written.because) made.because = written.because->value;
  made.period = period(written.period);
  if (written.heading) {
    const auto& heading = tree_->headings[*written.heading];
    if (heading.title) made.title = SharedText(heading.title->value);
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
    if (!test.ok) {  // what its effects say of missing values would only repeat the first mistake
      for (std::size_t id = 0; id < model_.attributes.size(); ++id) place.known.insert(static_cast<AttributeId>(id));
    }
  }
  for (const auto& one : written.effects)
    if (auto made_effect = effect(one, place)) made.effects.push_back(std::move(*made_effect));
}

void Checker::rules_and_tables_differ() {
  std::pmr::monotonic_buffer_resource space;  // given back at once, not name by name
  std::pmr::unordered_map<std::string_view, Span> above(&space);
  above.reserve(tree_->order.size());
  const auto declare = [&](const grammar::Name& name) {
    const auto [place, fresh] = above.emplace(name.text, name.span);
    if (fresh) return;
    error("E0214", name.span, fmt::format("a rule or table called {} stands above already", name.text),
          "choose another name", {{place->second, "here"}});
  };
  for (const auto& ref : tree_->order) {
    if (ref.sort == grammar::ItemRef::Sort::table) declare(tree_->tables[ref.index].name);
    if (ref.sort == grammar::ItemRef::Sort::rule && tree_->rules[ref.index].name)
      declare(*tree_->rules[ref.index].name);
  }
}

Checker::Brought Checker::some_rules(grammar::BothEnds::Stretch which, std::vector<Rule>& made) {
  const std::size_t terms = model_.terms.size(), findings = diagnostics_.size();
  for (std::size_t i = which.first; i < which.end; ++i) rule(tree_->rules[i], made[i]);
  return {which.first, which.end, terms, model_.terms.size(), findings, diagnostics_.size()};
}

/// No rule refers to another, and what they refer to has been checked before: so it does not matter who checks which.
void Checker::all_rules() {
  const std::size_t count = tree_->rules.size(), shared = model_.terms.size();
  if (model_.source->text().size() < shared_from_) {
    model_.rules.resize(count);
    some_rules({0, count}, model_.rules);
    return;
  }
  Checker other(*this);
  model_.rules.resize(count);
  other.diagnostics_.clear();
  other.model_.terms.reserve(model_.terms.capacity() / 2);
  grammar::BothEnds rules(count);
  auto second = grammar::beside([&] {
    std::vector<Brought> brought;
    while (const auto next = rules.last()) brought.push_back(other.some_rules(*next, model_.rules));
    return brought;
  });
  while (const auto next = rules.foremost()) some_rules(*next, model_.rules);
  const std::vector<Brought> brought = second.get();
  std::for_each(brought.rbegin(), brought.rend(), [&](const Brought& one) { append(other, one, shared); });
  uses_weeks_ = uses_weeks_ || other.uses_weeks_;
  uses_years_ = uses_years_ || other.uses_years_;
  if (other.week_span_) first_week(*other.week_span_);
}

/// What another checker brought of the rules that come next; `shared` terms both began with.
void Checker::append(Checker& other, const Brought& brought, std::size_t shared) {
  const auto behind = static_cast<TermId>(model_.terms.size() - brought.terms_begin);
  const auto move = [&](TermId& id) { id += id < shared ? 0 : behind; };
  for (std::size_t i = brought.terms_begin; i < brought.terms_end; ++i) {
    Term& term = model_.terms.emplace_back(std::move(other.model_.terms[i]));
    std::for_each(term.operands.begin(), term.operands.end(), move);
  }
  for (std::size_t i = brought.rules_begin; i < brought.rules_end; ++i) {
    Rule& rule = model_.rules[i];
    if (rule.condition) move(*rule.condition);
    for (Effect& effect : rule.effects) {
      if (effect.amount.computed) move(*effect.amount.computed);
      if (effect.per) move(effect.per->of);
      for (FlagPiece& piece : effect.flag)
        if (piece.hole) move(*piece.hole);
    }
  }
  for (std::size_t i = brought.findings_begin; i < brought.findings_end; ++i)
    diagnostics_.push_back(std::move(other.diagnostics_[i]));
}

void Checker::rules_and_tables() {
  for (const auto& heading : tree_->headings) {
    period(heading.period);
    scope(heading.scope);
  }
  if (!tree_->rules_differ) rules_and_tables_differ();
  for (std::size_t i = 0; i < tree_->tables.size(); ++i) check_lookup(i);
  all_rules();
  for (const auto& ref : tree_->order) {
    if (ref.sort == grammar::ItemRef::Sort::rule)
      model_.order.push_back({RuleRef::Sort::rule, static_cast<std::uint32_t>(ref.index)});
    else if (ref.sort == grammar::ItemRef::Sort::table && !is_lookup(tree_->tables[ref.index]))
      model_.order.push_back({RuleRef::Sort::table, lookups_[ref.index].table});
  }
}

}  // namespace spanne::engine
