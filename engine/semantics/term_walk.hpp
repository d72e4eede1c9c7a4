// The definitions of TermSemantics: included by the sources of its domains only.
#pragma once

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/model/condition_terms.hpp"
#include "engine/model/date_steps.hpp"
#include "engine/semantics/term_semantics.hpp"

namespace spanne::engine {

// ---------------------------------------------------------------------------------------------- conditions

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::truth(TermId id) -> Truth {
  domain().asked();
  return domain().came_out(id, decided(id));
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::decided(TermId id) -> Truth {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return Values::known(term.number != 0);
    case Op::attribute: return domain().truth_of(term);
    case Op::define:
    case Op::lookup:
    case Op::conditional: return branches<Truth>(term, &TermSemantics::truth);
    case Op::logical_not: return Values::negated(truth(term.operands[0]));
    case Op::logical_and: return all_of(term.operands);
    case Op::logical_or: return any_of(term.operands);
    case Op::is_known: return domain().is_known(term);
    case Op::is_missing: return Values::negated(domain().is_known(term));
    case Op::within:
    case Op::within_half_open: return within(term);
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(term);
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with: return text_match(id);
    default: return comparison(term);
  }
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::all_of(std::span<const TermId> conditions) -> Truth {
  Truth result = Values::known(true);
  for (const TermId condition : conditions) {
    result = Values::both(result, truth(condition));
    if (!Values::may_hold(result)) return result;
  }
  return result;
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::any_of(std::span<const TermId> conditions) -> Truth {
  Truth none = Values::known(true);
  for (const TermId condition : conditions) {
    none = Values::both(none, Values::negated(truth(condition)));
    if (!Values::may_hold(none)) break;
  }
  return Values::negated(none);
}

/// Follows which numbers of parts may hold for accounts for which the answer is still open.
template <class Domain, class Values>
auto TermSemantics<Domain, Values>::counted(const Term& term) -> Truth {
  const CountBounds bounds = count_bounds(term);
  std::size_t left = term.operands.size();
  std::vector<bool> open(left + 1);
  open[0] = true;
  Truth result{};
  const auto settle = [&] {
    for (std::size_t count = 0; count < open.size(); ++count)
      if (const auto answer = open[count] ? bounds.decided(count, left) : std::nullopt) {
        result = Values::either(result, Values::known(*answer));
        open[count] = false;
      }
  };
  for (settle(); std::find(open.begin(), open.end(), true) != open.end(); settle()) {
    const Truth part = truth(term.operands[term.operands.size() - left]);
    result = Values::either(result, Values::template nothing<Truth>(part));
    for (std::size_t count = open.size(); count-- > 0;)
      open[count] = (open[count] && Values::may_fail(part)) || (count > 0 && open[count - 1] && Values::may_hold(part));
    --left;
  }
  return result;
}

/// Calls `compare` with the walk for values of the kind that a term has.
template <class Domain, class Values>
template <class Compare>
auto TermSemantics<Domain, Values>::compared(TermId kind, Compare compare) -> Truth {
  switch (model_.term(kind).type.kind) {
    case TypeKind::boolean:
    case TypeKind::choice:
    case TypeKind::date: return compare(Walk<Place>(&TermSemantics::ordinal));
    case TypeKind::text: return compare(Walk<Text>(&TermSemantics::text));
    default: return compare(Walk<Number>(&TermSemantics::number));
  }
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::comparison(const Term& term) -> Truth {
  const Term &subject = model_.term(term.operands[0]), &object = model_.term(term.operands[1]);
  const bool equality = term.op == Op::equal || term.op == Op::not_equal;
  if (equality && subject.op == Op::cluster && object.op == Op::constant) {
    const Truth same = domain().cluster_is(subject, static_cast<ClusterId>(object.number));
    return term.op == Op::equal ? same : Values::negated(same);
  }
  return compared(term.operands[0], [&](auto walk) {
    const auto left = (this->*walk)(term.operands[0]);
    if (!Values::some(left)) return Values::template nothing<Truth>(left);
    return Values::compared(term.op, left, (this->*walk)(term.operands[1]));
  });
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::within(const Term& term) -> Truth {
  const Op below = term.op == Op::within ? Op::less_equal : Op::less;
  return compared(term.operands[0], [&](auto walk) {
    const auto value = (this->*walk)(term.operands[0]);
    if (!Values::some(value)) return Values::template nothing<Truth>(value);
    const Truth low = Values::compared(Op::greater_equal, value, (this->*walk)(term.operands[1]));
    if (!Values::may_hold(low)) return low;
    return Values::both(low, Values::compared(below, value, (this->*walk)(term.operands[2])));
  });
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::text_match(TermId id) -> Truth {
  const Term& term = model_.term(id);
  const Text whole = text(term.operands[0]);
  if (!Values::some(whole)) return Values::template nothing<Truth>(whole);
  const Text part = text(term.operands[1]);
  if (!Values::some(part)) return Values::template nothing<Truth>(whole, part);
  return domain().text_match(id, whole, part);
}

// ---------------------------------------------------------------------------------------------- other values

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::ordinal(TermId id) -> Place {
  domain().asked();
  const Term& term = model_.term(id);
  if (term.type.kind == TypeKind::boolean) return Values::ordinal_of(truth(id));
  switch (term.op) {
    case Op::constant: return Values::only(term.number);
    case Op::attribute: return domain().ordinal_of(term);
    case Op::as_of: return domain().day();
    case Op::cluster: return domain().cluster(term);
    case Op::define:
    case Op::lookup:
    case Op::conditional: return branches<Place>(term, &TermSemantics::ordinal);
    default: return moved_day(id);
  }
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::moved_day(TermId id) -> Place {
  const Term& term = model_.term(id);
  assert(is_date_step(term.op));
  const Place date = ordinal(term.operands[0]);
  if (!Values::some(date)) return date;
  const Number count = number(term.operands[1]);
  if (!Values::some(count)) return Values::template nothing<Place>(date, count);
  return domain().moved_day(id, date, count);
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::text(TermId id) -> Text {
  domain().asked();
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return domain().text_constant(term);
    case Op::attribute: return domain().text_of(term);
    default: return branches<Text>(term, &TermSemantics::text);
  }
}

// ---------------------------------------------------------------------------------------------- numbers

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::number(TermId id) -> Number {
  domain().asked();
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant:
      return Values::only(term.type.kind == TypeKind::effort ? term.fraction : worth_of({term.number}, term.type.kind));
    case Op::attribute: return domain().number_of(term);
    case Op::result: return domain().result(term);
    case Op::lookup: return looked_up_number(id);
    case Op::define:
    case Op::conditional: return branches<Number>(term, &TermSemantics::number);
    case Op::days_between:
    case Op::months_between: return time_between(term);
    default: return arithmetic(id);
  }
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::time_between(const Term& term) -> Number {
  const Place first = ordinal(term.operands[0]);
  if (!Values::some(first)) return Values::template nothing<Number>(first);
  const Place second = ordinal(term.operands[1]);
  if (!Values::some(second)) return Values::template nothing<Number>(first, second);
  if (term.op == Op::days_between) return Values::difference(first, second);
  return Values::completed_units(first, second, term.number);
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::arithmetic(TermId id) -> Number {
  const Term& term = model_.term(id);
  const Number left = number(term.operands[0]);
  if (!Values::some(left)) return left;
  const Number right = term.operands.size() > 1 ? number(term.operands[1]) : Values::only(Fraction(0));
  if (!Values::some(right)) return Values::template nothing<Number>(left, right);
  const Number result = domain().sized(id, calculated(id, Values::operand(left), Values::operand(right)));
  return Values::with_faults(result, left, right);
}

template <class Domain, class Values>
template <class Operand>
auto TermSemantics<Domain, Values>::calculated(TermId id, const Operand& left, const Operand& right) -> Number {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::add:
    case Op::effort_add: return left + right;
    case Op::subtract:
    case Op::effort_subtract: return left - right;
    case Op::multiply: return left * right;
    case Op::divide: return domain().quotient(id, left, right);
    case Op::negate:
    case Op::effort_negate: return -left;
    case Op::minimum: return Values::least(left, right);
    case Op::maximum: return Values::greatest(left, right);
    case Op::absolute: return absolute(left);
    case Op::floor: return Values::floor(left);
    case Op::ceil: return Values::ceil(left);
    case Op::round: return round(left, Values::whole(right));
    case Op::effort_from_number:
    case Op::effort_scale: return left * term.fraction;
    default: assert(term.op == Op::power); return domain().power_of(id, left, right);
  }
}

// ---------------------------------------------------------------------------------------------- defines and tables

template <class Domain, class Values>
template <class Value>
Value TermSemantics<Domain, Values>::branches(const Term& term, Walk<Value> walk) {
  if (term.op == Op::conditional) return chosen(term, walk);
  return domain().template shared<Value>(
      term, [&] { return term.op == Op::define ? defined(term, walk) : looked_up(term, walk); });
}

template <class Domain, class Values>
template <class Value>
Value TermSemantics<Domain, Values>::chosen(const Term& conditional, Walk<Value> walk) {
  const Truth test = truth(conditional.operands[0]);
  Value result = Values::template nothing<Value>(test);
  if (Values::may_hold(test)) result = Values::either(std::move(result), (this->*walk)(conditional.operands[1]));
  if (Values::may_fail(test)) result = Values::either(std::move(result), (this->*walk)(conditional.operands[2]));
  return result;
}

template <class Domain, class Values>
template <class Value>
Value TermSemantics<Domain, Values>::defined(const Term& define, Walk<Value> walk) {
  Value result{};
  for (const TermId version : domain().versions(define))
    result = Values::either(std::move(result), (this->*walk)(version));
  return result;
}

template <class Domain, class Values>
template <class Value>
Value TermSemantics<Domain, Values>::looked_up(const Term& lookup, Walk<Value> walk) {
  const Table& table = model_.tables[table_of(lookup)];
  const Fits& fits = domain().fits_of(table);
  Value result = Values::template nothing<Value>(fits);
  for (const Fits::Row& row : fits.rows)
    result = Values::either(std::move(result), (this->*walk)(table.rows[row.index].values[derived_of(lookup)]));
  if (fits.none) domain().no_row(lookup);
  return result;
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::looked_up_number(TermId id) -> Number {
  const Term& lookup = model_.term(id);
  if (model_.tables[table_of(lookup)].policy != TablePolicy::sum)
    return branches<Number>(lookup, &TermSemantics::number);
  return domain().sized_sum(id, domain().template shared<Number>(lookup, [&] { return sum_of_rows(lookup); }));
}

template <class Domain, class Values>
auto TermSemantics<Domain, Values>::sum_of_rows(const Term& lookup) -> Number {
  const Table& table = model_.tables[table_of(lookup)];
  const Fits& fits = domain().fits_of(table);
  if (fits.always_fails()) return Values::template nothing<Number>(fits);
  typename Values::Sum sum(fits.fault);
  for (const Fits::Row& row : fits.rows) {
    const Number value = number(table.rows[row.index].values[derived_of(lookup)]);
    sum.add(value, row.certain);
    if (row.certain && !Values::some(value)) return Values::template nothing<Number>(value);
  }
  return domain().total(lookup, sum);
}

template <class Domain, class Values>
Fits TermSemantics<Domain, Values>::fit_rows(const Table& table) {
  Fits fits;
  bool taken = false;  // a row above certainly fits
  for (std::uint32_t index = 0; index < table.rows.size(); ++index) {
    const Row& row = table.rows[index];
    domain().asked();
    const Truth fit = row.otherwise ? Values::open(!taken, !fits.rows.empty()) : all_of(row.conditions);
    fits.fault = fits.fault || Values::may_have_none(fit);
    const bool reached = fits.rows.empty() || table.policy != TablePolicy::first;
    if (reached && Values::has_none(fit)) return {{}, false, true};  // every account is rejected at this row
    if (!Values::may_hold(fit)) continue;
    const bool certain = Values::holds(fit);
    fits.rows.push_back({index, certain});
    taken = taken || certain;
    if (table.policy == TablePolicy::first && certain) break;
  }
  if (table.policy == TablePolicy::first && fits.rows.size() > 1)
    for (Fits::Row& row : fits.rows) row.certain = false;
  fits.none = !taken;
  if (table.policy == TablePolicy::unique && breaks_promise(table, fits)) return {{}, false, true};
  domain().fitted(table, fits);
  return fits;
}

/// Whether two rows of a `unique` table fit every account; notes in `fits` if two may fit one.
template <class Domain, class Values>
bool TermSemantics<Domain, Values>::breaks_promise(const Table& table, Fits& fits) {
  const auto& rows = fits.rows;
  if (std::count_if(rows.begin(), rows.end(), [](const Fits::Row& row) { return row.certain; }) > 1) {
    domain().clashed(table, fits);
    return true;
  }
  const bool one_or_otherwise = rows.size() == 2 && table.rows[rows[1].index].otherwise;
  fits.fault = fits.fault || (rows.size() > 1 && !one_or_otherwise);
  return false;
}

}  // namespace spanne::engine
