#include "engine/compare/regions/forms.hpp"

#include "engine/semantics/evaluate.hpp"

namespace spanne::engine::proof {
namespace {

const Numbers unscaled = only(Fraction(1));

void add(Form& form, const Measure& measure, const Fraction& number) {
  Fraction& sum = form.parts[measure];
  sum += number;
  if (sum.sign() == 0) form.parts.erase(measure);
}

}  // namespace

Form constant(const Fraction& value) {
  Form form;
  add(form, one_fte, value);
  return form;
}

Form of_measure(MeaningId measure) {
  Form form;
  form.parts.emplace(Measure{0, measure}, Fraction(1));
  return form;
}

Form operator+(const Form& a, const Form& b) {
  Form sum = a;
  for (const auto& part : b.parts) add(sum, part.first, part.second);
  return sum;
}

Form operator*(const Form& form, const Fraction& factor) {
  Form product;
  for (const auto& part : form.parts) add(product, part.first, part.second * factor);
  return product;
}

Form operator-(const Form& a, const Form& b) { return a + b * Fraction(-1); }

Form scaled(const Form& scale, const Form& counted) {
  Form product;
  for (const auto& factor : scale.parts)
    for (const auto& part : counted.parts)
      add(product, {factor.first.second, part.first.second}, factor.second * part.second);
  return product;
}

// ---------------------------------------------------------------------------------------------- values

const Numbers& Measures::value(MeaningId measure) {
  if (measure == 0) return unscaled;
  const auto known = values_.find(measure);
  if (known != values_.end()) return known->second;
  return values_.emplace(measure, lazy_.at(measure)()).first->second;
}

Numbers Measures::of(const Form& form) {
  Numbers sum = zero;
  for (auto part = form.parts.begin(); part != form.parts.end();) {  // measures with the same scale are one sum
    const MeaningId scale = part->first.first;
    Numbers counted = zero;
    for (; part != form.parts.end() && part->first.first == scale; ++part)
      counted = counted + value(part->first.second) * part->second;
    sum = sum + value(scale) * counted;
  }
  sum.fault = false;
  return sum;
}

// ---------------------------------------------------------------------------------------------- terms

std::optional<Fraction> Linear::single(TermId id) {
  const Numbers values = evaluation_.number(id);
  if (!values.some || values.low != values.high) return std::nullopt;
  return values.low;
}

Form Linear::opaque(TermId id) {
  const MeaningId meaning_id = meaning_ids_.of(version_, id);
  measures_.set(meaning_id, evaluation_.number(id));
  return of_measure(meaning_id);
}

Form Linear::term(TermId id) {
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  return known_.emplace(id, found(id)).first->second;
}

Form Linear::found(TermId id) {
  if (const auto value = single(id)) return constant(*value);
  const Term& term = model_.term(id);
  const auto operand = [&](std::size_t index) { return this->term(term.operands[index]); };
  switch (term.op) {
    case Op::define:
    case Op::lookup:
    case Op::conditional: return branch(id);
    case Op::add:
    case Op::effort_add: return operand(0) + operand(1);
    case Op::subtract:
    case Op::effort_subtract: return operand(0) - operand(1);
    case Op::negate:
    case Op::effort_negate: return operand(0) * Fraction(-1);
    case Op::effort_scale:
    case Op::effort_from_number: return operand(0) * term.fraction;
    case Op::multiply:
    case Op::divide: return product(id);
    default: return opaque(id);
  }
}

/// The branch that certainly counts.
Form Linear::branch(TermId id) {
  const Term& term = model_.term(id);
  if (term.op == Op::define) {
    const auto versions_in_force = evaluation_.versions(term);
    if (versions_in_force.size() == 1) return this->term(versions_in_force.front());
  } else if (term.op == Op::conditional) {
    const Truths test = evaluation_.truth(term.operands[0]);
    if (test.always()) return this->term(term.operands[1]);
    if (test.never()) return this->term(term.operands[2]);
  } else {
    const Table& table = model_.tables[table_of(term)];
    const Fits fits = evaluation_.fits_of(table);
    if (table.policy != TablePolicy::sum && fits.rows.size() == 1 && fits.rows.front().certain)
      return this->term(table.rows[fits.rows.front().index].values[derived_of(term)]);
  }
  return opaque(id);
}

/// A product with a number that is the same for all accounts of the box.
Form Linear::product(TermId id) {
  const Term& term = model_.term(id);
  if (const auto right = single(term.operands[1])) {
    if (term.op == Op::divide && right->sign() == 0) return opaque(id);
    return this->term(term.operands[0]) * (term.op == Op::divide ? Fraction(1) / *right : *right);
  }
  const auto left = single(term.operands[0]);
  if (!left || term.op == Op::divide) return opaque(id);
  return this->term(term.operands[1]) * *left;
}

Form Linear::portions(const Proportion& per) {
  const Numbers all = evaluation_.number(per.of);
  const Fraction above = per.least();
  if (!all.some || all.high <= above) return {};
  if (per.portion == Proportion::Portion::exact && all.low >= above)
    return (term(per.of) - constant(above)) * (Fraction(1) / per.portion_size());
  const Numbers count{true, portions_of(per, all.low), portions_of(per, all.high), false};
  if (count.low == count.high) return constant(count.low);
  const MeaningId meaning_id = meaning_ids_.of(version_, per);
  measures_.set(meaning_id, count);
  return of_measure(meaning_id);
}

Form Linear::amount(const Effect& effect, bool high) {
  const Form each = effect.amount.computed ? term(*effect.amount.computed) * effect.amount.scale
                                           : constant(high ? effect.amount.range.high : effect.amount.range.low);
  if (!effect.per) return each;
  const Form count = portions(*effect.per);
  const auto plain = [](const Form& form) { return form.parts.empty() || form.parts.rbegin()->first == one_fte; };
  const auto number = [](const Form& form) { return form.parts.empty() ? Fraction(0) : form.parts.at(one_fte); };
  if (plain(each)) return count * number(each);
  if (plain(count)) return each * number(count);
  const MeaningId meaning_id = meaning_ids_.named("portions", {meaning_ids_.of(version_, effect), high ? 1 : 0});
  measures_.set(meaning_id, measures_.of(each) * measures_.of(count));
  return of_measure(meaning_id);
}

}  // namespace spanne::engine::proof
