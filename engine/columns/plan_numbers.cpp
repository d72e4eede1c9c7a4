// Compiles terms that are numbers or efforts into series.
#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {
namespace {

std::int64_t narrowed(Wide128 number) {
  if (number > std::numeric_limits<std::int64_t>::max() || number < -std::numeric_limits<std::int64_t>::max())
    throw Unplannable("a unit is beyond 64 bits");
  return static_cast<std::int64_t>(number);
}

Wide128 greatest_divisor(Wide128 a, Wide128 b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a < 0 ? -a : a;
}

std::pair<std::int64_t, std::int64_t> ratio_of(const Fraction& number) {
  const auto terms = number.in_lowest_terms();
  if (!terms) throw Unplannable("an amount is beyond 64 bits");
  return *terms;
}

}  // namespace

Fraction common_unit(const Fraction& a, const Fraction& b) {
  if (a.sign() == 0) return b.sign() < 0 ? -b : b;
  if (b.sign() == 0) return a.sign() < 0 ? -a : a;
  const auto [an, ad] = ratio_of(a);
  const auto [bn, bd] = ratio_of(b);
  const Wide128 divisor = greatest_divisor(Wide128{an} * bd, Wide128{bn} * ad);
  const Wide128 under = Wide128{ad} * bd;
  const Wide128 both = greatest_divisor(divisor, under);
  return Fraction::ratio(narrowed(divisor / both), narrowed(under / both));
}

std::int64_t times_of(const Fraction& number, const Fraction& unit) {
  const auto [over, under] = ratio_of(number / unit);
  assert(under == 1);
  return narrowed(over);
}

PlannedNumber TermPlanner::number_of(const Fraction& constant) {
  if (constant.sign() == 0) return {program_.constant(0), 1, never};
  return {program_.constant(constant.sign() < 0 ? -1 : 1), constant.sign() < 0 ? -constant : constant, never};
}

PlannedNumber TermPlanner::everything_falls_back() { return {program_.constant(0), 1, always}; }

PlannedNumber TermPlanner::undivided(const PlannedNumber& quantity) {
  return quantity.divisor ? everything_falls_back() : quantity;
}

SeriesId TermPlanner::divisor_of(const PlannedNumber& quantity) {
  return quantity.divisor ? *quantity.divisor : program_.constant(1);
}

PlannedNumber TermPlanner::in_unit(const PlannedNumber& quantity, const Fraction& unit) {
  const SeriesId series = program_.times(quantity.series, times_of(quantity.unit, unit));
  return {series, unit, program_.either(quantity.fallback, program_.fallback(series)), quantity.divisor};
}

PlannedNumber TermPlanner::scaled(PlannedNumber quantity, const Fraction& factor) const {
  quantity.unit *= factor.sign() == 0 ? Fraction(1) : factor;
  if (factor.sign() == 0) quantity.series = program_.constant(0);
  if (factor.sign() < 0) {
    quantity.unit = -quantity.unit;
    quantity.series = program_.minus(program_.constant(0), quantity.series);
    quantity.fallback = program_.either(quantity.fallback, program_.fallback(quantity.series));
  }
  return quantity;
}

std::pair<PlannedNumber, PlannedNumber> TermPlanner::multiplied_out(const PlannedNumber& a, const PlannedNumber& b) {
  const PlannedNumber x{divisor_of(a), 1, never}, y{divisor_of(b), 1, never};
  return {product({a.series, a.unit, a.fallback}, y), product({b.series, b.unit, b.fallback}, x)};
}

PlannedNumber TermPlanner::sum(const PlannedNumber& a, const PlannedNumber& b) {
  if (a.divisor != b.divisor) {
    const auto [x, y] = multiplied_out(a, b);
    const PlannedNumber above = sum(x, y);
    const SeriesId below = program_.multiply(divisor_of(a), divisor_of(b));
    return {above.series, above.unit, program_.either(above.fallback, program_.fallback(below)), below};
  }
  const Fraction unit = common_unit(a.unit, b.unit);
  const PlannedNumber x = in_unit(a, unit), y = in_unit(b, unit);
  const SeriesId series = program_.plus(x.series, y.series);
  return {series, unit, program_.either(program_.either(x.fallback, y.fallback), program_.fallback(series)), a.divisor};
}

PlannedNumber TermPlanner::select(MaskRef when, const PlannedNumber& a, const PlannedNumber& b) {
  const Fraction unit = common_unit(a.unit, b.unit);
  const PlannedNumber x = in_unit(a, unit), y = in_unit(b, unit);
  PlannedNumber chosen{program_.select(when, x.series, y.series), unit, program_.choose(when, x.fallback, y.fallback)};
  if (a.divisor || b.divisor) chosen.divisor = program_.select(when, divisor_of(a), divisor_of(b));
  return chosen;
}

PlannedNumber TermPlanner::product(const PlannedNumber& a, const PlannedNumber& b) {
  const SeriesId series = program_.multiply(a.series, b.series);
  PlannedNumber made{series, a.unit * b.unit,
                     program_.either(program_.either(a.fallback, b.fallback), program_.fallback(series))};
  if (!a.divisor && !b.divisor) return made;
  made.divisor = program_.multiply(divisor_of(a), divisor_of(b));
  made.fallback = program_.either(made.fallback, program_.fallback(*made.divisor));
  return made;
}

/// The divisor is made positive; rows in which it is 0 fall back, to be rejected.
PlannedNumber TermPlanner::quotient(const PlannedNumber& a, const PlannedNumber& b) {
  const SeriesId zero = program_.constant(0), one = program_.constant(1);
  const PlannedNumber inverse{
      program_.select(program_.series_at_least(b.series, 0), divisor_of(b), program_.minus(zero, divisor_of(b))),
      Fraction(1) / b.unit, b.fallback, program_.greatest(b.series, program_.minus(zero, b.series))};
  const MaskRef is_zero = program_.equal(b.series, zero);
  PlannedNumber made = product(a, inverse);
  made.divisor = program_.greatest(*made.divisor, one);
  made.fallback = program_.either(made.fallback, is_zero);
  return made;
}

/// Rounds to whole multiples of `unit`, by one of the steps of quotients.
PlannedNumber TermPlanner::in_steps(OpCode step, const PlannedNumber& quantity, const Fraction& unit) {
  const auto [over, under] = ratio_of(quantity.unit / unit);
  const SeriesId above = program_.times(quantity.series, over);
  const SeriesId below = program_.times(divisor_of(quantity), under);
  const MaskRef overflow = program_.either(program_.fallback(above), program_.fallback(below));
  return {program_.whole_quotient(step, above, below), unit, program_.either(quantity.fallback, overflow)};
}

PlannedNumber TermPlanner::rounded(TermId id, const Fraction& unit) {
  return in_steps(OpCode::round_quotient, value(id), unit);
}

PlannedNumber TermPlanner::value(TermId id) {
  const TermId key = resolved(id);
  if (const auto known = quantities_.find(key); known != quantities_.end()) return known->second;
  const PlannedNumber found = planned_value(key);
  quantities_.emplace(key, found);
  return found;
}

/// A number that 64 bits cannot hold in any unit is left to the plain evaluator.
PlannedNumber TermPlanner::planned_value(TermId id) {
  const Term& term = model_.term(id);
  switch (term.type.kind) {
    case TypeKind::boolean: {
      const PlannedTruth planned = truth(id);
      return {program_.from_mask(planned.holds), 1, planned.fallback};
    }
    case TypeKind::choice:
    case TypeKind::date:
      if (const auto fixed = constant_ordinal(id)) return {program_.constant(*fixed), 1, never};
      return find_quantity(term);
    default: break;
  }
  try {
    const auto fixed = constant(id);
    return fixed ? number_of(*fixed) : find_quantity(term);
  } catch (const Unplannable&) { return everything_falls_back(); }
}

PlannedNumber TermPlanner::column(const Term& term) {
  const AttributeId id = used(term);
  const Attribute& attribute = model_.attributes[id];
  const ColumnKind column_kind = column_kinds_[id];
  Reach reach{-std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
  if (column_kind == ColumnKind::narrow)
    reach = {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  if (column_kind == ColumnKind::code) reach = {0, std::numeric_limits<std::int16_t>::max()};
  const auto bound = [&](const std::optional<Value>& value, Wide128 otherwise) {
    return value ? Wide128{count_in(column_kind, *value)} : otherwise;
  };
  // The column holds 0 for a missing value.
  reach.low = std::min<Wide128>(std::max(reach.low, bound(attribute.bounds.low, reach.low) - 1), 0);
  reach.high = std::max<Wide128>(std::min(reach.high, bound(attribute.bounds.high, reach.high) + 1), 0);
  return {program_.load(id, column_kind, reach), column_unit(column_kind, term.type.kind), never};
}

PlannedNumber TermPlanner::find_quantity(const Term& term) {
  switch (term.op) {
    case Op::attribute: return column(term);
    case Op::result: return results_[static_cast<std::size_t>(term.number)];
    case Op::cluster: return {cluster_place_, 1, never};
    case Op::lookup: return looked_up(term);
    case Op::conditional: {
      const PlannedTruth test = truth(term.operands[0]);
      PlannedNumber chosen = select(test.holds, value(term.operands[1]), value(term.operands[2]));
      chosen.fallback = program_.either(chosen.fallback, test.fallback);
      return chosen;
    }
    case Op::days_between: {
      const PlannedNumber a = value(term.operands[0]), b = value(term.operands[1]);
      return {program_.minus(a.series, b.series), 1, program_.either(a.fallback, b.fallback)};
    }
    case Op::months_between: {
      const PlannedNumber from = value(term.operands[0]), to = value(term.operands[1]);
      return {program_.months_between(from.series, to.series, term.number), 1,
              program_.either(from.fallback, to.fallback)};
    }
    case Op::add_days:
    case Op::subtract_days:
    case Op::add_months:
    case Op::subtract_months: {
      const PlannedNumber days = value(term.operands[0]), count = whole_units(term.operands[1]);
      const SeriesId moved = program_.moved(days.series, count.series, date_step(term));
      return {moved, 1, program_.either(program_.either(days.fallback, count.fallback), program_.fallback(moved))};
    }
    case Op::effort_from_number:
    case Op::effort_scale: return scaled(value(term.operands[0]), term.fraction);
    case Op::negate:
    case Op::effort_negate: return scaled(value(term.operands[0]), -1);
    default: return arithmetic(term);
  }
}

PlannedNumber TermPlanner::arithmetic(const Term& term) {
  const PlannedNumber a = value(term.operands[0]);
  const auto b = [&] { return value(term.operands[1]); };
  switch (term.op) {
    case Op::add:
    case Op::effort_add: return sum(a, b());
    case Op::subtract:
    case Op::effort_subtract: return sum(a, scaled(b(), -1));
    case Op::multiply: return product(a, b());
    case Op::divide: {
      const auto fixed = constant(term.operands[1]);
      return fixed && fixed->sign() != 0 ? scaled(a, Fraction(1) / *fixed) : quotient(a, b());
    }
    case Op::minimum: return extreme(&Program::least, a, b());
    case Op::maximum: return extreme(&Program::greatest, a, b());
    case Op::absolute: return extreme(&Program::greatest, a, scaled(a, -1));
    case Op::floor: return in_steps(OpCode::floor_quotient, a, 1);
    case Op::ceil: return in_steps(OpCode::ceil_quotient, a, 1);
    case Op::round: {
      Fraction unit = 1;
      for (Fraction places = *constant(term.operands[1]); places.sign() > 0; places -= 1) unit = unit / 10;
      return in_steps(OpCode::round_quotient, a, unit);
    }
    default: assert(term.op == Op::power); return power(undivided(a), term.operands[1]);
  }
}

/// A number as whole ones; rows in which it is not whole fall back.
PlannedNumber TermPlanner::whole_units(TermId id) {
  const PlannedNumber count = value(id);
  if (!count.divisor && count.unit.is_whole()) return in_unit(count, 1);
  const PlannedNumber low = in_steps(OpCode::floor_quotient, count, 1),
                      high = in_steps(OpCode::ceil_quotient, count, 1);
  const MaskRef broken = negation(program_.equal(low.series, high.series));
  return {low.series, 1, program_.either(program_.either(low.fallback, high.fallback), broken)};
}

PlannedNumber TermPlanner::extreme(SeriesId (Program::*pick)(SeriesId, SeriesId), const PlannedNumber& a,
                                   const PlannedNumber& b) {
  if (a.divisor != b.divisor) return everything_falls_back();
  const Fraction unit = common_unit(a.unit, b.unit);
  const PlannedNumber x = in_unit(a, unit), y = in_unit(b, unit);
  return {(program_.*pick)(x.series, y.series), unit, program_.either(x.fallback, y.fallback), a.divisor};
}

/// A short whole exponent multiplies; any other fixed one is rounded to six places, row by row.
PlannedNumber TermPlanner::power(const PlannedNumber& base, TermId exponent) {
  const auto fixed = constant(exponent);
  if (!fixed) return everything_falls_back();
  if (fixed->is_whole() && absolute(*fixed) <= Fraction(64)) {
    const auto times = fixed->in_lowest_terms()->first;
    PlannedNumber made = number_of(1);
    for (std::int64_t time = 0; time < std::abs(times); ++time) made = product(made, base);
    return times < 0 ? quotient(number_of(1), made) : made;
  }
  const SeriesId series = program_.power(base.series, base.unit, *fixed);
  return {series, worth_of({1}, TypeKind::decimal), program_.either(base.fallback, program_.fallback(series))};
}

PlannedNumber TermPlanner::looked_up(const Term& term) {
  const Table& table = model_.tables[table_of(term)];
  const Fit& rows = fit(table_of(term));
  const bool sums = table.policy == TablePolicy::sum;
  PlannedNumber result{program_.constant(0), 1, never};
  MaskRef fallback = rows.fallback, any = never;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const PlannedNumber row_value = undivided(value(table.rows[row].values[derived_of(term)]));
    const MaskRef fits = rows.rows[row];
    fallback = program_.either(fallback, program_.both(fits, row_value.fallback));
    if (sums)
      result = sum(result, select(fits, {row_value.series, row_value.unit, never}, {program_.constant(0), 1, never}));
    else
      result = select(fits, {row_value.series, row_value.unit, never}, {result.series, result.unit, result.fallback});
    any = program_.either(any, fits);
  }
  if (!sums) fallback = program_.either(fallback, negation(any));
  result.fallback = program_.either(result.fallback, fallback);
  return result;
}

}  // namespace spanne::engine
