// Compiles terms that are numbers or efforts into series.
#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "engine/columns/plan_terms.hpp"

namespace spanne::engine {
namespace {

const Fraction millionth = Fraction::ratio(1, Decimal::one);

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

PlannedNumber TermPlanner::in_unit(const PlannedNumber& quantity, const Fraction& unit) {
  const SeriesId series = program_.times(quantity.series, times_of(quantity.unit, unit));
  return {series, unit, program_.either(quantity.fallback, program_.fallback(series))};
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

PlannedNumber TermPlanner::sum(const PlannedNumber& a, const PlannedNumber& b) {
  const Fraction unit = common_unit(a.unit, b.unit);
  const PlannedNumber x = in_unit(a, unit), y = in_unit(b, unit);
  const SeriesId series = program_.plus(x.series, y.series);
  return {series, unit, program_.either(program_.either(x.fallback, y.fallback), program_.fallback(series))};
}

PlannedNumber TermPlanner::select(MaskRef when, const PlannedNumber& a, const PlannedNumber& b) {
  const Fraction unit = common_unit(a.unit, b.unit);
  const PlannedNumber x = in_unit(a, unit), y = in_unit(b, unit);
  return {program_.select(when, x.series, y.series), unit, program_.choose(when, x.fallback, y.fallback)};
}

PlannedNumber TermPlanner::exact(TermId id) {
  const TermId key = resolved(id);
  if (const auto known = quantities_.find(key); known != quantities_.end()) return known->second;
  const auto fixed = constant(key);
  const PlannedNumber found = fixed ? number_of(*fixed) : find_quantity(model_.term(key));
  quantities_.emplace(key, found);
  return found;
}

PlannedNumber TermPlanner::number(TermId id) { return in_unit(exact(id), millionth); }

PlannedNumber TermPlanner::ordinal(TermId id) {
  const TypeKind kind = model_.term(id).type.kind;
  if (kind == TypeKind::boolean) {
    const PlannedTruth planned = truth(id);
    return {program_.from_mask(planned.holds), 1, planned.fallback};
  }
  if (kind != TypeKind::choice && kind != TypeKind::date) return exact(id);
  if (const auto fixed = constant_ordinal(id)) return {program_.constant(*fixed), 1, never};
  return exact(id);
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
  return {program_.load(id, column_kind, reach), column_kind == ColumnKind::wide ? millionth : Fraction(1), never};
}

PlannedNumber TermPlanner::find_quantity(const Term& term) {
  switch (term.op) {
    case Op::attribute: return column(term);
    case Op::result: return results_[static_cast<std::size_t>(term.number)];
    case Op::cluster: return {cluster_place_, 1, never};
    case Op::lookup: return looked_up(term);
    case Op::conditional: {
      const PlannedTruth test = truth(term.operands[0]);
      PlannedNumber chosen = select(test.holds, ordinal(term.operands[1]), ordinal(term.operands[2]));
      chosen.fallback = program_.either(chosen.fallback, test.fallback);
      return chosen;
    }
    case Op::days_between: {
      const PlannedNumber a = ordinal(term.operands[0]), b = ordinal(term.operands[1]);
      return {program_.minus(a.series, b.series), 1, program_.either(a.fallback, b.fallback)};
    }
    case Op::add_days:
    case Op::subtract_days: {
      const PlannedNumber days = ordinal(term.operands[0]), count = number(term.operands[1]);
      const SeriesId moved = program_.add_days(days.series, count.series, term.op == Op::add_days);
      return {moved, 1, program_.either(program_.either(days.fallback, count.fallback), program_.fallback(moved))};
    }
    case Op::effort_from_number:
    case Op::effort_scale: return scaled(exact(term.operands[0]), term.fraction);
    case Op::effort_negate: return scaled(exact(term.operands[0]), -1);
    case Op::effort_add: return sum(exact(term.operands[0]), exact(term.operands[1]));
    case Op::effort_subtract: return sum(exact(term.operands[0]), scaled(exact(term.operands[1]), -1));
    default: return arithmetic(term);
  }
}

PlannedNumber TermPlanner::arithmetic(const Term& term) {
  const PlannedNumber a = number(term.operands[0]);
  const PlannedNumber b =
      term.operands.size() > 1 ? number(term.operands[1]) : PlannedNumber{program_.constant(0), 1, never};
  const MaskRef fallback = program_.either(a.fallback, b.fallback);
  if (term.op == Op::minimum) return {program_.least(a.series, b.series), millionth, fallback};
  if (term.op == Op::maximum) return {program_.greatest(a.series, b.series), millionth, fallback};
  SeriesId result = 0;
  if (term.op == Op::add)
    result = program_.plus(a.series, b.series);
  else if (term.op == Op::subtract)
    result = program_.minus(a.series, b.series);
  else
    result = program_.decimal(term.op, a.series, b.series);
  return {result, millionth, program_.either(fallback, program_.fallback(result))};
}

PlannedNumber TermPlanner::looked_up(const Term& term) {
  const Table& table = model_.tables[table_of(term)];
  const Fit& rows = fit(table_of(term));
  const bool sums = table.policy == TablePolicy::sum;
  const bool number_sum = sums && term.type.kind != TypeKind::effort;
  PlannedNumber result{program_.constant(0), 1, never};
  MaskRef fallback = rows.fallback, any = never;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const PlannedNumber row_value = ordinal(table.rows[row].values[derived_of(term)]);
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
  return number_sum ? in_unit(result, millionth) : result;
}

}  // namespace spanne::engine
