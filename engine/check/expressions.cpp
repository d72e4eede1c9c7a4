// Checks values: names are resolved, and every part gets its type.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"

namespace spanne::engine {

using grammar::TextSpan;

TermId Checker::add(Term&& term) {
  const std::vector<AttributeId> names = missing_names(term);
  model_.terms.push_back(std::move(term));
  const auto id = static_cast<TermId>(model_.terms.size() - 1);
  return names.empty() ? id : guarded_question(id, names);
}

Typed Checker::typed(Term&& term) {
  const Type type = term.type;
  return {true, add(std::move(term)), type, {}, {}};
}

TermId Checker::constant(const Type& type, std::int64_t number, TextSpan span) {
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
    case TypeKind::money: return "money in " + type.currency;
    case TypeKind::effort: return "an effort";
    case TypeKind::choice: return type.choice == model_.cluster_choice ? "a cluster" : "one of its choice's values";
    case TypeKind::text: return "a text";
    case TypeKind::date: break;
  }
  return "a date";
}

// ---------------------------------------------------------------------------------------------- leaves

std::optional<grammar::Quantity> completed_by(const grammar::Quantity& low, const grammar::Quantity& high) {
  if (low.unit) return std::nullopt;
  grammar::Quantity completed = low;
  completed.unit = high.unit;
  if (!low.magnitude) completed.magnitude = high.magnitude;
  return completed;
}

std::optional<Decimal> Checker::decimal(const grammar::Quantity& quantity) {
  std::int64_t value = quantity.digits;
  bool fits = true;
  for (int i = 0; i < quantity.magnitude.value_or(0); ++i) fits = fits && !__builtin_mul_overflow(value, 10, &value);
  if (!fits) {
    error("E0310", quantity.span, "this number is too large", grammar::advice("the largest is 9_223_372_036_854"));
    return std::nullopt;
  }
  return Decimal{quantity.negative ? -value : value};
}

Typed Checker::quantity(const grammar::Quantity& quantity, bool negative) {
  const auto plain = decimal(quantity);
  if (!plain) return {};
  const Decimal number{negative ? -plain->millionths : plain->millionths};
  Typed result{true, 0, Type{number.is_whole() ? TypeKind::integer : TypeKind::decimal}, {}, {}};
  if (quantity.unit && quantity.unit->text == "%") {
    result.type = Type{TypeKind::percent};
  } else if (quantity.unit && is_currency(quantity.unit->text) && !effort_unit(quantity.unit->text)) {
    result.type = {TypeKind::money, 0, quantity.unit->text};
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
  result.term = constant(result.type, number.millionths, quantity.span);
  return result;
}

Typed Checker::choice_value(const std::string& value, const Type& type, TextSpan span) {
  const auto& values = model_.choices[type.choice].values;
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) return {};
  names_.value(span, type.choice, static_cast<std::size_t>(found - values.begin()), model_);
  return {true, constant(type, found - values.begin(), span), type, {}, {}};
}

Typed Checker::result_use(const grammar::Name& name, Place& place) {
  const auto found = std::find(result_names_.begin(), result_names_.end(), name.text);
  if (found == result_names_.end()) return {};
  names_.result(name.span, static_cast<std::size_t>(found - result_names_.begin()), model_);
  saw_results_ = true;
  if (!place.results) {
    error("E0320", name.span, fmt::format("{} is a result, and it is not known yet in {}", name.text, place.what),
          grammar::advice("results can be used in rules that only flag, in properties and in tests"));
    return {};
  }
  Term term;
  term.op = Op::result;
  term.type = Type{TypeKind::effort};
  term.span = name.span;
  term.number = found - result_names_.begin();
  return typed(std::move(term));
}

Typed Checker::name_use(const grammar::Name& name, Place& place, const Type* expected) {
  if (expected != nullptr && expected->kind == TypeKind::choice)
    if (Typed value = choice_value(name.text, *expected, name.span); value.ok) return value;
  const auto found = symbols_.find(name.text);
  if (found == symbols_.end()) return word_use(name, place, expected);
  const Symbol& symbol = found->second;
  note_symbol(name.span, symbol);
  switch (symbol.kind) {
    case Symbol::Kind::define: return define_use(symbol.index, name, place);
    case Symbol::Kind::lookup: return lookup_use(symbol, name, place);
    case Symbol::Kind::attribute: break;
  }
  return attribute_use(static_cast<AttributeId>(symbol.index), name, place);
}

Typed Checker::attribute_use(AttributeId id, const grammar::Name& name, Place& place) {
  const Attribute& attribute = model_.attributes[id];
  if (broken_.count(id) != 0) return {};
  if (attribute.optional && !place.known.contains(id) && keeps_.count(&name) == 0) {
    report_maybe_missing(name, attribute);
    return {};
  }
  Term term;
  term.op = Op::attribute;
  term.type = attribute.type;
  term.span = name.span;
  term.number = id;
  return typed(std::move(term));
}

/// A name that the guideline declares nowhere: one that every guideline has, or none.
Typed Checker::word_use(const grammar::Name& name, Place& place, const Type* expected) {
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
    return typed(std::move(term));
  }
  if (is_result(name.text)) return result_use(name, place);
  if (expected != nullptr && expected->kind == TypeKind::choice) {
    if (!is_lost(name.text)) report_unknown_value(name.text, name.span, *expected);
    return {};
  }
  if (!place.both_ends || !report_count_inside(name)) report_unknown_name(name, place.cluster);
  return {};
}

// Defines rest on one another up to 2,000 deep: what is on the stack while one is checked is kept small.

Typed Checker::define_use(std::size_t id, const grammar::Name& name, Place& place) {
  check_define(id);
  return is_usable(defines_[id], name, place) ? define_value(id, name.span) : Typed{};
}

Typed Checker::define_value(std::size_t id, TextSpan span) {
  Term term;
  term.op = Op::define;
  term.type = model_.defines[id].type;
  term.span = span;
  term.number = static_cast<std::int64_t>(id);
  const Type type = term.type;
  return {true, add(std::move(term)), type, defines_[id].when_true, defines_[id].when_false};
}

Typed Checker::lookup_use(const Symbol& symbol, const grammar::Name& name, Place& place) {
  check_lookup(symbol.index);
  const LookupInfo& info = lookups_[symbol.index];
  return is_usable(info, name, place) ? lookup_value(info.table, symbol.value, name.span) : Typed{};
}

Typed Checker::lookup_value(TableId table, std::size_t value, TextSpan span) {
  Term term;
  term.op = Op::lookup;
  term.type = model_.tables[table].derived[value].type;
  term.span = span;
  term.number = (static_cast<std::int64_t>(table) << 16) | static_cast<std::int64_t>(value);
  return typed(std::move(term));
}

bool Checker::is_usable(const UseInfo& info, const grammar::Name& name, const Place& place) {
  saw_results_ = saw_results_ || info.uses_results;
  saw_cluster_ = saw_cluster_ || info.uses_cluster;
  if (!info.ok) return false;
  if (info.uses_results && !place.results) {
    error("E0320", name.span, fmt::format("{} uses results, and they are not known yet in {}", name.text, place.what),
          grammar::advice("results can be used in rules that only flag, in properties and in tests"));
    return false;
  }
  if (info.uses_cluster && !place.cluster) {
    error("E0321", name.span, fmt::format("{} uses the cluster, and it is not known yet in {}", name.text, place.what));
    return false;
  }
  extent_.height = std::max(extent_.height, info.height);
  return true;
}

// ---------------------------------------------------------------------------------------------- all of them

namespace {

// A sum may have 1,000 parts. Walking a model takes some hundred bytes of stack for each, and about 1 kB with the
// address sanitizer.
constexpr std::size_t max_height = 2'000;
constexpr std::size_t max_values = 100'000;

/// The number of steps of an expression itself: a sum is computed from left to right, and each step depends on the
/// previous one.
std::size_t steps_of(const grammar::Expression& written) {
  if (const auto* sum = std::get_if<grammar::Arithmetic>(&written.node)) return 1 + sum->steps.size();
  if (const auto* call = std::get_if<grammar::Call>(&written.node)) return 1 + call->arguments.size();
  return 1;
}

}  // namespace

Typed Checker::too_high(TextSpan span) {
  error("E0216", span, "this rests on too many calculations and conditions one after the other, more than 2,000",
        grammar::advice("let it rest on fewer defines and brackets in a row"));
  return {};
}

Typed Checker::too_many_values(TextSpan span) {
  error("E0217", span, "more than 100,000 values would be looked at to decide this",
        grammar::advice("give what stands before \"in\" a name with define"));
  return {};
}

Typed Checker::expression(const grammar::Expression& written, Place& place, const Type* expected) {
  const std::size_t steps = steps_of(written);
  if (depth_ + steps > max_height) return too_high(written.span);
  const Extent outer = std::exchange(extent_, {});
  depth_ += steps;
  const Typed result = part(written, place, expected);
  depth_ -= steps;
  const Extent own{extent_.height + steps, extent_.values + 1};
  extent_ = {std::max(outer.height, own.height), outer.values + own.values};
  if (result.ok && own.height > max_height) return too_high(written.span);
  return !result.ok || own.values <= max_values ? result : too_many_values(written.span);
}

Typed Checker::part(const grammar::Expression& written, Place& place, const Type* expected) {
  struct Visitor {
    Checker& self;
    TextSpan span;
    Place& place;
    const Type* expected;
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
      return self.typed(std::move(term));
    }
    Typed operator()(const grammar::NameUse& node) const { return self.name_use(node.name, place, expected); }
    Typed operator()(const grammar::Bracketed& node) const { return self.group(node, span, place, expected); }
    Typed operator()(const grammar::Call& node) const { return self.call(node, span, place); }
    Typed operator()(const grammar::Not& node) const { return self.inverted(node, span, place); }
    Typed operator()(const grammar::Negate& node) const { return self.negate(node, span, place); }
    Typed operator()(const grammar::Logic& node) const { return self.logic(node, span, place); }
    Typed operator()(const grammar::Arithmetic& node) const { return self.arithmetic(node, place); }
    Typed operator()(const grammar::Comparison& node) const { return self.comparison(node, span, place); }
    Typed operator()(const grammar::Membership& node) const { return self.membership(node, span, place); }
    Typed operator()(const grammar::Presence& node) const { return self.presence(node, span); }
    Typed operator()(const grammar::TextMatch& node) const { return self.text_match(node, span, place); }
    Typed operator()(const grammar::Cardinality& node) const { return self.cardinality(node, span, place); }
    Typed operator()(const grammar::Conditional& node) const { return self.conditional(node, span, place, expected); }
  };
  return std::visit(Visitor{*this, written.span, place, expected}, written.node);
}

}  // namespace spanne::engine
