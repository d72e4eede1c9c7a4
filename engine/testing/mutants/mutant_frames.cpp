// Makes mutants of what surrounds conditions and effects: whole rules, rows and clusters, their scopes and periods,
// defaults, and the figures of the header.
#include <algorithm>
#include <fmt/format.h>

#include "engine/testing/figures.hpp"
#include "engine/testing/mutants/guards.hpp"
#include "engine/testing/mutants/mutant_maker.hpp"
#include "engine/testing/words.hpp"

namespace spanne::engine {
namespace {

/// Whether a period contains no day.
const Period never{*make_date(9999, 12, 31), *make_date(1, 1, 1)};

Period& period_of(const StatementRef& owner, Model& model) {
  if (owner.kind == StatementRef::Kind::cluster) return model.clusters[owner.index].period;
  if (owner.kind == StatementRef::Kind::rule) return model.rules[owner.index].period;
  return model.tables[owner.index].period;
}

auto period_part(const StatementRef& owner) {
  return [owner](Model& model) -> Period& { return period_of(owner, model); };
}

auto condition_part(const StatementRef& owner) {
  return [owner](Model& model) -> std::optional<TermId>& {
    return owner.kind == StatementRef::Kind::cluster ? model.clusters[owner.index].condition
                                                     : model.rules[owner.index].condition;
  };
}

/// Whether a period contains a day of the effective period.
bool comes_into_force(const Period& period, const Period& effective) {
  const auto last_begin = std::max(period.from, effective.from);  // an absent day sorts before every day
  return !last_begin || (period.contains(*last_begin) && effective.contains(*last_begin));
}

std::string scope_text(const std::vector<ClusterId>& scope, const Model& model) {
  if (scope.empty()) return "for every cluster";
  std::vector<std::string> names;
  for (const ClusterId cluster : scope) names.push_back(model.clusters[cluster].name);
  return fmt::format("for {}", fmt::join(names, ", "));
}

/// Scopes with one cluster removed; a scope of a single cluster becomes all clusters.
std::vector<std::vector<ClusterId>> other_scopes(const std::vector<ClusterId>& scope) {
  std::vector<std::vector<ClusterId>> others;
  for (std::size_t i = 0; i < scope.size(); ++i) {
    others.push_back(scope);
    others.back().erase(others.back().begin() + static_cast<std::ptrdiff_t>(i));
  }
  return others;
}

/// Other defaults: one step away, the opposite answer, the next choice.
std::vector<Value> other_values(const Attribute& attribute, const Model& model) {
  std::vector<Value> others;
  const Value& value = *attribute.fallback;
  if (const auto* yes = std::get_if<bool>(&value)) others = {!*yes};
  if (const auto* choice = std::get_if<ChoiceValue>(&value)) {
    const std::size_t count = model.choices[attribute.type.choice].values.size();
    if (count > 1) others = {ChoiceValue{static_cast<std::uint32_t>((choice->index + 1) % count)}};
  }
  if (const auto* number = std::get_if<Decimal>(&value)) {
    const std::int64_t step = plain_step(*number, attribute.type.kind);
    others = {Decimal{number->millionths - step}, Decimal{number->millionths + step}};
  }
  if (const auto* date = std::get_if<Date>(&value))
    for (const int days : {-1, 1})
      if (const auto day = plus_days(*date, days)) others.emplace_back(*day);
  others.erase(std::remove_if(others.begin(), others.end(),
                              [&](const Value& other) { return !within_bounds(other, attribute); }),
               others.end());
  return others;
}

}  // namespace

void MutantMaker::clusters() {
  for (std::size_t id = 0; id < model_.clusters.size(); ++id) {
    const Cluster& cluster = model_.clusters[id];
    frame({StatementRef::Kind::cluster, id, 0}, cluster.period, cluster.condition, "the cluster");
  }
}

void MutantMaker::rules() {
  for (std::size_t id = 0; id < model_.rules.size(); ++id)
    frame({StatementRef::Kind::rule, id, 0}, model_.rules[id].period, model_.rules[id].condition, "the rule");
  scopes();
}

void MutantMaker::frame(const StatementRef& owner, const Period& period, std::optional<TermId> condition,
                        const char* what) {
  if (!comes_into_force(period, model_.effective)) return;
  add(owner, span_of(owner, model_), what, "", period_part(owner), never);
  periods(owner, period);
  effects(owner);
  if (!condition) return;
  const Term& term = model_.term(*condition);
  const bool has_parts = (term.op == Op::logical_and || term.op == Op::logical_or) && !is_list(term, model_);
  if (has_parts) return;  // its parts are left out one by one
  const bool cluster = owner.kind == StatementRef::Kind::cluster;
  add(owner, term.span, said(*condition, model_), cluster ? "otherwise" : "always", condition_part(owner),
      std::optional<TermId>());
  keep_if_guarded();
}

/// Removes one cluster from the scope of a heading, with all its rules.
void MutantMaker::scopes() {
  for (std::size_t id = 0; id < model_.rules.size(); ++id) {
    const auto heading = model_.rules[id].heading;
    const bool first = heading && (id == 0 || model_.rules[id - 1].heading != heading);
    if (!first) continue;
    std::size_t end = id;
    while (end < model_.rules.size() && model_.rules[end].heading == heading) ++end;
    for (const auto& scope : other_scopes(model_.rules[id].scope)) {
      auto exchange = [first_rule = id, end, other = std::vector(end - id, scope)](Model& model) mutable {
        for (std::size_t rule = first_rule; rule < end; ++rule)
          std::swap(model.rules[rule].scope, other[rule - first_rule]);
      };
      made_.push_back({{StatementRef::Kind::heading, id, 0},
                       *heading,
                       scope_text(model_.rules[id].scope, model_),
                       scope_text(scope, model_),
                       {},
                       false,
                       std::move(exchange)});
    }
  }
}

void MutantMaker::periods(const StatementRef& owner, const Period& period) {
  const auto change = [&](const Period& changed, const char* word, Date was, Date is) {
    add(owner, span_of(owner, model_), fmt::format("{} {}", word, to_text(was)),
        fmt::format("{} {}", word, to_text(is)), period_part(owner), changed);
  };
  // Moving a period by a day matters only within the effective period.
  const auto seen = [&](std::optional<Date> day) { return day && model_.effective.contains(*day); };
  if (period.from) {
    const auto before = plus_days(*period.from, -1), after = plus_days(*period.from, 1);
    if (seen(before)) change({before, period.until}, "from", *period.from, *before);
    if (seen(period.from) && after) change({after, period.until}, "from", *period.from, *after);
  }
  if (period.until) {
    const auto before = plus_days(*period.until, -1), after = plus_days(*period.until, 1);
    if (seen(period.until) && before) change({period.from, before}, "until", *period.until, *before);
    if (seen(after)) change({period.from, after}, "until", *period.until, *after);
  }
}

// ---------------------------------------------------------------------------------------------- tables

void MutantMaker::tables() {
  for (const RuleRef& ref : model_.order) {
    if (ref.kind != RuleRef::Kind::table) continue;
    const Table& table = model_.tables[ref.index];
    const StatementRef owner{StatementRef::Kind::table, ref.index, 0};
    if (!comes_into_force(table.period, model_.effective)) continue;
    periods(owner, table.period);
    for (const auto& scope : other_scopes(table.scope))
      add(
          owner, table.span, scope_text(table.scope, model_), scope_text(scope, model_),
          [id = ref.index](Model& model) -> std::vector<ClusterId>& { return model.tables[id].scope; }, scope);
    rows(ref.index);
  }
}

void MutantMaker::rows(std::size_t table) {
  const auto& all = model_.tables[table].rows;
  for (std::size_t index = 0; index < all.size(); ++index) {
    const Row& row = all[index];
    const StatementRef owner{StatementRef::Kind::row, table, index};
    auto rest = all;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
    add(
        owner, row.span, "the row", "", [table](Model& model) -> std::vector<Row>& { return model.tables[table].rows; },
        std::move(rest));
    for (std::size_t cell = 0; cell < row.conditions.size(); ++cell) {
      auto others = row.conditions;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(cell));
      const auto part = [table, index](Model& model) -> std::vector<TermId>& {
        return model.tables[table].rows[index].conditions;
      };
      add(owner, model_.term(row.conditions[cell]).span, said(row.conditions[cell], model_), "", part,
          std::move(others));
      keep_if_guarded();
    }
    effects(owner);
  }
}

// ---------------------------------------------------------------------------------------------- defines, the header

/// Moves the change from one version of a define to the next by a day in either direction.
void MutantMaker::versions(std::size_t define) {
  const auto& all = model_.defines[define].versions;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < all.size(); ++j) {
      const auto until = all[i].period.until, from = all[j].period.from;
      if (!until || !from || plus_days(*until, 1) != from) continue;
      for (const int days : {-1, 1}) {
        Period before = all[i].period, after = all[j].period;
        before.until = plus_days(*until, days);
        after.from = plus_days(*from, days);
        const Date moved = days < 0 ? *until : *from;  // the day that moves to the other version
        if (!before.until || !after.from || !model_.effective.contains(moved)) continue;
        auto exchange = [define, i, j, before, after](Model& model) mutable {
          std::swap(model.defines[define].versions[i].period, before);
          std::swap(model.defines[define].versions[j].period, after);
        };
        made_.push_back({{StatementRef::Kind::define, define, j},
                         all[j].span,
                         "from " + to_text(*from),
                         "from " + to_text(*after.from),
                         {},
                         false,
                         std::move(exchange)});
      }
    }
}

/// Gives tests that leave an attribute out the changed default.
void MutantMaker::defaults(const std::vector<AttributeId>& asked_for) {
  for (const AttributeId id : asked_for) {
    const Attribute& attribute = model_.attributes[id];
    if (!attribute.fallback) continue;
    for (const Value& other : other_values(attribute, model_)) {
      const auto text = [&](const Value& value) { return "default " + literal(value, attribute.type, model_); };
      auto exchange = [id, other = Value(other)](Model& model) mutable {
        for (Test& test : model.tests)
          if (std::find(test.defaulted.begin(), test.defaulted.end(), id) != test.defaulted.end())
            test.given.values[id] = other;
        std::swap(*model.attributes[id].fallback, other);
      };
      made_.push_back({{StatementRef::Kind::attribute, id, 0},
                       attribute.span,
                       text(*attribute.fallback),
                       text(other),
                       {},
                       false,
                       std::move(exchange)});
    }
  }
}

void MutantMaker::header() {
  const auto change = [&](grammar::TextSpan span, const char* what, std::size_t number, bool more,
                          Fraction Model::*part) {
    const std::string words = model_.words(span);
    const auto step = more ? a_tenth_more : a_tenth_less;
    add(
        {}, span, fmt::format("{} {}", what, words),
        fmt::format("{} {}", what, with_number(words, number, step(number_at(words, number)))),
        [part](Model& model) -> Fraction& { return model.*part; }, step(model_.*part));
  };
  if (model_.capacity_span) change(*model_.capacity_span, "capacity", 0, true, &Model::capacity);
  if (!model_.utilisation_span) return;
  change(*model_.utilisation_span, "utilisation", 0, false, &Model::utilisation_low);
  change(*model_.utilisation_span, "utilisation", 1, true, &Model::utilisation_high);
}

}  // namespace spanne::engine
