#include "engine/testing/boundary_values.hpp"

#include <algorithm>
#include <set>

#include "engine/model/condition_terms.hpp"
#include "engine/model/term_parts.hpp"
#include "engine/testing/figures.hpp"
#include "engine/testing/sites.hpp"

namespace spanne::engine {
namespace {

/// Whether constants of one type are thresholds for the other: numbers without a unit are, percentages and each
/// currency only among themselves.
bool may_meet(const Type& a, const Type& b) {
  const auto bare = [](const Type& type) { return type.kind == TypeKind::integer || type.kind == TypeKind::decimal; };
  return (bare(a) && bare(b)) || a == b;
}

class Values {
 public:
  explicit Values(const Model& model) : model_(model), found_(model.attributes.size()) {}

  std::vector<std::vector<Value>> run() {
    for (AttributeId id = 0; id < model_.attributes.size(); ++id) by_itself(id);
    for (const Site& site : sites(model_)) constants(site);
    for (const auto& cluster : model_.clusters) proportions(cluster.base);
    for (const auto& rule : model_.rules) proportions(rule.effects);
    for (const auto& table : model_.tables)
      for (const auto& row : table.rows) proportions(row.effects);
    std::vector<std::vector<Value>> result;
    for (auto& values : found_) result.emplace_back(values.begin(), values.end());
    return result;
  }

 private:
  /// Limits the values of a large rule set, most of which would repeat one another.
  static constexpr std::size_t max_values = 64;

  void add(AttributeId id, const Value& value) {
    const Attribute& attribute = model_.attributes[id];
    const auto* number = std::get_if<Decimal>(&value);
    const bool broken = number != nullptr && attribute.type.kind == TypeKind::integer && !number->is_whole();
    if (!broken && within_bounds(value, attribute) && found_[id].size() < max_values) found_[id].insert(value);
  }

  /// A number or a day, and its neighbours.
  void around(AttributeId id, const Value& value) {
    add(id, value);
    const std::int64_t step = value_step(model_.attributes[id]);
    for (const std::int64_t move : {-step, step}) {
      if (const auto* number = std::get_if<Decimal>(&value)) {
        if (const auto moved = engine::add(*number, Decimal{move})) add(id, *moved);
      } else if (const auto* day = std::get_if<Date>(&value)) {
        if (const auto moved = plus_days(*day, move)) add(id, *moved);
      }
    }
  }

  void by_itself(AttributeId id) {
    const Attribute& attribute = model_.attributes[id];
    add(id, plain_account(model_).values[id]);
    if (attribute.optional) found_[id].insert(Value{});
    if (attribute.fallback) around(id, *attribute.fallback);
    if (attribute.bounds.low) around(id, *attribute.bounds.low);
    if (attribute.bounds.high) add(id, *attribute.bounds.high);
    if (attribute.type.kind == TypeKind::boolean)
      for (const bool yes : {false, true}) add(id, yes);
    if (attribute.type.kind == TypeKind::choice)
      for (std::uint32_t i = 0; i < model_.choices[attribute.type.choice].values.size(); ++i) add(id, ChoiceValue{i});
    // Dates are mostly compared with the day of evaluation, which lies between these.
    if (attribute.type.kind == TypeKind::date)
      for (const int year : {1900, 2100}) add(id, *make_date(year, 1, 1));
    if (is_number(attribute.type.kind)) {
      around(id, Decimal{});
      for (const int number : {1, 1'000, 1'000'000}) add(id, Decimal{number * Decimal::one});
    }
  }

  /// A constant is a threshold for the attributes in the same comparison or calculation.
  void constants(const Site& site) {
    const Term& term = model_.term(site.term);
    for (const TermId operand : term.operands) {
      const Term& constant = model_.term(operand);
      if (constant.op != Op::constant) continue;
      for (const AttributeId id : attributes_of({term.operands.begin(), term.operands.end()}, model_)) {
        meet(id, constant);
        if (is_text_match(term.op) && model_.attributes[id].type.kind == TypeKind::text) extend(id, constant.text);
      }
    }
  }

  /// Texts that tell apart what only starts with a text, only ends with it, or has it inside.
  void extend(AttributeId id, const std::string& part) {
    for (const char* before : {"", "any "})
      for (const char* after : {"", " other"}) add(id, before + part + after);
  }

  void meet(AttributeId id, const Term& constant) {
    const Type& type = model_.attributes[id].type;
    if (!may_meet(type, constant.type)) return;
    if (type.kind == TypeKind::text) add(id, constant.text);
    if (type.kind == TypeKind::date) around(id, Date{static_cast<std::int32_t>(constant.number)});
    if (is_number(type.kind)) around(id, Decimal{constant.number});
  }

  void proportions(const Effects& effects) {
    for (const Effect& effect : effects) {
      if (!effect.per) continue;
      const Type& type = model_.term(effect.per->of).type;
      for (const AttributeId id : attributes_of({effect.per->of}, model_)) {
        if (!may_meet(type, model_.attributes[id].type)) continue;
        around(id, effect.per->above);
        if (const auto next = engine::add(effect.per->above, effect.per->size)) around(id, *next);
      }
    }
  }

  const Model& model_;
  std::vector<std::set<Value>> found_;
};

}  // namespace

std::int64_t value_step(const Attribute& attribute) {
  if (!is_number(attribute.type.kind)) return 1;
  return plain_step({}, attribute.type.kind);
}

bool may_be_left_out(const Attribute& attribute) {
  if (attribute.figure) return false;  // one that is left out is counted, not missing
  return attribute.optional || attribute.fallback || attribute.key || attribute.owner;
}

Account plain_account(const Model& model) {
  Account account;
  for (const Attribute& attribute : model.attributes) {
    if (attribute.fallback)
      account.values.push_back(*attribute.fallback);
    else
      account.values.push_back(attribute.optional ? Value{} : any_value(attribute));
  }
  return account;
}

std::vector<std::vector<Value>> boundary_values(const Model& model) { return Values(model).run(); }

namespace {

std::vector<Period> periods_of(const Model& model) {
  std::vector<Period> periods;
  for (const auto& cluster : model.clusters) periods.push_back(cluster.period);
  for (const auto& rule : model.rules) periods.push_back(rule.period);
  for (const auto& table : model.tables) periods.push_back(table.period);
  for (const auto& define : model.defines)
    for (const auto& version : define.versions) periods.push_back(version.period);
  return periods;
}

}  // namespace

bool depends_on_day(const Model& model) {
  const auto periods = periods_of(model);
  return std::any_of(periods.begin(), periods.end(),
                     [](const Period& period) { return period.from || period.until; }) ||
         std::any_of(model.terms.begin(), model.terms.end(), [](const Term& term) { return term.op == Op::as_of; });
}

std::vector<Date> boundary_days(const Model& model, Date today) {
  std::set<Date> days;
  const auto add = [&](std::optional<Date> day) {
    for (const int move : {-1, 0, 1})
      if (const auto moved = day ? plus_days(*day, move) : std::nullopt; moved && model.effective.contains(*moved))
        days.insert(*moved);
  };
  for (const Period& period : periods_of(model)) {
    add(period.from);
    add(period.until);
  }
  if (depends_on_day(model))
    for (const Term& term : model.terms)
      if (term.op == Op::constant && term.type.kind == TypeKind::date)
        add(Date{static_cast<std::int32_t>(term.number)});
  const Date usual = model.effective.from.value_or(today);
  days.erase(usual);
  std::vector<Date> result{usual};
  result.insert(result.end(), days.begin(), days.end());
  return result;
}

}  // namespace spanne::engine
