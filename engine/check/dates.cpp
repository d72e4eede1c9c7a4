// Checks steps of dates (`signed + 18 months`), what is counted between two, and mistakes that are made with both.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/calendar_units.hpp"
#include "engine/check/checker.hpp"
#include "grammar/suggestions/suggestion.hpp"

namespace spanne::engine {

using grammar::TextSpan;

namespace {

/// `18 months`, `-2 years`, `(term) months`, with a unit of this or another language.
struct Duration {
  const grammar::Name* unit = nullptr;
  const grammar::Quantity* number = nullptr;  // or:
  grammar::ExpressionPtr computed = nullptr;
  bool negative = false;
};

std::optional<Duration> duration_in(const grammar::Expression& written) {
  if (const auto* negate = std::get_if<grammar::Negate>(&written.node)) {
    auto found = duration_in(*negate->operand);
    if (found) found->negative = !found->negative;
    return found;
  }
  Duration found;
  if (const auto* quantity = std::get_if<grammar::Quantity>(&written.node))
    found = {quantity->unit ? &*quantity->unit : nullptr, quantity, nullptr, quantity->negative};
  if (const auto* group = std::get_if<grammar::Bracketed>(&written.node))
    found = {group->unit ? &*group->unit : nullptr, nullptr, group->inner, false};
  if (found.unit == nullptr) return std::nullopt;
  const std::string& word = found.unit->text;
  return calendar_unit(word) || calendar_unit_meant(word) ? std::optional(found) : std::nullopt;
}

CalendarUnit unit_of(const Duration& duration) {
  const auto unit = calendar_unit(duration.unit->text);
  return unit ? *unit : *calendar_unit_meant(duration.unit->text);
}

/// The number as it is written, without its unit.
TextSpan number_span(const grammar::Quantity& quantity, std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\xC2\xA0";  // the last two are a no-break space
  std::uint32_t end = quantity.unit ? quantity.unit->span.begin : quantity.span.end;
  while (end > quantity.span.begin && blanks.find(text[end - 1]) != std::string_view::npos) --end;
  return {quantity.span.begin, end};
}

}  // namespace

// ---------------------------------------------------------------------------------------------- steps

bool Checker::is_duration(const grammar::Expression& written) { return duration_in(written).has_value(); }

/// Whether a duration beside a value was meant as one: beside an effort, or as days beside a number, it is an effort
/// whose period is missing.
bool Checker::may_be_meant(const grammar::Expression& written, const Type& beside) {
  if (beside.kind == TypeKind::date) return true;
  const CalendarUnit unit = unit_of(*duration_in(written));
  return beside.kind != TypeKind::effort && (unit.months || unit.size > 1);
}

/// How a duration is written here: "3 years", "(term) months".
std::string Checker::duration_words(const grammar::Expression& written) const {
  const Duration duration = *duration_in(written);
  const CalendarUnit unit = unit_of(duration);
  if (duration.number == nullptr) return fmt::format("({}) {}", source_text(duration.computed->span), unit.many);
  const std::string number = source_text(number_span(*duration.number, model_.source->text()));
  return fmt::format("{} {}", number, number == "1" ? unit.one : unit.many);
}

/// The number of units; `fits` says whether it can be one.
Typed Checker::unit_count(const grammar::Expression& written, Place& place) {
  const Duration duration = *duration_in(written);
  Typed count;
  TextSpan where = written.span;
  if (duration.number != nullptr) {
    const auto number = decimal(*duration.number);
    if (!number) return {};
    where = number_span(*duration.number, model_.source->text());
    const std::int64_t value = duration.negative ? -std::abs(number->millionths) : number->millionths;
    const Type type{number->is_whole() ? TypeKind::integer : TypeKind::decimal};
    count = {true, constant(type, value, where), type, {}, {}};
  } else {
    count = expression(*duration.computed, place);
    if (!count.ok) return {};
    where = duration.computed->span;
  }
  if (!bare(count.type)) {
    error("E0341", where,
          fmt::format("{} is {}, but a unit behind brackets needs a bare number in them", source_text(where),
                      type_text(count.type)));
    return {};
  }
  return is_whole_count(written, count) ? count : Typed{};
}

/// Refuses `1.5 months`; what is computed is judged for every account.
bool Checker::is_whole_count(const grammar::Expression& written, const Typed& count) {
  const Term& term = model_.term(count.term);
  if (term.op != Op::constant || term.number % Decimal::one == 0) return true;
  const CalendarUnit unit = unit_of(*duration_in(written));
  const Fraction months = Fraction::of(Decimal{term.number}) * Fraction(12);
  const bool whole_months = unit.size == 12 && months.is_whole();
  error("E0358", written.span, fmt::format("a date moves by a whole number of {}", unit.many),
        whole_months ? fmt::format("{} months", months.to_exact_text()) : std::string());
  return false;
}

/// `date + duration`, `date - duration`.
Typed Checker::moved_date(grammar::Arithmetic::Op op, TextSpan span, const Typed& date,
                          const grammar::Expression& written, Place& place) {
  const Duration duration = *duration_in(written);
  const CalendarUnit unit = unit_of(duration);
  if (!calendar_unit(duration.unit->text)) {
    error("E0311", duration.unit->span, fmt::format("{} is no unit", duration.unit->text), std::string(unit.many));
    return {};
  }
  const bool forward = op == grammar::Arithmetic::Op::add;
  if (date.type.kind != TypeKind::date || (!forward && op != grammar::Arithmetic::Op::subtract)) {
    error("E0357", written.span,
          fmt::format("{} stand only behind a date and + or -, but {} is {}", unit.many,
                      source_text(model_.term(date.term).span), type_text(date.type)));
    return {};
  }
  const Typed count = unit_count(written, place);
  if (!count.ok) return {};
  Term term;
  term.op = unit.months ? (forward ? Op::add_months : Op::subtract_months) : forward ? Op::add_days : Op::subtract_days;
  term.type = date.type;
  term.span = span;
  term.operands = {date.term, count.term};
  term.number = unit.size;
  return typed(std::move(term));
}

/// `3 months + signed`, `3 months * 2`: whether a calculation begins with a duration.
bool Checker::report_duration_first(const grammar::Arithmetic& written, Place& place) {
  if (!is_duration(*written.first)) return false;
  const auto& step = written.steps.front();
  const TextSpan span = join(written.first->span, step.operand->span);
  const Typed second = expression(*step.operand, place);
  if (!second.ok) return true;
  if (!may_be_meant(*written.first, second.type)) return false;
  const Duration duration = *duration_in(*written.first);
  const CalendarUnit unit = unit_of(duration);
  std::string help;
  if (second.type.kind == TypeKind::date && step.op == grammar::Arithmetic::Op::add)
    help = fmt::format("{} + {}", source_text(step.operand->span), duration_words(*written.first));
  if (bare(second.type) && step.op == grammar::Arithmetic::Op::multiply && duration.number != nullptr)
    help = fmt::format("({} * {}) {}", source_text(number_span(*duration.number, model_.source->text())),
                       source_text(step.operand->span), unit.many);
  error("E0357", span, fmt::format("{} stand only behind a date and + or -", unit.many), help);
  return true;
}

// ---------------------------------------------------------------------------------------------- between two dates

Typed Checker::completed_units(const grammar::Call& written, TextSpan span, Place& place) {
  const std::string& name = written.function.text;
  std::vector<TermId> dates;
  bool ok = true;
  for (const auto& argument : written.arguments) {
    const Typed date = expression(*argument, place);
    ok = ok && date.ok;
    if (date.ok && date.type.kind != TypeKind::date)
      error("E0339", argument->span, fmt::format("{} cannot be used with {} here", type_text(date.type), name));
    ok = ok && date.type.kind == TypeKind::date;
    dates.push_back(date.term);
  }
  if (ok && dates.size() != 2)
    error("E0337", span, fmt::format("{} takes 2 values in its brackets, not {}", name, dates.size()),
          grammar::advice(fmt::format("{}(signed, as_of)", name)));
  if (!ok || dates.size() != 2) return {};
  Term term;
  term.op = Op::months_between;
  term.type = Type{TypeKind::integer};
  term.span = span;
  term.operands = std::move(dates);
  term.number = name == "months_between" ? 1 : 12;
  return typed(std::move(term));
}

// ---------------------------------------------------------------------------------------------- mistakes

/// A date as it stands in a help, in brackets where a step after it would belong to a part of it.
std::string Checker::date_words(TermId date) const {
  const Term& term = model_.term(date);
  const std::string words = source_text(term.span);
  return term.op == Op::conditional ? "(" + words + ")" : words;
}

/// The two dates whose distance in days a term is, directly or by a define.
std::optional<std::pair<TermId, TermId>> Checker::distance_of(TermId id) const {
  const Term& term = model_.term(id);
  if (term.op == Op::days_between) return std::pair{term.operands[0], term.operands[1]};
  if (term.op != Op::define) return std::nullopt;
  const auto& versions = model_.defines[static_cast<std::size_t>(term.number)].versions;
  return versions.size() == 1 ? distance_of(versions.front().value) : std::nullopt;
}

/// `as_of - signed > 3 years`: whether one side is a duration, which no value is compared with.
bool Checker::report_duration_compared(const grammar::Comparison& written, Place& place) {
  const bool turned = is_duration(*written.left);
  if (!turned && !is_duration(*written.right)) return false;
  const grammar::Expression& length = turned ? *written.left : *written.right;
  const Typed other = expression(turned ? *written.right : *written.left, place);
  if (!other.ok) return true;
  const Duration duration = *duration_in(length);
  const std::string sign = source_text(written.op_span), words = duration_words(length);
  const auto dates = distance_of(other.term);
  if (!dates) return report_no_distance(length, other);
  const CalendarUnit unit = unit_of(duration);
  const std::string subject = source_text((turned ? written.right : written.left)->span);
  if (!unit.months && unit.size == 1) {
    error("E0357", length.span, fmt::format("{} is already a number of days", subject),
          words.substr(0, words.find(' ')));
    return true;
  }
  const std::string first = date_words(dates->first);
  const std::string second = fmt::format("{} {} {}", date_words(dates->second), duration.negative ? "-" : "+", words);
  error("E0357", turned ? join(written.left->span, written.right->span) : join(written.left->span, length.span),
        fmt::format("{} is a number of days, and dates are compared with dates", subject),
        turned ? fmt::format("{} {} {}", second, sign, first) : fmt::format("{} {} {}", first, sign, second));
  return true;
}

/// A duration beside what is no distance in days: beside a date, completed months, or a number.
bool Checker::report_no_distance(const grammar::Expression& length, const Typed& other) {
  const Duration duration = *duration_in(length);
  const CalendarUnit unit = unit_of(duration);
  if (!may_be_meant(length, other.type)) return false;
  const Term& term = model_.term(other.term);
  const std::string words = duration_words(length), subject = source_text(term.span);
  std::string help;
  if (other.type.kind == TypeKind::date) help = fmt::format("as_of {} {}", duration.negative ? "+" : "-", words);
  const bool same = term.op == Op::months_between && unit.months && term.number == unit.size;
  if (same && duration.number != nullptr) help = (duration.negative ? "-" : "") + words.substr(0, words.find(' '));
  error("E0357", length.span,
        fmt::format("{} stand only behind a date and + or -, but {} is {}", unit.many, subject, type_text(other.type)),
        help);
  return true;
}

/// `as_of - signed in 1 .. 3 years`
bool Checker::report_duration_listed(const grammar::Membership& written, const Typed& subject) {
  const auto in_years = [&](grammar::ExpressionPtr end) { return end != nullptr && is_duration(*end); };
  const auto found = std::find_if(written.items.begin(), written.items.end(),
                                  [&](const auto& item) { return in_years(item.low) || in_years(item.high); });
  const auto dates = distance_of(subject.term);
  if (found == written.items.end() || !dates) return false;
  const auto* low = std::get_if<grammar::Quantity>(&found->low->node);
  std::string help;
  if (written.items.size() == 1 && in_years(found->high) && low != nullptr) {
    const std::string high = duration_words(*found->high);
    const CalendarUnit unit = unit_of(*duration_in(*found->high));
    const std::string number = source_text(low->span);
    const std::string first = in_years(found->low) ? duration_words(*found->low)
                                                   : fmt::format("{} {}", number, number == "1" ? unit.one : unit.many);
    const std::string date = date_words(dates->second);
    help = fmt::format("{} {} {} + {} {} {} + {}", date_words(dates->first), written.negated ? "not in" : "in", date,
                       first, found->half_open ? "..<" : "..", date, high);
  }
  error("E0357", join(written.subject->span, (found->high != nullptr ? found->high : found->low)->span),
        fmt::format("{} is a number of days, and dates are compared with dates", source_text(written.subject->span)),
        help);
  return true;
}

/// What a function on dates of a spreadsheet is here: `EDATE(signed, 18)`, `DATEDIF(signed, as_of, "m")`.
std::optional<std::string> Checker::dates_meant(const grammar::Call& call) const {
  const std::string name = grammar::small(call.function.text);
  const auto text = [&](std::size_t argument) { return source_text(call.arguments[argument]->span); };
  if ((name == "edate" || name == "edatum") && call.arguments.size() == 2) {
    const bool fixed = std::holds_alternative<grammar::Quantity>(call.arguments[1]->node);
    return fmt::format("{} + {} months", text(0), fixed ? text(1) : "(" + text(1) + ")");
  }
  if (name != "datedif" || call.arguments.size() != 3) return std::nullopt;
  const std::string unit = grammar::small(text(2));
  if (unit == "\"m\"") return fmt::format("months_between({}, {})", text(0), text(1));
  if (unit == "\"y\"") return fmt::format("years_between({}, {})", text(0), text(1));
  return unit == "\"d\"" ? std::optional(fmt::format("{} - {}", text(1), text(0))) : std::nullopt;
}

}  // namespace spanne::engine
