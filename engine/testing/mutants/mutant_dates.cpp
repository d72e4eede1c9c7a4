// Makes mutants of steps of dates and of completed months: back instead of forward, years instead of months.
#include <string>

#include "engine/model/date_steps.hpp"
#include "engine/testing/mutants/mutant_maker.hpp"

namespace spanne::engine {
namespace {

/// The sign of a step, which stands between the date and the number, exchanged for the other.
std::string with_other_sign(const Term& step, const Model& model) {
  const std::string text(model.source->text(step.span));
  const std::size_t from = model.term(step.operands[0]).span.end - step.span.begin;
  const std::size_t sign = text.find_first_of("+-", from);
  if (sign == std::string::npos) return {};
  return one_line(text.substr(0, sign) + (text[sign] == '+' ? "-" : "+") + text.substr(sign + 1));
}

Op opposite_step(Op step) {
  switch (step) {
    case Op::add_days: return Op::subtract_days;
    case Op::subtract_days: return Op::add_days;
    case Op::add_months: return Op::subtract_months;
    default: return Op::add_months;
  }
}

/// The text with years for months or the other way round.
std::string other_unit(std::string text, const Term& term) {
  const std::string one = term.number == 1 ? "month" : "year", other = term.number == 1 ? "year" : "month";
  const std::size_t place = is_date_step(term.op) ? text.rfind(one) : text.find(one);
  return place == std::string::npos ? std::string() : text.replace(place, one.size(), other);
}

}  // namespace

void MutantMaker::dates(const Site& site) {
  const Term& term = model_.term(site.term);
  const std::string words = model_.words(term.span);
  const bool months = term.op == Op::add_months || term.op == Op::subtract_months || term.op == Op::months_between;
  if (is_date_step(term.op)) {
    Term other = term;
    other.op = opposite_step(term.op);
    if (const std::string is = with_other_sign(term, model_); !is.empty()) add_term(site, words, is, std::move(other));
  }
  if (!months) return;
  Term other = term;
  other.number = term.number == 1 ? 12 : 1;
  if (const std::string is = other_unit(words, term); !is.empty()) add_term(site, words, is, std::move(other));
}

}  // namespace spanne::engine
