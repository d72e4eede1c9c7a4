// The evaluator and what outcomes mean; the way of one account through the steps is in derivation.cpp.
#include "engine/semantics/evaluate.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/groups/figure_tables.hpp"
#include "engine/semantics/walker.hpp"

namespace spanne::engine {

Fraction portions_of(const Proportion& per, const Fraction& counted) {
  const Fraction portions = std::max(Fraction(0), counted - per.least()) / per.portion_size();
  switch (per.portion) {
    case Proportion::Portion::started: return portions.ceil();
    case Proportion::Portion::full: return portions.floor();
    case Proportion::Portion::exact: break;
  }
  return portions;
}

std::vector<Fraction> figures_of(const Outcome& outcome) {
  Results results;
  const auto triple = [&](const Range& range) {
    results.insert(results.end(), {range.low, range.middle(), range.high});
  };
  triple(outcome.total);
  for (const Range& kind : outcome.kinds) triple(kind);
  triple(outcome.limit);
  return results;
}

AccountRange span_of(const Range& effort, const Model& model) {
  const Fraction low_load = model.capacity * model.utilisation_low;
  const Fraction high_load = model.capacity * model.utilisation_high;
  AccountRange span;
  if (effort.high.sign() > 0) span.accounts_low = (low_load / effort.high).floor();
  if (effort.low.sign() > 0) span.accounts_high = (high_load / effort.low).floor();
  span.needs_team = span.accounts_high && span.accounts_high->sign() == 0;
  if (!span.needs_team) return span;
  span.kams_low = (effort.low / high_load).ceil();
  span.kams_high = (effort.high / low_load).ceil();
  return span;
}

Evaluator::Evaluator(const Model& model, Date as_of) : model_(model), as_of_(as_of) {
  for (const Define& define : model.defines) {
    const auto version = std::find_if(define.versions.begin(), define.versions.end(),
                                      [&](const Define::Version& one) { return one.period.contains(as_of); });
    assert(version != define.versions.end());
    define_versions_.push_back(version->value);
  }
  shared_count_ = model.defines.size();
  for (const Table& table : model.tables) {
    lookup_places_.push_back(shared_count_);
    shared_count_ += table.derived.size();
  }
}

std::size_t Evaluator::shared_place(const Term& use) const {
  if (use.op == Op::define) return static_cast<std::size_t>(use.number);
  return lookup_places_[table_of(use)] + derived_of(use);
}

namespace {

/// The branch whose value counts, of conditions inside one another; nullopt where one cannot be decided.
std::optional<TermId> taken_branch(Walker& walker, const Model& model, TermId value) {
  while (model.term(value).op == Op::conditional) {
    const auto& operands = model.term(value).operands;
    const auto test = walker.truth(operands[0]);
    if (!test) return std::nullopt;
    value = operands[*test ? 1 : 2];
  }
  return value;
}

}  // namespace

std::variant<Value, Rejection> assigned_value(const Assignment& assignment, const Account& account, Walker& walker,
                                              const Model& model) {
  using Cause = Rejection::Cause;
  const Attribute& attribute = model.attributes[assignment.attribute];
  const auto reject = [&](Cause cause, Value value = {}) {
    Rejection rejection{cause, Rejection::Site{Rejection::Site::Kind::attribute, assignment.attribute}};
    rejection.term = assignment.value;
    rejection.value = std::move(value);
    return rejection;
  };
  const auto branch = taken_branch(walker, model, assignment.value);
  const Term& term = model.term(branch.value_or(assignment.value));
  const bool kept = term.op == Op::attribute && static_cast<std::size_t>(term.number) == assignment.attribute;
  if (kept && is_missing(account.values[assignment.attribute])) return Value{};  // it stays missing
  if (term.op == Op::attribute && is_missing(account.values[static_cast<std::size_t>(term.number)]))
    return reject(Cause::set_from_missing);
  auto value = walker.value(assignment.value);
  if (!value) return reject(Cause::set_without_value);
  if (attribute.type.kind == TypeKind::integer && !walker.number(assignment.value)->is_whole())
    return reject(Cause::set_not_whole, std::move(*value));
  if (!within_bounds(*value, attribute)) return reject(Cause::set_out_of_range, std::move(*value));
  return std::move(*value);
}

std::vector<Rejection> Evaluator::assign(Account& account, std::vector<std::size_t>* changed) const {
  std::vector<Rejection> rejections;
  for (std::size_t index = 0; index < model_.assignments.size(); ++index) {
    const Assignment& assignment = model_.assignments[index];
    Walker walker(*this, account);
    auto value = assigned_value(assignment, account, walker, model_);
    const auto* made = std::get_if<Value>(&value);
    const bool same = made != nullptr && *made == account.values[assignment.attribute];
    if (changed != nullptr && !same) ++(*changed)[index];
    if (auto* rejection = std::get_if<Rejection>(&value))
      rejections.push_back(std::move(*rejection));
    else
      account.values[assignment.attribute] = std::move(std::get<Value>(value));
  }
  return rejections;
}

std::vector<Rejection> Evaluator::count(Account& account) const {
  if (figures_ != nullptr) return figures_->fill(account);
  std::vector<AttributeId> missing;
  for (const AttributeId id : model_.figure_attributes())
    if (is_missing(account.values[id])) missing.push_back(id);
  return count_alone(account, missing, *this);
}

const std::string& id_of(const RuleSite& match, const Model& model) {
  if (match.kind == RuleRef::Kind::rule) return model.rules[match.index].id;
  return model.tables[match.index].rows[*match.row].id;
}

const Effects& effects_of(const RuleSite& match, const Model& model) {
  if (match.kind == RuleRef::Kind::rule) return model.rules[match.index].effects;
  return model.tables[match.index].rows[*match.row].effects;
}

Outcome judge(Account& account, std::vector<std::string> unreadable, const Evaluator& evaluator, Trace* trace) {
  Outcome outcome;
  for (std::string& text : unreadable) {
    Rejection& rejection = outcome.rejections.emplace_back();
    rejection.cause = Rejection::Cause::unreadable;
    rejection.text = std::move(text);
  }
  if (!outcome.rejected()) outcome.rejections = evaluator.assign(account);
  if (!outcome.rejected()) outcome.rejections = evaluator.count(account);
  return outcome.rejected() ? outcome : evaluator.evaluate(account, trace);
}

}  // namespace spanne::engine
