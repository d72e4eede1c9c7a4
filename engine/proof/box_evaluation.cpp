#include "engine/proof/box_evaluation.hpp"

#include <algorithm>
#include <utility>

#include "engine/model/condition_terms.hpp"
#include "engine/semantics/term_walk.hpp"

namespace spanne::engine::proof {
std::size_t Classes::count() const {
  return static_cast<std::size_t>(std::count(possible.begin(), possible.end(), true));
}

const Extent& BoxEvaluation::extent(Axis axis) const {
  return side_ == Side::second && box_.rising == axis ? box_.second : box_.extents[axis];
}

/// Records the elementary conditions that are open. Those that depend on results or on the cluster are settled where
/// these are undecided.
Truths BoxEvaluation::came_out(TermId id, const Truths& truths) {
  if (truths.decided()) return truths;
  const Term& term = model_.term(id);
  const bool of_cluster = !term.operands.empty() && model_.term(term.operands.front()).op == Op::cluster;
  if (!is_compound(term.op) && !of_cluster && !space_.asks_for_results(id)) add_hint(id);
  return truths;
}

void BoxEvaluation::add_hint(TermId id) {
  const auto& axes = space_.support(id);
  const bool aside = rank_ != own && box_.rising && !std::binary_search(axes.begin(), axes.end(), *box_.rising);
  add({id, 0, side_, rank_ + (aside ? 1 : 0)});
}

Truths BoxEvaluation::in_force(const Period& period) {
  const Extent& days = extent(space_.day());
  const Ordinal from = period.from ? period.from->days : -largest_ordinal,
                until = period.until ? period.until->days : largest_ordinal;
  if (days.high < from || days.low > until || from > until) return known(false);
  if (from <= days.low && days.high <= until) return known(true);
  add({std::nullopt, days.low < from ? from - 1 : until, side_, rank_});
  return {true, true, false};
}

/// The versions of a define that may be in force on a day of the box.
std::vector<TermId> BoxEvaluation::versions(const Term& term) {
  std::vector<TermId> result;
  for (const auto& version : model_.defines[static_cast<std::size_t>(term.number)].versions)
    if (in_force(version.period).yes) result.push_back(version.value);
  return result;
}

bool BoxEvaluation::has_fault(TermId id) {
  switch (model_.term(id).type.kind) {
    case TypeKind::boolean: return truth(id).fault;
    case TypeKind::choice:
    case TypeKind::date: return ordinal(id).fault;
    case TypeKind::text: return text(id).fault;
    default: return number(id).fault;
  }
}

// ---------------------------------------------------------------------------------------------- what is shared

template <class Set, class Compute>
const Set& BoxEvaluation::once(const Key& key, Compute compute) {
  if (const auto found = shared_.find(key); found != shared_.end()) {
    doubt_again(found->second.split_hints);
    return std::get<Set>(found->second.value);
  }
  std::vector<SplitHint> noted;
  std::vector<SplitHint>* const around = std::exchange(noted_, &noted);
  Set made = compute();
  noted_ = around;
  noted = distinct(noted);
  if (around != nullptr) around->insert(around->end(), noted.begin(), noted.end());
  return std::get<Set>(shared_.emplace(key, Shared{std::move(made), std::move(noted)}).first->second.value);
}

const Fits& BoxEvaluation::fits_of(const Table& table) {
  return once<Fits>({Kind::table, &table - model_.tables.data()}, [&] { return fit_rows(table); });
}

// ---------------------------------------------------------------------------------------------- what accounts have

Truths BoxEvaluation::truth_of(const Term& attribute) const {
  const Extent& values = extent(static_cast<Axis>(attribute.number));
  return {values.known && values.high > 0, values.known && values.low == 0, false};
}

Truths BoxEvaluation::is_known(const Term& question) const {
  const Extent& values = extent(static_cast<Axis>(question.number));
  return {values.known, values.missing, false};
}

Numbers BoxEvaluation::number_of(const Term& attribute) const {
  const Extent& values = extent(static_cast<Axis>(attribute.number));
  const TypeKind kind = attribute.type.kind;
  return {values.known, worth_of({values.low}, kind), worth_of({values.high}, kind), false};
}

Ordinals BoxEvaluation::ordinal_of(const Term& attribute) const {
  const Extent& values = extent(static_cast<Axis>(attribute.number));
  return {values.known, values.low, values.high, false};
}

Ordinals BoxEvaluation::day() const {
  const Extent& days = extent(space_.day());
  return {true, days.low, days.high, false};
}

Ordinals BoxEvaluation::cluster(const Term& /*term*/) {
  const Classes& classes = classify();
  Ordinals result{false, 0, 0, classes.none || classes.fault};
  for (ClusterId cluster = 0; cluster < classes.possible.size(); ++cluster)
    if (classes.possible[cluster]) result = either(result, only(cluster));
  return result;
}

Truths BoxEvaluation::cluster_is(const Term& /*term*/, ClusterId cluster) {
  const Classes& classes = classify();
  const bool possible = classes.possible[cluster];
  return {possible, classes.count() > (possible ? 1U : 0U), classes.none || classes.fault};
}

// ---------------------------------------------------------------------------------------------- calculations

Truths BoxEvaluation::text_match(TermId id, const Ordinals& whole, const Ordinals& part) const {
  Truths result{false, false, whole.fault || part.fault};
  if (!space_.decides(id) || part.low != part.high) return {true, true, result.fault};
  const auto& texts = space_.texts();
  const std::string& wanted = texts[static_cast<std::size_t>(part.low)];
  const Op op = model_.term(id).op;
  for (Ordinal place = whole.low; place <= whole.high && !(result.yes && result.no); ++place)
    (text_matches(op, texts[static_cast<std::size_t>(place)], wanted) ? result.yes : result.no) = true;
  return result;
}

Numbers BoxEvaluation::sized(TermId id, const Numbers& numbers) {
  const Numbers result = bounded(id, numbers);
  split_hints_.looked_at += result.low.cost() + result.high.cost() - 2;
  return result;
}

/// Notes that the calculation may be too large to compute, and bounds the range by what can be.
Numbers BoxEvaluation::bounded(TermId id, Numbers numbers) {
  if (!space_.sizes().may_be_too_large(id)) return numbers;
  numbers = computable(numbers);
  const bool single = numbers.some && numbers.low == numbers.high && is_computable(numbers.low);
  if (single) return numbers;
  numbers.fault = true;
  faults_.insert({id, Rejection::Cause::too_large});
  return numbers;
}

Numbers BoxEvaluation::power_of(TermId id, const Numbers& left, const Numbers& right) {
  const Numbers result = power(left, right);
  if (!result.fault) return result;
  const bool undefined = left.low.sign() < 0 || (left.low.sign() == 0 && right.low.sign() < 0);
  const bool single = left.low == left.high && right.low == right.high;
  if (undefined) faults_.insert({id, Rejection::Cause::undefined});
  if (!undefined || !single) faults_.insert({id, Rejection::Cause::too_large});
  return result;
}

Numbers BoxEvaluation::quotient(TermId id, const Numbers& left, const Numbers& right) {
  const Numbers result = proof::quotient(left, right, space_.sizes().least_divisor(id));
  if (!result.fault) return result;
  faults_.insert({id, Rejection::Cause::by_zero});
  if (!right.single()) add_hint(model_.term(id).operands[1]);
  return result;
}

}  // namespace spanne::engine::proof

template class spanne::engine::TermSemantics<spanne::engine::proof::BoxEvaluation, spanne::engine::proof::SetValues>;
