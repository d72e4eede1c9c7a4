#include "engine/columns/plan_terms.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "engine/model/condition_terms.hpp"

namespace spanne::engine {
namespace {

Op op_of(OpCode text_step) {
  if (text_step == OpCode::text_starts) return Op::starts_with;
  return text_step == OpCode::text_contains ? Op::contains : Op::ends_with;
}

PlannedTruth negated(const PlannedTruth& truth) { return {negation(truth.holds), truth.fallback}; }

}  // namespace

TermPlanner::TermPlanner(const Evaluator& evaluator, Program& program, std::vector<ColumnKind>& column_kinds)
    : model_(evaluator.model()),
      versions_(evaluator.define_versions()),
      program_(program),
      column_kinds_(column_kinds),
      constants_(evaluator, nobody_),
      constant_known_(model_.terms.size(), -1),
      cluster_place_(program_.constant(0)) {
  nobody_.values.resize(model_.attributes.size());
}

TermId TermPlanner::resolved(TermId id) const {
  while (model_.term(id).op == Op::define) id = versions_[static_cast<std::size_t>(model_.term(id).number)];
  return id;
}

AttributeId TermPlanner::use(AttributeId id) {
  const Type& type = model_.attributes[id].type;
  if (type.kind == TypeKind::choice &&
      model_.choices[type.choice].values.size() > static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max()))
    throw Unplannable("a choice has too many values");
  column_kinds_[id] = column_kind_of(type);
  return id;
}

void TermPlanner::set_clusters(std::vector<MaskRef> clusters) {
  clusters_ = std::move(clusters);
  Program::Planes bits;
  for (std::size_t bit = 0; (clusters_.size() >> bit) != 0; ++bit) {
    MaskRef is_set = never;
    for (std::size_t place = 0; place < clusters_.size(); ++place)
      if (((place >> bit) & 1U) != 0) is_set = program_.either(is_set, clusters_[place]);
    Program::add(bits, bit, is_set);
  }
  if (!bits.empty()) cluster_place_ = program_.total(bits, 0, {0, static_cast<std::int64_t>(clusters_.size()) - 1});
}

// ---------------------------------------------------------------------------------------------- constants

bool TermPlanner::is_constant(TermId id) {
  signed char& known = constant_known_[id];
  if (known >= 0) return known != 0;
  const Term& term = model_.term(id);
  bool constant = true;
  switch (term.op) {
    case Op::attribute:
    case Op::is_known:
    case Op::is_missing:
    case Op::cluster:
    case Op::result:
    case Op::lookup: constant = false; break;
    case Op::define: constant = is_constant(versions_[static_cast<std::size_t>(term.number)]); break;
    default:
      constant =
          std::all_of(term.operands.begin(), term.operands.end(), [&](TermId operand) { return is_constant(operand); });
  }
  constant_known_[id] = constant ? 1 : 0;
  return constant;
}

std::optional<Fraction> TermPlanner::constant(TermId id) {
  return is_constant(id) ? constants_.number(id) : std::nullopt;
}

/// The constant as days, a place in a choice, 0 or 1; not of a number.
std::optional<std::int64_t> TermPlanner::constant_ordinal(TermId id) {
  if (!is_constant(id)) return std::nullopt;
  const auto value = constants_.value(id);
  if (!value) return std::nullopt;
  return count_in(ColumnKind::wide, *value);
}

// ---------------------------------------------------------------------------------------------- conditions

PlannedTruth TermPlanner::truth(TermId id) {
  const TermId key = resolved(id);
  if (const auto known = truths_.find(key); known != truths_.end()) return known->second;
  const PlannedTruth found = find_truth(model_.term(key));
  truths_.emplace(key, found);
  return found;
}

PlannedTruth TermPlanner::find_truth(const Term& term) {
  switch (term.op) {
    case Op::constant: return {term.number != 0 ? always : never, never};
    case Op::attribute: {
      const AttributeId id = used(term);
      return {program_.at_least(id, ColumnKind::code, 1), never};
    }
    case Op::lookup:
    case Op::conditional: return case_by_case(term, [&](TermId value) { return truth(value); });
    case Op::logical_not: return negated(truth(term.operands[0]));
    case Op::logical_and:
    case Op::logical_or: return junction(term);
    case Op::at_least_of:
    case Op::at_most_of:
    case Op::exactly_of: return counted(term);
    case Op::is_known:
    case Op::is_missing: {
      const AttributeId id = used(term);
      const bool always_there = !model_.attributes[id].optional;
      const MaskRef known = always_there ? always : program_.known(id);
      return {term.op == Op::is_known ? known : negation(known), never};
    }
    case Op::starts_with: return text_test(OpCode::text_starts, term.operands[0], term.operands[1]);
    case Op::contains: return text_test(OpCode::text_contains, term.operands[0], term.operands[1]);
    case Op::ends_with: return text_test(OpCode::text_ends, term.operands[0], term.operands[1]);
    case Op::within:
    case Op::within_half_open: {
      const PlannedTruth low = compared(Op::greater_equal, term.operands[0], term.operands[1]);
      const PlannedTruth high =
          compared(term.op == Op::within ? Op::less_equal : Op::less, term.operands[0], term.operands[2]);
      return {program_.both(low.holds, high.holds),
              program_.either(low.fallback, program_.both(low.holds, high.fallback))};
    }
    default: return compared(term.op, term.operands[0], term.operands[1]);
  }
}

/// Applies `test` to each value that a conditional or a lookup can have.
template <class Test>
PlannedTruth TermPlanner::case_by_case(const Term& term, const Test& test) {
  if (term.op == Op::conditional) {
    const PlannedTruth when = truth(term.operands[0]), yes = test(term.operands[1]), no = test(term.operands[2]);
    return {program_.choose(when.holds, yes.holds, no.holds),
            program_.either(when.fallback, program_.choose(when.holds, yes.fallback, no.fallback))};
  }
  const Table& table = model_.tables[table_of(term)];
  const Fit& fits = fit(table_of(term));
  PlannedTruth result{never, fits.fallback};
  MaskRef any = never;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const PlannedTruth row_truth = test(table.rows[row].values[derived_of(term)]);
    result.holds = program_.either(result.holds, program_.both(fits.rows[row], row_truth.holds));
    result.fallback = program_.either(result.fallback, program_.both(fits.rows[row], row_truth.fallback));
    any = program_.either(any, fits.rows[row]);
  }
  result.fallback = program_.either(result.fallback, negation(any));
  return result;
}

PlannedTruth TermPlanner::junction(const Term& term) {
  const bool is_or = term.op == Op::logical_or;
  MaskRef open = always, fallback = never;  // open: rows that are not decided yet
  for (const TermId operand : term.operands) {
    const PlannedTruth planned = truth(operand);
    fallback = program_.either(fallback, program_.both(open, planned.fallback));
    open = program_.both(open, is_or ? negation(planned.holds) : planned.holds);
  }
  return {is_or ? negation(open) : open, fallback};
}

/// Keeps a mask for each number of parts that hold, of the rows that are not decided yet.
PlannedTruth TermPlanner::counted(const Term& term) {
  const CountBounds bounds = count_bounds(term);
  std::size_t left = term.operands.size();
  std::vector<MaskRef> open{always};
  PlannedTruth result;
  const auto settle = [&] {
    for (std::size_t count = 0; count < open.size(); ++count) {
      const auto answer = bounds.decided(count, left);
      if (answer == true) result.holds = program_.either(result.holds, open[count]);
      if (answer) open[count] = never;
    }
  };
  settle();
  for (const TermId operand : term.operands) {
    const PlannedTruth part = truth(operand);
    open.push_back(never);
    for (std::size_t count = open.size(); count-- > 0;) {
      result.fallback = program_.either(result.fallback, program_.both(open[count], part.fallback));
      const MaskRef risen = count == 0 ? never : program_.both(open[count - 1], part.holds);
      open[count] = program_.either(program_.both(open[count], negation(part.holds)), risen);
    }
    --left;
    settle();
  }
  return result;
}

PlannedTruth TermPlanner::compared(Op op, TermId left, TermId right) {
  if (model_.term(left).type.kind == TypeKind::text) {
    const PlannedTruth same = text_test(OpCode::text_is, left, right);
    return op == Op::equal ? same : negated(same);
  }
  if (const Term& term = model_.term(resolved(left)); term.op == Op::attribute || term.op == Op::cluster)
    if (const auto simple = threshold(op, term, right)) return *simple;
  if (const Term& term = model_.term(resolved(right)); term.op == Op::attribute || term.op == Op::cluster)
    if (const auto simple = threshold(mirrored(op), term, left)) return *simple;
  PlannedNumber a = value(left), b = value(right);
  if (a.divisor != b.divisor) std::tie(a, b) = multiplied_out(a, b);
  const Fraction unit = common_unit(a.unit, b.unit);
  a = in_unit(a, unit);
  b = in_unit(b, unit);
  const MaskRef fallback = program_.either(a.fallback, b.fallback);
  switch (op) {
    case Op::equal: return {program_.equal(a.series, b.series), fallback};
    case Op::not_equal: return {negation(program_.equal(a.series, b.series)), fallback};
    case Op::less: return {program_.less(a.series, b.series), fallback};
    case Op::greater_equal: return {negation(program_.less(a.series, b.series)), fallback};
    case Op::greater: return {program_.less(b.series, a.series), fallback};
    default: assert(op == Op::less_equal); return {negation(program_.less(b.series, a.series)), fallback};
  }
}

/// Compares an attribute, or the cluster, with a number that is the same for all rows.
std::optional<PlannedTruth> TermPlanner::threshold(Op op, const Term& subject, TermId constant_term) {
  if (is_number(subject.type.kind)) return number_threshold(op, subject, constant_term);
  auto number = constant_ordinal(constant_term);
  if (!number) return std::nullopt;
  if (subject.op == Op::cluster) {
    MaskRef holds = never;
    for (std::size_t cluster = 0; cluster < clusters_.size(); ++cluster) {
      const auto place = static_cast<std::int64_t>(cluster);
      const bool fits = op == Op::equal        ? place == *number
                        : op == Op::not_equal  ? place != *number
                        : op == Op::less       ? place < *number
                        : op == Op::less_equal ? place <= *number
                        : op == Op::greater    ? place > *number
                                               : place >= *number;
      if (fits) holds = program_.either(holds, clusters_[cluster]);
    }
    return PlannedTruth{holds, never};
  }
  const AttributeId id = used(subject);
  const ColumnKind column_kind = column_kinds_[id];
  const TypeKind kind = model_.attributes[id].type.kind;
  const bool choice = kind == TypeKind::choice;
  if (choice && (op == Op::equal || op == Op::not_equal)) {
    const MaskRef same = program_.code_is(id, *number);
    return PlannedTruth{op == Op::equal ? same : negation(same), never};
  }
  return between(op, program_.at_least(id, column_kind, *number), program_.at_least(id, column_kind, *number + 1));
}

/// Compares a number with one that is the same for all rows, in what the column counts.
std::optional<PlannedTruth> TermPlanner::number_threshold(Op op, const Term& subject, TermId constant_term) {
  const auto number = constant(constant_term);
  if (!number) return std::nullopt;
  const AttributeId id = used(subject);
  const ColumnKind column_kind = column_kinds_[id];
  const Fraction count = *number / column_unit(column_kind, subject.type.kind);
  const auto first_at = [&](const Fraction& least) {
    const auto terms = least.in_lowest_terms();
    if (terms) return program_.at_least(id, column_kind, terms->first);
    return least.sign() > 0 ? never : always;
  };
  return between(op, first_at(count.ceil()), first_at(count.floor() + 1));
}

/// The comparison of a subject whose rows at or above a threshold, and above it, are known.
PlannedTruth TermPlanner::between(Op op, MaskRef at_least_it, MaskRef above_it) {
  switch (op) {
    case Op::less: return {negation(at_least_it), never};
    case Op::less_equal: return {negation(above_it), never};
    case Op::greater: return {above_it, never};
    case Op::greater_equal: return {at_least_it, never};
    default: break;
  }
  const MaskRef same = program_.both(at_least_it, negation(above_it));
  return {op == Op::equal ? same : negation(same), never};
}

/// `step` is one of the text steps with a fixed text.
PlannedTruth TermPlanner::text_test(OpCode step, TermId left, TermId right) {
  constexpr std::size_t max_tests = 100'000;
  const TextTest key{step, resolved(left), resolved(right)};
  if (const auto known = text_tests_.find(key); known != text_tests_.end()) return known->second;
  if (text_tests_.size() == max_tests) throw Unplannable("too many texts to be compared");
  const PlannedTruth found = find_text_test(step, left, right);
  text_tests_.emplace(key, found);
  return found;
}

/// A value chosen by conditions or tables is compared case by case.
PlannedTruth TermPlanner::find_text_test(OpCode step, TermId left, TermId right) {
  const Term &a = model_.term(resolved(left)), &b = model_.term(resolved(right));
  const auto has_cases = [](const Term& term) { return term.op == Op::conditional || term.op == Op::lookup; };
  if (has_cases(a)) return case_by_case(a, [&](TermId value) { return text_test(step, value, right); });
  if (has_cases(b)) return case_by_case(b, [&](TermId value) { return text_test(step, left, value); });
  const bool a_attribute = a.op == Op::attribute, b_attribute = b.op == Op::attribute;
  if (!a_attribute && !b_attribute) {
    const bool holds = step == OpCode::text_is ? a.text == b.text : text_matches(op_of(step), a.text, b.text);
    return {holds ? always : never, never};
  }
  if (a_attribute && !b_attribute) return {program_.text(step, used(a), b.text), never};
  if (step != OpCode::text_is) throw Unplannable("a part of a text that differs from account to account");
  if (!a_attribute) return {program_.text(step, used(b), a.text), never};
  return {program_.same_text(used(a), used(b)), never};
}

// ---------------------------------------------------------------------------------------------- tables

const TermPlanner::Fit& TermPlanner::fit(TableId id) {
  if (const auto known = fits_.find(id); known != fits_.end()) return known->second;
  const Table& table = model_.tables[id];
  Fit found;
  MaskRef any = never;
  for (const Row& row : table.rows) {
    // If the first row that fits is taken, the rows below it are not evaluated.
    const MaskRef open = table.policy == TablePolicy::first ? negation(any) : always;
    MaskRef fits = row.otherwise ? negation(any) : open;
    if (!row.otherwise)
      for (const TermId condition : row.conditions) {
        const PlannedTruth planned = truth(condition);
        found.fallback = program_.either(found.fallback, program_.both(fits, planned.fallback));
        fits = program_.both(fits, planned.holds);
      }
    if (table.policy == TablePolicy::unique && !row.otherwise)
      found.fallback = program_.either(found.fallback, program_.both(any, fits));
    any = program_.either(any, fits);
    found.rows.push_back(fits);
  }
  return fits_.emplace(id, std::move(found)).first->second;
}

}  // namespace spanne::engine
