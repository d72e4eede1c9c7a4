#include "engine/proof/box_evaluation.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine::proof {
namespace {

bool is_numeric(const Type& type) { return is_number(type.kind) || type.kind == TypeKind::effort; }

}  // namespace

std::size_t Classes::count() const {
  return static_cast<std::size_t>(std::count(possible.begin(), possible.end(), true));
}

const Extent& BoxEvaluation::extent(Axis axis) const {
  return side_ == Side::second && box_.rising == axis ? box_.second : box_.extents[axis];
}

Truths BoxEvaluation::noted(TermId id, Truths truths) {
  // Terms that depend on results or on the cluster are settled where those are undecided.
  const auto& operands = model_.term(id).operands;
  const bool of_cluster = !operands.empty() && model_.term(operands.front()).op == Op::cluster;
  if (!truths.decided() && !of_cluster && !space_.asks_for_results(id)) add_hint(id);
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

// ---------------------------------------------------------------------------------------------- any kind of value

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

const Fits& BoxEvaluation::fitting_rows(const Table& table) {
  return once<Fits>({Kind::table, &table - model_.tables.data()}, [&] { return fit_rows(table); });
}

/// The union of the values a define, a lookup or an `if` can have.
template <class Set, class Get>
Set BoxEvaluation::branches(const Term& term, Get get) {
  switch (term.op) {
    case Op::define: return once<Set>({Kind::define, term.number}, [&] { return one_of<Set>(term, get); });
    case Op::lookup: return once<Set>({Kind::lookup, term.number}, [&] { return looked_up<Set>(term, get); });
    default: return one_of<Set>(term, get);
  }
}

template <class Set, class Get>
Set BoxEvaluation::one_of(const Term& term, Get get) {
  Set result;
  if (term.op == Op::define) {
    for (const TermId version : versions(term)) result = either(result, get(version));
    return result;
  }
  assert(term.op == Op::conditional);
  const Truths test = truth(term.operands[0]);
  if (test.yes) result = either(result, get(term.operands[1]));
  if (test.no) result = either(result, get(term.operands[2]));
  result.fault = result.fault || test.fault;
  return result;
}

template <class Set, class Get>
Set BoxEvaluation::looked_up(const Term& term, Get get) {
  const Table& table = model_.tables[table_of(term)];
  const Fits& fits = fitting_rows(table);
  Set result;
  for (const auto& row : fits.rows) result = either(result, get(table.rows[row.index].values[derived_of(term)]));
  result.fault = result.fault || fits.fault || fits.none;
  return result;
}

// ---------------------------------------------------------------------------------------------- conditions

Truths BoxEvaluation::all_of(std::span<const TermId> conditions) {
  Truths result;
  for (const TermId condition : conditions) {
    const Truths condition_truths = truth(condition);
    result.no = result.no || condition_truths.no;
    result.fault = result.fault || condition_truths.fault;
    if (!condition_truths.yes) return result;
  }
  result.yes = true;
  return result;
}

Truths BoxEvaluation::truth(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return known(term.number != 0);
    case Op::attribute: {
      const Extent& values = extent(static_cast<Axis>(term.number));
      return noted(id, Truths{values.known && values.high > 0, values.known && values.low == 0, false});
    }
    case Op::define:
    case Op::lookup:
    case Op::conditional: return branches<Truths>(term, [&](TermId branch) { return truth(branch); });
    case Op::logical_not: {
      const Truths operand = truth(term.operands[0]);
      return {operand.no, operand.yes, operand.fault};
    }
    case Op::logical_and: return all_of(term.operands);
    case Op::logical_or: {
      Truths result;
      for (const TermId operand : term.operands) {
        const Truths operand_truths = truth(operand);
        result.yes = result.yes || operand_truths.yes;
        result.fault = result.fault || operand_truths.fault;
        if (!operand_truths.no) return result;
      }
      result.no = true;
      return result;
    }
    case Op::is_known:
    case Op::is_missing: {
      const Extent& values = extent(static_cast<Axis>(term.number));
      if (term.op == Op::is_known) return noted(id, Truths{values.known, values.missing, false});
      return noted(id, Truths{values.missing, values.known, false});
    }
    case Op::within:
    case Op::within_half_open: return noted(id, within(term));
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(term);
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with: return noted(id, text_match(id));
    default: return noted(id, comparison(term));
  }
}

Truths BoxEvaluation::comparison(const Term& term) {
  const TermId left = term.operands[0], right = term.operands[1];
  const auto with = [&](const auto& get) -> Truths {
    const auto a = get(left);
    if (!a.some) return {false, false, a.fault};
    return compared(term.op, a, get(right));
  };
  if (is_numeric(model_.term(left).type)) return with([&](TermId id) { return number(id); });
  const bool equality = term.op == Op::equal || term.op == Op::not_equal;
  if (equality && model_.term(left).op == Op::cluster && model_.term(right).op == Op::constant) {
    const Truths same = cluster_is(right);
    return term.op == Op::equal ? same : Truths{same.no, same.yes, same.fault};
  }
  return with([&](TermId id) { return ordinal(id); });
}

bool BoxEvaluation::has_fault(TermId id) {
  return is_numeric(model_.term(id).type) ? number(id).fault : ordinal(id).fault;
}

Truths BoxEvaluation::cluster_is(TermId value) {
  const Classes& classes = classify();
  const auto cluster = static_cast<ClusterId>(model_.term(value).number);
  const bool possible = classes.possible[cluster];
  return {possible, classes.count() > (possible ? 1U : 0U), classes.none || classes.fault};
}

Truths BoxEvaluation::within(const Term& term) {
  const Op below = term.op == Op::within ? Op::less_equal : Op::less;
  const auto with = [&](const auto& get) -> Truths {
    const auto value = get(term.operands[0]);
    if (!value.some) return {false, false, value.fault};
    const Truths low = compared(Op::greater_equal, value, get(term.operands[1]));
    if (!low.yes) return low;
    const Truths high = compared(below, value, get(term.operands[2]));
    return {high.yes, low.no || high.no, low.fault || high.fault};
  };
  if (is_numeric(model_.term(term.operands[0]).type)) return with([&](TermId id) { return number(id); });
  return with([&](TermId id) { return ordinal(id); });
}

Truths BoxEvaluation::text_match(TermId id) {
  const Term& term = model_.term(id);
  const Ordinals whole = text(term.operands[0]);
  if (!whole.some) return {false, false, whole.fault};
  const Ordinals part = text(term.operands[1]);
  Truths result{false, false, whole.fault || part.fault};
  if (!part.some) return result;
  if (!space_.decides(id) || part.low != part.high) return {true, true, result.fault};
  const auto& texts = space_.texts();
  const std::string& wanted = texts[static_cast<std::size_t>(part.low)];
  for (Ordinal place = whole.low; place <= whole.high && !(result.yes && result.no); ++place)
    (text_matches(term.op, texts[static_cast<std::size_t>(place)], wanted) ? result.yes : result.no) = true;
  return result;
}

/// Follows which numbers of parts may hold in accounts for which the answer is still open.
Truths BoxEvaluation::counted(const Term& term) {
  const CountBounds bounds = count_bounds(term);
  std::size_t left = term.operands.size();
  std::vector<bool> open(left + 1);
  open[0] = true;
  Truths result;
  const auto settle = [&] {
    for (std::size_t count = 0; count < open.size(); ++count)
      if (const auto answer = open[count] ? bounds.decided(count, left) : std::nullopt) {
        (*answer ? result.yes : result.no) = true;
        open[count] = false;
      }
  };
  for (settle(); std::find(open.begin(), open.end(), true) != open.end(); settle()) {
    const Truths part = truth(term.operands[term.operands.size() - left]);
    result.fault = result.fault || part.fault;
    for (std::size_t count = open.size(); count-- > 0;)
      open[count] = (open[count] && part.no) || (count > 0 && open[count - 1] && part.yes);
    --left;
  }
  return result;
}

// ---------------------------------------------------------------------------------------------- numbers

Ordinals BoxEvaluation::ordinal(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.type.kind) {
    case TypeKind::boolean: {
      const Truths truths = truth(id);
      return {truths.yes || truths.no, truths.no ? 0 : 1, truths.yes ? 1 : 0, truths.fault};
    }
    case TypeKind::text: return text(id);
    default: break;
  }
  switch (term.op) {
    case Op::constant: return only(term.number);
    case Op::attribute: {
      const Extent& values = extent(static_cast<Axis>(term.number));
      return {values.known, values.low, values.high, false};
    }
    case Op::as_of: return {true, extent(space_.day()).low, extent(space_.day()).high, false};
    case Op::cluster: {
      const Classes& classes = classify();
      Ordinals result{false, 0, 0, classes.none || classes.fault};
      for (ClusterId cluster = 0; cluster < classes.possible.size(); ++cluster)
        if (classes.possible[cluster]) result = either(result, only(cluster));
      return result;
    }
    case Op::add_days:
    case Op::subtract_days:
    case Op::add_months:
    case Op::subtract_months: return moved_day(id);
    default: return branches<Ordinals>(term, [&](TermId branch) { return ordinal(branch); });
  }
}

Ordinals BoxEvaluation::text(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  if (term.op == Op::constant) return only(space_.place(term.text));
  if (term.op == Op::attribute) {
    const Extent& values = extent(static_cast<Axis>(term.number));
    return {values.known, values.low, values.high, false};
  }
  return branches<Ordinals>(term, [&](TermId branch) { return text(branch); });
}

Numbers BoxEvaluation::number(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant:
      return only(term.type.kind == TypeKind::effort ? term.fraction : worth_of({term.number}, term.type.kind));
    case Op::attribute: {
      const Extent& values = extent(static_cast<Axis>(term.number));
      return {values.known, worth_of({values.low}, term.type.kind), worth_of({values.high}, term.type.kind), false};
    }
    case Op::result: return (*results_)[static_cast<std::size_t>(term.number)];
    case Op::lookup:
      if (model_.tables[table_of(term)].policy == TablePolicy::sum)
        return sized(id, once<Numbers>({Kind::lookup, term.number}, [&] { return sum_of_rows(term); }));
      [[fallthrough]];
    case Op::define:
    case Op::conditional: return branches<Numbers>(term, [&](TermId branch) { return number(branch); });
    case Op::days_between: {
      const Ordinals a = ordinal(term.operands[0]), b = ordinal(term.operands[1]);
      if (!a.some || !b.some) return {false, 0, 0, a.fault || b.fault};
      return {true, a.low - b.high, a.high - b.low, a.fault || b.fault};
    }
    case Op::months_between: return completed(id);
    default: return arithmetic(id);
  }
}

Numbers BoxEvaluation::arithmetic(TermId id) {
  const Term& term = model_.term(id);
  const Numbers left = number(term.operands[0]);
  if (!left.some) return left;  // the right operand is not computed then
  const bool two = term.operands.size() > 1;
  const Numbers right = two ? number(term.operands[1]) : only(Fraction(0));
  if (!right.some) return {false, 0, 0, left.fault || right.fault};
  Numbers result = sized(id, computed(id, left, right));
  split_hints_.looked_at += result.low.cost() + result.high.cost() - 2;
  result.fault = result.fault || left.fault || right.fault;
  return result;
}

/// Notes that the calculation may be too large to compute, and bounds the range by what can be.
Numbers BoxEvaluation::sized(TermId id, Numbers numbers) {
  if (!space_.sizes().may_be_too_large(id)) return numbers;
  numbers = computable(numbers);
  const bool single = numbers.some && numbers.low == numbers.high && is_computable(numbers.low);
  if (single) return numbers;
  numbers.fault = true;
  faults_.insert({id, Rejection::Cause::too_large});
  return numbers;
}

/// Computes from the operands as far as they have values, and notes what may fail in this very calculation.
Numbers BoxEvaluation::computed(TermId id, const Numbers& left, const Numbers& right) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::add:
    case Op::effort_add: return left + right;
    case Op::subtract:
    case Op::effort_subtract: return left + -right;
    case Op::multiply: return left * right;
    case Op::divide: return quotient_of(id, left, right);
    case Op::negate:
    case Op::effort_negate: return -left;
    case Op::minimum: return least(left, right);
    case Op::maximum: return greatest(left, right);
    case Op::absolute: return proof::absolute(left);
    case Op::floor: return stepped(left, [](const Fraction& x) { return x.floor(); });
    case Op::ceil: return stepped(left, [](const Fraction& x) { return x.ceil(); });
    case Op::round: {
      const auto places = static_cast<int>(right.low.in_lowest_terms()->first);
      return stepped(left, [&](const Fraction& x) { return round(x, places); });
    }
    case Op::effort_from_number:
    case Op::effort_scale: return left * term.fraction;
    default: assert(term.op == Op::power); return power_of(id, left, right);
  }
}

Numbers BoxEvaluation::power_of(TermId id, const Numbers& left, const Numbers& right) {
  const Numbers result = power({true, left.low, left.high, false}, {true, right.low, right.high, false});
  if (!result.fault) return result;
  const bool undefined = left.low.sign() < 0 || (left.low.sign() == 0 && right.low.sign() < 0);
  const bool single = left.low == left.high && right.low == right.high;
  if (undefined) faults_.insert({id, Rejection::Cause::undefined});
  if (!undefined || !single) faults_.insert({id, Rejection::Cause::too_large});
  return result;
}

Numbers BoxEvaluation::quotient_of(TermId id, const Numbers& left, const Numbers& right) {
  const bool by_zero = right.low.sign() <= 0 && right.high.sign() >= 0;
  if (by_zero) faults_.insert({id, Rejection::Cause::by_zero});
  if (by_zero && !right.single()) add_hint(model_.term(id).operands[1]);
  return quotient({true, left.low, left.high, false}, {true, right.low, right.high, false},
                  space_.sizes().least_divisor(id));
}

}  // namespace spanne::engine::proof
