// Pairs the statements first, kind by kind, so that renamed things are known when conditions are compared; then
// compares part by part.
#include "engine/compare/compare.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "engine/compare/differences.hpp"

namespace spanne::engine {
namespace {

/// The pairs of statements of both versions.
struct Pairings {
  Pairing attributes, defines, clusters, rules, tables, tests, properties, profiles;
};

/// Pairs statements kind by kind; each kind is recognised with the names that are known so far.
class Recognition {
 public:
  Recognition(const Model& old_model, const Model& new_model) : old_(old_model), new_(new_model) {}

  void run() {
    pairs_.attributes = pair(attribute_features);
    learn(names_.values, pairs_.attributes, old_.attributes, new_.attributes);
    kinds();
    pairs_.defines = pair(define_features);
    learn(names_.values, pairs_.defines, old_.defines, new_.defines);
    pairs_.tables = pair(table_features);
    derived();
    pairs_.clusters = pair(cluster_features);
    learn(names_.clusters, pairs_.clusters, old_.clusters, new_.clusters);
    pairs_.rules = pair(rule_features);
    pairs_.tests = pair(test_features);
    pairs_.properties = pair(property_features);
    pairs_.profiles = pair(profile_features);
  }

  const Pairings& pairs() const { return pairs_; }
  OldNames names() const { return names_; }

 private:
  template <class MakeFeatures>
  Pairing pair(const MakeFeatures& features) const {
    return pair_up(features(old_, Meaning(old_, nullptr)), features(new_, Meaning(new_, &names_)));
  }

  template <class Statement>
  static void learn(std::map<std::string, std::string>& names, const Pairing& pairs,
                    const std::vector<Statement>& old_ones, const std::vector<Statement>& new_ones) {
    for (std::size_t i = 0; i < pairs.size(); ++i)
      if (pairs[i] && old_ones[i].name != new_ones[*pairs[i]].name) names[new_ones[*pairs[i]].name] = old_ones[i].name;
  }

  /// A kind of effort with another name is the same one if its label is the same, or if it is the only one left on
  /// either side.
  void kinds() {
    std::vector<const Model::EffortKind*> gone, come;
    const auto known = [](const Model& model, const std::string& name) {
      return std::any_of(model.kinds.begin(), model.kinds.end(), [&](const auto& kind) { return kind.name == name; });
    };
    for (const auto& kind : old_.kinds)
      if (!known(new_, kind.name)) gone.push_back(&kind);
    for (const auto& new_kind : new_.kinds)
      if (!known(old_, new_kind.name)) come.push_back(&new_kind);
    for (const auto* new_kind : come)
      for (const auto* other : gone)
        if ((!new_kind->label.empty() && new_kind->label == other->label) || (gone.size() == 1 && come.size() == 1))
          names_.kinds[new_kind->name] = other->name;
  }

  void derived() {
    for (std::size_t i = 0; i < pairs_.tables.size(); ++i) {
      if (!pairs_.tables[i]) continue;
      const auto &before = old_.tables[i].derived, &after = new_.tables[*pairs_.tables[i]].derived;
      for (std::size_t value = 0; value < before.size() && before.size() == after.size(); ++value)
        if (before[value].name != after[value].name) names_.values[after[value].name] = before[value].name;
    }
  }

  const Model& old_;
  const Model& new_;
  OldNames names_;
  Pairings pairs_;
};

std::uint32_t line_of(const Model& model, grammar::TextSpan span) { return model.source->position(span.begin).line; }

/// Adds the alterations of statements whose order decides which one applies first.
std::string place_words(std::size_t place, std::size_t all) { return fmt::format("{} of {}", place + 1, all); }

class ModelComparer {
 public:
  ModelComparer(const Model& old_model, const Model& new_model, const Pairings& pairs, VersionComparison& result)
      : versions_{old_model,
                  new_model,
                  Meaning(old_model, nullptr),
                  Meaning(new_model, &result.old_names),
                  Meaning(old_model, nullptr, true),
                  Meaning(new_model, &result.old_names, true)},
        pairs_(pairs),
        result_(result) {}

  void run() {
    const Model &a = versions_.old_model, &b = versions_.new_model;
    header();
    compare(Subject::attribute, pairs_.attributes, a.attributes, b.attributes, false);
    compare(Subject::define, pairs_.defines, a.defines, b.defines, false);
    compare(Subject::cluster, pairs_.clusters, a.clusters, b.clusters, true);
    compare(Subject::rule, pairs_.rules, a.rules, b.rules, false);
    tables();
    compare(Subject::test, pairs_.tests, a.tests, b.tests, false);
    compare(Subject::property, pairs_.properties, a.properties, b.properties, false);
    compare(Subject::profile, pairs_.profiles, a.profiles, b.profiles, false);
  }

 private:
  static const std::string& name_of(const Rule& rule) { return rule.id; }
  static const std::string& name_of(const Row& row) { return row.id; }
  static const std::string& name_of(const Test& test) { return test.title; }
  static const std::string& name_of(const Property& property) { return property.title; }
  template <class Statement>
  static const std::string& name_of(const Statement& statement) {
    return statement.name;
  }
  template <class Statement>
  static grammar::TextSpan span_of(const Statement& statement) {
    return statement.span;
  }
  static grammar::TextSpan span_of(const Define& define) { return define.versions.front().span; }

  void header() {
    Alteration alteration;
    alteration.subject = Subject::header;
    alteration.parts = header_parts(versions_);
    alteration.old_line = alteration.new_line = 1;
    alteration.old_name = alteration.new_name = "header";
    if (!alteration.parts.empty()) finish(std::move(alteration));
  }

  /// `in_order`: the order decides which one applies, so moving a statement is a change.
  template <class Statement>
  void compare(Subject subject, const Pairing& pairs, const std::vector<Statement>& old_ones,
               const std::vector<Statement>& new_ones, bool in_order) {
    std::vector<std::optional<std::size_t>> old_of(new_ones.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
      if (pairs[i]) old_of[*pairs[i]] = i;
    const auto has_moved = moved(pairs);
    for (std::size_t j = 0; j < new_ones.size(); ++j) {
      if (!old_of[j]) {
        alone(subject, new_ones[j], true);
        continue;
      }
      const std::size_t i = *old_of[j];
      Alteration alteration = both(subject, old_ones[i], new_ones[j]);
      alteration.moved = has_moved[i];
      if (alteration.moved && in_order)
        alteration.parts.push_back({"place", place_words(i, old_ones.size()), place_words(j, new_ones.size()), true});
      const bool renumbered = subject == Subject::row || is_nameless(alteration);
      if (!alteration.parts.empty() || alteration.moved || (alteration.is_renamed() && !renumbered))
        finish(std::move(alteration));
    }
    for (std::size_t i = 0; i < pairs.size(); ++i)
      if (!pairs[i]) alone(subject, old_ones[i], false);
  }

  static bool is_nameless(const Alteration& alteration) {
    return alteration.subject == Subject::rule && alteration.old_name.starts_with("line ") &&
           alteration.new_name.starts_with("line ");
  }

  template <class Statement>
  Alteration both(Subject subject, const Statement& old_one, const Statement& new_one) const {
    Alteration alteration;
    alteration.subject = subject;
    alteration.old_name = name_of(old_one);
    alteration.new_name = name_of(new_one);
    alteration.old_line = line_of(versions_.old_model, span_of(old_one));
    alteration.new_line = line_of(versions_.new_model, span_of(new_one));
    alteration.parts = parts_of(old_one, new_one, versions_);
    return alteration;
  }

  template <class Statement>
  void alone(Subject subject, const Statement& statement, bool is_new) {
    const Model& model = is_new ? versions_.new_model : versions_.old_model;
    Alteration alteration;
    alteration.subject = subject;
    (is_new ? alteration.new_name : alteration.old_name) = name_of(statement);
    (is_new ? alteration.new_line : alteration.old_line) = line_of(model, span_of(statement));
    RulePart whole{"", {}, {}, !is_claim(subject) && subject != Subject::profile};
    (is_new ? whole.after : whole.before) = model.words(span_of(statement));
    alteration.parts.push_back(std::move(whole));
    finish(std::move(alteration));
  }

  void tables() {
    const Model &a = versions_.old_model, &b = versions_.new_model;
    compare(Subject::table, pairs_.tables, a.tables, b.tables, false);
    for (std::size_t i = 0; i < pairs_.tables.size(); ++i) {
      if (!pairs_.tables[i]) continue;
      const Table &before = a.tables[i], &after = b.tables[*pairs_.tables[i]];
      const auto pairs =
          pair_up(row_features(before, versions_.old_meaning), row_features(after, versions_.new_meaning));
      compare(Subject::row, pairs, before.rows, after.rows,
              before.policy == TablePolicy::first || after.policy == TablePolicy::first);
    }
  }

  static bool is_claim(Subject subject) { return subject == Subject::test || subject == Subject::property; }

  void finish(Alteration alteration) {
    alteration.change = alteration.old_name.empty()   ? ChangeKind::added
                        : alteration.new_name.empty() ? ChangeKind::removed
                        : alteration.matters()        ? ChangeKind::changed
                        : alteration.is_renamed()     ? ChangeKind::renamed
                        : alteration.parts.empty()    ? ChangeKind::moved
                                                      : ChangeKind::reworded;
    if (is_claim(alteration.subject) && alteration.change == ChangeKind::reworded)
      alteration.change = ChangeKind::changed;
    const bool other_profile = alteration.subject == Subject::profile &&
                               std::any_of(alteration.parts.begin(), alteration.parts.end(), [](const RulePart& part) {
                                 return part.name == std::string_view("condition");
                               });
    if (other_profile && alteration.change == ChangeKind::reworded) alteration.change = ChangeKind::changed;
    result_.differences.push_back(std::move(alteration));
  }

  Versions versions_;
  const Pairings& pairs_;
  VersionComparison& result_;
};

// ---- users of what has changed

class Users {
 public:
  explicit Users(const Model& model) : model_(model) {}

  /// The statements that use one of these values.
  std::vector<std::string> of(const std::set<std::string>& values) {
    values_ = &values;
    known_.assign(model_.terms.size(), -1);
    std::vector<std::string> users;
    for (const auto& cluster : model_.clusters)
      if (asks(cluster.condition) || asks(cluster.base)) users.push_back("cluster " + cluster.name);
    for (const auto& rule : model_.rules)
      if (asks(rule.condition) || asks(rule.effects)) users.push_back("rule " + rule.id);
    for (const auto& candidate : model_.tables)
      if (candidate.derived.empty() && asks(candidate)) users.push_back("table " + candidate.name);
    return users;
  }

 private:
  bool asks(const std::optional<TermId>& condition) const { return condition && reaches(*condition); }
  bool asks(const Effects& effects) const {
    return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
      return asks(effect.amount.computed) || (effect.per && reaches(effect.per->of)) ||
             std::any_of(effect.flag.begin(), effect.flag.end(),
                         [&](const FlagPiece& piece) { return asks(piece.hole); });
    });
  }
  bool asks(const Table& table) const {
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
      const auto reach = [&](TermId id) { return reaches(id); };
      return asks(row.effects) || std::any_of(row.conditions.begin(), row.conditions.end(), reach) ||
             std::any_of(row.values.begin(), row.values.end(), reach);
    });
  }
  bool reaches(TermId id) const {
    if (known_[id] < 0) known_[id] = finds(id) ? 1 : 0;
    return known_[id] == 1;
  }
  bool finds(TermId id) const {
    const Term& term = model_.term(id);
    if (term.op == Op::define) {
      const Define& define = model_.defines[static_cast<std::size_t>(term.number)];
      if (values_->count(define.name) > 0) return true;
      return std::any_of(define.versions.begin(), define.versions.end(),
                         [&](const auto& version) { return reaches(version.value); });
    }
    if (term.op == Op::lookup) {
      const Table& table = model_.tables[table_of(term)];
      return values_->count(table.derived[derived_of(term)].name) > 0 || asks(table);
    }
    return std::any_of(term.operands.begin(), term.operands.end(), [&](TermId operand) { return reaches(operand); });
  }

  const Model& model_;
  const std::set<std::string>* values_ = nullptr;
  mutable std::vector<signed char> known_;  // whether each term uses one of the values; -1: not yet known
};

void name_users(VersionComparison& comparison, const Model& model) {
  Users users(model);
  for (auto& difference : comparison.differences) {
    if (!difference.matters() || difference.new_name.empty()) continue;
    std::set<std::string> values;
    if (difference.subject == Subject::define) values.insert(difference.new_name);
    const std::string table = difference.new_name.substr(0, difference.new_name.find('#'));
    if (difference.subject == Subject::table || difference.subject == Subject::row)
      for (const auto& other : model.tables)
        if (other.name == table)
          for (const auto& value : other.derived) values.insert(value.name);
    if (!values.empty()) difference.used_by = users.of(values);
  }
}

}  // namespace

bool Alteration::matters() const {
  return std::any_of(parts.begin(), parts.end(), [](const RulePart& part) { return part.matters; });
}

bool VersionComparison::same_meaning() const {
  return std::none_of(differences.begin(), differences.end(),
                      [](const auto& difference) { return difference.matters(); });
}

VersionComparison compare(const Model& old_model, const Model& new_model) {
  Recognition recognition(old_model, new_model);
  recognition.run();
  VersionComparison comparison;
  comparison.old_names = recognition.names();
  ModelComparer(old_model, new_model, recognition.pairs(), comparison).run();
  name_users(comparison, new_model);
  return comparison;
}

}  // namespace spanne::engine
