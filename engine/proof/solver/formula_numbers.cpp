// Encodes numbers, efforts and the other values that conditions compare.
#include <cassert>
#include <fmt/format.h>

#include "engine/proof/solver/formulas.hpp"

namespace spanne::engine::proof {
namespace {

bool is_numeric(const Type& type) { return is_number(type.kind) || type.kind == TypeKind::effort; }

}  // namespace

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
    default: break;
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
    default: return moved_day(id);
  }
}

NumberTerm FormulaEncoding::compared(TermId id) { return is_numeric(model_.term(id).type) ? number(id) : ordinal(id); }

NumberTerm FormulaEncoding::number(TermId id) {
  const auto found = numbers_.find(id);
  if (found != numbers_.end()) return found->second;
  return numbers_.emplace(id, fresh_number(id)).first->second;
}

NumberTerm FormulaEncoding::fresh_number(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant:
      return {fraction(term.type.kind == TypeKind::effort ? term.fraction : worth_of({term.number}, term.type.kind)),
              yes()};
    case Op::attribute: {
      const auto axis = static_cast<std::size_t>(term.number);
      return {z3::to_real(values_[axis]) * fraction(worth_of({1}, term.type.kind)), known_[axis]};
    }
    case Op::define: return define(term, &FormulaEncoding::number);
    case Op::lookup: return lookup(term, &FormulaEncoding::number);
    case Op::result: return {results().values[static_cast<std::size_t>(term.number)], results().accepted};
    case Op::conditional: {
      const Formula test = truth(term.operands[0]);
      const NumberTerm a = number(term.operands[1]), b = number(term.operands[2]);
      return {z3::ite(test.yes, a.value, b.value), (test.yes && a.ok) || (test.no && b.ok)};
    }
    case Op::days_between: {
      const NumberTerm a = ordinal(term.operands[0]), b = ordinal(term.operands[1]);
      return {z3::to_real(a.value - b.value), a.ok && b.ok};
    }
    case Op::months_between: return completed(id);
    default: break;
  }
  if (space_.sizes().may_be_too_large(id)) return any_in_range(id);
  try {
    return arithmetic(id);
  } catch (const NotLinear& not_linear) {
    assert(not_linear.term == id);
    return any_in_range(id);
  }
}

/// An unknown number in the range of a calculation, which may also have no value.
NumberTerm FormulaEncoding::any_in_range(TermId id) {
  is_relaxed_ = true;
  relaxed_ = id;
  split_hints_.clear();
  const Numbers range = all_accounts_.number(id);
  const z3::expr value = context_.real_const(fmt::format("s{}", fresh_count_++).c_str());
  facts_.push_back(value >= fraction(range.low) && value <= fraction(range.high));
  return {value, context_.bool_const(fmt::format("ok{}", fresh_count_++).c_str())};
}

NumberTerm FormulaEncoding::product(TermId id, const NumberTerm& a, const NumberTerm& b) {
  const z3::expr x = a.value.simplify(), y = b.value.simplify();
  if (!x.is_numeral() && !y.is_numeral()) throw NotLinear{id};
  return {x * y, a.ok && b.ok};
}

NumberTerm FormulaEncoding::arithmetic(TermId id) {
  const Term& term = model_.term(id);
  const NumberTerm a = number(term.operands[0]);
  const auto of_one = [&](const z3::expr& value) { return NumberTerm{value, a.ok}; };
  switch (term.op) {
    case Op::negate:
    case Op::effort_negate: return of_one(-a.value);
    case Op::absolute: return of_one(z3::ite(a.value >= 0, a.value, -a.value));
    case Op::floor: return of_one(floor(a.value));
    case Op::ceil: return of_one(-floor(-a.value));
    case Op::round: {
      const Term& places = model_.term(term.operands[1]);
      Fraction unit = 1;
      for (Fraction left = worth_of({places.number}, places.type.kind); left.sign() > 0; left -= 1) unit = unit / 10;
      return of_one(nearest(a.value * fraction(Fraction(1) / unit)) * fraction(unit));
    }
    case Op::effort_from_number:
    case Op::effort_scale: return of_one(a.value * fraction(term.fraction));
    default: break;
  }
  const NumberTerm b = number(term.operands[1]);
  const z3::expr ok = a.ok && b.ok;
  switch (term.op) {
    case Op::add:
    case Op::effort_add: return {a.value + b.value, ok};
    case Op::subtract:
    case Op::effort_subtract: return {a.value - b.value, ok};
    case Op::minimum: return {z3::ite(a.value <= b.value, a.value, b.value), ok};
    case Op::maximum: return {z3::ite(a.value >= b.value, a.value, b.value), ok};
    case Op::multiply: return product(id, a, b);
    case Op::divide: {
      split_hints_.clear();
      const Numbers divisor = all_accounts_.number(term.operands[1]);
      if (!divisor.some || divisor.low != divisor.high) throw NotLinear{id};
      if (divisor.low.sign() == 0) return {fraction(0), context_.bool_val(false)};
      return {a.value * fraction(Fraction(1) / divisor.low), ok};
    }
    default: throw NotLinear{id};  // power
  }
}

}  // namespace spanne::engine::proof
