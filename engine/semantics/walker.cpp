#include "engine/semantics/walker.hpp"

#include <utility>

#include "engine/semantics/term_walk.hpp"

namespace spanne::engine {
namespace {

using Cause = Rejection::Cause;

bool is_leaf(const Term& term) { return term.op == Op::attribute || term.op == Op::constant; }

}  // namespace

Footprint::Footprint(const Model& model) : conditions(model.terms.size()) {
  for (const Table& table : model.tables) rows.emplace_back(table.rows.size());
}

Rejection Walker::take_fault() { return std::exchange(fault_, {}); }

std::nullopt_t Walker::fail(Rejection::Cause cause, const Term& term) {
  fault_ = {cause, {}, static_cast<TermId>(&term - model_.terms.data())};
  return std::nullopt;
}

// ---------------------------------------------------------------------------------------------- what the account has

const Value& Walker::attribute(const Term& term) const {
  return account_.values[static_cast<std::size_t>(term.number)];
}

template <class Kind>
const Kind* Walker::known(const Term& term) {
  const auto* value = std::get_if<Kind>(&attribute(term));
  if (value == nullptr) fail(Cause::missing_value, term);
  return value;
}

auto Walker::truth_of(const Term& attribute) -> Truth {
  const auto* yes = known<bool>(attribute);
  return yes != nullptr ? Truth(*yes) : std::nullopt;
}

auto Walker::number_of(const Term& attribute) -> Number {
  const auto* number = known<Decimal>(attribute);
  return number != nullptr ? Number(worth_of(*number, attribute.type.kind)) : std::nullopt;
}

auto Walker::ordinal_of(const Term& attribute) -> Place {
  if (const auto* date = std::get_if<Date>(&this->attribute(attribute))) return date->days;
  const auto* choice = known<ChoiceValue>(attribute);
  return choice != nullptr ? Place(choice->index) : std::nullopt;
}

auto Walker::cluster(const Term& term) -> Place {
  return cluster_ ? Place(*cluster_) : fail(Cause::cluster_unknown, term);
}

auto Walker::cluster_is(const Term& term, ClusterId cluster) -> Truth {
  return cluster_ ? Truth(*cluster_ == cluster) : fail(Cause::cluster_unknown, term);
}

auto Walker::result(const Term& term) -> Number {
  if (results_ == nullptr) return fail(Cause::results_unknown, term);
  return (*results_)[static_cast<std::size_t>(term.number)];
}

/// Computed once; another name for an attribute or a constant is looked up faster than what is remembered.
template <class Result, class Compute>
Result Walker::shared(const Term& use, Compute compute) {
  if (use.op == Op::define && is_leaf(model_.term(evaluator_.version_of(use)))) return compute();
  if (shared_.empty()) shared_.resize(evaluator_.shared_count());
  Shared& place = shared_[evaluator_.shared_place(use)];
  if (const auto* known = std::get_if<Result>(&place)) return *known;
  if (const auto* none = std::get_if<NoValue>(&place)) {
    fault_ = faults_[none->fault];
    return {};
  }
  Result result = compute();
  if (result) {
    place = result;
  } else {
    place = NoValue{faults_.size()};
    faults_.push_back(fault_);
  }
  return result;
}

// ---------------------------------------------------------------------------------------------- calculations

auto Walker::text_match(TermId id, Text whole, Text part) -> Truth {
  return text_matches(model_.term(id).op, *whole, *part);
}

auto Walker::moved_day(TermId id, const Place& date, const Number& count) -> Place {
  const Term& step = model_.term(id);
  if (!count->is_whole()) {
    fail(Cause::not_whole, step);
    fault_.figures = {*count};
    return std::nullopt;
  }
  if (absolute(*count) > Fraction(max_step)) return fail(Cause::no_day, step);
  const auto moved = stepped({static_cast<std::int32_t>(*date)}, date_step(step), count->in_lowest_terms()->first);
  return moved ? Place(moved->days) : fail(Cause::no_day, step);
}

auto Walker::quotient(TermId id, const Fraction& left, const Fraction& right) -> Number {
  return right.sign() != 0 ? Number(left / right) : fail(Cause::by_zero, model_.term(id));
}

auto Walker::power_of(TermId id, const Fraction& base, const Fraction& exponent) -> Number {
  if (base.sign() >= 0 ? base.sign() > 0 || exponent.sign() >= 0 : exponent.is_whole()) {
    const Number result = power(base, exponent);
    return result ? result : fail(Cause::too_large, model_.term(id));
  }
  fail(Cause::undefined, model_.term(id));
  fault_.figures = {base, exponent};
  return std::nullopt;
}

/// A number that is too long to compute with is none.
auto Walker::sized(TermId id, Number number) -> Number {
  if (number && !is_computable(*number)) return fail(Cause::too_large, model_.term(id));
  return number;
}

auto Walker::total(const Term& lookup, const PlainValues::Sum& sum) -> Number {
  const Number total = sum.value();
  return total ? total : fail(Cause::too_large, lookup);
}

// ---------------------------------------------------------------------------------------------- what it records

auto Walker::came_out(TermId id, Truth truth) -> Truth {
  if (footprint_ != nullptr && truth)
    footprint_->conditions[id] |= *truth ? Footprint::came_out_yes : Footprint::came_out_no;
  return truth;
}

void Walker::fitted(const Table& table, const Fits& fits) {
  if (footprint_ == nullptr) return;
  const auto id = static_cast<TableId>(&table - model_.tables.data());
  for (const Fits::Row& row : fits.rows) footprint_->rows[id][row.index] = true;
}

void Walker::clashed(const Table& table, const Fits& fits) {
  const auto id = static_cast<TableId>(&table - model_.tables.data());
  fault_ = {Cause::several_rows};
  for (const std::size_t place : {std::size_t{0}, std::size_t{1}})
    fault_.others.push_back({Rejection::Site::Kind::row, id, fits.rows[place].index});
}

void Walker::no_row(const Term& lookup) { fail(Cause::no_row, lookup); }

std::optional<std::vector<std::uint32_t>> Walker::fitting_rows(const Table& table) {
  const Fits fits = fit_rows(table);
  if (fits.fault) return std::nullopt;
  std::vector<std::uint32_t> rows;
  for (const Fits::Row& row : fits.rows) rows.push_back(row.index);
  return rows;
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

template class TermSemantics<Walker, PlainValues>;

}  // namespace spanne::engine
