// Messages for mistakes that need context: what was most likely meant, in the author's own words.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/check/attribute_heads.hpp"
#include "engine/check/calendar_units.hpp"
#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"
#include "grammar/tree/lookalikes.hpp"

namespace spanne::engine {

using grammar::Comparator;
using grammar::TextSpan;

using grammar::advice;
using grammar::either;
using grammar::Help;
using grammar::in_place_of;

namespace {

bool orders(Comparator comparator) { return comparator != Comparator::equal && comparator != Comparator::not_equal; }

const std::string* name_in(const grammar::Expression& written) {
  const auto* use = std::get_if<grammar::NameUse>(&written.node);
  return use == nullptr ? nullptr : &use->name.text;
}

bool is_literal(const grammar::Expression& written) {
  return std::holds_alternative<grammar::Quantity>(written.node) ||
         std::holds_alternative<grammar::Text>(written.node) || std::holds_alternative<grammar::Day>(written.node);
}

}  // namespace

// ---------------------------------------------------------------------------------------------- names

bool Checker::is_lost(const std::string& name) const {
  return tree_ != nullptr && (tree_->lost.rest || tree_->lost.words.find(name) != tree_->lost.words.end());
}

std::vector<std::string> Checker::symbol_names() const {
  std::vector<std::string> names;
  for (const auto& [text, symbol] : symbols_) names.push_back(text);
  std::sort(names.begin(), names.end());
  return names;
}

/// Reports a bare name that is neither declared nor built in.
bool Checker::nothing_is_called(const grammar::Expression& written) const {
  static constexpr std::array<std::string_view, 6> built_in{"yes", "no", "true", "false", "as_of", "cluster"};
  const std::string* name = name_in(written);
  return name != nullptr && symbols_.count(*name) == 0 &&
         std::find(built_in.begin(), built_in.end(), *name) == built_in.end() && !is_result(*name);
}

void Checker::report_unknown_name(const grammar::Name& name, bool cluster_known) {
  if (is_lost(name.text)) return;
  // Beyond the messages that are shown, or among very many names, a suggestion is expensive and of no use.
  constexpr std::size_t many_names = 10'000;
  if (++unknown_names_ > grammar::max_diagnostics || symbols_.size() > many_names)
    return error("E0201", name.span, fmt::format("nothing is called {}", name.text));
  const auto known = symbol_names();
  const auto looks = grammar::looks(name.text);
  const auto twin =
      std::find_if(known.begin(), known.end(), [&](const std::string& text) { return grammar::looks(text) == looks; });
  if (twin != known.end()) {
    error("E0201", name.span,
          fmt::format("nothing is called {}: it looks like {}, but is spelt with other characters", name.text, *twin),
          *twin);
    return;
  }
  for (const auto& attribute : model_.attributes) {
    if (attribute.type.kind != TypeKind::choice || broken_.count(*model_.find_attribute(attribute.name)) != 0) continue;
    const auto& values = model_.choices[attribute.type.choice].values;
    if (std::find(values.begin(), values.end(), name.text) == values.end()) continue;
    error("E0201", name.span, fmt::format("{} is a value of {}, and no condition by itself", name.text, attribute.name),
          fmt::format("{} = {}", attribute.name, name.text));
    return;
  }
  const auto is_called = [&](const grammar::ClusterSyntax& cluster) { return cluster.name.text == name.text; };
  if (cluster_known && tree_ != nullptr && std::any_of(tree_->clusters.begin(), tree_->clusters.end(), is_called))
    return error("E0201", name.span, fmt::format("{} is a cluster, and no condition by itself", name.text),
                 fmt::format("cluster = {}", name.text));
  auto candidates = known;
  candidates.insert(candidates.end(), {"cluster", "as_of", "yes", "no"});
  const auto meant = value_meant(name.text);
  error("E0201", name.span, fmt::format("nothing is called {}", name.text),
        meant ? grammar::Help(*meant) : attribute_meant(name.text, candidates));
}

void Checker::report_unknown_unit(const grammar::Name& unit) {
  if (const auto found = symbols_.find(unit.text); found != symbols_.end()) {
    const bool condition = found->second.kind == Symbol::Kind::attribute &&
                           model_.attributes[found->second.index].type.kind == TypeKind::boolean;
    if (condition)
      error("E0145", unit.span, fmt::format("a word such as \"and\" is missing before {}", unit.text),
            fmt::format("and {}", unit.text));
    else
      error("E0311", unit.span, fmt::format("{} is no unit: bare numbers have none", unit.text),
            advice("leave it out"));
    return;
  }
  if (is_lost(unit.text)) return;
  if (attribute_by_head(model_, unit.text))
    return error("E0311", unit.span, fmt::format("{} is no unit: bare numbers have none", unit.text),
                 advice("leave it out"));
  const auto slash = unit.text.find('/');
  if (slash != std::string::npos && symbols_.count(unit.text.substr(slash + 1)) != 0) {
    const std::string amount = unit.text.substr(0, slash);  // hours and days need a period
    error("E0311", unit.span, fmt::format("{} is no unit: what is counted stands behind per", unit.text),
          fmt::format("{}{} per {}", amount, effort_unit(amount) ? "" : "/month", unit.text.substr(slash + 1)));
    return;
  }
  auto meant = unit_meant(unit.text);
  const bool person = meant == "FTE" || meant == "VZÄ";  // `VZK`, `MAK` look like currencies
  if (is_currency(unit.text) && !person) meant = std::nullopt;
  auto known = effort_unit_names();
  known.insert(known.end(), {"EUR", "%"});
  const Help near = is_currency(unit.text) ? Help() : suggestion_for(unit.text, known);
  const bool moves_dates = calendar_unit(unit.text) && unit.text != "day" && unit.text != "days";
  const std::string message =
      moves_dates ? fmt::format("{} is no unit of effort, it moves dates: as_of - 3 months", unit.text)
                  : fmt::format("{} is no unit{}", unit.text, is_currency(unit.text) ? " of effort" : "");
  error("E0311", unit.span, message,
        meant                ? meant->find(", ") != std::string_view::npos ? advice(std::string(*meant)) : Help(*meant)
                       : near.shown.empty() ? advice("FTE, h/week, h/month or days/month")
                             : near);
}

void Checker::report_unknown_function(const grammar::Call& call, TextSpan span) {
  const auto text = [&](std::size_t i) { return source_text(call.arguments[i]->span); };
  const std::string& name = call.function.text;
  if (const auto head = attribute_by_head(model_, source_text(span)))
    return error("E0201", span,
                 fmt::format("\"{}\" is the head of {}, and rules use the name", source_text(span), *head), *head);
  std::string whole;
  const bool sum = name == "sum" || name == "SUM" || name == "Summe" || name == "SUMME";
  const bool mean = name == "average" || name == "AVERAGE" || name == "MITTELWERT" || name == "mean" || name == "avg";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) parts.push_back(text(i));
  const bool one = parts.size() == 1 || (parts.size() == 2 && parts.back() == "0");
  const auto meant = function_meant(name);
  if (sum) whole = fmt::format("({})", fmt::join(parts, " + "));
  if (mean) whole = fmt::format("(({}) / {})", fmt::join(parts, " + "), parts.size());
  if (meant && (*meant == "floor" || *meant == "ceil"))
    whole = one ? fmt::format("{}({})", *meant, parts.front()) : std::string("…");
  if ((name == "sqrt" || name == "SQRT" || name == "WURZEL") && parts.size() == 1)
    whole = fmt::format("power({}, 0.5)", parts.front());
  if (const auto dates = dates_meant(call)) whole = *dates;
  error("E0203", call.function.span, fmt::format("there is no calculation called {}", name),
        !whole.empty() ? in_place_of(span, Help(whole))
        : meant        ? Help(*meant)
                       : suggestion_for(name, {"min", "max", "abs", "floor", "ceil", "round", "power", "months_between",
                                               "years_between"}));
}

void Checker::report_maybe_missing(const grammar::Name& name, const Attribute& attribute) {
  error("E0401", name.span, fmt::format("{} is optional and may be missing here", name.text),
        guarded(name.text, attribute.type), {{attribute.name_span, "declared optional here"}});
}

// ---------------------------------------------------------------------------------------------- conditions

void Checker::report_not_a_condition(const grammar::Expression& written, const Type& type) {
  const std::string text = source_text(written.span);
  const bool ordered = is_number(type.kind) || type.kind == TypeKind::effort || type.kind == TypeKind::date;
  error("E0330", written.span, fmt::format("{} is {}, but a condition is needed here", text, type_text(type)),
        is_literal(written) ? std::string() : fmt::format("{} {} …", text, ordered ? ">" : "="));
}

/// Reports `reach = global or international`, `sites = 3 or 4` once, for the first operand that is incomplete.
bool Checker::report_half_comparison(const grammar::Logic& logic, std::size_t operand) {
  const auto* whole = std::get_if<grammar::Comparison>(&logic.operands[0]->node);
  std::size_t first = 0;
  const auto is_half = [&](std::size_t i) {
    return nothing_is_called(*logic.operands[i]) || is_literal(*logic.operands[i]);
  };
  for (std::size_t i = 0; i < operand; ++i)
    if (const auto* comparison = std::get_if<grammar::Comparison>(&logic.operands[i]->node))
      whole = comparison, first = i;
  if (whole == nullptr || !is_half(operand)) return false;
  const auto value = choice_at_hand(*whole->left);
  const std::string* name = name_in(*logic.operands[operand]);
  if (name != nullptr && value) {
    const auto& values = model_.choices[value->choice].values;
    if (std::find(values.begin(), values.end(), *name) == values.end()) return false;
  }
  if (name != nullptr && !value) return false;
  if (operand > first + 1) return true;  // reported with the previous operand
  const std::string left = source_text(whole->left->span), right = source_text(whole->right->span);
  const std::string half = source_text(logic.operands[operand]->span);
  Help help;
  if (orders(whole->op)) {
    help = fmt::format("{} {} {}", left, source_text(whole->op_span), half);
  } else {
    std::vector<std::string> all{right};
    for (std::size_t i = operand; i < logic.operands.size() && is_half(i); ++i)
      all.push_back(source_text(logic.operands[i]->span));
    const TextSpan last = logic.operands[operand + all.size() - 2]->span;
    help = in_place_of(
        join(logic.operands[first]->span, last),
        fmt::format("{} {} ({})", left, whole->op == Comparator::not_equal ? "not in" : "in", fmt::join(all, ", ")));
  }
  error("E0360", logic.operands[operand]->span,
        fmt::format("{} alone is no condition: {} stands only before {}", half, left, right), help);
  return true;
}

/// Reports `growth = missing` and `growth = ""`, and suggests `is missing`.
bool Checker::report_presence_meant(const grammar::Comparison& comparison) {
  const std::string* subject = name_in(*comparison.left);
  if (std::holds_alternative<grammar::Quantity>(comparison.right->node)) return false;
  const auto id = subject == nullptr ? std::nullopt : model_.find_attribute(*subject);
  if (!id || !model_.attributes[*id].optional) return false;
  const std::string* word = nothing_is_called(*comparison.right) ? name_in(*comparison.right) : nullptr;
  const auto* text = std::get_if<grammar::Text>(&comparison.right->node);
  const bool empty = text != nullptr && text->value.empty() && model_.attributes[*id].type.kind != TypeKind::text;
  const bool known = word != nullptr && says_known(*word);
  if (!empty && !known && !(word != nullptr && says_missing(*word))) return false;
  if (word != nullptr && choice_at_hand(*comparison.left)) {
    const auto& values = model_.choices[model_.attributes[*id].type.choice].values;
    if (std::find(values.begin(), values.end(), *word) != values.end()) return false;
  }
  const bool other = comparison.op == Comparator::not_equal;
  error("E0405", comparison.right->span, "whether a value is missing is asked with \"is\"",
        in_place_of(join(comparison.left->span, comparison.right->span),
                    fmt::format("{} is {}", *subject, known != other ? "known" : "missing")));
  return true;
}

/// Reports `country = DE`, `decentral = ja`, `signed > today`: an unknown name next to something of a known type.
bool Checker::report_value_meant(const grammar::Expression& value, const grammar::Expression& subject,
                                 const Type& type) {
  const std::string* name = name_in(value);
  if (name == nullptr || !nothing_is_called(value)) return false;
  if (is_lost(*name)) return true;
  if (type.kind != TypeKind::text && type.kind != TypeKind::boolean) return false;
  const std::string left = source_text(subject.span);
  if (type.kind == TypeKind::text) {
    error("E0331", value.span, fmt::format("{} is a text, and texts stand in quotation marks", left),
          fmt::format("\"{}\"", *name));
    return true;
  }
  const auto meant = value_meant(*name);
  error("E0331", value.span, fmt::format("{} is yes or no, but {} is neither", left, *name),
        meant ? Help(*meant) : either({"yes", "no"}));
  return true;
}

/// Reports `country in (DE, AT)` once for the whole list.
bool Checker::report_texts_unquoted(const grammar::Membership& written, const Type& type) {
  if (type.kind != TypeKind::text) return false;
  std::vector<std::string> items;
  bool any = false;
  for (const auto& item : written.items) {
    const bool unknown = !item.high && nothing_is_called(*item.low);
    any = any || (unknown && !is_lost(*name_in(*item.low)));
    items.push_back(unknown ? fmt::format("\"{}\"", *name_in(*item.low)) : source_text(item.low->span));
  }
  if (any)
    error("E0331", join(written.items.front().low->span, written.items.back().low->span),
          fmt::format("{} is a text, and texts stand in quotation marks", source_text(written.subject->span)),
          fmt::format("{}", fmt::join(items, ", ")));
  return any;
}

/// The cluster whose label was written, else the nearest name.
Help Checker::cluster_meant(const std::string& value) const {
  if (tree_ != nullptr)
    for (const auto& cluster : tree_->clusters)
      if (cluster.label && cluster.label->value == value) return Help(cluster.name.text);
  return suggestion_for(value, model_.choices[model_.cluster_choice].values);
}

void Checker::report_unknown_value(const std::string& value, TextSpan span, const Type& type) {
  const auto& values = model_.choices[type.choice].values;
  if (type.choice == model_.cluster_choice)
    error("E0206", span, fmt::format("no cluster is called {}", value), cluster_meant(value));
  else if (const auto meant = value_by_form(value, model_.choices[type.choice]))
    error("E0202", span, fmt::format("{} is how files write {}; rules and tests use the name", value, values[*meant]),
          values[*meant]);
  else
    error("E0202", span, fmt::format("{} is none of the values {}", value, fmt::join(values, ", ")),
          suggestion_for(value, values));
}

/// Reports `customer = "Stadt*"`: a star is not a wildcard.
void Checker::notice_wildcard(const grammar::Comparison& comparison, const Type& type) {
  const auto* text = std::get_if<grammar::Text>(&comparison.right->node);
  if (type.kind != TypeKind::text || text == nullptr || text->value.size() < 2) return;
  const bool before = text->value.front() == '*', after = text->value.back() == '*';
  if ((!before && !after) || text->value == "**") return;
  const std::string part =
      text->value.substr(before ? 1 : 0, text->value.size() - (before ? 1U : 0U) - (after ? 1U : 0U));
  const bool unequal = comparison.op == Comparator::not_equal;
  warning("W0263", text->span, "a * is compared like any other character, and stands for nothing else",
          in_place_of(join(comparison.left->span, text->span),
                      fmt::format("{} {}{} \"{}\"", source_text(comparison.left->span), unequal ? "not " : "",
                                  !before ? "starts with"
                                  : after ? "contains"
                                          : "ends with",
                                  part)));
}

/// How to write a literal so that it has the wanted type; empty if that is not possible.
Help Checker::literal_help(const Typed& literal, const Type& wanted) const {
  const Term& term = model_.term(literal.term);
  const std::string text = source_text(term.span);
  const std::string inner = literal.type.kind == TypeKind::text ? term.text : text;
  const auto meant = value_meant(inner);
  switch (wanted.kind) {
    case TypeKind::money: return bare(literal.type) ? Help(fmt::format("{} {}", text, wanted.currency)) : Help();
    case TypeKind::effort: {
      if (bare(literal.type)) return fmt::format("{} {}", text, usual_unit());
      const bool share = literal.type.kind == TypeKind::percent && term.number % 100 == 0;
      return share ? Help(fmt::format("{} {}", to_text(Decimal{term.number / 100}), usual_unit())) : Help();
    }
    case TypeKind::percent: {
      if (!bare(literal.type)) return Help();
      const bool share = term.number > -Decimal::one && term.number < Decimal::one && term.number != 0;
      if (term.number == Decimal::one) return either({"100 %", "1 %"});
      return fmt::format("{} %", share ? to_text(Decimal{term.number * 100}) : text);
    }
    case TypeKind::boolean: return meant && (*meant == "yes" || *meant == "no") ? Help(*meant) : either({"yes", "no"});
    case TypeKind::text: return fmt::format("\"{}\"", text);
    case TypeKind::date:
      if (literal.type.kind == TypeKind::text && date_from_text(inner)) return inner;
      return literal.type.kind == TypeKind::integer && text.size() == 4 ? Help(text + "-01-01") : advice("2026-07-01");
    case TypeKind::choice:
      return advice(fmt::format("one of {}", fmt::join(model_.choices[wanted.choice].values, ", ")));
    case TypeKind::integer:
    case TypeKind::decimal: break;
  }
  const bool number = literal.type.kind == TypeKind::text && !inner.empty() &&
                      inner.find_first_not_of("0123456789._") == std::string::npos;
  return number ? Help(inner) : number_word(inner);
}

void Checker::report_types_differ(const Typed& left, Comparator op, const Typed& right,
                                  const grammar::Expression* left_written, const grammar::Expression* right_written) {
  const auto words = [&](const grammar::Expression* expression, const Typed& typed) {
    return source_text(expression != nullptr ? expression->span : model_.term(typed.term).span);
  };
  // The literal has to change; if both sides or neither is a literal, the right side.
  const bool left_literal = model_.term(left.term).op == Op::constant && model_.term(right.term).op != Op::constant;
  const Typed& odd = left_literal ? left : right;
  const Typed& other = left_literal ? right : left;
  const std::string text = words(left_literal ? left_written : right_written, odd);
  const std::string subject = words(left_literal ? right_written : left_written, other);
  Help help;
  if (model_.term(odd.term).op == Op::constant) help = literal_help(odd, other.type);
  if (help.shown.empty() && other.type.kind == TypeKind::effort && bare(odd.type))
    help = text.front() == '(' ? fmt::format("{} {}", text, usual_unit()) : fmt::format("({}) {}", text, usual_unit());
  const TextSpan whole = comparison_span_.value_or(model_.term(odd.term).span);
  if (other.type.kind == TypeKind::boolean && orders(op)) help = in_place_of(whole, subject);
  // What is calculated has no unit, so the percentage is the number it is worth.
  const bool calculated = model_.term(other.term).op != Op::attribute && bare(other.type);
  if (model_.term(odd.term).op == Op::constant && odd.type.kind == TypeKind::percent && calculated)
    help = worth_of({model_.term(odd.term).number}, TypeKind::percent).to_text();
  // A value with a unit belongs to another attribute: the only one of its type was meant.
  if (help.shown.empty() && model_.term(odd.term).op == Op::constant && !bare(odd.type) &&
      odd.type.kind != TypeKind::text && other.type.kind != TypeKind::effort) {
    std::vector<std::string> fitting;
    for (const auto& attribute : model_.attributes)
      if (attribute.type == odd.type) fitting.push_back(attribute.name);
    const TextSpan sign = comparison_ != nullptr ? comparison_->op_span : TextSpan{};
    if (fitting.size() == 1 && comparison_ != nullptr && !left_literal)
      help = in_place_of(whole, fmt::format("{} {} {}", fitting.front(), source_text(sign), text));
  }
  if (odd.type.kind == TypeKind::choice && other.type.kind == TypeKind::choice)
    return error(
        "E0331", model_.term(odd.term).span,
        fmt::format("{} and {} are two choices: values of one are not compared with those of another", subject, text),
        advice(fmt::format("compare each with a value, {0} = {1} and {2} = {1}, or declare both as text", subject,
                           model_.choices[other.type.choice].values.front(), text)));
  error("E0331", model_.term(odd.term).span,
        fmt::format("{} is {}, but {} is {}", subject, type_text(other.type), text, type_text(odd.type)), help);
}

}  // namespace spanne::engine
