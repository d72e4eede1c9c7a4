// Terms by rationals.
#include "tests/support/terms.hpp"

#include <cassert>

#include "engine/value/wide_ratio.hpp"

namespace spanne::test {

using namespace engine;
using boost::multiprecision::cpp_int;

Rational floor_of(const Rational& number) {
  const cpp_int top = numerator(number);
  const cpp_int bottom = denominator(number);
  const cpp_int quotient = top / bottom;
  return top < 0 && quotient * bottom != top ? quotient - 1 : quotient;
}

namespace {

Rational half_away(const Rational& number) {
  const Rational size = floor_of(abs(number) + Rational(1, 2));
  return number < 0 ? Rational(-size) : size;
}

Rational worth(std::int64_t millionths, TypeKind kind) {
  return Rational(millionths, kind == TypeKind::percent ? 100 * Decimal::one : Decimal::one);
}

Fraction fraction(const Rational& number) { return Fraction::of({numerator(number), denominator(number)}); }

Rational date_in_calendar(const Rational& days) {
  if (days < make_date(1, 1, 1)->days || days > make_date(9999, 12, 31)->days) throw Fault{};
  return days;
}

Rational whole(const Rational& number) {
  if (denominator(number) != 1) throw Fault{};
  return number;
}

/// The same day of the month, or the last one there is, found by trying.
Rational months_later(const Rational& days, const Rational& months) {
  const std::string text = to_text(Date{static_cast<std::int32_t>(numerator(days))});
  const Rational all = Rational(std::stoi(text.substr(0, 4)) * 12 + std::stoi(text.substr(5, 2)) - 1) + whole(months);
  if (all < 12 || all >= 120'000) throw Fault{};
  const int month = static_cast<int>(numerator(all));
  int day = std::stoi(text.substr(8));
  while (!make_date(month / 12, month % 12 + 1, day)) --day;
  return make_date(month / 12, month % 12 + 1, day)->days;
}

/// Counted one by one.
Rational completed_months(const Rational& from, const Rational& to) {
  if (from > to) return -completed_months(to, from);
  int months = 0;
  try {
    while (months_later(from, months + 1) <= to) ++months;
  } catch (const Fault&) {}  // the calendar ends
  return months;
}

Rational completed(const Rational& from, const Rational& to, std::int64_t unit) {
  const Rational months = completed_months(from, to);
  return months < 0 ? Rational(-floor_of(-months / unit)) : floor_of(months / unit);
}

Rational scaled_round(const Rational& number, const Rational& places) {
  const cpp_int scale = pow(cpp_int(10), static_cast<unsigned>(numerator(places)));
  return half_away(number * scale) / scale;
}

Rational raised(const Rational& base, const Rational& exponent) {
  const auto result = power(fraction(base), fraction(exponent));
  if (!result) throw Fault{};
  return rational(*result);
}

}  // namespace

Rational computable(const Rational& number) {
  const auto too_long = [](const cpp_int& part) { return part != 0 && msb(abs(part)) >= 4'096; };
  if (too_long(numerator(number)) || too_long(denominator(number))) throw Fault{};
  return number;
}

Rational rational(const Fraction& number) {
  const std::string text = number.to_exact_text();
  const auto point = text.find('.');
  if (point == std::string::npos) return Rational(text);
  const std::string digits = text.substr(point + 1);
  const Rational part = Rational(cpp_int("1" + digits)) / pow(cpp_int(10), static_cast<unsigned>(digits.size())) - 1;
  const Rational whole(text.substr(0, point));
  return text[0] == '-' ? Rational(whole - part) : Rational(whole + part);
}

Thing Terms::constant(const Term& term) const {
  if (term.type.kind == TypeKind::text) return {0, term.text};
  if (term.type.kind == TypeKind::effort) return {rational(term.fraction), {}};
  return {is_number(term.type.kind) ? worth(term.number, term.type.kind) : Rational(term.number), {}};
}

Thing Terms::attribute(AttributeId id) const {
  const Value& value = account_.values[id];
  assert(!is_missing(value));
  if (const auto* text = std::get_if<std::string>(&value)) return {0, *text};
  if (const auto* number = std::get_if<Decimal>(&value))
    return {worth(number->millionths, model_.attributes[id].type.kind), {}};
  if (const auto* date = std::get_if<Date>(&value)) return {date->days, {}};
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) return {choice->index, {}};
  return {std::get<bool>(value) ? 1 : 0, {}};
}

std::vector<std::uint32_t> Terms::matching_rows(const Table& table) const {
  std::vector<std::uint32_t> found;
  std::optional<std::uint32_t> otherwise;
  for (std::uint32_t index = 0; index < table.rows.size(); ++index) {
    const Row& row = table.rows[index];
    if (row.otherwise) {
      otherwise = index;
      continue;
    }
    bool fits = true;
    for (const TermId cell : row.conditions) fits = fits && holds(cell);
    if (!fits) continue;
    found.push_back(index);
    if (table.policy == TablePolicy::first) break;
  }
  if (table.policy == TablePolicy::unique && found.size() > 1) throw Fault{};
  if (found.empty() && otherwise) found.push_back(*otherwise);
  return found;
}

Thing Terms::looked_up(const Term& term) const {
  const Table& table = model_.tables[static_cast<std::size_t>(term.number >> 16)];
  const auto column = static_cast<std::size_t>(term.number & 0xFFFF);
  const auto rows = matching_rows(table);
  if (table.policy != TablePolicy::sum) {
    if (rows.size() != 1) throw Fault{};
    return value(table.rows[rows.front()].values[column]);
  }
  Rational sum = 0;
  for (const std::uint32_t row : rows) sum += number(table.rows[row].values[column]);
  return {computable(sum), {}};
}

Thing Terms::leaf(const Term& term) const {
  const auto id = static_cast<std::uint32_t>(term.number);
  switch (term.op) {
    case Op::attribute: return attribute(id);
    case Op::lookup: return looked_up(term);
    case Op::as_of: return {as_of_.days, {}};
    case Op::cluster: return {cluster_, {}};
    case Op::result: return {results_[id], {}};
    case Op::define:
      for (const Define::Version& version : model_.defines[id].versions) {
        if (version.period.contains(as_of_)) return value(version.value);
      }
      assert(false && "a define covers every day");
      break;
    default: break;
  }
  return constant(term);
}

Rational Terms::logic(const Term& term) const {
  if (term.op == Op::logical_not) return 1 - operand(term, 0);
  const Rational deciding = term.op == Op::logical_or ? 1 : 0;
  for (const TermId id : term.operands) {
    if (number(id) == deciding) return deciding;
  }
  return 1 - deciding;
}

/// Tries parts only while the rest could still change the answer.
Rational Terms::counted(const Term& term) const {
  const auto wanted = static_cast<std::size_t>(term.number), all = term.operands.size();
  const auto fits = [&](std::size_t count) {
    return term.op == Op::at_least_of ? count >= wanted : term.op == Op::at_most_of ? count <= wanted : count == wanted;
  };
  std::size_t count = 0;
  for (std::size_t tried = 0; tried <= all; ++tried) {
    std::size_t fitting = 0;
    for (std::size_t more = 0; more <= all - tried; ++more) fitting += fits(count + more) ? 1U : 0U;
    if (fitting == 0) return 0;
    if (fitting == all - tried + 1) return 1;
    if (holds(term.operands[tried])) ++count;
  }
  return 0;
}

Rational Terms::comparison(const Term& term) const {
  const Thing left = value(term.operands[0]);
  const Thing right = value(term.operands[1]);
  if (term.op == Op::starts_with) return left.text.starts_with(right.text) ? 1 : 0;
  if (term.op == Op::contains) return left.text.find(right.text) != std::string::npos ? 1 : 0;
  if (term.op == Op::ends_with) return left.text.ends_with(right.text) ? 1 : 0;
  const int order = left.text != right.text ? left.text.compare(right.text) : left.number.compare(right.number);
  switch (term.op) {
    case Op::equal: return order == 0 ? 1 : 0;
    case Op::not_equal: return order != 0 ? 1 : 0;
    case Op::less: return order < 0 ? 1 : 0;
    case Op::less_equal: return order <= 0 ? 1 : 0;
    case Op::greater: return order > 0 ? 1 : 0;
    case Op::greater_equal: return order >= 0 ? 1 : 0;
    default: break;
  }
  const Rational high = operand(term, 2);
  return order >= 0 && (term.op == Op::within ? left.number <= high : left.number < high) ? 1 : 0;
}

Rational Terms::arithmetic(const Term& term) const {
  const Rational first = operand(term, 0);
  if (term.op == Op::negate) return -first;
  if (term.op == Op::absolute) return abs(first);
  if (term.op == Op::floor) return computable(floor_of(first));
  if (term.op == Op::ceil) return computable(-floor_of(-first));
  Rational result = first;
  for (std::size_t index = 1; index < term.operands.size(); ++index) {
    const Rational next = operand(term, index);
    switch (term.op) {
      case Op::add: result = computable(result + next); break;
      case Op::subtract: result = computable(result - next); break;
      case Op::multiply: result = computable(result * next); break;
      case Op::divide:
        if (next == 0) throw Fault{};
        result = computable(result / next);
        break;
      case Op::minimum: result = std::min(result, next); break;
      case Op::maximum: result = std::max(result, next); break;
      case Op::round: result = computable(scaled_round(result, next)); break;
      case Op::power: result = raised(result, next); break;
      case Op::days_between: result = result - next; break;
      case Op::months_between: result = completed(result, next, term.number); break;
      case Op::add_days: result = date_in_calendar(result + whole(next) * term.number); break;
      case Op::subtract_days: result = date_in_calendar(result - whole(next) * term.number); break;
      case Op::add_months: result = months_later(result, whole(next) * term.number); break;
      case Op::subtract_months: result = months_later(result, -whole(next) * term.number); break;
      default: assert(false && "not arithmetic");
    }
  }
  return result;
}

Rational Terms::effort(const Term& term) const {
  const Rational first = operand(term, 0);
  switch (term.op) {
    case Op::effort_add: return computable(first + operand(term, 1));
    case Op::effort_subtract: return computable(first - operand(term, 1));
    case Op::effort_negate: return -first;
    default: return computable(first * rational(term.fraction));
  }
}

Thing Terms::value(TermId id) const {
  const Term& term = model_.term(id);
  switch (term.op) {
    case Op::is_known:
    case Op::is_missing: {
      const bool missing = is_missing(account_.values[static_cast<std::size_t>(term.number)]);
      return {missing == (term.op == Op::is_missing) ? 1 : 0, {}};
    }
    case Op::conditional: return value(term.operands[holds(term.operands[0]) ? 1 : 2]);
    default: break;
  }
  if (term.op <= Op::result) return leaf(term);
  if (term.op <= Op::logical_or) return {logic(term), {}};
  if (term.op <= Op::exactly_of) return {counted(term), {}};
  if (term.op <= Op::ends_with) return {comparison(term), {}};
  if (term.op <= Op::subtract_months) return {arithmetic(term), {}};
  return {effort(term), {}};
}

}  // namespace spanne::test
