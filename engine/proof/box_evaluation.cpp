#include "engine/proof/box_evaluation.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace spanne::engine::proof {

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
    case Op::starts_with: return noted(id, starts_with(term));
    default: return noted(id, comparison(term));
  }
}

Truths BoxEvaluation::comparison(const Term& term) {
  const TermId left = term.operands[0], right = term.operands[1];
  if (model_.term(left).type.kind == TypeKind::effort) {
    const Efforts a = effort(left);
    if (!a.some) return {false, false, a.fault};
    return compared(term.op, a, effort(right));
  }
  const bool equality = term.op == Op::equal || term.op == Op::not_equal;
  if (equality && model_.term(left).op == Op::cluster && model_.term(right).op == Op::constant) {
    const Truths same = cluster_is(right);
    return term.op == Op::equal ? same : Truths{same.no, same.yes, same.fault};
  }
  const Numbers a = ordinal(left);
  if (!a.some) return {false, false, a.fault};
  return compared(term.op, a, ordinal(right));
}

Truths BoxEvaluation::cluster_is(TermId value) {
  const Classes& classes = classify();
  const auto cluster = static_cast<ClusterId>(model_.term(value).number);
  const bool possible = classes.possible[cluster];
  return {possible, classes.count() > (possible ? 1U : 0U), classes.none || classes.fault};
}

Truths BoxEvaluation::within(const Term& term) {
  const bool effort_range = model_.term(term.operands[0]).type.kind == TypeKind::effort;
  const auto both = [](const Truths& low, const Truths& high) {
    if (!low.yes) return low;
    return Truths{high.yes, low.no || high.no, low.fault || high.fault};
  };
  const Op below = term.op == Op::within ? Op::less_equal : Op::less;
  if (effort_range) {
    const Efforts value = effort(term.operands[0]);
    return both(compared(Op::greater_equal, value, effort(term.operands[1])),
                compared(below, value, effort(term.operands[2])));
  }
  const Numbers value = ordinal(term.operands[0]);
  if (!value.some) return {false, false, value.fault};
  return both(compared(Op::greater_equal, value, ordinal(term.operands[1])),
              compared(below, value, ordinal(term.operands[2])));
}

/// Texts are sorted, so those with a common beginning are neighbours.
Truths BoxEvaluation::starts_with(const Term& term) {
  const Numbers whole = text(term.operands[0]), start = text(term.operands[1]);
  if (!whole.some || !start.some) return {false, false, whole.fault || start.fault};
  if (start.low != start.high) return {true, true, true};
  const auto& texts = space_.texts();
  const std::string& beginning = texts[static_cast<std::size_t>(start.low)];
  Truths result{false, false, whole.fault || start.fault};
  for (Ordinal place = whole.low; place <= whole.high; ++place)
    (texts[static_cast<std::size_t>(place)].rfind(beginning, 0) == 0 ? result.yes : result.no) = true;
  return result;
}

// ---------------------------------------------------------------------------------------------- numbers

Numbers BoxEvaluation::ordinal(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.type.kind) {
    case TypeKind::boolean: {
      const Truths truths = truth(id);
      return {truths.yes || truths.no, truths.no ? 0 : 1, truths.yes ? 1 : 0, truths.fault};
    }
    case TypeKind::text: return text(id);
    case TypeKind::choice:
    case TypeKind::date: break;
    default: return number(id);
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
      Numbers result{false, 0, 0, classes.none || classes.fault};
      for (ClusterId cluster = 0; cluster < classes.possible.size(); ++cluster)
        if (classes.possible[cluster]) result = either(result, only(cluster));
      return result;
    }
    case Op::add_days:
    case Op::subtract_days: return days(term, id);
    default: return branches<Numbers>(term, [&](TermId branch) { return ordinal(branch); });
  }
}

Numbers BoxEvaluation::days(const Term& term, TermId id) {
  const Numbers date = ordinal(term.operands[0]), count = number(term.operands[1]);
  if (!date.some || !count.some) return {false, 0, 0, date.fault || count.fault};
  const auto whole = [](Ordinal millionths) { return millionths / Decimal::one; };
  const bool adds = term.op == Op::add_days;
  const Ordinal low = date.low + (adds ? whole(count.low) : -whole(count.high));
  const Ordinal high = date.high + (adds ? whole(count.high) : -whole(count.low));
  const Ordinal first = make_date(1, 1, 1)->days, last = make_date(9999, 12, 31)->days;
  const bool out = low < first || high > last;
  const bool fault = date.fault || count.fault || out;
  if (out) faults_.insert({id, Rejection::Cause::no_day});
  return {low <= last && high >= first, std::max(low, first), std::min(high, last), fault};
}

Numbers BoxEvaluation::text(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  if (term.op == Op::constant) return only(space_.place(term.text));
  if (term.op == Op::attribute) {
    const Extent& values = extent(static_cast<Axis>(term.number));
    return {values.known, values.low, values.high, false};
  }
  return branches<Numbers>(term, [&](TermId branch) { return text(branch); });
}

Numbers BoxEvaluation::number(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return only(term.number);
    case Op::attribute: {
      const Extent& values = extent(static_cast<Axis>(term.number));
      return {values.known, values.low, values.high, false};
    }
    case Op::lookup:
      if (model_.tables[table_of(term)].policy == TablePolicy::sum)
        return noted(id, once<Numbers>({Kind::lookup, term.number}, [&] { return sum_of_numbers(term); }));
      [[fallthrough]];
    case Op::define:
    case Op::conditional: return branches<Numbers>(term, [&](TermId branch) { return number(branch); });
    case Op::days_between: {
      const Numbers a = ordinal(term.operands[0]), b = ordinal(term.operands[1]);
      if (!a.some || !b.some) return {false, 0, 0, a.fault || b.fault};
      return {true, (a.low - b.high) * Decimal::one, (a.high - b.low) * Decimal::one, a.fault || b.fault};
    }
    default: return arithmetic(id);
  }
}

/// Every use of a sum of rows is a calculation that may be too large.
Numbers BoxEvaluation::noted(TermId id, const Numbers& sum) {
  if (sum.fault && sum.low == -largest_ordinal && sum.high == largest_ordinal)
    faults_.insert({id, Rejection::Cause::too_large});
  return sum;
}

Numbers BoxEvaluation::arithmetic(TermId id) {
  const Term& term = model_.term(id);
  const Numbers left = number(term.operands[0]);
  if (!left.some) return left;  // the right operand is not computed then
  const bool two = term.operands.size() > 1;
  const Numbers right = two ? number(term.operands[1]) : only(0);
  Numbers result = computed(id, left, right);
  result.fault = result.fault || left.fault || right.fault;
  return result;
}

/// Computes from the operands as far as they have values, and notes what may fail in this very calculation.
Numbers BoxEvaluation::computed(TermId id, Numbers left, Numbers right) {
  left.fault = right.fault = false;
  const Op op = model_.term(id).op;
  if (!left.some || !right.some) return {};
  switch (op) {
    case Op::negate:
    case Op::absolute: return changed(op, left);
    case Op::floor:
    case Op::ceil:
    case Op::round: {
      const Numbers result = changed(op, left, static_cast<int>(right.low / Decimal::one));
      if (result.fault) faults_.insert({id, Rejection::Cause::too_large});
      return result;
    }
    default: break;
  }
  const Numbers result = combined(op, left, right);
  if (!result.fault) return result;
  if (op == Op::divide)
    note_quotient(id, left, right);
  else if (op == Op::power)
    note_power(id, left, right);
  else
    faults_.insert({id, Rejection::Cause::too_large});
  return result;
}

void BoxEvaluation::note_power(TermId id, const Numbers& left, const Numbers& right) {
  const bool undefined = left.low < 0 || (left.low == 0 && right.low < 0);
  if (undefined) faults_.insert({id, Rejection::Cause::undefined});
  const bool above =
      left.high > 0 && combined(Op::power, {true, std::max<Ordinal>(left.low, 1), left.high, false}, right).fault;
  const bool single = left.single() && right.single();
  const bool below = left.low < 0 && (!single || Decimal{right.low}.is_whole());
  if (above || below) faults_.insert({id, Rejection::Cause::too_large});
}

void BoxEvaluation::note_quotient(TermId id, const Numbers& left, const Numbers& right) {
  const bool by_zero = right.low <= 0 && right.high >= 0;
  if (by_zero) faults_.insert({id, Rejection::Cause::by_zero});
  if (by_zero && !right.single()) add_hint(model_.term(id).operands[1]);
  const auto overflows = [&](Ordinal low, Ordinal high) {
    return low <= high && combined(Op::divide, left, {true, low, high, false}).fault;
  };
  if (overflows(right.low, std::min<Ordinal>(right.high, -1)) || overflows(std::max<Ordinal>(right.low, 1), right.high))
    faults_.insert({id, Rejection::Cause::too_large});
}

// ---------------------------------------------------------------------------------------------- efforts

Efforts BoxEvaluation::effort(TermId id) {
  ++split_hints_.looked_at;
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return only(term.fraction);
    case Op::lookup:
      if (model_.tables[table_of(term)].policy == TablePolicy::sum)
        return once<Efforts>({Kind::lookup, term.number}, [&] { return sum_of_efforts(term); });
      [[fallthrough]];
    case Op::define:
    case Op::conditional: return branches<Efforts>(term, [&](TermId branch) { return effort(branch); });
    case Op::result: return (*results_)[static_cast<std::size_t>(term.number)];
    case Op::effort_from_number: return exactly(number(term.operands[0])) * term.fraction;
    case Op::effort_add: {
      const Efforts left = effort(term.operands[0]);
      return left + effort(term.operands[1]);
    }
    case Op::effort_subtract: {
      const Efforts left = effort(term.operands[0]);
      return left + -effort(term.operands[1]);
    }
    case Op::effort_negate: return -effort(term.operands[0]);
    default: assert(term.op == Op::effort_scale); return effort(term.operands[0]) * term.fraction;
  }
}

Efforts BoxEvaluation::exact(TermId id) {
  return model_.term(id).type.kind == TypeKind::effort ? effort(id) : exactly(number(id));
}

}  // namespace spanne::engine::proof
