#include "engine/proof/number_sizes.hpp"

#include <algorithm>
#include <bit>

namespace spanne::engine::proof {
namespace {

/// What a bound that is no longer followed exactly counts as: too large, and small enough to be added up.
constexpr std::size_t beyond_all = 8 * max_number_bits;

NumberSize limited(const NumberSize& a) {
  return {std::min(a.numerator_bits, beyond_all), std::min(a.tens, beyond_all), std::min(a.rest_bits, beyond_all)};
}

std::size_t bits_of_tens(std::size_t tens) { return (tens * 10 + 2) / 3; }

NumberSize either(const NumberSize& a, const NumberSize& b) {
  return {std::max(a.numerator_bits, b.numerator_bits), std::max(a.tens, b.tens), std::max(a.rest_bits, b.rest_bits)};
}

NumberSize sum(const NumberSize& a, const NumberSize& b) {
  const std::size_t tens = std::max(a.tens, b.tens);
  const auto widened = [&](const NumberSize& x, const NumberSize& y) {
    return x.numerator_bits + bits_of_tens(tens - x.tens) + y.rest_bits;
  };
  return limited({std::max(widened(a, b), widened(b, a)) + 1, tens, a.rest_bits + b.rest_bits});
}

NumberSize product(const NumberSize& a, const NumberSize& b) {
  return limited({a.numerator_bits + b.numerator_bits, a.tens + b.tens, a.rest_bits + b.rest_bits});
}

NumberSize inverse(const NumberSize& a) { return {a.denominator_bits(), 0, a.numerator_bits}; }

NumberSize whole(const NumberSize& a) { return limited({a.numerator_bits + 1, 0, 0}); }

NumberSize rounded(const NumberSize& a, std::size_t places) {
  return limited({a.numerator_bits + bits_of_tens(places) + 1, places, 0});
}

NumberSize raised(const NumberSize& a, std::size_t times) {
  return limited({a.numerator_bits * times, a.tens * times, a.rest_bits * times});
}

/// Of a Decimal with so many bits.
NumberSize of_decimal(std::size_t bits, TypeKind kind) {
  if (kind == TypeKind::integer) return {bits > 19 ? bits - 19 : 1, 0, 0};  // a million has twenty
  return {bits, kind == TypeKind::percent ? std::size_t{8} : std::size_t{6}, 0};
}

NumberSize of_constant(const Fraction& number) {
  const Fraction lowest = number.denominator();
  std::size_t tens = 0;
  for (Fraction power = 1; tens <= 8; ++tens, power *= Fraction(10))
    if ((power / lowest).is_whole()) return {number.bit_count(), tens, 0};
  return {number.bit_count(), 0, lowest.bit_count()};
}

Fraction least_above_zero(const NumberSize& bound) {
  // A divisor that has a value is computable, however long its bound.
  const NumberSize size = bound.is_computable() ? bound : NumberSize{1, 0, max_number_bits};
  Fraction denominator = 1;
  for (std::size_t times = 0; times < size.tens; ++times) denominator *= Fraction(10);
  for (std::size_t times = 0; times < size.rest_bits; ++times) denominator *= Fraction(2);
  return Fraction(1) / denominator;
}

std::size_t bits_of(std::int64_t millionths) {
  return static_cast<std::size_t>(
      std::bit_width(static_cast<std::uint64_t>(millionths < 0 ? -millionths : millionths)));
}

}  // namespace

NumberSizes::NumberSizes(const Model& model) : model_(model), sizes_(model.terms.size()), known_(model.terms.size()) {
  for (TermId id = 0; id < model.terms.size(); ++id) {
    of(id);
    if (model.term(id).op == Op::divide) least_divisors_.emplace(id, least_above_zero(of(model.term(id).operands[1])));
  }
  EffortSizeBound all;
  const auto take = [&](const Effects& effects) {
    for (const Effect& effect : effects)
      if (effect.kind != EffectKind::flag) all.take(effect, amounts_.emplace(&effect, amount(effect)).first->second);
  };
  for (const Cluster& cluster : model.clusters) take(cluster.base);
  for (const Rule& rule : model.rules) take(rule.effects);
  for (const Table& table : model.tables)
    for (const Row& row : table.rows) take(row.effects);
  effort_may_be_too_large_ = !all.is_computable();
}

NumberSize NumberSizes::of(TermId id) {
  if (known_[id]) return sizes_[id];
  const Term& term = model_.term(id);
  if (is_number(term.type.kind) || term.type.kind == TypeKind::effort) sizes_[id] = found(term);
  known_[id] = true;
  return sizes_[id];
}

NumberSize NumberSizes::attribute(const Attribute& attribute) const {
  const auto& [low, high, half_open] = attribute.bounds;
  if (!low || !high) return of_decimal(63, attribute.type.kind);
  return of_decimal(std::max(bits_of(std::get<Decimal>(*low).millionths), bits_of(std::get<Decimal>(*high).millionths)),
                    attribute.type.kind);
}

NumberSize NumberSizes::found(const Term& term) {
  const auto operand = [&](std::size_t index) { return of(term.operands[index]); };
  switch (term.op) {
    case Op::constant:
      return of_constant(term.type.kind == TypeKind::effort ? term.fraction : worth_of({term.number}, term.type.kind));
    case Op::attribute: return attribute(model_.attributes[static_cast<std::size_t>(term.number)]);
    case Op::define: {
      NumberSize result;
      for (const auto& version : model_.defines[static_cast<std::size_t>(term.number)].versions)
        result = either(result, of(version.value));
      return result;
    }
    case Op::lookup: return looked_up(term);
    case Op::result: return {max_number_bits, 0, max_number_bits};
    case Op::conditional: return either(operand(1), operand(2));
    case Op::add:
    case Op::subtract:
    case Op::effort_add:
    case Op::effort_subtract: return sum(operand(0), operand(1));
    case Op::multiply: return product(operand(0), operand(1));
    case Op::divide: return product(operand(0), inverse(operand(1)));
    case Op::minimum:
    case Op::maximum: return either(operand(0), operand(1));
    case Op::negate:
    case Op::absolute:
    case Op::effort_negate: return operand(0);
    case Op::floor:
    case Op::ceil: return whole(operand(0));
    case Op::round: return rounded(operand(0), 6);
    case Op::power: return power(term);
    case Op::effort_from_number:
    case Op::effort_scale: return product(operand(0), of_constant(term.fraction));
    default: return {64, 0, 0};  // days
  }
}

/// A whole exponent up to 64 gives an exact power; for any other a power has six places, and how large it gets shows at
/// the ends of a box.
NumberSize NumberSizes::power(const Term& term) {
  const NumberSize base = of(term.operands[0]);
  const Term& exponent = model_.term(term.operands[1]);
  const NumberSize longest = either(base, inverse(base));
  if (exponent.op != Op::constant) return either(raised(longest, 64), {0, 6, 0});
  const Fraction times = worth_of({exponent.number}, exponent.type.kind);
  const auto up = absolute(times).ceil().in_lowest_terms()->first;
  const auto count = static_cast<std::size_t>(std::min<std::int64_t>(up, beyond_all));
  const NumberSize exact = raised(times.sign() < 0 ? inverse(base) : base, count);
  return times.is_whole() && count <= 64 ? exact : rounded(exact, 6);
}

NumberSize NumberSizes::looked_up(const Term& term) {
  const Table& table = model_.tables[table_of(term)];
  NumberSize result;
  for (const Row& row : table.rows) {
    const NumberSize value = of(row.values[derived_of(term)]);
    result = table.policy == TablePolicy::sum ? sum(result, value) : either(result, value);
  }
  return result;
}

NumberSize NumberSizes::amount(const Effect& effect) {
  NumberSize size = effect.amount.computed
                        ? product(of(*effect.amount.computed), of_constant(effect.amount.scale))
                        : either(of_constant(effect.amount.range.low), of_constant(effect.amount.range.high));
  if (effect.per) size = product(size, product(of(effect.per->of), inverse(of_constant(effect.per->portion_size()))));
  return size;
}

void EffortSizeBound::take(const Effect& effect, const NumberSize& amount) {
  if (effect.kind == EffectKind::factor) {
    multiplied_ = product(multiplied_, amount);
    return;
  }
  const std::size_t rest = std::min(longest_.rest_bits + amount.rest_bits, beyond_all);
  longest_ = either(longest_, amount);
  longest_.rest_bits = rest;
  ++count_;
}

bool EffortSizeBound::is_computable() const {
  NumberSize added = longest_;
  added.numerator_bits +=
      bits_of_tens(longest_.tens) + longest_.rest_bits + static_cast<std::size_t>(std::bit_width(count_));
  return product(product(added, added), multiplied_).is_computable();
}

}  // namespace spanne::engine::proof
