// Values and conditions: names become what they stand for, every part gets its type, and what may be missing is found.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::Span;

namespace {

Op op_of(grammar::Comparator comparator) {
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

bool orders(grammar::Comparator comparator) {
  return comparator != grammar::Comparator::equal && comparator != grammar::Comparator::not_equal;
}

}  // namespace

TermId Checker::add(Term&& term) {
  model_.terms.push_back(std::move(term));
  return static_cast<TermId>(model_.terms.size() - 1);
}

TermId Checker::constant(const Type& type, std::int64_t number, Span span) {
  Term& term = model_.terms.emplace_back();
  term.type = type;
  term.span = span;
  term.number = number;
  return static_cast<TermId>(model_.terms.size() - 1);
}

std::string Checker::type_text(const Type& type) const {
  switch (type.kind) {
    case TypeKind::boolean: return "yes or no";
    case TypeKind::integer: return "a whole number";
    case TypeKind::decimal: return "a number";
    case TypeKind::percent: return "a percentage";
    case TypeKind::money: return "money in " + type.currency.text();
    case TypeKind::effort: return "an effort";
    case TypeKind::choice: return type.choice == model_.cluster_choice ? "a cluster" : "one of its choice's values";
    case TypeKind::text: return "a text";
    case TypeKind::date: break;
  }
  return "a date";
}

// ---------------------------------------------------------------------------------------------- leaves

std::optional<Decimal> Checker::decimal(const grammar::Quantity& quantity) {
  std::int64_t value = quantity.digits;
  bool fits = true;
  for (int i = 0; i < quantity.magnitude.value_or(0); ++i) fits = fits && !__builtin_mul_overflow(value, 10, &value);
  if (!fits) {
    error("E0310", quantity.span, "this number is too large", "the largest is 9_223_372_036_854");
    return std::nullopt;
  }
  return Decimal{quantity.negative ? -value : value};
}

Typed Checker::quantity(const grammar::Quantity& quantity, bool negative) {
  const auto plain = decimal(quantity);
  if (!plain) return {};
  const Decimal number{negative ? -plain->millionths : plain->millionths};
  Typed result{true, 0, Type{number.is_whole() ? TypeKind::integer : TypeKind::decimal}, {}, {}};
  std::int64_t value = number.millionths;
  if (quantity.unit && quantity.unit->text == "%") {
    if (value % 100 != 0) {
      error("E0312", quantity.span, "a percentage in a condition has at most four decimals",
            to_text(*round(number, 4)) + " %");
      return {};
    }
    result.type = Type{TypeKind::percent};
    value /= 100;
  } else if (quantity.unit && is_currency(quantity.unit->text) && !effort_unit(quantity.unit->text)) {
    result.type = {TypeKind::money, 0, SharedText(quantity.unit->text)};
  } else if (quantity.unit) {
    const auto worth = unit_worth(*quantity.unit, quantity.span);
    if (!worth) return {};
    Term term;
    term.type = result.type = Type{TypeKind::effort};
    term.span = quantity.span;
    term.fraction = Fraction::of(number) * *worth;
    result.term = add(std::move(term));
    return result;
  }
  notice_number(quantity, result.type.kind == TypeKind::percent);
  result.term = constant(result.type, value, quantity.span);
  return result;
}

Typed Checker::choice_value(const std::string& value, const Type& type, Span span) {
  const auto& values = model_.choices[type.choice].values;
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) return {};
  return {true, constant(type, found - values.begin(), span), type, {}, {}};
}

Typed Checker::result_use(const grammar::Name& name, Place& place) {
  const auto found = std::find(result_names_.begin(), result_names_.end(), name.text);
  if (found == result_names_.end()) return {};
  saw_results_ = true;
  if (!place.results) {
    error("E0320", name.span, fmt::format("{} is a result, and it is not known yet in {}", name.text, place.what),
          "results can be used in rules that only flag, in properties and in tests");
    return {};
  }
  Term term;
  term.op = Op::result;
  term.type = Type{TypeKind::effort};
  term.span = name.span;
  term.number = found - result_names_.begin();
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

Typed Checker::name_use(const grammar::Name& name, Place& place, const Type* expected) {
  if (expected != nullptr && expected->kind == TypeKind::choice)
    if (Typed value = choice_value(name.text, *expected, name.span); value.ok) return value;
  if (const auto found = symbols_.find(name.text); found != symbols_.end()) {
    const Symbol& symbol = found->second;
    if (symbol.sort == Symbol::Sort::define) return define_use(symbol.index, name, place);
    if (symbol.sort == Symbol::Sort::lookup) return lookup_use(symbol, name, place);
    const auto id = static_cast<AttributeId>(symbol.index);
    const Attribute& attribute = model_.attributes[id];
    if (broken_.count(id) != 0) return {};
    if (attribute.optional && !place.known.contains(id)) {
      report_maybe_missing(name, attribute);
      return {};
    }
    Term term;
    term.op = Op::attribute;
    term.type = attribute.type;
    term.span = name.span;
    term.number = id;
    Typed result{true, add(std::move(term)), attribute.type, {}, {}};
    return result;
  }
  if (name.text == "yes" || name.text == "true" || name.text == "no" || name.text == "false") {
    const Type type = Type{TypeKind::boolean};
    return {true, constant(type, name.text == "yes" || name.text == "true" ? 1 : 0, name.span), type, {}, {}};
  }
  if (name.text == "as_of" || name.text == "cluster") {
    const bool cluster = name.text == "cluster";
    saw_cluster_ = saw_cluster_ || cluster;
    if (cluster && !place.cluster) {
      error("E0321", name.span, fmt::format("the cluster is not known yet in {}", place.what));
      return {};
    }
    Term term;
    term.op = cluster ? Op::cluster : Op::as_of;
    term.type = cluster ? Type{TypeKind::choice, model_.cluster_choice, {}} : Type{TypeKind::date};
    term.span = name.span;
    const Type type = term.type;
    return {true, add(std::move(term)), type, {}, {}};
  }
  if (std::find(result_names_.begin(), result_names_.end(), name.text) != result_names_.end())
    return result_use(name, place);
  if (expected != nullptr && expected->kind == TypeKind::choice) {
    if (!is_lost(name.text)) report_unknown_value(name.text, name.span, *expected);
    return {};
  }
  report_unknown_name(name);
  return {};
}

Typed Checker::define_use(std::size_t id, const grammar::Name& name, Place& place) {
  check_define(id);
  const DefineInfo& info = defines_[id];
  saw_results_ = saw_results_ || info.uses_results;
  saw_cluster_ = saw_cluster_ || info.uses_cluster;
  if (!info.ok) return {};
  if (info.uses_results && !place.results) {
    error("E0320", name.span, fmt::format("{} uses results, and they are not known yet in {}", name.text, place.what),
          "results can be used in rules that only flag, in properties and in tests");
    return {};
  }
  if (info.uses_cluster && !place.cluster) {
    error("E0321", name.span, fmt::format("{} uses the cluster, and it is not known yet in {}", name.text, place.what));
    return {};
  }
  Term term;
  term.op = Op::define;
  term.type = model_.defines[id].type;
  term.span = name.span;
  term.number = static_cast<std::int64_t>(id);
  const Type type = term.type;
  return {true, add(std::move(term)), type, info.when_true, info.when_false};
}

Typed Checker::lookup_use(const Symbol& symbol, const grammar::Name& name, Place& place) {
  check_lookup(symbol.index);
  const LookupInfo& info = lookups_[symbol.index];
  saw_results_ = saw_results_ || info.uses_results;
  saw_cluster_ = saw_cluster_ || info.uses_cluster;
  if (!info.ok) return {};
  if (info.uses_cluster && !place.cluster) {
    error("E0321", name.span, fmt::format("{} uses the cluster, and it is not known yet in {}", name.text, place.what));
    return {};
  }
  Term term;
  term.op = Op::lookup;
  term.type = model_.tables[info.table].derived[symbol.value].type;
  term.span = name.span;
  term.number = (static_cast<std::int64_t>(info.table) << 16) | static_cast<std::int64_t>(symbol.value);
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

// ---------------------------------------------------------------------------------------------- conditions

Typed Checker::condition(const grammar::Expression& written, Place& place) {
  Typed result = expression(written, place);
  if (result.ok && result.type.kind != TypeKind::boolean) {
    report_not_a_condition(written, result.type);
    return {};
  }
  return result;
}

Typed Checker::logic(const grammar::Logic& logic, Span span, Place& place) {
  const bool both = logic.op == grammar::Logic::Op::conjunction;
  const Known outside = place.known;
  Term term;
  term.op = both ? Op::logical_and : Op::logical_or;
  term.type = Type{TypeKind::boolean};
  term.span = span;
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
    // What follows an `and` is reached only where all before it held; what follows an `or`, where none did.
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
    if (symbol.sort == Symbol::Sort::attribute) type = model_.attributes[symbol.index].type;
    if (symbol.sort == Symbol::Sort::define && defines_[symbol.index].state == State::done)
      type = model_.defines[symbol.index].type;
    return type.kind == TypeKind::choice ? std::optional(type) : std::nullopt;
  }
  return name == "cluster" ? std::optional(Type{TypeKind::choice, model_.cluster_choice, {}}) : std::nullopt;
}

Typed Checker::comparison(const grammar::Comparison& written, Span span, Place& place) {
  if (report_presence_meant(written)) return {};
  const auto outer = std::exchange(comparison_, &written);
  const auto outer_span = std::exchange(comparison_span_, span);
  const Typed result = compared(written, span, place);
  comparison_ = outer;
  comparison_span_ = outer_span;
  return result;
}

Typed Checker::compared(const grammar::Comparison& written, Span span, Place& place) {
  auto right_choice = choice_at_hand(*written.right);
  if (right_choice && choice_at_hand(*written.left)) right_choice.reset();
  const Typed left = expression(*written.left, place, right_choice ? &*right_choice : nullptr);
  const auto left_choice = left.ok ? std::optional(left.type) : choice_at_hand(*written.left);
  const Type* expected = left_choice && left_choice->kind == TypeKind::choice ? &*left_choice : nullptr;
  // Beside something unknown nobody can say what a name was to be.
  if (!left.ok && expected == nullptr && nothing_is_called(*written.right)) return {};
  if (left.ok && report_value_meant(*written.right, *written.left, left.type)) return {};
  if (left.ok) notice_wildcard(written, left.type);
  const Typed right = expression(*written.right, place, expected);
  if (!left.ok || !right.ok) return {};
  return compare(left, written.op, right, span, written.left, written.right);
}

Typed Checker::compare(const Typed& left, grammar::Comparator op, const Typed& right, Span span,
                       const grammar::Expression* left_written, const grammar::Expression* right_written) {
  const bool same = left.type == right.type || (bare(left.type) && bare(right.type));
  if (!same) {
    report_types_differ(left, op, right, left_written, right_written);
    return {};
  }
  const bool has_order = left.type.kind != TypeKind::boolean && left.type.kind != TypeKind::text &&
                         (left.type.kind != TypeKind::choice || model_.choices[left.type.choice].ordered);
  if (orders(op) && !has_order) {
    const Span subject = left_written != nullptr ? left_written->span : model_.term(left.term).span;
    error("E0332", span, fmt::format("{} has no order: only = and != can be used", source_text(subject)),
          left.type.kind == TypeKind::choice ? "declare the values in order: one of small < large" : "");
    return {};
  }
  Term term;
  term.op = op_of(op);
  term.type = Type{TypeKind::boolean};
  term.span = span;
  term.operands = {left.term, right.term};
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

Typed Checker::membership(const grammar::Membership& written, Span span, Place& place) {
  const Typed subject = expression(*written.subject, place);
  const auto at_hand = choice_at_hand(*written.subject);
  const Type* expected = subject.ok ? &subject.type : at_hand ? &*at_hand : nullptr;
  Term any;
  any.op = Op::logical_or;
  any.type = Type{TypeKind::boolean};
  any.span = span;
  if (subject.ok && report_texts_unquoted(written, subject.type)) return {};
  bool ok = subject.ok;
  for (const auto& item : written.items) {
    // `10 .. 20 %`: the unit behind the second end stands for both.
    const auto* low_quantity = std::get_if<grammar::Quantity>(&item.low->node);
    const auto* high_quantity = item.high ? std::get_if<grammar::Quantity>(&item.high->node) : nullptr;
    const bool unknown = subject.ok ? report_value_meant(*item.low, *written.subject, subject.type)
                                    : expected == nullptr && nothing_is_called(*item.low);
    if (unknown) {
      ok = false;
      continue;
    }
    Typed low;
    if (low_quantity != nullptr && high_quantity != nullptr && !low_quantity->unit) {
      grammar::Quantity shared = *low_quantity;
      shared.unit = high_quantity->unit;
      if (!shared.magnitude) shared.magnitude = high_quantity->magnitude;
      low = quantity(shared);
    } else {
      low = expression(*item.low, place, expected);
    }
    const Typed high = item.high ? expression(*item.high, place, expected) : Typed{};
    if (!subject.ok || !low.ok || (item.high && !high.ok)) {
      ok = false;
      continue;
    }
    const Span item_span = item.high ? join(item.low->span, item.high->span) : item.low->span;
    const auto from = item.high ? grammar::Comparator::greater_equal : grammar::Comparator::equal;
    const Typed first = compare(subject, from, low, item_span, written.subject, item.low);
    if (!item.high) {
      ok = ok && first.ok;
      if (first.ok) any.operands.push_back(first.term);
      continue;
    }
    const Typed last =
        first.ok ? compare(subject, grammar::Comparator::less, high, item_span, written.subject, item.high) : Typed{};
    ok = ok && first.ok && last.ok;
    if (!first.ok || !last.ok) continue;
    Term within;
    within.op = item.half_open ? Op::within_half_open : Op::within;
    within.type = any.type;
    within.span = span;
    within.operands = {subject.term, low.term, high.term};
    any.operands.push_back(add(std::move(within)));
  }
  if (!ok) return {};
  TermId id = any.operands.size() == 1 ? any.operands.front() : add(std::move(any));
  model_.terms[id].span = span;
  if (written.negated) {
    Term inverted;
    inverted.op = Op::logical_not;
    inverted.type = Type{TypeKind::boolean};
    inverted.span = span;
    inverted.operands = {id};
    id = add(std::move(inverted));
  }
  return {true, id, Type{TypeKind::boolean}, {}, {}};
}

Typed Checker::presence(const grammar::Presence& written, Span span) {
  const auto* use = std::get_if<grammar::NameUse>(&written.operand->node);
  const auto found = use == nullptr ? symbols_.end() : symbols_.find(use->name.text);
  if (found == symbols_.end() || found->second.sort != Symbol::Sort::attribute) {
    if (use != nullptr && found == symbols_.end())
      report_unknown_name(use->name);
    else
      error("E0402", written.operand->span, "only an attribute can be known or missing");
    return {};
  }
  const auto id = static_cast<AttributeId>(found->second.index);
  if (!model_.attributes[id].optional) {
    error("E0403", written.operand->span, fmt::format("{} is never missing: it is not optional", use->name.text),
          "leave this test out, or declare the attribute optional",
          {{model_.attributes[id].name_span, "declared here"}});
    return {};
  }
  Term term;
  term.op = written.missing ? Op::is_missing : Op::is_known;
  term.type = Type{TypeKind::boolean};
  term.span = span;
  term.number = id;
  Typed result{true, 0, term.type, {}, {}};
  (written.missing ? result.when_false : result.when_true).insert(id);
  result.term = add(std::move(term));
  return result;
}

// ---------------------------------------------------------------------------------------------- all of them

Typed Checker::expression(const grammar::Expression& written, Place& place, const Type* expected) {
  const Span span = written.span;
  const auto inverted = [&](const grammar::Not& node) -> Typed {
    Typed operand = condition(*node.operand, place);
    if (!operand.ok) return {};
    Term term;
    term.op = Op::logical_not;
    term.type = operand.type;
    term.span = span;
    term.operands = {operand.term};
    return {true, add(std::move(term)), operand.type, operand.when_false, operand.when_true};
  };
  const auto starts_with = [&](const grammar::StartsWith& node) -> Typed {
    const Typed text = expression(*node.operand, place);
    if (text.ok && report_value_meant(*node.prefix, *node.operand, text.type)) return {};
    const Typed prefix = expression(*node.prefix, place);
    if (!text.ok || !prefix.ok) return {};
    if (text.type.kind != TypeKind::text || prefix.type.kind != TypeKind::text) {
      error("E0342", span, "\"starts with\" compares two texts");
      return {};
    }
    Term term;
    term.op = Op::starts_with;
    term.type = Type{TypeKind::boolean};
    term.span = span;
    term.operands = {text.term, prefix.term};
    const Type type = term.type;
    return {true, add(std::move(term)), type, {}, {}};
  };
  struct Visitor {
    Checker& self;
    Span span;
    Place& place;
    const Type* expected;
    const decltype(inverted)& invert;
    const decltype(starts_with)& starts;
    Typed operator()(const grammar::Quantity& node) const { return self.quantity(node); }
    Typed operator()(const grammar::Day& node) const {
      const Type type = Type{TypeKind::date};
      return {true, self.constant(type, make_date(node.year, node.month, node.day)->days, span), type, {}, {}};
    }
    Typed operator()(const grammar::Text& node) const {
      if (expected != nullptr && expected->kind == TypeKind::choice) {
        if (Typed value = self.choice_value(node.value, *expected, span); value.ok) return value;
        self.report_unknown_value(node.value, span, *expected);
        return {};
      }
      Term term;
      term.type = Type{TypeKind::text};
      term.span = span;
      term.text = node.value;
      const Type type = term.type;
      return {true, self.add(std::move(term)), type, {}, {}};
    }
    Typed operator()(const grammar::NameUse& node) const { return self.name_use(node.name, place, expected); }
    Typed operator()(const grammar::Group& node) const { return self.group(node, span, place, expected); }
    Typed operator()(const grammar::Call& node) const { return self.call(node, span, place); }
    Typed operator()(const grammar::Not& node) const { return invert(node); }
    Typed operator()(const grammar::Negate& node) const { return self.negate(node, span, place); }
    Typed operator()(const grammar::Logic& node) const { return self.logic(node, span, place); }
    Typed operator()(const grammar::Arithmetic& node) const { return self.arithmetic(node, place); }
    Typed operator()(const grammar::Comparison& node) const { return self.comparison(node, span, place); }
    Typed operator()(const grammar::Membership& node) const { return self.membership(node, span, place); }
    Typed operator()(const grammar::Presence& node) const { return self.presence(node, span); }
    Typed operator()(const grammar::StartsWith& node) const { return starts(node); }
    Typed operator()(const grammar::Conditional& node) const { return self.conditional(node, span, place, expected); }
  };
  return std::visit(Visitor{*this, span, place, expected, inverted, starts_with}, written.node);
}

}  // namespace spanne::engine
