#include "engine/proof/solver/formulas.hpp"

#include <cassert>
#include <fmt/format.h>

#include "engine/model/condition_terms.hpp"

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

z3::expr FormulaEncoding::floor(const z3::expr& number) {
  const z3::expr whole_number = fresh("q"), result = z3::to_real(whole_number);
  facts_.push_back(result <= number && number < result + 1);
  return result;
}

z3::expr FormulaEncoding::nearest(const z3::expr& number) {
  const z3::expr size = z3::ite(number >= 0, number, -number);
  const z3::expr whole_number = floor(size + fraction(Fraction::ratio(1, 2)));
  return z3::ite(number >= 0, whole_number, -whole_number);
}

FormulaEncoding::FormulaEncoding(z3::context& context, const Space& space)
    : context_(context), space_(space), model_(space.model()), all_accounts_(space, space.all(), split_hints_) {
  for (Axis axis = 0; axis <= space.day(); ++axis) {
    const Extent& extent = space.all().extents[axis];
    const std::string name = axis == space.day() ? "as_of" : fmt::format("a{}", axis);
    z3::expr value = context.int_const(name.c_str());
    if (space.step(axis) > 1) {  // whole numbers, although the scale is finer
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
      const NumberTerm value = compared(term.operands[0]), low = compared(term.operands[1]),
                       high = compared(term.operands[2]);
      const z3::expr above = value.value >= low.value;
      const z3::expr below = term.op == Op::within ? value.value <= high.value : value.value < high.value;
      const z3::expr first = value.ok && low.ok;
      return {first && above && high.ok && below, first && (!above || (high.ok && !below))};
    }
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(term);
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with: return text_match(id);
    default: return comparison(term);
  }
}

/// Of the numbers of parts that may hold, one formula each: so many hold, and the answer is still open.
Formula FormulaEncoding::counted(const Term& term) {
  const CountBounds bounds = count_bounds(term);
  std::size_t left = term.operands.size();
  const z3::expr nothing = context_.bool_val(false);
  std::vector<z3::expr> open{yes()};
  Formula result{nothing, nothing};
  const auto settle = [&] {
    for (std::size_t count = 0; count < open.size(); ++count)
      if (const auto answer = bounds.decided(count, left)) {
        z3::expr& side = *answer ? result.yes : result.no;
        side = (side || open[count]).simplify();
        open[count] = nothing;
      }
  };
  settle();
  for (const TermId operand : term.operands) {
    const Formula part = truth(operand);
    open.push_back(nothing);
    for (std::size_t count = open.size(); count-- > 0;) {
      const z3::expr risen = count == 0 ? nothing : open[count - 1] && part.yes;
      open[count] = ((open[count] && part.no) || risen).simplify();
    }
    --left;
    settle();
  }
  return result;
}

/// The places of the texts that match, as stretches of neighbours.
Formula FormulaEncoding::text_match(TermId id) {
  const Term& term = model_.term(id);
  const NumberTerm whole_text = ordinal(term.operands[0]);
  const Term& part = model_.term(term.operands[1]);
  if (part.op != Op::constant || !space_.decides(id)) throw NotLinear{id};
  const auto& texts = space_.texts();
  const auto matches = [&](std::size_t place) { return text_matches(term.op, texts[place], part.text); };
  std::vector<z3::expr> stretches;
  for (std::size_t place = 0; place < texts.size(); ++place) {
    if (!matches(place)) continue;
    const std::size_t first = place;
    while (place + 1 < texts.size() && matches(place + 1)) ++place;
    stretches.push_back(whole_text.value >= whole(static_cast<Ordinal>(first)) &&
                        whole_text.value <= whole(static_cast<Ordinal>(place)));
  }
  const z3::expr holds = any(stretches);
  return {whole_text.ok && holds, whole_text.ok && !holds};
}

Formula FormulaEncoding::comparison(const Term& term) {
  if (auto quotient = quotient_against_constant(term)) return *quotient;
  const NumberTerm left = compared(term.operands[0]), right = compared(term.operands[1]);
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

/// left / right against a constant is left against constant · right, which is linear; a divisor below 0 turns the
/// comparison round.
std::optional<Formula> FormulaEncoding::quotient_against_constant(const Term& term) {
  const TermId id = term.operands[0];
  const Term& limit = model_.term(term.operands[1]);
  if (model_.term(id).op != Op::divide || limit.op != Op::constant) return std::nullopt;
  if (space_.sizes().may_be_too_large(id)) return std::nullopt;
  const NumberTerm left = number(model_.term(id).operands[0]), right = number(model_.term(id).operands[1]);
  if (right.value.simplify().is_numeral()) return std::nullopt;
  const z3::expr scaled = right.value * fraction(worth_of({limit.number}, limit.type.kind));
  const z3::expr ok = left.ok && right.ok && right.value != 0, up = right.value > 0;
  const z3::expr less = z3::ite(up, left.value<scaled, left.value> scaled), equal = left.value == scaled;
  const auto made = [&](const z3::expr& holds) { return Formula{ok && holds, ok && !holds}; };
  switch (term.op) {
    case Op::greater_equal: return made(!less);
    case Op::greater: return made(!less && !equal);
    case Op::less: return made(less);
    case Op::less_equal: return made(less || equal);
    case Op::equal: return made(equal);
    default: return made(!equal);
  }
}

}  // namespace spanne::engine::proof
