// Checks conditions: comparisons, questions and connectives, and which attributes may be missing where.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/model/condition_terms.hpp"

namespace spanne::engine {

using grammar::TextSpan;

Op comparison_op(grammar::Comparator comparator) {
  switch (comparator) {
    case grammar::Comparator::equal: return Op::equal;
    case grammar::Comparator::not_equal: return Op::not_equal;
    case grammar::Comparator::less: return Op::less;
    case grammar::Comparator::less_equal: return Op::less_equal;
    case grammar::Comparator::greater: return Op::greater;
    case grammar::Comparator::greater_equal: break;
  }
  return Op::greater_equal;
}

Typed Checker::condition(const grammar::Expression& written, Place& place) {
  Typed result = expression(written, place);
  if (result.ok && result.type.kind != TypeKind::boolean) {
    report_not_a_condition(written, result.type);
    return {};
  }
  return result;
}

Typed Checker::logic(const grammar::Logic& logic, TextSpan span, Place& place) {
  const bool both = logic.op == grammar::Logic::Op::conjunction;
  const Known outside = place.known;
  Term term = boolean_term(both ? Op::logical_and : Op::logical_or, span);
  Typed result{true, 0, term.type, {}, {}};
  bool first = true;
  for (std::size_t i = 0; i < logic.operands.size(); ++i) {
    if (i > 0 && report_half_comparison(logic, i)) {
      result.ok = false;
      continue;
    }
    const Typed part = condition(*logic.operands[i], place);
    result.ok = result.ok && part.ok;
    if (part.ok) term.operands.push_back(part.term);
    // What follows an `and` is evaluated only if everything before it holds; what follows an `or`, only if nothing
    // before it does.
    place.known = unite(place.known, both ? part.when_true : part.when_false);
    result.when_true =
        both || first ? unite(result.when_true, part.when_true) : intersect(result.when_true, part.when_true);
    result.when_false =
        !both || first ? unite(result.when_false, part.when_false) : intersect(result.when_false, part.when_false);
    first = false;
  }
  place.known = outside;
  if (result.ok) result.term = add(std::move(term));
  return result;
}

std::optional<Type> Checker::choice_at_hand(const grammar::Expression& written) const {
  const auto* use = std::get_if<grammar::NameUse>(&written.node);
  if (use == nullptr) return std::nullopt;
  const std::string& name = use->name.text;
  if (const auto found = symbols_.find(name); found != symbols_.end()) {
    const Symbol& symbol = found->second;
    Type type;
    if (symbol.kind == Symbol::Kind::attribute) type = model_.attributes[symbol.index].type;
    if (symbol.kind == Symbol::Kind::define && defines_[symbol.index].state == State::done)
      type = model_.defines[symbol.index].type;
    return type.kind == TypeKind::choice ? std::optional(type) : std::nullopt;
  }
  return name == "cluster" ? std::optional(Type{TypeKind::choice, model_.cluster_choice, {}}) : std::nullopt;
}

Typed Checker::comparison(const grammar::Comparison& written, TextSpan span, Place& place) {
  if (report_presence_meant(written)) return {};
  const auto outer = std::exchange(comparison_, &written);
  const auto outer_span = std::exchange(comparison_span_, span);
  const Typed result = compared(written, span, place);
  comparison_ = outer;
  comparison_span_ = outer_span;
  return result;
}

Typed Checker::compared(const grammar::Comparison& written, TextSpan span, Place& place) {
  if (report_duration_compared(written, place)) return {};
  auto right_choice = choice_at_hand(*written.right);
  if (right_choice && choice_at_hand(*written.left)) right_choice.reset();
  const Typed left = expression(*written.left, place, right_choice ? &*right_choice : nullptr);
  const auto left_choice = left.ok ? std::optional(left.type) : choice_at_hand(*written.left);
  const Type* expected = left_choice && left_choice->kind == TypeKind::choice ? &*left_choice : nullptr;
  // Next to something unknown the meaning of a name cannot be determined.
  if (!left.ok && expected == nullptr && nothing_is_called(*written.right)) return {};
  if (left.ok && report_value_meant(*written.right, *written.left, left.type)) return {};
  if (left.ok) notice_wildcard(written, left.type);
  const Typed right = expression(*written.right, place, expected);
  if (!left.ok || !right.ok) return {};
  return compare(left, written.op, right, span, written.left, written.right);
}

Typed Checker::compare(const Typed& left, grammar::Comparator op, const Typed& right, TextSpan span,
                       const grammar::Expression* left_written, const grammar::Expression* right_written) {
  const bool same = left.type == right.type || (bare(left.type) && bare(right.type));
  if (!same) {
    report_types_differ(left, op, right, left_written, right_written);
    return {};
  }
  const bool has_order = left.type.kind != TypeKind::boolean && left.type.kind != TypeKind::text &&
                         (left.type.kind != TypeKind::choice || model_.choices[left.type.choice].ordered);
  if (orders(op) && !has_order) {
    const TextSpan subject = left_written != nullptr ? left_written->span : model_.term(left.term).span;
    TextSpan values;
    grammar::Help help = left.type.kind == TypeKind::choice ? ordered_choice(left.type, values) : grammar::Help();
    std::vector<grammar::Related> declared;
    if (!help.texts.empty()) declared.push_back({values, "declared here"});
    error("E0332", span, fmt::format("{} has no order: only = and != can be used", source_text(subject)),
          std::move(help), std::move(declared));
    return {};
  }
  return typed(boolean_term(comparison_op(op), span, {left.term, right.term}));
}

/// Checks one value or range of a list, for a subject of type `expected`, if that is known.
std::optional<TermId> Checker::item(const grammar::Membership::Item& item, const grammar::Membership& list,
                                    const Typed& subject, const Type* expected, TextSpan list_span, Place& place) {
  const bool unknown = subject.ok ? report_value_meant(*item.low, *list.subject, subject.type)
                                  : expected == nullptr && nothing_is_called(*item.low);
  if (unknown) return std::nullopt;
  bool negative = false;
  const auto* low_quantity = constant_of(*item.low, negative);
  const auto* high_quantity = item.high ? std::get_if<grammar::Quantity>(&item.high->node) : nullptr;
  const auto completed = low_quantity && high_quantity ? completed_by(*low_quantity, *high_quantity) : std::nullopt;
  // `-5 .. 5` keeps its minus sign as a calculation: the digest of a guideline depends on it.
  const bool completes = completed && (!negative || high_quantity->unit || high_quantity->magnitude);
  const Typed low = completes ? quantity(*completed, negative) : expression(*item.low, place, expected);
  const Typed high = item.high ? expression(*item.high, place, expected) : Typed{};
  if (!subject.ok || !low.ok || (item.high && !high.ok)) return std::nullopt;
  const TextSpan span = item.high ? join(item.low->span, item.high->span) : item.low->span;
  const bool other_type = item.high && subject.type != high.type && !(bare(subject.type) && bare(high.type));
  if (grammar::Help meant = other_type || (item.high && !bare(subject.type) && bare(low.type))
                                ? range_meant(item, subject.type)
                                : grammar::Help();
      !meant.shown.empty()) {
    const std::string asked = source_text(list.subject->span), written = source_text(span);
    error("E0331", span,
          fmt::format("{} is {}, but {} {}", asked, type_text(subject.type), written,
                      bare(high.type) ? "has no unit" : "is " + type_text(high.type)),
          std::move(meant));
    return std::nullopt;
  }
  const auto from = item.high ? grammar::Comparator::greater_equal : grammar::Comparator::equal;
  const Typed first = compare(subject, from, low, span, list.subject, item.low);
  if (!first.ok) return std::nullopt;
  if (!item.high) return first.term;
  if (!compare(subject, grammar::Comparator::less, high, span, list.subject, item.high).ok) return std::nullopt;
  Term range =
      boolean_term(item.half_open ? Op::within_half_open : Op::within, list_span, {subject.term, low.term, high.term});
  const Term& asked = model_.term(subject.term);
  const bool whole_range = place.both_ends && asked.op == Op::result && asked.number % 3 == 1;
  return whole_range ? both_ends_within(subject, range) : add(std::move(range));
}

Typed Checker::membership(const grammar::Membership& written, TextSpan span, Place& place) {
  const auto outer_span = std::exchange(comparison_span_, span);
  const Typed result = listed(written, span, place);
  comparison_span_ = outer_span;
  return result;
}

Typed Checker::listed(const grammar::Membership& written, TextSpan span, Place& place) {
  const Typed subject = expression(*written.subject, place);
  extent_.values *= written.items.size();  // nothing else of this list has been checked yet
  const auto at_hand = choice_at_hand(*written.subject);
  const Type* expected = subject.ok ? &subject.type : at_hand ? &*at_hand : nullptr;
  if (subject.ok && report_texts_unquoted(written, subject.type)) return {};
  if (subject.ok && report_duration_listed(written, subject)) return {};
  bool ok = subject.ok;
  Term any = boolean_term(Op::logical_or, span);
  for (const auto& entry : written.items) {
    const auto term = item(entry, written, subject, expected, span, place);
    ok = ok && term;
    if (term) any.operands.push_back(*term);
  }
  if (!ok) return {};
  TermId id = any.operands.size() == 1 ? any.operands.front() : add(std::move(any));
  model_.terms[id].span = span;
  if (written.negated) id = add(boolean_term(Op::logical_not, span, {id}));
  return {true, id, Type{TypeKind::boolean}, {}, {}};
}

Typed Checker::presence(const grammar::Presence& written, TextSpan span) {
  const auto* use = std::get_if<grammar::NameUse>(&written.operand->node);
  const auto found = use == nullptr ? symbols_.end() : symbols_.find(use->name.text);
  if (found == symbols_.end() || found->second.kind != Symbol::Kind::attribute) {
    const bool result = use != nullptr && is_result(use->name.text);
    if (use != nullptr && found == symbols_.end() && !result)
      report_unknown_name(use->name);
    else
      error("E0402", written.operand->span, "only an attribute can be known or missing");
    return {};
  }
  const auto id = static_cast<AttributeId>(found->second.index);
  note_attribute(use->name.span, id);
  if (!model_.attributes[id].optional) {
    error("E0403", written.operand->span, fmt::format("{} is never missing: it is not optional", use->name.text),
          grammar::advice("leave this test out, or declare the attribute optional"),
          {{model_.attributes[id].name_span, "declared here"}});
    return {};
  }
  Term term = boolean_term(written.missing ? Op::is_missing : Op::is_known, span);
  term.number = id;
  Typed result = typed(std::move(term));
  (written.missing ? result.when_false : result.when_true).insert(id);
  return result;
}

Typed Checker::inverted(const grammar::Not& written, TextSpan span, Place& place) {
  const bool outer = std::exchange(inverted_, !std::holds_alternative<grammar::Bracketed>(written.operand->node));
  const Typed operand = condition(*written.operand, place);
  inverted_ = outer;
  if (!operand.ok) return {};
  Typed result = typed(boolean_term(Op::logical_not, span, {operand.term}));
  result.when_true = operand.when_false;
  result.when_false = operand.when_true;
  return result;
}

Typed Checker::text_match(const grammar::TextMatch& written, TextSpan span, Place& place) {
  using Kind = grammar::TextMatch::Kind;
  const Typed text = expression(*written.operand, place);
  if (text.ok && report_value_meant(*written.part, *written.operand, text.type)) return {};
  const Typed part = expression(*written.part, place);
  if (!text.ok || !part.ok) return {};
  const Op op = written.kind == Kind::starts_with ? Op::starts_with
                : written.kind == Kind::contains  ? Op::contains
                                                  : Op::ends_with;
  if (text.type.kind != TypeKind::text || part.type.kind != TypeKind::text) {
    error("E0342", span, fmt::format("\"{}\" compares two texts", match_words(op)));
    return {};
  }
  Typed result = typed(boolean_term(op, span, {text.term, part.term}));
  return written.negated ? typed(boolean_term(Op::logical_not, span, {result.term})) : result;
}

}  // namespace spanne::engine
