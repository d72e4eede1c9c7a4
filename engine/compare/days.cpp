#include "engine/compare/days.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace spanne::engine {
namespace {

/// A milestone, and by what the other version's is known to be the same.
struct Noted {
  std::optional<Date> day;
  std::string words, key;
};

Date next(Date day) { return {day.days + 1}; }

bool asks_for_day(const Model& model, TermId id) {
  const Term& term = model.term(id);
  return term.op == Op::as_of ||
         std::any_of(term.operands.begin(), term.operands.end(), [&](TermId one) { return asks_for_day(model, one); });
}

/// Those of one version.
class Calendar {
 public:
  Calendar(const Model& model, const OldNames* names, std::map<std::string, std::string> old_rules)
      : model_(model), meaning_(model, names), old_rules_(std::move(old_rules)) {}

  std::vector<Noted> run() {
    for (const Define& one : model_.defines) define(one);
    for (const Cluster& one : model_.clusters) cluster(one);
    for (const Rule& one : model_.rules) rule(one);
    for (const Table& one : model_.tables) table(one);
    if (model_.effective.until)
      note(next(*model_.effective.until), "the version is no longer effective", "effective until", true);
    return std::move(noted_);
  }

 private:
  /// `key`: what it is about, by the old version's name.
  void note(std::optional<Date> day, std::string words, std::string key, bool end_of_all = false) {
    const Period& days = model_.effective;
    if (day && days.from && *day <= *days.from) return;
    if (day && days.until && *days.until < *day && !end_of_all) return;
    noted_.push_back({day, std::move(words), std::move(key)});
  }

  /// What counts for a while only.
  void period(const Period& days, const std::string& name, const std::string& key) {
    if (days.from && days.until && *days.until < *days.from) return;  // on no day
    if (days.from) note(days.from, name + " begins", key + " begins");
    if (days.until) note(next(*days.until), name + " no longer counts", key + " ends");
  }

  void define(const Define& one) {
    const std::string key = "define " + meaning_.value_name(one.name);
    for (const auto& version : one.versions) {
      condition(version.value, "define " + one.name, key);
      if (one.versions.size() > 1 && version.period.from)
        note(version.period.from, fmt::format("define {} is {}", one.name, body(version.value)),
             fmt::format("{} is {}", key, body(version.value)));
    }
  }

  std::string body(TermId value) const { return model_.words(model_.term(value).span); }

  void cluster(const Cluster& one) {
    const std::string name = "cluster " + one.name, key = "cluster " + meaning_.cluster_name(one.name);
    period(one.period, name, key);
    if (one.condition) condition(*one.condition, name, key);
    effects(one.base, name, key);
  }

  /// Without a name it is known by what it says: its line may be another one in the other version.
  void rule(const Rule& one) {
    const bool nameless = one.id.rfind("line ", 0) == 0;
    const std::string name = nameless ? "the rule in " + one.id : "rule " + one.id;
    const std::string key = nameless ? fmt::format("rule {} {} {}", meaning_.of(one.condition),
                                                   meaning_.of(one.effects), meaning_.of(one.scope))
                                     : "rule " + old_name(old_rules_, one.id);
    period(one.period, name, key);
    if (one.condition) condition(*one.condition, name, key);
    effects(one.effects, name, key);
  }

  void table(const Table& one) {
    const std::string name = "table " + one.name;
    period(one.period, name, name);
    for (const Row& row : one.rows) {
      for (const TermId id : row.conditions) condition(id, row.id, name);
      for (const TermId id : row.values) condition(id, row.id, name);
      effects(row.effects, row.id, name);
    }
  }

  void effects(const Effects& all, const std::string& name, const std::string& key) {
    for (const Effect& one : all) {
      if (one.amount.computed) condition(*one.amount.computed, name, key);
      if (one.per) condition(one.per->of, name, key);
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
    const bool own = std::any_of(term.operands.begin(), term.operands.end(), [&](TermId one) {
      return term.operands.size() > 1 && asks_for_day(model_, one) && term.type.kind == TypeKind::boolean &&
             model_.term(one).type.kind != TypeKind::boolean;
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

  /// On which days the answer of `as_of >= 2026-07-01` becomes another one; nullopt where it is no such condition.
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
  for (const Alteration& one : comparison.differences)
    if (one.subject == Subject::rule && one.is_renamed()) names.emplace(one.new_name, one.old_name);
  return names;
}

}  // namespace

std::vector<Milestone> milestones(const Model& old_model, const Model& new_model, const VersionComparison& comparison) {
  std::map<std::pair<std::int32_t, std::string>, Milestone> all;  // as they are called now
  const auto take = [&](const std::vector<Noted>& noted, bool is_new) {
    for (const Noted& one : noted) {
      Milestone& made = all[{one.day ? one.day->days : std::numeric_limits<std::int32_t>::max(), one.key}];
      (is_new ? made.in_new : made.in_old) = true;
      made.day = one.day;
      made.words = one.words;
    }
  };
  take(Calendar(old_model, nullptr, {}).run(), false);
  take(Calendar(new_model, &comparison.old_names, renamed_rules(comparison)).run(), true);
  std::vector<Milestone> result;
  const bool same_end = old_model.effective.until == new_model.effective.until;
  for (auto& [key, one] : all)
    if (!same_end || key.second != "effective until") result.push_back(std::move(one));
  return result;
}

}  // namespace spanne::engine
