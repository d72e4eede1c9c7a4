#include "engine/explain/questions.hpp"

#include <algorithm>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine {
namespace {

/// Calls `visit` with every term that a term uses directly, through defines in force and through tables.
template <class Visit>
void for_each_part(const Term& term, const Evaluator& evaluator, Visit visit) {
  for (const TermId operand : term.operands) visit(operand);
  if (term.op == Op::define) visit(evaluator.define_versions()[static_cast<std::size_t>(term.number)]);
  if (term.op != Op::lookup) return;
  for (const Row& row : evaluator.model().tables[table_of(term)].rows) {
    for (const TermId cell : row.conditions) visit(cell);
    visit(row.values[derived_of(term)]);
  }
}

std::optional<std::int64_t> threshold_of(const Value& value) {
  if (const auto* number = std::get_if<Decimal>(&value)) return number->millionths;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  return std::nullopt;
}

}  // namespace

RulesInForce::RulesInForce(const Evaluator& evaluator)
    : model_(evaluator.model()), evaluator_(evaluator), reached_(model_.terms.size(), false) {
  const auto in_force = [&](const Period& period) { return period.contains(evaluator.as_of()); };
  for (const Cluster& cluster : model_.clusters) {
    if (!in_force(cluster.period)) continue;
    if (cluster.condition) reach(*cluster.condition);
    for (const Effect& effect : cluster.base) reach(effect);
  }
  for (const Rule& rule : model_.rules) {
    if (!in_force(rule.period)) continue;
    if (rule.condition) reach(*rule.condition);
    for (const Effect& effect : rule.effects) reach(effect);
  }
  for (const RuleRef& ref : model_.order) {
    if (ref.kind != RuleRef::Kind::table || !in_force(model_.tables[ref.index].period)) continue;
    for (const Row& row : model_.tables[ref.index].rows) {
      for (const TermId cell : row.conditions) reach(cell);
      for (const Effect& effect : row.effects) reach(effect);
    }
  }
}

void RulesInForce::reach(const Effect& effect) {
  if (effect.amount.computed) {
    reach(*effect.amount.computed);
    amounts_.push_back({*effect.amount.computed, nullptr});
  }
  if (!effect.per) return;
  reach(effect.per->of);
  amounts_.push_back({effect.per->of, &*effect.per});
}

void RulesInForce::reach(TermId id) {
  if (reached_[id]) return;
  reached_[id] = true;
  terms_.push_back(id);
  for_each_part(model_.term(id), evaluator_, [&](TermId part) { reach(part); });
}

bool RulesInForce::uses(TermId id, AttributeId attribute, std::vector<signed char>& known) const {
  if (known[id] >= 0) return known[id] == 1;
  const Term& term = model_.term(id);
  const bool names_it = term.op == Op::attribute || term.op == Op::is_known || term.op == Op::is_missing;
  bool found = names_it && term.number == attribute;
  for_each_part(term, evaluator_, [&](TermId part) { found = uses(part, attribute, known) || found; });
  known[id] = found ? 1 : 0;
  return found;
}

/// Whether a term is the attribute itself, or a define that is another name for it.
bool RulesInForce::is(TermId id, AttributeId attribute) const {
  const Term& term = model_.term(id);
  if (term.op == Op::define) return is(evaluator_.define_versions()[static_cast<std::size_t>(term.number)], attribute);
  return term.op == Op::attribute && term.number == attribute;
}

Questions RulesInForce::about(AttributeId attribute, AccountContext& account) const {
  Questions questions;
  std::vector<signed char> known(model_.terms.size(), -1);
  const auto compare_with = [&](TermId other) {
    const auto value = account.walker.value(other);
    account.walker.take_fault();
    if (!value) return;
    if (const auto tick = threshold_of(*value)) questions.thresholds.push_back(*tick);
    if (const auto* text = std::get_if<std::string>(&*value)) questions.texts.push_back(*text);
  };
  for (const TermId id : terms_) {
    if (!uses(id, attribute, known)) continue;
    questions.asked = true;
    const Term& term = model_.term(id);
    if (!is_comparison(term.op) && !is_text_match(term.op)) continue;
    const auto involved = std::count_if(term.operands.begin(), term.operands.end(),
                                        [&](TermId operand) { return uses(operand, attribute, known); });
    const auto itself = std::find_if(term.operands.begin(), term.operands.end(),
                                     [&](TermId operand) { return is(operand, attribute); });
    if (involved != 1 || itself == term.operands.end()) {
      questions.calculations.push_back({id, nullptr});
      continue;
    }
    for (auto other = term.operands.begin(); other != term.operands.end(); ++other)
      if (other != itself) compare_with(*other);
  }
  for (const Calculation& amount : amounts_) {
    if (!uses(amount.term, attribute, known)) continue;
    questions.in_amounts = true;
    questions.calculations.push_back(amount);
  }
  return questions;
}

}  // namespace spanne::engine
