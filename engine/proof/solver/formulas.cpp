#include "engine/proof/solver/formulas.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <limits>

namespace spanne::engine::proof {

// ---------------------------------------------------------------------------------------------- building blocks

z3::expr FormulaEncoding::whole(Ordinal number) { return context_.int_val(static_cast<std::int64_t>(number)); }

z3::expr FormulaEncoding::fraction(const Fraction& number) {
  // A decimal or a fraction in lowest terms; Z3 reads both.
  return context_.real_val(number.to_exact_text().c_str());
}

z3::expr FormulaEncoding::fresh(const char* name) {
  return context_.int_const(fmt::format("{}{}", name, fresh_count_++).c_str());
}

// Z3 aborts the program on an empty sum or conjunction.
z3::expr FormulaEncoding::all(const std::vector<z3::expr>& parts) {
  z3::expr result = yes();
  for (const auto& part : parts) result = result && part;
  return result;
}

z3::expr FormulaEncoding::any(const std::vector<z3::expr>& parts) {
  z3::expr result = context_.bool_val(false);
  for (const auto& part : parts) result = result || part;
  return result;
}

z3::expr FormulaEncoding::down(const z3::expr& number, Ordinal divisor) {
  const z3::expr quotient = fresh("q");
  facts_.push_back(whole(divisor) * quotient <= number && number < whole(divisor) * (quotient + 1));
  return quotient;
}

z3::expr FormulaEncoding::nearest(const z3::expr& number, Ordinal divisor) {
  const z3::expr size = z3::ite(number >= 0, number, -number);
  const z3::expr quotient = fresh("n");
  // Half is rounded away from zero: divisor * (2 q - 1) <= 2 |number| < divisor * (2 q + 1).
  facts_.push_back(whole(divisor) * (2 * quotient - 1) <= 2 * size && 2 * size < whole(divisor) * (2 * quotient + 1));
  return z3::ite(number >= 0, quotient, -quotient);
}

z3::expr FormulaEncoding::fitting(const z3::expr& number) {
  return number <= whole(largest_ordinal) && number >= whole(-largest_ordinal);
}

bool FormulaEncoding::may_be_too_large(TermId id) {
  split_hints_.clear();
  all_accounts_.ordinal(id);
  return all_accounts_.faults().count({id, Rejection::Cause::too_large}) != 0;
}

FormulaEncoding::FormulaEncoding(z3::context& context, const Space& space)
    : context_(context), space_(space), model_(space.model()), all_accounts_(space, space.all(), split_hints_) {
  for (Axis axis = 0; axis <= space.day(); ++axis) {
    const Extent& extent = space.all().extents[axis];
    const std::string name = axis == space.day() ? "as_of" : fmt::format("a{}", axis);
    z3::expr value = context.int_const(name.c_str());
    if (space.step(axis) > 1) {  // whole numbers, although the scale is millionths
      facts_.push_back(value >= whole(extent.low / space.step(axis)) && value <= whole(extent.high / space.step(axis)));
      value = value * whole(space.step(axis));
    } else {
      facts_.push_back(value >= whole(extent.low) && value <= whole(extent.high));
    }
    values_.push_back(value);
    known_.push_back(extent.missing ? context.bool_const(("k" + name).c_str()) : yes());
  }
}

DatedAccount FormulaEncoding::account(const z3::model& model) const {
  DatedAccount made;
  const auto read = [&](Axis axis) {
    std::int64_t number = 0;
    model.eval(values_[axis], true).is_numeral_i64(number);
    return number;
  };
  for (AttributeId id = 0; id < space_.day(); ++id) {
    const bool is_known = model.eval(known_[id], true).is_true();
    made.account.values.push_back(is_known ? space_.value(id, read(id)) : Value());
  }
  made.as_of = {static_cast<std::int32_t>(read(space_.day()))};
  return made;
}

z3::expr FormulaEncoding::in_force(const Period& period) {
  const z3::expr& day = values_[space_.day()];
  z3::expr result = yes();
  if (period.from) result = result && day >= whole(period.from->days);
  if (period.until) result = result && day <= whole(period.until->days);
  return result;
}

// ---------------------------------------------------------------------------------------------- conditions

Formula FormulaEncoding::truth(TermId id) {
  const auto found = truths_.find(id);
  if (found != truths_.end()) return found->second;
  if (!space_.asks_for_results(id)) {  // a condition with the same answer for every account needs no formula
    split_hints_.clear();
    const Truths truths = all_accounts_.truth(id);
    if (truths.always() || truths.never())
      return truths_.emplace(id, Formula{context_.bool_val(truths.yes), context_.bool_val(truths.no)}).first->second;
  }
  return truths_.emplace(id, fresh_truth(id)).first->second;
}

Formula FormulaEncoding::all_of(std::span<const TermId> terms) {
  Formula result{yes(), context_.bool_val(false)};
  for (const TermId term : terms) {
    const Formula formula = truth(term);
    result = {result.yes && formula.yes, result.no || (result.yes && formula.no)};
  }
  return result;
}

Formula FormulaEncoding::fresh_truth(TermId id) {
  const Term& term = model_.term(id);
  const auto plain = [](const z3::expr& holds) { return Formula{holds, !holds}; };
  switch (term.op) {
    case Op::constant: return plain(context_.bool_val(term.number != 0));
    case Op::attribute: return plain(values_[static_cast<std::size_t>(term.number)] == 1);
    case Op::is_known: return plain(known_[static_cast<std::size_t>(term.number)]);
    case Op::is_missing: return plain(!known_[static_cast<std::size_t>(term.number)]);
    case Op::logical_not: {
      const Formula operand = truth(term.operands[0]);
      return {operand.no, operand.yes};
    }
    case Op::logical_and: return all_of(term.operands);
    case Op::logical_or: {
      Formula result{context_.bool_val(false), yes()};
      for (const TermId operand : term.operands) {
        const Formula formula = truth(operand);
        result = {result.yes || (result.no && formula.yes), result.no && formula.no};
      }
      return result;
    }
    case Op::define:
    case Op::lookup:
    case Op::conditional: {
      const NumberTerm value = ordinal(id);
      return {value.ok && value.value == 1, value.ok && value.value == 0};
    }
    case Op::within:
    case Op::within_half_open: {
      const NumberTerm value = exact(term.operands[0]), low = exact(term.operands[1]), high = exact(term.operands[2]);
      const z3::expr above = value.value >= low.value;
      const z3::expr below = term.op == Op::within ? value.value <= high.value : value.value < high.value;
      const z3::expr first = value.ok && low.ok;
      return {first && above && high.ok && below, first && (!above || (high.ok && !below))};
    }
    case Op::starts_with: {
      const NumberTerm whole_text = ordinal(term.operands[0]);
      const Term& start = model_.term(term.operands[1]);
      if (start.op != Op::constant) throw NotLinear{id};
      std::vector<z3::expr> places;
      for (std::size_t place = 0; place < space_.texts().size(); ++place)
        if (space_.texts()[place].rfind(start.text, 0) == 0)
          places.push_back(whole_text.value == whole(static_cast<Ordinal>(place)));
      const z3::expr holds = any(places);
      return {whole_text.ok && holds, whole_text.ok && !holds};
    }
    default: return comparison(term);
  }
}

Formula FormulaEncoding::comparison(const Term& term) {
  if (auto quotient = quotient_against_constant(term)) return *quotient;
  const NumberTerm left = exact(term.operands[0]), right = exact(term.operands[1]);
  const z3::expr ok = left.ok && right.ok;
  const auto made = [&](const z3::expr& holds) { return Formula{ok && holds, ok && !holds}; };
  switch (term.op) {
    case Op::equal: return made(left.value == right.value);
    case Op::not_equal: return made(left.value != right.value);
    case Op::less: return made(left.value < right.value);
    case Op::less_equal: return made(left.value <= right.value);
    case Op::greater: return made(left.value > right.value);
    default: assert(term.op == Op::greater_equal); return made(left.value >= right.value);
  }
}

/// Whether left / right, rounded, is at least `least`: compares 2 * left * 10^6 with (2 least - 1) * right, which is
/// linear.
z3::expr FormulaEncoding::reaches(const NumberTerm& left, const NumberTerm& right, Ordinal least) {
  // 2 least - 1 may not fit into 64 bits.
  const z3::expr odd = context_.int_val(2) * whole(least) - 1;
  const z3::expr a = 2 * whole(Decimal::one) * left.value, b = odd * right.value;
  // Half is rounded away from zero: up where the result is above 0, else down.
  if (least > 0) return (right.value > 0 && a >= b) || (right.value < 0 && a <= b);
  return (right.value > 0 && a > b) || (right.value < 0 && a < b);
}

std::optional<Formula> FormulaEncoding::quotient_against_constant(const Term& term) {
  const TermId id = term.operands[0];
  if (model_.term(id).op != Op::divide || model_.term(term.operands[1]).op != Op::constant) return std::nullopt;
  if (model_.term(model_.term(id).operands[1]).op == Op::constant) return std::nullopt;
  const NumberTerm left = number(model_.term(id).operands[0]), right = number(model_.term(id).operands[1]);
  const Ordinal limit = model_.term(term.operands[1]).number;
  z3::expr ok = left.ok && right.ok && right.value != 0;
  if (may_be_too_large(id)) {
    // |quotient| is at most the largest number: no rounding exceeds it while 2 |left| 10^6 < (2 largest + 1) |right|.
    const z3::expr size = z3::ite(right.value >= 0, right.value, -right.value);
    const z3::expr top = z3::ite(left.value >= 0, left.value, -left.value);
    ok = ok && 2 * whole(Decimal::one) * top < (context_.int_val(2) * whole(largest_ordinal) + 1) * size;
  }
  const auto at_least = [&](Ordinal least) { return reaches(left, right, least); };
  const auto made = [&](const z3::expr& holds) { return Formula{ok && holds, ok && !holds}; };
  switch (term.op) {
    case Op::greater_equal: return made(at_least(limit));
    case Op::greater: return made(at_least(limit + 1));
    case Op::less: return made(!at_least(limit));
    case Op::less_equal: return made(!at_least(limit + 1));
    case Op::equal: return made(at_least(limit) && !at_least(limit + 1));
    default: return made(!at_least(limit) || at_least(limit + 1));
  }
}

// ---------------------------------------------------------------------------------------------- numbers

NumberTerm FormulaEncoding::define(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId)) {
  const auto& versions = model_.defines[static_cast<std::size_t>(term.number)].versions;
  NumberTerm result = (this->*get)(versions.back().value);
  for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
    const NumberTerm version_value = (this->*get)(versions[i].value);
    const z3::expr now = in_force(versions[i].period);
    result = {z3::ite(now, version_value.value, result.value), z3::ite(now, version_value.ok, result.ok)};
  }
  return result;
}

NumberTerm FormulaEncoding::lookup(const Term& term, NumberTerm (FormulaEncoding::*get)(TermId)) {
  const Table& table = model_.tables[table_of(term)];
  const auto derived = derived_of(term);
  const Rows fit = rows(table);
  const bool sums = table.policy == TablePolicy::sum;
  const NumberTerm first = (this->*get)(table.rows.front().values[derived]);
  const z3::expr nothing = context_.num_val(0, first.value.get_sort());
  z3::expr value = nothing, some = context_.bool_val(false), ok = fit.ok;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const NumberTerm row_value = (this->*get)(table.rows[row].values[derived]);
    value = sums ? value + z3::ite(fit.counts[row], row_value.value, nothing)
                 : z3::ite(fit.counts[row], row_value.value, value);
    some = some || fit.counts[row];
    ok = ok && (!fit.counts[row] || row_value.ok);
  }
  if (sums && term.type.kind != TypeKind::effort) ok = ok && fitting(value);
  return {value, sums ? ok : ok && some};
}

NumberTerm FormulaEncoding::ordinal(TermId id) {
  const auto found = ordinals_.find(id);
  if (found != ordinals_.end()) return found->second;
  return ordinals_.emplace(id, fresh_ordinal(id)).first->second;
}

NumberTerm FormulaEncoding::fresh_ordinal(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::define: return define(term, &FormulaEncoding::ordinal);
    case Op::lookup: return lookup(term, &FormulaEncoding::ordinal);
    case Op::conditional: {
      const Formula test = truth(term.operands[0]);
      const NumberTerm a = ordinal(term.operands[1]), b = ordinal(term.operands[2]);
      return {z3::ite(test.yes, a.value, b.value), (test.yes && a.ok) || (test.no && b.ok)};
    }
    default: break;
  }
  switch (term.type.kind) {
    case TypeKind::boolean: {
      const Formula holds = truth(id);
      return {z3::ite(holds.yes, whole(1), whole(0)), holds.yes || holds.no};
    }
    case TypeKind::text:
    case TypeKind::choice:
    case TypeKind::date: break;
    default: return number(id);
  }
  switch (term.op) {
    case Op::constant: return {whole(term.type.kind == TypeKind::text ? space_.place(term.text) : term.number), yes()};
    case Op::attribute:
      return {values_[static_cast<std::size_t>(term.number)], known_[static_cast<std::size_t>(term.number)]};
    case Op::as_of: return {values_[space_.day()], yes()};
    case Op::cluster: {
      z3::expr index = whole(0);
      for (ClusterId cluster = 1; cluster < model_.clusters.size(); ++cluster)
        index = z3::ite(in_cluster(cluster), whole(cluster), index);
      return {index, any(clusters())};
    }
    default: return days(term);
  }
}

NumberTerm FormulaEncoding::days(const Term& term) {
  const NumberTerm date = ordinal(term.operands[0]), count = number(term.operands[1]);
  const z3::expr size = z3::ite(count.value >= 0, count.value, -count.value);
  const z3::expr whole_days = down(size, Decimal::one);
  const z3::expr moved = z3::ite(count.value >= 0, whole_days, -whole_days);
  const z3::expr result = term.op == Op::add_days ? date.value + moved : date.value - moved;
  const z3::expr fits = result >= whole(make_date(1, 1, 1)->days) && result <= whole(make_date(9999, 12, 31)->days);
  return {result, date.ok && count.ok && fits};
}

NumberTerm FormulaEncoding::number(TermId id) {
  const auto found = numbers_.find(id);
  if (found != numbers_.end()) return found->second;
  return numbers_.emplace(id, fresh_number(id)).first->second;
}

NumberTerm FormulaEncoding::fresh_number(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return {whole(term.number), yes()};
    case Op::attribute:
      return {values_[static_cast<std::size_t>(term.number)], known_[static_cast<std::size_t>(term.number)]};
    case Op::define:
    case Op::lookup:
    case Op::conditional: return ordinal(id);
    case Op::days_between: {
      const NumberTerm a = ordinal(term.operands[0]), b = ordinal(term.operands[1]);
      return {(a.value - b.value) * whole(Decimal::one), a.ok && b.ok};
    }
    default: break;
  }
  NumberTerm result = [&] {
    try {
      return arithmetic(id);
    } catch (const NotLinear& not_linear) {
      assert(not_linear.term == id);
      return any_in_range(id);
    }
  }();
  if (may_be_too_large(id)) result.ok = result.ok && fitting(result.value);
  return result;
}

/// An unknown number in the range of a calculation, which may also have no value.
NumberTerm FormulaEncoding::any_in_range(TermId id) {
  relaxed_ = id;
  const Numbers range = all_accounts_.number(id);
  const z3::expr value = fresh("s");
  facts_.push_back(value >= whole(range.low) && value <= whole(range.high));
  return {value, context_.bool_const(fmt::format("ok{}", fresh_count_++).c_str())};
}

NumberTerm FormulaEncoding::product(TermId id, const NumberTerm& a, const NumberTerm& b) {
  const z3::expr x = a.value.simplify(), y = b.value.simplify();
  if (!x.is_numeral() && !y.is_numeral()) throw NotLinear{id};
  return {nearest(x * y, Decimal::one), a.ok && b.ok};
}

NumberTerm FormulaEncoding::arithmetic(TermId id) {
  const Term& term = model_.term(id);
  const NumberTerm a = number(term.operands[0]);
  const auto of_sign = [&](const z3::expr& value) { return NumberTerm{value, a.ok}; };
  switch (term.op) {
    case Op::negate: return of_sign(-a.value);
    case Op::absolute: return of_sign(z3::ite(a.value >= 0, a.value, -a.value));
    case Op::floor: return of_sign(down(a.value, Decimal::one) * whole(Decimal::one));
    case Op::ceil: return of_sign(-down(-a.value, Decimal::one) * whole(Decimal::one));
    case Op::round: {
      Ordinal unit = Decimal::one;
      for (auto places = model_.term(term.operands[1]).number / Decimal::one; places > 0; --places) unit /= 10;
      return of_sign(nearest(a.value, unit) * whole(unit));
    }
    default: break;
  }
  const NumberTerm b = number(term.operands[1]);
  const z3::expr ok = a.ok && b.ok;
  switch (term.op) {
    case Op::add: return {a.value + b.value, ok};
    case Op::subtract: return {a.value - b.value, ok};
    case Op::minimum: return {z3::ite(a.value <= b.value, a.value, b.value), ok};
    case Op::maximum: return {z3::ite(a.value >= b.value, a.value, b.value), ok};
    case Op::multiply: return product(id, a, b);
    case Op::divide: {
      std::int64_t divisor = 0;
      if (!b.value.simplify().is_numeral_i64(divisor)) throw NotLinear{id};
      if (divisor == 0) return {whole(0), context_.bool_val(false)};
      const z3::expr scaled = a.value * whole(Decimal::one);
      return {divisor > 0 ? nearest(scaled, divisor) : -nearest(scaled, -divisor), ok};
    }
    default: throw NotLinear{id};  // power
  }
}

}  // namespace spanne::engine::proof
