#include "engine/compare/days.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace spanne::engine {
namespace {

/// A milestone, and the key by which the same milestone of the other version is recognised.
struct Noted {
  std::optional<Date> day;
  std::string words, key;
};

Date next(Date day) { return {day.days + 1}; }

bool asks_for_day(const Model& model, TermId id) {
  const Term& term = model.term(id);
  return term.op == Op::as_of || std::any_of(term.operands.begin(), term.operands.end(),
                                             [&](TermId operand) { return asks_for_day(model, operand); });
}

/// Collects the milestones of one version.
class Calendar {
 public:
  Calendar(const Model& model, const OldNames* names, std::map<std::string, std::string> old_rules)
      : model_(model), meaning_(model, names), old_rules_(std::move(old_rules)) {}

  std::vector<Noted> run() {
    for (const Define& checked_define : model_.defines) define(checked_define);
    for (const Cluster& checked_cluster : model_.clusters) cluster(checked_cluster);
    for (const Rule& checked_rule : model_.rules) rule(checked_rule);
    for (const Table& checked_table : model_.tables) table(checked_table);
    if (model_.effective.until)
      note(next(*model_.effective.until), "the version is no longer effective", "effective until", true);
    return std::move(noted_);
  }

 private:
  /// `key`: what the milestone is about, by its old name.
  void note(std::optional<Date> day, std::string words, std::string key, bool end_of_all = false) {
    const Period& days = model_.effective;
    if (day && days.from && *day <= *days.from) return;
    if (day && days.until && *days.until < *day && !end_of_all) return;
    noted_.push_back({day, std::move(words), std::move(key)});
  }

  /// Adds the milestones of something with a period.
  void period(const Period& days, const std::string& name, const std::string& key) {
    if (days.from && days.until && *days.until < *days.from) return;  // it is in force on no day
    if (days.from) note(days.from, name + " begins", key + " begins");
    if (days.until) note(next(*days.until), name + " no longer counts", key + " ends");
  }

  void define(const Define& checked_define) {
    const std::string key = "define " + meaning_.value_name(checked_define.name);
    for (const auto& version : checked_define.versions) {
      condition(version.value, "define " + checked_define.name, key);
      if (checked_define.versions.size() > 1 && version.period.from)
        note(version.period.from, fmt::format("define {} is {}", checked_define.name, body(version.value)),
             fmt::format("{} is {}", key, body(version.value)));
    }
  }

  std::string body(TermId value) const { return model_.words(model_.term(value).span); }

  void cluster(const Cluster& checked_cluster) {
    const std::string name = "cluster " + checked_cluster.name,
                      key = "cluster " + meaning_.cluster_name(checked_cluster.name);
    period(checked_cluster.period, name, key);
    if (checked_cluster.condition) condition(*checked_cluster.condition, name, key);
    effects(checked_cluster.base, name, key);
  }

  /// A nameless rule is recognised by what it says, because its line may differ in the other version.
  void rule(const Rule& checked_rule) {
    const bool nameless = checked_rule.id.rfind("line ", 0) == 0;
    const std::string name = nameless ? "the rule in " + checked_rule.id : "rule " + checked_rule.id;
    const std::string key = nameless ? fmt::format("rule {} {} {}", meaning_.of(checked_rule.condition),
                                                   meaning_.of(checked_rule.effects), meaning_.of(checked_rule.scope))
                                     : "rule " + old_name(old_rules_, checked_rule.id);
    period(checked_rule.period, name, key);
    if (checked_rule.condition) condition(*checked_rule.condition, name, key);
    effects(checked_rule.effects, name, key);
  }

  void table(const Table& checked_table) {
    const std::string name = "table " + checked_table.name;
    period(checked_table.period, name, name);
    for (const Row& row : checked_table.rows) {
      for (const TermId id : row.conditions) condition(id, row.id, name);
      for (const TermId id : row.values) condition(id, row.id, name);
      effects(row.effects, row.id, name);
    }
  }

  void effects(const Effects& all, const std::string& name, const std::string& key) {
    for (const Effect& effect : all) {
      if (effect.amount.computed) condition(*effect.amount.computed, name, key);
      if (effect.per) condition(effect.per->of, name, key);
    }
  }

  // ---- conditions on the day

  void condition(TermId id, const std::string& name, const std::string& key) {
    const Term& term = model_.term(id);
    if (term.op == Op::as_of) return daily(id, name, key);
    if (const auto days = turns(term)) {
      for (const Date day : *days) asked(day, id, name, key);
      return;
    }
    const bool own = std::any_of(term.operands.begin(), term.operands.end(), [&](TermId operand) {
      return term.operands.size() > 1 && asks_for_day(model_, operand) && term.type.kind == TypeKind::boolean &&
             model_.term(operand).type.kind != TypeKind::boolean;
    });
    if (own) return daily(id, name, key);
    for (const TermId operand : term.operands) condition(operand, name, key);
  }

  void asked(Date day, TermId id, const std::string& name, const std::string& key) {
    note(day, fmt::format("{} has another answer to {}", name, body(id)),
         fmt::format("{} asks {}", key, meaning_.of(id)));
  }

  void daily(TermId id, const std::string& name, const std::string& key) {
    note(std::nullopt, fmt::format("{} asks for the day: {}", name, body(id)),
         fmt::format("{} asks {}", key, meaning_.of(id)));
  }

  std::optional<Date> constant(TermId id) const {
    const Term& term = model_.term(id);
    if (term.op != Op::constant) return std::nullopt;
    return Date{static_cast<std::int32_t>(term.number)};
  }

  /// The days on which the answer of a condition such as `as_of >= 2026-07-01` changes; returns nullopt for any other
  /// condition.
  std::optional<std::vector<Date>> turns(const Term& term) const {
    const auto& operands = term.operands;
    const auto is_day = [&](std::size_t at) { return model_.term(operands[at]).op == Op::as_of; };
    if (operands.size() == 3 && is_day(0)) {
      const auto low = constant(operands[1]), high = constant(operands[2]);
      if (!low || !high || (term.op != Op::within && term.op != Op::within_half_open)) return std::nullopt;
      return std::vector<Date>{*low, term.op == Op::within ? next(*high) : *high};
    }
    if (operands.size() != 2 || is_day(0) == is_day(1)) return std::nullopt;
    const auto day = constant(operands[is_day(0) ? 1 : 0]);
    if (!day) return std::nullopt;
    switch (term.op) {
      case Op::equal:
      case Op::not_equal: return std::vector<Date>{*day, next(*day)};
      case Op::less:
      case Op::greater_equal: return std::vector<Date>{is_day(0) ? *day : next(*day)};
      case Op::less_equal:
      case Op::greater: return std::vector<Date>{is_day(0) ? next(*day) : *day};
      default: return std::nullopt;
    }
  }

  const Model& model_;
  Meaning meaning_;
  std::map<std::string, std::string> old_rules_;
  std::vector<Noted> noted_;
};

std::map<std::string, std::string> renamed_rules(const VersionComparison& comparison) {
  std::map<std::string, std::string> names;
  for (const Alteration& difference : comparison.differences)
    if (difference.subject == Subject::rule && difference.is_renamed())
      names.emplace(difference.new_name, difference.old_name);
  return names;
}

}  // namespace

std::vector<Milestone> milestones(const Model& old_model, const Model& new_model, const VersionComparison& comparison) {
  std::map<std::pair<std::int32_t, std::string>, Milestone> all;  // by new names
  const auto take = [&](const std::vector<Noted>& noted, bool is_new) {
    for (const Noted& entry : noted) {
      Milestone& made = all[{entry.day ? entry.day->days : std::numeric_limits<std::int32_t>::max(), entry.key}];
      (is_new ? made.in_new : made.in_old) = true;
      made.day = entry.day;
      made.words = entry.words;
    }
  };
  take(Calendar(old_model, nullptr, {}).run(), false);
  take(Calendar(new_model, &comparison.old_names, renamed_rules(comparison)).run(), true);
  std::vector<Milestone> result;
  const bool same_end = old_model.effective.until == new_model.effective.until;
  for (auto& [key, milestone] : all)
    if (!same_end || key.second != "effective until") result.push_back(std::move(milestone));
  return result;
}

}  // namespace spanne::engine
