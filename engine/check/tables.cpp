// Checks tables: heads give cells their types, cells become conditions, and rows become effects or values.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "engine/check/checker.hpp"
#include "engine/check/habits.hpp"
#include "engine/model/negated.hpp"

namespace spanne::engine {

using grammar::TextSpan;

namespace {

/// A cell's value as it would be written in a condition.
grammar::Expression as_expression(const grammar::Literal& literal, TextSpan span) {
  return std::visit(
      [&](const auto& value) -> grammar::Expression {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, grammar::Name>)
          return {span, grammar::NameUse{value}};
        else
          return {span, value};
      },
      literal);
}

}  // namespace

bool Checker::is_lookup(const grammar::TableSyntax& table) const {
  return std::any_of(table.outcomes.begin(), table.outcomes.end(),
                     [](const grammar::OutcomeHead& head) { return head.kind == grammar::OutcomeHead::Kind::define; });
}

std::vector<Typed> Checker::condition_heads(const grammar::TableSyntax& written, Place& place, bool& ok) {
  // A head's value may be missing: then only the cells `-` and `missing` match.
  for (std::size_t id = 0; id < model_.attributes.size(); ++id) place.known.insert(static_cast<AttributeId>(id));
  std::vector<Typed> heads;
  for (const auto& head : written.conditions) {
    heads.push_back(expression(*head, place));
    ok = ok && heads.back().ok;
  }
  place.known.clear();
  return heads;
}

// ---------------------------------------------------------------------------------------------- cells

Typed Checker::cell_value(const grammar::Literal& written, const Typed& head) {
  const std::string what = source_text(model_.term(head.term).span);
  const TextSpan span = grammar::span_of(written);
  const auto value = literal(written, head.type, what);
  if (!value) return {};
  Term term;
  term.type = head.type;
  term.span = span;
  if (const auto* number = std::get_if<Decimal>(&*value)) term.number = number->millionths;
  if (const auto* date = std::get_if<Date>(&*value)) term.number = date->days;
  if (const auto* choice = std::get_if<ChoiceValue>(&*value)) term.number = choice->index;
  if (const auto* yes = std::get_if<bool>(&*value)) term.number = *yes ? 1 : 0;
  if (const auto* text = std::get_if<std::string>(&*value)) term.text = *text;
  return {true, add(std::move(term)), head.type, {}, {}};
}

Typed Checker::cell_test(const grammar::CellTest& test, const Typed& head) {
  using Kind = grammar::CellTest::Kind;
  const Term& subject = model_.term(head.term);
  if (test.kind == Kind::known || test.kind == Kind::missing) {
    const bool optional =
        subject.op == Op::attribute && model_.attributes[static_cast<std::size_t>(subject.number)].optional;
    if (!optional) {
      error("E0404", test.span, fmt::format("{} is never missing: it is not optional", source_text(subject.span)),
            grammar::advice("write - for anything"));
      return {};
    }
    Term term = boolean_term(test.kind == Kind::known ? Op::is_known : Op::is_missing, test.span);
    term.number = subject.number;
    return {true, add(std::move(term)), {}, {}, {}};
  }
  // `1 .. 3 M`: the unit and magnitude of the second end apply to both.
  const auto* first = std::get_if<grammar::Quantity>(&*test.low);
  const auto* last = test.high ? std::get_if<grammar::Quantity>(&*test.high) : nullptr;
  const auto completed = first != nullptr && last != nullptr ? completed_by(*first, *last) : std::nullopt;
  const Typed low = cell_value(completed ? grammar::Literal(*completed) : *test.low, head);
  if (!low.ok) return {};
  if (test.kind == Kind::range) {
    const Typed high = cell_value(*test.high, head);
    if (!high.ok) return {};
    const Typed ordered = compare(head, grammar::Comparator::less, low, test.span, nullptr, nullptr);
    if (!ordered.ok) return {};
    const auto op = test.half_open ? Op::within_half_open : Op::within;
    return {true, add(boolean_term(op, test.span, {head.term, low.term, high.term})), {}, {}, {}};
  }
  const auto op = test.kind == Kind::value ? grammar::Comparator::equal : test.op;
  return compare(head, op, low, test.span, nullptr, nullptr);
}

std::optional<TermId> Checker::cell(const grammar::ConditionCell& written, const Typed& head, Place& place) {
  using Kind = grammar::CellTest::Kind;
  const Term subject = model_.term(head.term);
  const auto asks_presence = [](const grammar::CellTest& test) {
    return test.kind == Kind::known || test.kind == Kind::missing;
  };
  const bool optional =
      subject.op == Op::attribute && model_.attributes[static_cast<std::size_t>(subject.number)].optional;
  const bool guarded_apart =
      optional && std::any_of(written.tests.begin(), written.tests.end(), asks_presence);  // `> 10 %, missing`
  const auto guarded = [&](TermId test, TextSpan span) {
    Term known = boolean_term(Op::is_known, span);
    known.number = subject.number;
    const TermId known_term = add(std::move(known));
    return add(boolean_term(Op::logical_and, span, {known_term, test}));
  };
  std::vector<TermId> tests;
  for (const auto& test : written.tests) {
    const Typed typed = cell_test(test, head);
    if (!typed.ok) return std::nullopt;
    tests.push_back(guarded_apart && !asks_presence(test) ? guarded(typed.term, test.span) : typed.term);
  }
  TermId result = tests.size() == 1 ? tests.front() : add(boolean_term(Op::logical_or, written.span, std::move(tests)));
  if (written.negated) result = add(boolean_term(Op::logical_not, written.span, {result}));
  if (!optional) return result;
  const Kind only = written.tests.size() == 1 ? written.tests.front().kind : Kind::value;
  if (!guarded_apart || only == (written.negated ? Kind::missing : Kind::known))
    place.known.insert(static_cast<AttributeId>(subject.number));
  return guarded_apart ? result : guarded(result, written.span);
}

bool Checker::row_conditions(const grammar::RowSyntax& written, const std::vector<Typed>& heads, Place& place,
                             Row& made) {
  made.otherwise = written.otherwise;
  place.known.clear();
  bool ok = true;
  for (std::size_t i = 0; i < written.conditions.size(); ++i) {
    if (written.conditions[i].tests.empty()) continue;
    const auto term = cell(written.conditions[i], heads[i], place);
    ok = ok && term;
    if (term) made.conditions.push_back(*term);
  }
  return ok;
}

// ---------------------------------------------------------------------------------------------- outcomes

/// `10 %` below `+ FTE`, `at most FTE`, and an effort below `+ %`: the head says what the cells are.
bool Checker::report_cell_of_another_head(const grammar::OutcomeHead& head, const grammar::AmountSyntax& written,
                                          Meaning meaning) {
  if (!head.unit || meaning == Meaning::factor) return false;
  const bool percent = meaning == Meaning::surcharge;
  if (percent == (head.unit->text == "%")) return false;
  const bool changes =
      head.kind == grammar::OutcomeHead::Kind::add || head.kind == grammar::OutcomeHead::Kind::subtract;
  const std::string title = source_text(head.span);
  const std::string other = fmt::format("{} {}", head.kind == grammar::OutcomeHead::Kind::subtract ? "-" : "+",
                                        percent ? std::string_view("%") : usual_unit());
  error("E0359", written.span,
        fmt::format("{} is {}, but the head above is {}", source_text(written.span),
                    percent ? "a percentage" : "an effort", title),
        changes ? grammar::advice(fmt::format("write it below a head {} of its own", other))
                : effort_meant(written, true),
        {{head.span, "the head"}});
  return true;
}

void Checker::row_effects(const grammar::TableSyntax& written, const grammar::RowSyntax& row, Place& place, Row& made) {
  using Kind = grammar::OutcomeHead::Kind;
  for (std::size_t i = 0; i < row.outcomes.size(); ++i) {
    const auto& head = written.outcomes[i];
    const auto& cell = row.outcomes[i];
    if (const auto* text = std::get_if<grammar::Literal>(&cell.value)) {
      const auto& value = std::get<grammar::Text>(*text);
      if (head.kind == Kind::because)
        made.because = value.value;
      else
        made.effects.push_back(flag(value, cell.span));
      continue;
    }
    const auto* figure = std::get_if<grammar::AmountSyntax>(&cell.value);
    if (figure == nullptr) continue;
    auto checked = amount(*figure, place, head.kind == Kind::factor, head.unit ? &*head.unit : nullptr);
    if (!checked) continue;
    if (report_cell_of_another_head(head, *figure, checked->meaning)) continue;
    Effect effect;
    effect.amount = std::move(checked->amount);
    effect.span = cell.span;
    const bool percent = checked->meaning == Meaning::surcharge;
    switch (head.kind) {
      case Kind::subtract: effect.amount = negated(std::move(effect.amount)); [[fallthrough]];
      case Kind::add: effect.kind = percent ? EffectKind::surcharge : EffectKind::add; break;
      case Kind::factor: effect.kind = EffectKind::factor; break;
      case Kind::at_least: effect.kind = EffectKind::at_least; break;
      case Kind::at_most: effect.kind = EffectKind::at_most; break;
      default: effect.kind = EffectKind::exactly; break;
    }
    if (head.effort_kind) {
      effect.effort_kind = kind(*head.effort_kind);
      if (!effect.effort_kind) continue;
    } else if (effect.kind == EffectKind::add) {
      effect.effort_kind = model_.general();
    }
    if (scaling_is_sane(effect, cell.span)) made.effects.push_back(std::move(effect));
  }
}

/// Returns false if one of its values is unknown, or has another type than those above.
bool Checker::row_values(const grammar::TableSyntax& written, const grammar::RowSyntax& row, Place& place, Table& made,
                         Row& made_row) {
  bool ok = true;
  std::size_t value = 0;
  for (std::size_t i = 0; i < row.outcomes.size(); ++i) {
    const auto& head = written.outcomes[i];
    const auto& cell = row.outcomes[i];
    const auto* literal_cell = std::get_if<grammar::Literal>(&cell.value);
    if (head.kind == grammar::OutcomeHead::Kind::because) {
      if (literal_cell != nullptr) made_row.because = std::get<grammar::Text>(*literal_cell).value;
      continue;
    }
    auto& derived = made.derived[value++];
    if (literal_cell == nullptr) {
      error("E0350", cell.span,
            fmt::format("the table gives {} a value in every row, but not in this one", derived.name),
            grammar::advice("write the value into the cell"));
      ok = false;
      continue;
    }
    Typed typed;
    if (const auto* number = std::get_if<grammar::Quantity>(literal_cell)) {
      typed = quantity(*number, number->negative);
      if (typed.ok && number->negative) model_.terms[typed.term].number = -std::abs(model_.terms[typed.term].number);
    } else {
      typed = expression(as_expression(*literal_cell, cell.span), place);
    }
    ok = ok && typed.ok;
    if (!typed.ok) continue;
    const auto index = static_cast<std::size_t>(&derived - made.derived.data());
    const bool first =
        std::none_of(made.rows.begin(), made.rows.end(), [&](const Row& above) { return above.values.size() > index; });
    if (first || (bare(derived.type) && typed.type.kind == TypeKind::decimal)) {
      if (first || bare(derived.type)) derived.type = typed.type;
    } else if (derived.type != typed.type && !(bare(derived.type) && bare(typed.type))) {
      error("E0351", cell.span,
            fmt::format("{} is {} here, but {} in the rows above", derived.name, type_text(typed.type),
                        type_text(derived.type)));
      ok = false;
      continue;
    }
    made_row.values.push_back(typed.term);
  }
  return ok;
}

// ---------------------------------------------------------------------------------------------- whole tables

namespace {

TablePolicy policy_of(const grammar::TableSyntax& table) {
  switch (table.policy.value_or(grammar::TableSyntax::Policy::unique)) {
    case grammar::TableSyntax::Policy::first: return TablePolicy::first;
    case grammar::TableSyntax::Policy::sum: return TablePolicy::sum;
    case grammar::TableSyntax::Policy::unique: break;
  }
  return TablePolicy::unique;
}

bool only_flags(const grammar::TableSyntax& table) {
  using Kind = grammar::OutcomeHead::Kind;
  return std::all_of(table.outcomes.begin(), table.outcomes.end(), [](const grammar::OutcomeHead& head) {
    return head.kind == Kind::flag || head.kind == Kind::because;
  });
}

}  // namespace

/// Where the one head that is a name says reason in other words, it was meant as such.
void Checker::report_values_and_effort(const grammar::TableSyntax& written, const grammar::OutcomeHead& head) {
  using Kind = grammar::OutcomeHead::Kind;
  const auto is_name = [](const grammar::OutcomeHead& outcome) { return outcome.kind == Kind::define; };
  const auto named = std::find_if(written.outcomes.begin(), written.outcomes.end(), is_name);
  const auto names = std::count_if(written.outcomes.begin(), written.outcomes.end(), is_name);
  if (names != 1 || !says_reason(named->name->text))
    return error("E0352", head.span, "a table either gives values or adds effort, not both",
                 grammar::advice("make two tables of it"));
  if (&head == &*std::find_if_not(written.outcomes.begin(), written.outcomes.end(), is_name))
    error("E0352", named->span, fmt::format("{} is written because here", named->name->text), "because");
}

void Checker::check_lookup(std::size_t index) {
  once(lookups_, index, tree_->tables[index].name, [&] { lookups_[index].ok = table(index); });
}

/// Checks a table; returns false if the values it derives are unknown. Its effects, if any, are checked independently.
bool Checker::table(std::size_t index) {
  using Kind = grammar::OutcomeHead::Kind;
  const grammar::TableSyntax& written = tree_->tables[index];
  Table made;
  made.name = written.name.text;
  made.label = written.label ? written.label->value : "";
  made.policy = policy_of(written);
  made.span = written.span;
  const bool lookup = is_lookup(written);
  Place place{only_flags(written), true, lookup ? "a table of values" : "a table that does more than flag", {}};
  bool ok = true;
  saw_results_ = false;
  const std::vector<Typed> heads = condition_heads(written, place, ok);
  made.uses_results = saw_results_;
  for (const auto& head : written.outcomes) {
    if (lookup && head.kind != Kind::define && head.kind != Kind::because) {
      report_values_and_effort(written, head);
      ok = false;  // its rows could not be checked as either
    }
    if (head.kind == Kind::define) made.derived.push_back({head.name->text, {}});
  }
  if (lookup && (!written.scope.empty() || written.period.from || written.period.until))
    error("E0353", written.span, "a table of values takes no for, from or until");
  made.scope = scope(written.scope);
  made.period = period(written.period);
  bool known = ok && !written.rows.empty();
  for (std::size_t i = 0; i < written.rows.size(); ++i) {
    const grammar::RowSyntax& row = written.rows[i];
    if (row.otherwise && i + 1 < written.rows.size())
      error("E0354", row.span, "otherwise can only be the last row of a table",
            grammar::advice("move this row to the end"));
    Row made_row;
    made_row.id = fmt::format("{}#{}", made.name, i + 1);
    made_row.span = row.span;
    if (!ok || !row_conditions(row, heads, place, made_row)) {
      known = false;
      continue;
    }
    if (lookup)
      known = row_values(written, row, place, made, made_row) && known;
    else
      row_effects(written, row, place, made_row);
    made.rows.push_back(std::move(made_row));
  }
  const bool summed = known && made.policy == TablePolicy::sum;
  for (const auto& derived : made.derived)
    if (summed && !is_number(derived.type.kind) && derived.type.kind != TypeKind::effort) {
      error("E0355", written.span,
            fmt::format("{} cannot be summed up: it is {}", derived.name, type_text(derived.type)));
      known = false;
    }
  // Rows that could not be read have been reported already.
  if (!written.incomplete && written.rows.empty())
    error("E0356", written.span, "this table has no rows", grammar::advice("| sites || + FTE |"));
  lookups_[index].table = static_cast<TableId>(model_.tables.size());
  model_.tables.push_back(std::move(made));
  return known;
}

}  // namespace spanne::engine
