// What was most likely meant by an amount, a factor, a name or an order, as text that can be pasted.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/check/attribute_heads.hpp"
#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"
#include "grammar/suggestions/units.hpp"

namespace spanne::engine {

using grammar::Help;
using grammar::TextSpan;

namespace {

/// An end of a factor in per cent, as a plain number.
std::string factor_text(const Fraction& percent) {
  const Fraction share = percent / 100;
  return (share < Fraction(0) ? Fraction(1) + share : share).to_text();
}

/// ` + share` as `+share`.
std::string sign_at_value(std::string_view text) {
  const std::size_t sign = text.find_first_of("+-");
  const std::size_t value = text.find_first_not_of(' ', sign + 1);
  return fmt::format("{}{}", text[sign], text.substr(value));
}

}  // namespace

std::string_view Checker::usual_unit() const {
  return model_.source ? grammar::full_time_unit(model_.source->text()) : std::string_view("FTE");
}

// ---------------------------------------------------------------------------------------------- names

/// The attribute whose column or label is called so, else the nearest name.
Help Checker::attribute_meant(const std::string& written, const std::vector<std::string>& candidates) const {
  if (const auto head = engine::attribute_by_head(model_, written)) return Help(*head);
  return suggestion_for(written, candidates);
}

/// A condition that holds only where the value is known: of the comparison, else of the rule whose effect uses it.
Help Checker::guarded(const std::string& name, const Type& type) const {
  const auto bracketed = [](std::string text, bool needed) { return needed ? fmt::format("({})", text) : text; };
  if (comparison_span_) {
    const std::string both = fmt::format("{} is known and {}", name, source_text(*comparison_span_));
    return in_place_of(*comparison_span_, bracketed(both, inverted_));
  }
  if (rule_condition_) {
    const std::string condition = source_text(*rule_condition_);
    const std::string known = name + " is known";
    if (condition == "always") return in_place_of(*rule_condition_, known);
    const bool loose = condition.find(" or ") != std::string::npos;
    return in_place_of(*rule_condition_, fmt::format("{} and {}", bracketed(condition, loose), known));
  }
  if (type.kind == TypeKind::boolean) return bracketed(fmt::format("{0} is known and {0}", name), inverted_);
  if (type.kind == TypeKind::text) return fmt::format("if {0} is known then {0} else \"\"", name);
  return fmt::format("if {0} is known then {0} else …", name);
}

// ---------------------------------------------------------------------------------------------- amounts

Help Checker::with_unit(TextSpan amount, const grammar::Quantity& end) const {
  const std::string text = source_text(amount);
  const std::string effort = fmt::format("{} {}", text, usual_unit());
  const bool percent = takes_percent_ && end.digits >= 5 * Decimal::one && !end.magnitude;
  return percent ? grammar::either({effort, text + " %"}) : Help(effort);
}

/// `x 140 %`: the plain factor, or the surcharge that comes to the same.
Help Checker::plain_factor(const grammar::AmountSyntax& written, const Fraction& low, const Fraction& high) const {
  const std::string text = source_text(written.span);
  const bool sign = text.starts_with("x") || text.starts_with("×") || text.starts_with("*");
  const std::string from = factor_text(low), to = factor_text(high);
  const std::string factor =
      fmt::format("{}{}", sign ? "x " : "", from == to ? from : fmt::format("{} .. {}", from, to));
  if (!sign) return factor;  // a cell of a table, whose head says x
  // A small percentage was hardly meant as a factor below one half: it says how much is added.
  const Fraction whole = low < Fraction(50) && low > Fraction(0) ? Fraction(0) : Fraction(100);
  const Fraction less = low < Fraction(0) ? low : low - whole, more = high < Fraction(0) ? high : high - whole;
  const Fraction nothing(0);
  std::string change;
  if (less == more && less != nothing)
    change = fmt::format("{}{} %", less < nothing ? "-" : "+", (less < nothing ? nothing - less : less).to_text());
  else if (less >= nothing && less != more)
    change = fmt::format("+{} .. {} %", less.to_text(), more.to_text());
  else if (less != more && more <= nothing)
    change = fmt::format("-{} .. {} %", (nothing - more).to_text(), (nothing - less).to_text());
  else if (less != more)
    change = fmt::format("+({} .. {}) %", less.to_text(), more.to_text());
  return grammar::either({factor, change});
}

/// `x (100 % + share)`, `x share`: what is a percentage changes by a percentage.
Help Checker::computed_factor(TextSpan span, const grammar::Expression& written, const Type& type) const {
  if (type.kind != TypeKind::percent || !factor_span_) return {};
  const auto* group = std::get_if<grammar::Bracketed>(&written.node);
  const std::string text = group == nullptr ? source_text(span) : source_text(group->inner->span);
  const auto* sum = group == nullptr ? nullptr : std::get_if<grammar::Arithmetic>(&group->inner->node);
  if (sum != nullptr && sum->steps.size() == 1 && source_text(sum->first->span) == "100 %") {
    const auto& step = sum->steps.front();
    const bool plus = step.op == grammar::Arithmetic::Op::add, minus = step.op == grammar::Arithmetic::Op::subtract;
    if (plus || minus) return fmt::format("{}{}", plus ? "+" : "-", source_text(step.operand->span));
  }
  const bool bare_name =
      sum == nullptr && (group == nullptr || std::holds_alternative<grammar::NameUse>(group->inner->node));
  const std::string divided = bare_name ? fmt::format("x ({} / 100 %)", text) : fmt::format("x (({}) / 100 %)", text);
  return bare_name ? grammar::either({divided, "+" + text}) : Help(divided);
}

/// `30 .. 40 %` where only an effort can stand: as a share of one person, or the author's own figures with a unit.
Help Checker::effort_meant(const grammar::AmountSyntax& written, bool share_only) const {
  const auto end = [](const grammar::Expression* expression) {
    const auto* quantity = expression == nullptr ? nullptr : std::get_if<grammar::Quantity>(&expression->node);
    return quantity == nullptr || quantity->magnitude ? std::nullopt : std::optional(quantity->digits);
  };
  const auto low = end(written.low), high = written.high == nullptr ? low : end(written.high);
  if (!low || !high) return grammar::advice(fmt::format("an amount of {}", usual_unit()));
  const auto range = [&](std::int64_t part) {
    const std::string from = to_text(Decimal{*low / part}), to = to_text(Decimal{*high / part});
    return fmt::format("{} {}", written.high == nullptr ? from : fmt::format("{} .. {}", from, to), usual_unit());
  };
  const bool fits = *low % 100 == 0 && *high % 100 == 0;
  return grammar::either({fits ? range(100) : std::string(), share_only && fits ? std::string() : range(1)});
}

/// `revenue in 1 .. 5 Mio`, `fte in 80 .. 100 %`: both ends with the unit that is asked for; empty for anything else.
Help Checker::range_meant(const grammar::Membership::Item& item, const Type& wanted) const {
  const auto* low = std::get_if<grammar::Quantity>(&item.low->node);
  const auto* high = item.high == nullptr ? nullptr : std::get_if<grammar::Quantity>(&item.high->node);
  if (low == nullptr || high == nullptr) return {};
  const std::string dots = item.half_open ? " ..< " : " .. ";
  const std::string from = source_text(low->span), to = source_text(high->span);
  const bool without = !low->unit && !high->unit;
  const bool percent = high->unit && high->unit->text == "%" && (!low->unit || low->unit->text == "%");
  const auto scaled = [&](std::int64_t by, std::int64_t part, std::string_view unit) {
    return fmt::format("{}{}{} {}", to_text(Decimal{low->digits * by / part}), dots,
                       to_text(Decimal{high->digits * by / part}), unit);
  };
  if (wanted.kind == TypeKind::money && low->unit && !high->unit && low->magnitude && !high->magnitude) {
    const std::string_view behind = std::string_view(from).substr(from.find_last_of("0123456789") + 1);
    return fmt::format("{}{}{}{}", from, dots, to, behind);  // `1 Mio EUR .. 5`
  }
  if (wanted.kind == TypeKind::money && without) return fmt::format("{}{}{} {}", from, dots, to, wanted.currency);
  if (wanted.kind == TypeKind::effort && without) return fmt::format("{}{}{} {}", from, dots, to, usual_unit());
  if (wanted.kind == TypeKind::effort && percent && low->digits % 100 == 0 && high->digits % 100 == 0)
    return scaled(1, 100, usual_unit());
  if (wanted.kind != TypeKind::percent || !without || low->magnitude || high->magnitude) return {};
  const std::string plain = fmt::format("{}{}{} %", from, dots, to);
  if (low->digits > Decimal::one || high->digits > Decimal::one) return plain;
  const bool whole = low->digits % Decimal::one == 0 && high->digits % Decimal::one == 0;  // `0 .. 1`
  return whole ? grammar::either({scaled(100, 1, "%"), plain}) : Help(scaled(100, 1, "%"));
}

/// `+20 % per sites` as a calculated percentage.
Help Checker::counted_percentage(const grammar::AdditionSyntax& written, TextSpan span) const {
  const auto* quantity = std::get_if<grammar::Quantity>(&written.amount.low->node);
  const auto& per = *written.per;
  const bool simple = quantity != nullptr && !written.amount.high && quantity->unit && !per.size &&
                      per.portion == grammar::ProportionSyntax::Portion::exact;
  if (!simple) return {};
  const std::string number = source_text({quantity->span.begin, quantity->unit->span.begin});
  const std::string counted = source_text(per.of->span);
  const std::string beyond =
      per.above ? fmt::format("max({} - {}, 0)", counted, source_text(per.above->span)) : counted;
  const std::string digits = number.substr(0, number.find_last_not_of(' ') + 1);
  const std::string kind = written.kind ? " " + written.kind->text : std::string();
  return in_place_of(span, fmt::format("{}({} * {}) %{}", written.negative ? "-" : "+", digits, beyond, kind));
}

/// `1 - share`, `revenue + 5`: the number with the unit of the other side.
Help Checker::combined(TextSpan span, const Typed& left, const Typed& right) const {
  if (!bare(left.type) && !bare(right.type)) return {};
  const bool turned = bare(left.type);
  const Typed &number = turned ? left : right, &other = turned ? right : left;
  const Term& term = model_.term(number.term);
  const bool known = other.type.kind == TypeKind::percent || other.type.kind == TypeKind::money;
  if (!known || term.op != Op::constant || term.span.begin < span.begin || term.span.end > span.end)
    return grammar::advice("give the number its unit");
  const bool percent = other.type.kind == TypeKind::percent;
  const bool share = percent && std::abs(term.number) <= Decimal::one;
  const std::string text = percent && share ? to_text(Decimal{term.number * 100}) : source_text(term.span);
  const std::string unit = percent ? "%" : other.type.currency;
  const std::string whole(model_.source->text(span));
  const std::string before = whole.substr(0, term.span.begin - span.begin);
  const std::string after = whole.substr(term.span.end - span.begin);
  const bool one = percent && share && term.number == Decimal::one;
  if (factor_span_ && one && turned) {
    const TextSpan all = *factor_span_;
    const std::size_t open = source_text(all).find('(');
    if (open != std::string::npos && all.begin + open + 1 == span.begin && all.end == span.end + 1)
      return in_place_of(all, sign_at_value(one_line(after)));
  }
  return one_line(fmt::format("{}{} {}{}", before, text, unit, after));
}

// ---------------------------------------------------------------------------------------------- declarations

/// The declaration of a choice with its values in the order in which they stand, and where it stands.
Help Checker::ordered_choice(const Type& type, TextSpan& declared) const {
  if (type.choice == model_.cluster_choice)
    return grammar::advice(fmt::format("cluster in ({})", fmt::join(model_.choices[type.choice].values, ", ")));
  const auto owns = [&](const Attribute& attribute) { return attribute.type == type; };
  const auto found = std::find_if(model_.attributes.begin(), model_.attributes.end(), owns);
  if (tree_ == nullptr || found == model_.attributes.end())
    return grammar::advice("declare the values in order: one of small < large");
  const auto& written = tree_->attributes[static_cast<std::size_t>(found - model_.attributes.begin())].type;
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < written.values.size(); ++i) {
    const std::uint32_t end =
        written.values[i].forms.empty() ? written.values[i].span.end : written.values[i].forms.back().span.end;
    forms.push_back(source_text({written.values[i].span.begin, end}));
  }
  declared = written.span;
  return in_place_of(declared, fmt::format("one of {}", fmt::join(forms, " < ")));
}

namespace {

/// `5.000` as `5_000`; empty where the number has no three decimals that end in 0.
std::string with_thousands(const std::string& text) {
  const auto point = text.find('.');
  const bool three = point != std::string::npos && point > 0 && point <= 3 && text.size() == point + 4;
  return three && text.ends_with("0") && text[0] != '0'
             ? fmt::format("{}_{}", text.substr(0, point), text.substr(point + 1))
             : std::string();
}

/// Whether the range would end before it begins, if the ends that are marked were thousands.
bool turned_round(const grammar::BoundsSyntax& bounds, bool low_thousands, bool high_thousands) {
  const auto digits = [](const std::optional<grammar::Literal>& end, bool thousands) -> std::optional<std::int64_t> {
    const auto* quantity = end ? std::get_if<grammar::Quantity>(&*end) : nullptr;
    if (quantity == nullptr || quantity->magnitude) return std::nullopt;
    return thousands ? quantity->digits * 1'000 : quantity->digits;
  };
  const auto low = digits(bounds.low, low_thousands), high = digits(bounds.high, high_thousands);
  return low && high && *high < *low;
}

}  // namespace

/// Reports `1 .. 5.000` of whole numbers, once for the range and everything that would lie outside of it.
bool Checker::report_thousands(const grammar::AttributeSyntax& written, const Attribute& made) {
  if (made.type.kind != TypeKind::integer) return false;
  const std::string low = written.bounds->low ? source_text(grammar::span_of(*written.bounds->low)) : "";
  const std::string high = written.bounds->high ? source_text(grammar::span_of(*written.bounds->high)) : "";
  const std::string from = with_thousands(low), to = with_thousands(high);
  if ((from.empty() && to.empty()) || turned_round(*written.bounds, !from.empty(), !to.empty())) return false;
  error("E0323", written.bounds->span,
        fmt::format("{} is a whole number, but {} has decimals: a point does not part thousands", made.name,
                    to.empty() ? low : high),
        fmt::format("{} {} {}", from.empty() ? low : from, written.bounds->half_open ? "..<" : "..",
                    to.empty() ? high : to));
  return true;
}

}  // namespace spanne::engine
