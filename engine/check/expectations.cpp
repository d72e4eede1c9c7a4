// Checks what tests expect beyond fixed figures: conditions on results, and limits of how many accounts one KAM
// carries.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/model/condition_terms.hpp"

namespace spanne::engine {

namespace {

constexpr std::array<std::string_view, 6> counts{"accounts_per_kam", "accounts_per_kam_low", "accounts_per_kam_high",
                                                 "kams_per_account", "kams_per_account_low", "kams_per_account_high"};

bool is_count(std::string_view name) { return std::find(counts.begin(), counts.end(), name) != counts.end(); }

const grammar::Name* name_used(grammar::ExpressionPtr written) {
  const auto* use = written == nullptr ? nullptr : std::get_if<grammar::NameUse>(&written->node);
  return use == nullptr ? nullptr : &use->name;
}

/// What a comparison or a range asks about, if that is a name by itself; `8 <= NAME` asks about the name, too.
const grammar::Name* subject_of(const grammar::Expression& written) {
  if (const auto* comparison = std::get_if<grammar::Comparison>(&written.node)) {
    const bool number = std::holds_alternative<grammar::Quantity>(comparison->left->node);
    return name_used(number ? comparison->right : comparison->left);
  }
  const auto* membership = std::get_if<grammar::Membership>(&written.node);
  return membership == nullptr ? nullptr : name_used(membership->subject);
}

}  // namespace

/// Reports a name that is none of a test's results; returns whether it is none.
bool Checker::report_no_result(const grammar::Name& name) {
  std::vector<std::string> known = result_names_;
  known.insert(known.end(), counts.begin(), counts.end());
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return false;
  if (is_lost(name.text) || is_lost(name.text.substr(0, name.text.rfind('_')))) return true;
  known.insert(known.end(), {"cluster", "rule", "flag", "rejected"});
  const bool remark = name.text == "flag";
  error("E0208", name.span, fmt::format("no result is called {}", name.text),
        remark ? grammar::advice("flag \"…\"") : suggestion_for(name.text, known));
  return true;
}

/// `accounts_per_kam` where a condition is made of several parts.
bool Checker::report_count_inside(const grammar::Name& name) {
  if (!is_count(name.text)) return false;
  error("E0428", name.span, fmt::format("{} is compared with a number by itself, between two commas", name.text),
        grammar::advice(comparison_span_ ? source_text(*comparison_span_) : fmt::format("{} >= 8", name.text)));
  return true;
}

std::optional<Expectation> Checker::expected_condition(const grammar::ExpectationSyntax& written) {
  const grammar::Expression& condition_written = *written.condition;
  const grammar::Name* subject = subject_of(condition_written);
  if (subject != nullptr && is_count(subject->text)) return expected_count(written);
  if (auto quotient = expected_quotient(written)) return quotient;
  const bool unknown = subject != nullptr && symbols_.count(subject->text) == 0 && subject->text != "cluster" &&
                       subject->text != "as_of";
  if (unknown && report_no_result(*subject)) return std::nullopt;
  Place place{true, true, "a test", {}, true};
  saw_results_ = saw_cluster_ = false;
  const Typed checked = condition(condition_written, place);
  if (!checked.ok) return std::nullopt;
  if (!saw_results_ && !saw_cluster_) {
    error("E0427", written.span, "this says nothing about a result: it follows from what is given",
          grammar::advice("fte >= 0.1 FTE"));
    return std::nullopt;
  }
  Expectation made;
  made.kind = Expectation::Kind::condition;
  made.span = written.span;
  made.condition = checked.term;
  return made;
}

/// `fte = (1 / 3) FTE`, as suggested tests say what no decimal can: one exact figure.
std::optional<Expectation> Checker::expected_quotient(const grammar::ExpectationSyntax& written) {
  const auto* comparison = std::get_if<grammar::Comparison>(&written.condition->node);
  const grammar::Name* name = comparison == nullptr ? nullptr : name_used(comparison->left);
  if (name == nullptr || comparison->op != grammar::Comparator::equal) return std::nullopt;
  const auto* group = std::get_if<grammar::Bracketed>(&comparison->right->node);
  const auto* quotient = group == nullptr ? nullptr : std::get_if<grammar::Arithmetic>(&group->inner->node);
  if (quotient == nullptr || !is_result(name->text) || !group->unit || !effort_unit(group->unit->text))
    return std::nullopt;
  if (quotient->steps.size() != 1 || quotient->steps.front().op != grammar::Arithmetic::Op::divide) return std::nullopt;
  note_result(*name);
  const auto top = fixed_number(*quotient->first), bottom = fixed_number(*quotient->steps.front().operand);
  if (!top || !bottom || bottom->sign() == 0) return std::nullopt;
  const auto worth = unit_worth(*group->unit, group->unit->span);
  if (!worth) return std::nullopt;
  Expectation made;
  made.kind = Expectation::Kind::figure;
  made.span = written.span;
  made.name = name->text;
  made.low = made.high = *top / *bottom * *worth;
  return made;
}

/// A number without a unit, with or without a minus sign; nullopt for anything else, which is not reported.
std::optional<Fraction> Checker::fixed_number(const grammar::Expression& written) {
  const auto* negate = std::get_if<grammar::Negate>(&written.node);
  const auto* quantity = std::get_if<grammar::Quantity>(negate != nullptr ? &negate->operand->node : &written.node);
  if (quantity == nullptr || quantity->unit || quantity->magnitude) return std::nullopt;
  const Fraction size = Fraction::of(Decimal{quantity->digits});
  return (negate != nullptr) != quantity->negative ? -size : size;
}

/// A whole or decimal number without a unit.
std::optional<Fraction> Checker::count_limit(const grammar::Expression& written) {
  const auto* quantity = std::get_if<grammar::Quantity>(&written.node);
  if (quantity == nullptr || quantity->unit) {
    error("E0422", written.span, fmt::format("{} is no number of accounts or people", source_text(written.span)),
          quantity == nullptr ? grammar::advice("a number")
                              : grammar::Help(source_text({quantity->span.begin, quantity->unit->span.begin})));
    return std::nullopt;
  }
  const auto number = decimal(*quantity);
  return number ? std::optional(Fraction::of(*number)) : std::nullopt;
}

bool Checker::count_limits(grammar::ExpressionPtr low, grammar::ExpressionPtr high, Expectation& made) {
  made.low = count_limit(*low);
  made.high = high != nullptr && made.low ? count_limit(*high) : made.low;
  if (!made.low || !made.high) return false;
  if (*made.low <= *made.high) return true;
  error("E0318", join(low->span, high->span), "a range begins with its smaller end",
        fmt::format("{} .. {}", source_text(high->span), source_text(low->span)));
  return false;
}

/// `accounts_per_kam >= 8`, `accounts_per_kam in 8 .. 12`: both ends.
std::optional<Expectation> Checker::expected_count(const grammar::ExpectationSyntax& written) {
  Expectation made;
  made.kind = Expectation::Kind::count;
  made.span = written.span;
  made.name = subject_of(*written.condition)->text;
  if (const auto* comparison = std::get_if<grammar::Comparison>(&written.condition->node)) {
    const bool turned = name_used(comparison->left) == nullptr;
    made.op = turned ? mirrored(comparison_op(comparison->op)) : comparison_op(comparison->op);
    made.negated = made.op == Op::not_equal;
    if (made.negated) made.op = Op::equal;
    return count_limits(turned ? comparison->left : comparison->right, nullptr, made) ? std::optional(made)
                                                                                      : std::nullopt;
  }
  const auto& membership = std::get<grammar::Membership>(written.condition->node);
  const auto& item = membership.items.front();
  if (membership.bracketed || item.high == nullptr) {
    const auto& last = membership.items.back();
    const std::string low = source_text(item.low->span), high = source_text((last.high ? last.high : last.low)->span);
    error("E0428", written.span, fmt::format("{} is compared with a number or with one range", made.name),
          fmt::format("{} in {} .. {}", made.name, low, high));
    return std::nullopt;
  }
  made.op = item.half_open ? Op::within_half_open : Op::within;
  made.negated = membership.negated;
  return count_limits(item.low, item.high, made) ? std::optional(made) : std::nullopt;
}

/// `fte in a .. b` of a test: where the low and the high end lie, not the middle alone.
TermId Checker::both_ends_within(const Typed& middle, const Term& range) {
  std::vector<TermId> ends;
  for (const std::int64_t end : {-1, 1}) {
    Term result = model_.term(middle.term);
    result.number += end;
    Term within = range;
    within.operands[0] = add(std::move(result));
    ends.push_back(add(std::move(within)));
  }
  return add(boolean_term(Op::logical_and, range.span, std::move(ends)));
}

}  // namespace spanne::engine
