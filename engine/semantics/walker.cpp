// Every function here is a switch over the operations that give its kind of value.
#include "engine/semantics/walker.hpp"

#include <cassert>
#include <utility>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine {
namespace {

using Cause = Rejection::Cause;

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

}  // namespace

Footprint::Footprint(const Model& model) : conditions(model.terms.size()) {
  for (const Table& table : model.tables) rows.emplace_back(table.rows.size());
}

Rejection Walker::take_fault() { return std::exchange(fault_, {}); }

std::nullopt_t Walker::fail(Rejection::Cause cause, const Term& term) {
  fault_ = {cause, {}, static_cast<TermId>(&term - model_.terms.data())};
  return std::nullopt;
}

const Value& Walker::attribute(const Term& term) const {
  return account_.values[static_cast<std::size_t>(term.number)];
}

template <class Kind>
const Kind* Walker::known(const Term& term) {
  const auto* value = std::get_if<Kind>(&attribute(term));
  if (value == nullptr) fail(Cause::missing_value, term);
  return value;
}

// ---------------------------------------------------------------------------------------------- conditions

std::optional<bool> Walker::truth(TermId id) {
  const auto yes = decided(id);
  if (footprint_ != nullptr && yes)
    footprint_->conditions[id] |= *yes ? Footprint::came_out_yes : Footprint::came_out_no;
  return yes;
}

std::optional<bool> Walker::decided(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return term.number != 0;
    case Op::attribute: {
      const auto* yes = known<bool>(term);
      return yes != nullptr ? std::optional(*yes) : std::nullopt;
    }
    case Op::define:
    case Op::lookup: return shared(term, &Walker::truth);
    case Op::logical_not: {
      const auto operand = truth(term.operands[0]);
      return operand ? std::optional(!*operand) : std::nullopt;
    }
    case Op::logical_and:
    case Op::logical_or: {
      const bool decided = term.op == Op::logical_or;
      for (const TermId operand : term.operands) {
        const auto one = truth(operand);
        if (!one || *one == decided) return one;
      }
      return !decided;
    }
    case Op::conditional: {
      const auto test = truth(term.operands[0]);
      return test ? truth(term.operands[*test ? 1 : 2]) : std::nullopt;
    }
    case Op::is_known: return !is_missing(attribute(term));
    case Op::is_missing: return is_missing(attribute(term));
    case Op::within: return within(term, false);
    case Op::within_half_open: return within(term, true);
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(term);
    case Op::starts_with:
    case Op::contains:
    case Op::ends_with: {
      const auto* whole = text(term.operands[0]);
      const auto* part = whole != nullptr ? text(term.operands[1]) : nullptr;
      return part != nullptr ? std::optional(text_matches(term.op, *whole, *part)) : std::nullopt;
    }
    default: return comparison(term);
  }
}

std::optional<bool> Walker::counted(const Term& term) {
  const CountBounds bounds = count_bounds(term);
  std::size_t count = 0, left = term.operands.size();
  for (const TermId part : term.operands) {
    if (const auto answer = bounds.decided(count, left)) return answer;
    const auto holds = truth(part);
    if (!holds) return std::nullopt;
    count += *holds ? 1U : 0U;
    --left;
  }
  return bounds.decided(count, left);
}

std::optional<bool> Walker::comparison(const Term& term) {
  const auto order = compared(term.operands[0], term.operands[1]);
  if (!order) return std::nullopt;
  switch (term.op) {
    case Op::equal: return *order == 0;
    case Op::not_equal: return *order != 0;
    case Op::less: return *order < 0;
    case Op::less_equal: return *order <= 0;
    case Op::greater: return *order > 0;
    default: assert(term.op == Op::greater_equal); return *order >= 0;
  }
}

std::optional<bool> Walker::within(const Term& term, bool half_open) {
  const auto low = compared(term.operands[0], term.operands[1]);
  if (!low || *low < 0) return low ? std::optional(false) : std::nullopt;
  const auto high = compared(term.operands[0], term.operands[2]);
  return high ? std::optional(half_open ? *high < 0 : *high <= 0) : std::nullopt;
}

std::optional<int> Walker::compared(TermId left, TermId right) {
  const auto with = [&](const auto& get) -> std::optional<int> {
    const auto a = get(left);
    const auto b = a ? get(right) : decltype(a){};
    return b ? std::optional(sign(*a <=> *b)) : std::nullopt;
  };
  switch (model_.term(left).type.kind) {
    case TypeKind::boolean:
    case TypeKind::choice:
    case TypeKind::date: return with([&](TermId id) { return ordinal(id); });
    case TypeKind::text: return with([&](TermId id) { return text(id); });
    default: return with([&](TermId id) { return number(id); });
  }
}

/// What values that are no numbers are ordered by: days, places in a choice, no before yes.
std::optional<std::int64_t> Walker::ordinal(TermId id) {
  const Term& term = model_.term(id);
  if (term.type.kind == TypeKind::boolean) {
    const auto yes = truth(id);
    return yes ? std::optional<std::int64_t>(*yes ? 1 : 0) : std::nullopt;
  }
  switch (term.op) {
    case Op::constant: return term.number;
    case Op::attribute: {
      if (const auto* date = std::get_if<Date>(&attribute(term))) return date->days;
      const auto* choice = known<ChoiceValue>(term);
      return choice != nullptr ? std::optional<std::int64_t>(choice->index) : std::nullopt;
    }
    case Op::define:
    case Op::lookup: return shared(term, &Walker::ordinal);
    case Op::as_of: return as_of_.days;
    case Op::cluster: return cluster_ ? std::optional<std::int64_t>(*cluster_) : fail(Cause::cluster_unknown, term);
    case Op::conditional: {
      const auto test = truth(term.operands[0]);
      return test ? ordinal(term.operands[*test ? 1 : 2]) : std::nullopt;
    }
    default: break;
  }
  return moved_day(term);
}

const std::string* Walker::text(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant: return &term.text;
    case Op::attribute: return known<std::string>(term);
    case Op::define:
    case Op::lookup: return shared(term, &Walker::text);
    default: {
      assert(term.op == Op::conditional);
      const auto test = truth(term.operands[0]);
      return test ? text(term.operands[*test ? 1 : 2]) : nullptr;
    }
  }
}

// ---------------------------------------------------------------------------------------------- numbers

std::optional<Fraction> Walker::number(TermId id) {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::constant:
      return term.type.kind == TypeKind::effort ? term.fraction : worth_of({term.number}, term.type.kind);
    case Op::attribute: {
      const auto* plain = known<Decimal>(term);
      return plain != nullptr ? std::optional(worth_of(*plain, term.type.kind)) : std::nullopt;
    }
    case Op::define:
    case Op::lookup: return shared(term, &Walker::number);
    case Op::result:
      if (results_ == nullptr) return fail(Cause::results_unknown, term);
      return (*results_)[static_cast<std::size_t>(term.number)];
    case Op::conditional: {
      const auto test = truth(term.operands[0]);
      return test ? number(term.operands[*test ? 1 : 2]) : std::nullopt;
    }
    case Op::days_between: {
      const auto a = ordinal(term.operands[0]);
      const auto b = a ? ordinal(term.operands[1]) : std::nullopt;
      return b ? std::optional(Fraction(*a - *b)) : std::nullopt;
    }
    case Op::months_between: return completed(term);
    default: return arithmetic(term);
  }
}

std::optional<Fraction> Walker::arithmetic(const Term& term) {
  const auto left = number(term.operands[0]);
  if (!left) return std::nullopt;
  const auto right = term.operands.size() > 1 ? number(term.operands[1]) : std::optional(Fraction(0));
  if (!right) return std::nullopt;
  switch (term.op) {
    case Op::add:
    case Op::effort_add: return computable(term, *left + *right);
    case Op::subtract:
    case Op::effort_subtract: return computable(term, *left - *right);
    case Op::multiply: return computable(term, *left * *right);
    case Op::divide:
      if (right->sign() == 0) return fail(Cause::by_zero, term);
      return computable(term, *left / *right);
    case Op::negate:
    case Op::effort_negate: return -*left;
    case Op::minimum: return std::min(*left, *right);
    case Op::maximum: return std::max(*left, *right);
    case Op::absolute: return absolute(*left);
    case Op::floor: return left->floor();
    case Op::ceil: return left->ceil();
    case Op::round: return computable(term, round(*left, static_cast<int>(right->in_lowest_terms()->first)));
    case Op::effort_from_number:
    case Op::effort_scale: return computable(term, *left * term.fraction);
    default: assert(term.op == Op::power); return power_of(term, *left, *right);
  }
}

std::optional<Fraction> Walker::power_of(const Term& term, const Fraction& base, const Fraction& exponent) {
  if (base.sign() >= 0 ? base.sign() > 0 || exponent.sign() >= 0 : exponent.is_whole())
    return computable(term, power(base, exponent));
  fail(Cause::undefined, term);
  fault_.figures = {base, exponent};
  return std::nullopt;
}

/// Nullopt stands for a number that is not.
std::optional<Fraction> Walker::computable(const Term& term, std::optional<Fraction> number) {
  if (!number || !is_computable(*number)) return fail(Cause::too_large, term);
  return number;
}

std::optional<Value> Walker::value(TermId id) {
  const Term& term = model_.term(id);
  if (term.op == Op::attribute) return attribute(term);
  switch (term.type.kind) {
    case TypeKind::boolean: {
      const auto yes = truth(id);
      return yes ? std::optional<Value>(*yes) : std::nullopt;
    }
    case TypeKind::text: {
      const auto* found = text(id);
      return found != nullptr ? std::optional<Value>(*found) : std::nullopt;
    }
    case TypeKind::date: {
      const auto days = ordinal(id);
      return days ? std::optional<Value>(Date{static_cast<std::int32_t>(*days)}) : std::nullopt;
    }
    case TypeKind::choice: {
      const auto index = ordinal(id);
      return index ? std::optional<Value>(ChoiceValue{static_cast<std::uint32_t>(*index)}) : std::nullopt;
    }
    default: {
      const auto exact = number(id);
      if (!exact) return std::nullopt;
      const auto rounded = decimal_worth(*exact, term.type.kind);
      return rounded ? std::optional<Value>(*rounded) : fail(Cause::too_large, term);
    }
  }
}

}  // namespace spanne::engine
