// Checks calculations: sums and products of numbers, efforts and days, functions, `if`, and brackets with a unit.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/functions.hpp"

namespace spanne::engine {

using grammar::TextSpan;

Typed Checker::arithmetic(const grammar::Arithmetic& written, Place& place) {
  if (report_duration_first(written, place)) return {};
  Typed left = expression(*written.first, place);
  for (const auto& step : written.steps) {
    if (is_duration(*step.operand) && (!left.ok || may_be_meant(*step.operand, left.type))) {
      const TextSpan span = join(written.first->span, step.operand->span);
      left = left.ok ? moved_date(step.op, span, left, *step.operand, place) : Typed{};
      continue;
    }
    const Typed right = expression(*step.operand, place);
    left = left.ok && right.ok ? combine(step.op, join(written.first->span, step.operand->span), left, right) : Typed{};
  }
  return left;
}

Typed Checker::combine_effort(grammar::Arithmetic::Op op, TextSpan span, const Typed& left, const Typed& right) {
  Term term;
  term.type = Type{TypeKind::effort};
  term.span = span;
  const Type type = term.type;
  const bool sum = op == grammar::Arithmetic::Op::add || op == grammar::Arithmetic::Op::subtract;
  if (sum && left.type == right.type) {
    term.op = op == grammar::Arithmetic::Op::add ? Op::effort_add : Op::effort_subtract;
    term.operands = {left.term, right.term};
    return {true, add(std::move(term)), type, {}, {}};
  }
  const bool turned = right.type.kind == TypeKind::effort;
  const Typed& effort = turned ? right : left;
  const Typed& number = turned ? left : right;
  const Term factor = model_.term(number.term);
  const bool divides = op == grammar::Arithmetic::Op::divide;
  if (sum || (divides && turned) || !bare(number.type)) return {};
  if (factor.op != Op::constant) {
    error("E0333", factor.span, "an effort can only be multiplied or divided by a fixed number",
          grammar::advice("put the unit behind the whole sum instead: (…) FTE"));
    return {true, effort.term, type, {}, {}};
  }
  const Fraction by = worth_of({factor.number}, number.type.kind);
  if (divides && by.sign() == 0) {
    error("E0334", factor.span, "nothing can be divided by 0");
    return {true, effort.term, type, {}, {}};
  }
  term.op = Op::effort_scale;
  term.operands = {effort.term};
  term.fraction = divides ? Fraction(1) / by : by;
  return {true, add(std::move(term)), type, {}, {}};
}

namespace {

/// The type of `left op right`; returns nullopt if the two cannot be combined.
std::optional<Type> combined_type(grammar::Arithmetic::Op op, const Type& left, const Type& right) {
  using Arithmetic = grammar::Arithmetic::Op;
  const bool whole = left.kind == TypeKind::integer && right.kind == TypeKind::integer;
  if (op == Arithmetic::add || op == Arithmetic::subtract) {
    if (bare(left) && bare(right)) return Type{whole ? TypeKind::integer : TypeKind::decimal};
    if (left == right && (left.kind == TypeKind::percent || left.kind == TypeKind::money)) return left;
    return std::nullopt;
  }
  const bool left_number = bare(left) || left.kind == TypeKind::percent;
  const bool right_number = bare(right) || right.kind == TypeKind::percent;
  if (op == Arithmetic::divide && left == right && left.kind == TypeKind::money) return Type{TypeKind::decimal};
  if (left.kind == TypeKind::money && right_number) return left;
  if (op == Arithmetic::multiply && right.kind == TypeKind::money && left_number) return right;
  if (!left_number || !right_number) return std::nullopt;
  // A share of something is a number; only a percentage multiplied with or divided by a plain number stays a
  // percentage.
  if (left.kind == TypeKind::percent && bare(right)) return left;
  if (op == Arithmetic::multiply && bare(left) && right.kind == TypeKind::percent) return Type{TypeKind::decimal};
  if (op == Arithmetic::multiply && whole) return Type{TypeKind::integer};
  return Type{TypeKind::decimal};
}

Op arithmetic_op(grammar::Arithmetic::Op op) {
  switch (op) {
    case grammar::Arithmetic::Op::add: return Op::add;
    case grammar::Arithmetic::Op::subtract: return Op::subtract;
    case grammar::Arithmetic::Op::multiply: return Op::multiply;
    case grammar::Arithmetic::Op::divide: break;
  }
  return Op::divide;
}

}  // namespace

Typed Checker::combine(grammar::Arithmetic::Op op, TextSpan span, const Typed& left, const Typed& right) {
  using Arithmetic = grammar::Arithmetic::Op;
  Term term;
  term.span = span;
  term.operands = {left.term, right.term};
  std::optional<Type> type;
  if (left.type.kind == TypeKind::effort || right.type.kind == TypeKind::effort) {
    if (Typed effort = combine_effort(op, span, left, right); effort.ok) return effort;
  } else if (left.type.kind == TypeKind::date && right.type.kind == TypeKind::date && op == Arithmetic::subtract) {
    term.op = Op::days_between;
    type = Type{TypeKind::integer};
  } else if (left.type.kind == TypeKind::date && right.type.kind == TypeKind::integer &&
             (op == Arithmetic::add || op == Arithmetic::subtract)) {
    term.op = op == Arithmetic::add ? Op::add_days : Op::subtract_days;
    term.number = 1;
    type = left.type;
  } else {
    term.op = arithmetic_op(op);
    type = combined_type(op, left.type, right.type);
  }
  if (!type) {
    const bool date = left.type.kind == TypeKind::date;
    const bool days = date && right.type.kind == TypeKind::decimal && model_.term(right.term).op != Op::constant &&
                      (op == Arithmetic::add || op == Arithmetic::subtract);
    error("E0335", span,
          fmt::format("{} and {} cannot be combined like this", type_text(left.type), type_text(right.type)),
          days
              ? grammar::Help(fmt::format("{} {} ({}) days", source_text(model_.term(left.term).span),
                                          op == Arithmetic::add ? "+" : "-", source_text(model_.term(right.term).span)))
          : date ? grammar::advice("a date moves by whole days, or by a unit: + 90, + 18 months")
                 : combined(span, left, right));
    return {};
  }
  term.type = *type;
  return {true, add(std::move(term)), *type, {}, {}};
}

Typed Checker::negate(const grammar::Negate& written, TextSpan span, Place& place) {
  if (const auto* number = std::get_if<grammar::Quantity>(&written.operand->node)) {
    Typed result = quantity(*number, true);
    if (result.ok) model_.terms[result.term].span = span;
    return result;
  }
  const Typed operand = expression(*written.operand, place);
  if (!operand.ok) return {};
  const bool effort = operand.type.kind == TypeKind::effort;
  if (!effort && !is_number(operand.type.kind)) {
    error("E0336", span, fmt::format("{} cannot have a minus sign", type_text(operand.type)));
    return {};
  }
  Term term;
  term.op = effort ? Op::effort_negate : Op::negate;
  term.type = operand.type;
  term.span = span;
  term.operands = {operand.term};
  return {true, add(std::move(term)), operand.type, {}, {}};
}

namespace {

struct Function {
  const char* name;
  Op op;
  std::size_t least, most;
};
constexpr Function known_functions[] = {
    {"min", Op::minimum, 2, 100}, {"max", Op::maximum, 2, 100}, {"abs", Op::absolute, 1, 1}, {"floor", Op::floor, 1, 1},
    {"ceil", Op::ceil, 1, 1},     {"round", Op::round, 2, 2},   {"power", Op::power, 2, 2}};

}  // namespace

bool is_function(std::string_view name) {
  return name == "months_between" || name == "years_between" ||
         std::any_of(std::begin(known_functions), std::end(known_functions),
                     [&](const Function& known) { return known.name == name; });
}

Typed Checker::call(const grammar::Call& written, TextSpan span, Place& place) {
  if (written.function.text == "months_between" || written.function.text == "years_between")
    return completed_units(written, span, place);
  const auto* function = std::find_if(std::begin(known_functions), std::end(known_functions),
                                      [&](const Function& known) { return known.name == written.function.text; });
  if (function == std::end(known_functions)) {
    report_unknown_function(written, span);
    return {};
  }
  std::vector<Typed> arguments;
  bool ok = true;
  for (const auto& argument : written.arguments) {
    arguments.push_back(expression(*argument, place));
    ok = ok && arguments.back().ok;
  }
  if (!ok) return {};
  if (arguments.size() < function->least || arguments.size() > function->most) {
    error("E0337", span,
          fmt::format("{} takes {} values in its brackets, not {}", function->name,
                      function->least == function->most ? fmt::to_string(function->least) : "two or more",
                      arguments.size()),
          function->op == Op::round && arguments.size() == 1
              ? fmt::format("round({}, 0)", source_text(written.arguments[0]->span))
              : std::string());
    return {};
  }
  const auto* places = &model_.term(arguments.back().term);
  const bool good_places = places->op == Op::constant && places->number % Decimal::one == 0 && places->number >= 0 &&
                           places->number <= 6 * Decimal::one;
  if (function->op == Op::round && !good_places) {
    error("E0338", places->span, "the number of places to round to is a whole number from 0 to 6",
          grammar::advice("round(x, 2)"));
    return {};
  }
  Type type = arguments.front().type;
  const bool pair = function->op == Op::minimum || function->op == Op::maximum;
  for (const Typed& argument : arguments) {
    const bool fits =
        function->op == Op::power || (function->op == Op::round && &argument != &arguments.front())
            ? bare(argument.type)
            : is_number(argument.type.kind) && (!pair || argument.type == type || (bare(argument.type) && bare(type)));
    if (!fits) {
      error("E0339", model_.term(argument.term).span,
            fmt::format("{} cannot be used with {} here", type_text(argument.type), function->name));
      return {};
    }
    if (argument.type.kind == TypeKind::decimal && bare(type)) type = argument.type;
  }
  if (function->op == Op::power) type = Type{TypeKind::decimal};
  if ((function->op == Op::floor || function->op == Op::ceil) && bare(type)) type = Type{TypeKind::integer};
  TermId result = arguments.front().term;
  const std::size_t steps = pair ? arguments.size() : 2;
  for (std::size_t i = 1; i < steps; ++i) {
    Term term;
    term.op = function->op;
    term.type = type;
    term.span = span;
    term.operands = {result};
    if (function->least == 2) term.operands.push_back(arguments[i].term);
    result = add(std::move(term));
  }
  return {true, result, type, {}, {}};
}

/// What the value after `else` would be if it were of the type of the one after `then`.
grammar::Help Checker::same_sort(const Typed& then, const Typed& otherwise) const {
  const bool fixed = model_.term(otherwise.term).op == Op::constant;
  const grammar::Help help = fixed ? literal_help(otherwise, then.type) : grammar::Help();
  return help.texts.size() == 1 ? help : grammar::advice("both have to be of the same sort");
}

Typed Checker::conditional(const grammar::Conditional& written, TextSpan span, Place& place, const Type* expected) {
  const Typed test = condition(*written.condition, place);
  const Known outside = place.known;
  place.known = unite(outside, test.when_true);
  const Typed then = expression(*written.then, place, expected);
  place.known = unite(outside, test.when_false);
  const Typed otherwise = expression(*written.otherwise, place, expected);
  place.known = outside;
  if (!test.ok || !then.ok || !otherwise.ok) return {};
  const bool numbers = bare(then.type) && bare(otherwise.type);
  if (then.type != otherwise.type && !numbers) {
    error("E0340", written.otherwise->span,
          fmt::format("then gives {}, but else gives {}", type_text(then.type), type_text(otherwise.type)),
          same_sort(then, otherwise), {{written.then->span, "then"}});
    return {};
  }
  Term term;
  term.op = Op::conditional;
  term.type = then.type == otherwise.type ? then.type : Type{TypeKind::decimal};
  term.span = span;
  term.operands = {test.term, then.term, otherwise.term};
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

Typed Checker::group(const grammar::Bracketed& written, TextSpan span, Place& place, const Type* expected) {
  Typed inner = expression(*written.inner, place, expected);
  if (!written.unit || !inner.ok) return inner;
  const auto worth = unit_worth(*written.unit, span);
  if (!worth) return {};
  if (!bare(inner.type)) {
    error("E0341", written.inner->span,
          fmt::format("{} is {}, but a unit behind brackets needs a bare number in them",
                      source_text(written.inner->span), type_text(inner.type)),
          inner.type.kind == TypeKind::money
              ? grammar::advice(fmt::format("divide by money first: {} / 1 {}", source_text(written.inner->span),
                                            inner.type.currency))
              : grammar::Help());
    return {};
  }
  Term term;
  term.op = Op::effort_from_number;
  term.type = Type{TypeKind::effort};
  term.span = span;
  term.fraction = *worth;
  term.operands = {inner.term};
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

}  // namespace spanne::engine
