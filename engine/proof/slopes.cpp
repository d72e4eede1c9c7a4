#include "engine/proof/slopes.hpp"

#include <algorithm>

namespace spanne::engine::proof {
namespace {

const Slope level{0, 0};

Slope either(const Slope& a, const Slope& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }
Slope operator+(const Slope& a, const Slope& b) { return {a.low + b.low, a.high + b.high}; }
Slope operator-(const Slope& a) { return {-a.high, -a.low}; }
Numbers as_values(const Slope& slope) { return {true, slope.low, slope.high, false}; }
Slope operator*(const Slope& a, const Numbers& b) {
  const Numbers result = as_values(a) * b;
  return {result.low, result.high};
}
Slope operator*(const Slope& a, const Fraction& b) { return a * only(b); }

/// The intersection of two bounds of the same slope.
Slope both(const Slope& a, const Slope& b) {
  const Slope result{std::max(a.low, b.low), std::min(a.high, b.high)};
  return result.low <= result.high ? result : a;
}

}  // namespace

Slopes::Slopes(const Space& space, const Box& box, BoxEvaluator& first, BoxEvaluator& second)
    : space_(space),
      model_(space.model()),
      rising_(*box.rising),
      first_(first.evaluation()),
      second_(second.evaluation()),
      a_(first.run()),
      b_(second.run()) {
  const Extent& from = box.extents[rising_];
  least_ = std::max(Fraction(space.step(rising_)), Fraction(box.second.low) - Fraction(from.high));
  max_ = Fraction(box.second.high) - Fraction(from.low);
}

bool Slopes::depends(TermId id) const {
  const auto& axes = space_.support(id);
  return std::binary_search(axes.begin(), axes.end(), rising_);
}

/// The slope that follows from the values alone.
Slope Slopes::between(const Numbers& first, const Numbers& second) const {
  const auto over = [&](const Fraction& rise, bool least) {
    return rise / ((rise.sign() < 0) == least ? least_ : max_);
  };
  return {over(second.low - first.high, true), over(second.high - first.low, false)};
}

/// The slope of a value that is rounded to multiples of `unit`: rounding never turns a rise into a fall.
Slope Slopes::stepped(const Slope& slope, const Fraction& unit) const {
  const Fraction slack = unit / least_;
  return {slope.low.sign() >= 0 ? std::max(Fraction(0), slope.low - slack) : slope.low - slack,
          slope.high.sign() <= 0 ? std::min(Fraction(0), slope.high + slack) : slope.high + slack};
}

Slope Slopes::product(const Slope& a, const Numbers& a_values, const Slope& b, const Numbers& b_values) const {
  return a * b_values + b * a_values;
}

// ---------------------------------------------------------------------------------------------- terms

Numbers Slopes::values(TermId id) { return either(first_.number(id), second_.number(id)); }

Slope Slopes::of(TermId id) {
  if (!depends(id)) return level;
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  return known_.emplace(id, found(id)).first->second;
}

Slope Slopes::found(TermId id) {
  const Numbers first = first_.number(id), second = second_.number(id);
  // An account without a value is rejected, and no claim is about it.
  if (!first.some || !second.some) return level;
  return both(computed(id), between(first, second));
}

Slope Slopes::computed(TermId id) {
  const Term& term = model_.term(id);
  const auto operand = [&](std::size_t index) { return of(term.operands[index]); };
  const Slope fallback = between(first_.number(id), second_.number(id));
  switch (term.op) {
    case Op::attribute: {
      const Fraction each = worth_of({1}, term.type.kind);
      return Slope{each, each};
    }
    case Op::define: return of_versions(term);
    case Op::conditional: return branches(term, fallback);
    case Op::lookup: return looked_up(term, fallback);
    case Op::add:
    case Op::effort_add: return operand(0) + operand(1);
    case Op::subtract:
    case Op::effort_subtract: return operand(0) + -operand(1);
    case Op::negate:
    case Op::effort_negate: return -operand(0);
    case Op::effort_scale:
    case Op::effort_from_number: return operand(0) * term.fraction;
    case Op::minimum:
    case Op::maximum: return either(operand(0), operand(1));
    case Op::floor:
    case Op::ceil: return stepped(operand(0), 1);
    case Op::round: {
      Fraction unit = 1;
      for (auto places = model_.term(term.operands[1]).number / Decimal::one; places > 0; --places) unit = unit / 10;
      return stepped(operand(0), unit);
    }
    case Op::multiply: return product(operand(0), values(term.operands[0]), operand(1), values(term.operands[1]));
    case Op::divide: return divided(term, fallback);
    case Op::days_between:
    case Op::months_between: return between_dates(term, fallback);
    default: return fallback;
  }
}

Slope Slopes::of_versions(const Term& define) {
  Slope result;
  bool some = false;
  for (const TermId version : first_.versions(define)) {
    result = some ? either(result, of(version)) : of(version);
    some = true;
  }
  return some ? result : level;
}

Slope Slopes::branches(const Term& term, const Slope& fallback) {
  const TermId condition = term.operands[0];
  if (!depends(condition)) return either(of(term.operands[1]), of(term.operands[2]));
  const Truths a = first_.truth(condition), b = second_.truth(condition);
  if (a.always() && b.always()) return of(term.operands[1]);
  if (a.never() && b.never()) return of(term.operands[2]);
  return fallback;
}

Slope Slopes::looked_up(const Term& lookup, const Slope& fallback) const {
  const Table& table = model_.tables[table_of(lookup)];
  for (const Row& row : table.rows)
    for (const TermId condition : row.conditions)
      if (depends(condition)) return fallback;
  return table.policy == TablePolicy::sum ? fallback : level;  // the cells hold constants
}

Slope Slopes::divided(const Term& term, const Slope& fallback) {
  const Numbers divisor = values(term.operands[1]);
  if (depends(term.operands[1]) || (divisor.low.sign() <= 0 && divisor.high.sign() >= 0)) return fallback;
  const Numbers inverse{true, Fraction(1) / divisor.high, Fraction(1) / divisor.low, false};
  return of(term.operands[0]) * inverse;
}

// ---------------------------------------------------------------------------------------------- effects

Slope Slopes::portions(const Proportion& per) {
  const Numbers all = values(per.of);
  const Fraction above = per.least(), size = per.portion_size();
  if (!all.some || all.high <= above) return level;
  Slope slope = of(per.of) * (Fraction(1) / size);
  if (all.low < above) slope = either(slope, level);
  return per.portion == Proportion::Portion::exact ? slope : stepped(slope, 1);
}

/// The slope of an amount that counts on both sides.
Slope Slopes::amount(const BoxEffect& first, const BoxEffect& second, bool high) {
  const Effect& effect = *first.effect;
  const Slope plain = effect.amount.computed ? of(*effect.amount.computed) * effect.amount.scale : level;
  Slope slope = plain;
  if (effect.per) {
    const Numbers count = [&] {
      Numbers all = values(effect.per->of);
      for (Fraction* end : {&all.low, &all.high}) {
        *end = std::max(Fraction(0), *end - effect.per->least()) / effect.per->portion_size();
        if (effect.per->portion != Proportion::Portion::exact) *end = end == &all.low ? end->floor() : end->ceil();
      }
      return all;
    }();
    const Numbers worth = effect.amount.computed ? values(*effect.amount.computed) * effect.amount.scale
                                                 : only(high ? effect.amount.range.high : effect.amount.range.low);
    if (!count.some || !worth.some) return level;
    slope = product(plain, worth, portions(*effect.per), count);
  }
  const Numbers& a = high ? first.high : first.low;
  const Numbers& b = high ? second.high : second.low;
  const bool moves =
      (effect.amount.computed && depends(*effect.amount.computed)) || (effect.per && depends(effect.per->of));
  return moves && a.some && b.some ? both(slope, between(a, b)) : slope;
}

/// The slope of what an effect adds to a sum: its amount if it counts, else 0. For factors, of what it adds to 1.
Slope Slopes::counted(std::size_t part, bool high) {
  const BoxEffect &first = a_.parts[part], &second = b_.parts[part];
  const bool factor = first.effect->kind == EffectKind::factor;
  const auto value = [&](const BoxEffect& effect) {
    const Numbers& amount = high ? effect.high : effect.low;
    return factor && amount.some ? amount + only(Fraction(-1)) : amount;
  };
  bool some = false;
  Slope result = level;
  const auto may = [&](const Slope& slope) {
    result = some ? either(result, slope) : slope;
    some = true;
  };
  if (first.counts.yes && second.counts.yes) may(amount(first, second, high));
  if (!first.counts.always() && !second.counts.always()) may(level);
  if (!first.depends) return result;
  if (!first.counts.always() && second.counts.yes && value(second).some) may(between(zero, value(second)));
  if (first.counts.yes && !second.counts.always() && value(first).some) may(between(value(first), zero));
  return result;
}

// ---------------------------------------------------------------------------------------------- scale and total

Slope Slopes::scale(KindId kind, bool high) {
  Slope sum = level, product_slope = level;
  Numbers product_values = only(Fraction(1));
  for (std::size_t i = 0; i < a_.parts.size(); ++i) {
    const BoxEffect &first = a_.parts[i], &second = b_.parts[i];
    const Effect& effect = *first.effect;
    if ((effect.effort_kind && *effect.effort_kind != kind) || (!first.counts.yes && !second.counts.yes)) continue;
    if (effect.kind == EffectKind::surcharge) sum = sum + counted(i, high);
    if (effect.kind != EffectKind::factor) continue;
    Numbers factor = first.counts.always() && second.counts.always() ? Numbers{} : only(Fraction(1));
    for (const BoxEffect* part : {&first, &second})
      if (part->counts.yes) factor = either(factor, high ? part->high : part->low);
    if (!factor.some) continue;
    factor = greatest(factor, zero);  // a factor below 0 rejects the account
    product_slope = product(product_slope, product_values, counted(i, high), factor);
    product_values = product_values * factor;
  }
  Numbers shares = only(Fraction(1));
  for (const BoxOutcome* side : {&a_, &b_}) {
    Numbers total = only(Fraction(1));
    for (const BoxEffect& part : side->parts) {
      if (part.effect->kind != EffectKind::surcharge || !part.counts.yes) continue;
      if (part.effect->effort_kind && *part.effect->effort_kind != kind) continue;
      const Numbers& share = high ? part.high : part.low;
      total = total + (part.counts.always() ? share : either(share, zero));
    }
    if (!total.some) continue;
    total = greatest(total, zero);
    shares = side == &a_ ? total : either(shares, total);
  }
  return product(sum, shares, product_slope, product_values);
}

Slope Slopes::kind(KindId kind, bool high) {
  const BoxKindOutcome &a = a_.kinds[kind], &b = b_.kinds[kind];
  Slope added = level;
  for (std::size_t i = 0; i < a_.parts.size(); ++i) {
    const Effect& effect = *a_.parts[i].effect;
    if (effect.kind == EffectKind::add && effect.effort_kind == kind) added = added + counted(i, high);
  }
  const Numbers sums = either(high ? a.added_high : a.added_low, high ? b.added_high : b.added_low);
  if (!sums.some) return level;
  const Numbers least = either(a.least, b.least), most = either(a.most, b.most);
  // A low end above 0 is multiplied with the least scale, one below 0 with the greatest.
  const auto scaled = [&](bool greatest) {
    return product(added, sums, scale(kind, greatest), greatest ? most : least);
  };
  Slope result;
  if (sums.low.sign() >= 0)
    result = scaled(high);
  else if (sums.high.sign() <= 0)
    result = scaled(!high);
  else
    result = either(scaled(false), scaled(true));
  const Numbers &first = high ? a.high : a.low, &second = high ? b.high : b.low;
  return first.some && second.some ? both(result, between(first, second)) : result;
}

Slope Slopes::limited(const Slope& sum, bool high) {
  Slope result = either(sum, level);
  const Numbers &first = high ? a_.limited.high : a_.limited.low, &second = high ? b_.limited.high : b_.limited.low;
  const Slope apart = first.some && second.some ? between(first, second) : result;
  for (std::size_t i = 0; i < a_.parts.size(); ++i) {
    const BoxEffect &a = a_.parts[i], &b = b_.parts[i];
    if (a.effect->kind != EffectKind::at_least && a.effect->kind != EffectKind::at_most) continue;
    if (!a.counts.yes && !b.counts.yes) continue;
    if (a.depends && !(a.counts.always() && b.counts.always())) return apart;
    result = either(result, amount(a, b, high));
  }
  return both(result, apart);
}

Slope Slopes::fixed(const Slope& limited, bool high) {
  Slope result = limited;
  const Numbers &first = high ? a_.total.high : a_.total.low, &second = high ? b_.total.high : b_.total.low;
  const Slope apart = first.some && second.some ? between(first, second) : result;
  for (std::size_t i = 0; i < a_.parts.size(); ++i) {
    const BoxEffect &a = a_.parts[i], &b = b_.parts[i];
    if (a.effect->kind != EffectKind::exactly || (!a.counts.yes && !b.counts.yes)) continue;
    if (a.depends && !(a.counts.always() && b.counts.always())) return apart;
    result = either(result, amount(a, b, high));
  }
  return both(result, apart);
}

std::vector<Slope> Slopes::results() {
  std::vector<Slope> kinds, result;
  const auto triple = [&](const Slope& low, const Slope& high) {
    result.insert(result.end(), {low, (low + high) * Fraction::ratio(1, 2), high});
  };
  Slope sums[2] = {level, level}, totals[2];
  for (KindId id = 0; id < model_.kinds.size(); ++id)
    for (const bool high : {false, true}) {
      kinds.push_back(kind(id, high));
      sums[high] = sums[high] + kinds.back();
    }
  for (const bool high : {false, true}) totals[high] = fixed(limited(sums[high], high), high);
  triple(totals[0], totals[1]);
  for (std::size_t i = 0; i < kinds.size(); i += 2) triple(kinds[i], kinds[i + 1]);
  triple(totals[0] + -sums[0], totals[1] + -sums[1]);
  return result;
}

}  // namespace spanne::engine::proof
