// The features by which statements are recognised although they may have been renamed, moved or changed.
#include <fmt/format.h>

#include "engine/compare/differences.hpp"

namespace spanne::engine {
namespace {

std::string optional_text(const std::optional<Value>& value, const Type& type, const Model& model) {
  return value ? "=" + to_text(*value, type, model) : "none";
}

std::string type_text(const Type& type, const Model& model) {
  std::string text = fmt::format("{} {}", static_cast<int>(type.kind), type.currency);
  if (type.kind != TypeKind::choice) return text;
  const Choice& choice = model.choices[type.choice];
  for (const auto& value : choice.values) text += (choice.ordered ? "<" : ",") + value;
  return choice.forms.empty() ? text : text + " " + choice_words(choice);
}

std::string scope_and_period(const std::vector<ClusterId>& scope, const Period& period, const Meaning& meaning) {
  return meaning.of(scope) + " " + period_words(period);
}

/// The text of a condition; empty for `always`, which does not help to recognise a rule.
std::string distinctive_text(const std::optional<TermId>& condition, const Meaning& meaning) {
  return condition ? meaning.of(*condition) : std::string();
}

std::string names_text(const std::optional<TermId>& condition, const Meaning& meaning) {
  return fmt::format("{}", fmt::join(meaning.names_in(condition), " "));
}

}  // namespace

std::vector<Features> attribute_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Attribute& attribute : model.attributes) {
    const std::string type = type_text(attribute.type, model);
    const std::string column = attribute.columns.empty() ? "" : column_words(attribute);
    const std::string range = optional_text(attribute.bounds.low, attribute.type, model) + ".." +
                              (attribute.bounds.half_open ? "<" : "") +
                              optional_text(attribute.bounds.high, attribute.type, model);
    const std::string role = fmt::format("{}{}{} {}", attribute.key, attribute.owner, attribute.optional,
                                         optional_text(attribute.fallback, attribute.type, model)) +
                             (attribute.figure ? " " + meaning.of(*attribute.figure) : std::string());
    all.push_back(
        {attribute.name,
         fmt::format("{} {} {} {} {} {}", type, magnitude_words(attribute), column, attribute.label, range, role),
         {{column, 3}, {attribute.label, 3}, {type, 1}, {range, 1}}});
  }
  return all;
}

std::vector<Features> define_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Define& define : model.defines) all.push_back({define.name, meaning.of(define), {}});
  return all;
}

std::vector<Features> cluster_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Cluster& cluster : model.clusters) {
    const std::string condition = cluster.condition ? meaning.of(*cluster.condition) : "otherwise";
    const std::string base = meaning.of(cluster.base), period = period_words(cluster.period);
    all.push_back({cluster.name,
                   fmt::format("{}; {}; {}", condition, base, period),
                   {{condition, 3},
                    {cluster.label, 3},
                    {cluster.because, 2},
                    {base, 2},
                    {names_text(cluster.condition, meaning), 1}}});
  }
  return all;
}

std::vector<Features> rule_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Rule& rule : model.rules) {
    const bool nameless = rule.id.find(' ') != std::string::npos;  // "line 31"
    const std::string effects = meaning.of(rule.effects);
    all.push_back({nameless ? std::string() : rule.id,
                   fmt::format("{}; {}; {}", meaning.of(rule.condition), effects,
                               scope_and_period(rule.scope, rule.period, meaning)),
                   {{distinctive_text(rule.condition, meaning), 3},
                    {effects, 2},
                    {rule.because, 2},
                    {names_text(rule.condition, meaning), 1}}});
  }
  return all;
}

std::vector<Features> row_features(const Table& table, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Row& row : table.rows) {
    const std::string conditions = row.otherwise ? "otherwise" : meaning.of_all(row.conditions);
    std::string outcome = meaning.of(row.effects);
    for (const TermId value : row.values) outcome += "; " + meaning.of(value);
    all.push_back({std::string(), conditions + " -> " + outcome, {{conditions, 3}, {outcome, 3}, {row.because, 2}}});
  }
  return all;
}

std::vector<Features> table_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Table& table : model.tables) {
    std::string rows;
    for (const auto& row : row_features(table, meaning)) rows += row.content + "\n";
    all.push_back({table.name,
                   fmt::format("{}; {}; {}", static_cast<int>(table.policy),
                               scope_and_period(table.scope, table.period, meaning), rows),
                   {{rows, 3}, {table.label, 3}}});
  }
  return all;
}

std::vector<Features> test_features(const Model& model, const Meaning&) {
  std::vector<Features> all;
  for (const Test& test : model.tests) {
    std::string content;
    for (std::size_t id = 0; id < test.given.values.size(); ++id)
      content += to_text(test.given.values[id], model.attributes[id].type, model) + ";";
    for (const auto& expected : test.expect) content += model.words(expected.span) + ";";
    all.push_back({test.title, content, {}});
  }
  return all;
}

std::vector<Features> property_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Property& property : model.properties) {
    const std::string claim =
        property.claim
            ? meaning.of(*property.claim)
            : fmt::format("{} {} {}", model.result_names()[property.monotone->result], property.monotone->never_falls,
                          meaning.value_name(model.attributes[property.monotone->attribute].name));
    all.push_back({property.title, meaning.of(property.when) + ": " + claim, {}});
  }
  return all;
}

std::vector<Features> profile_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Profile& profile : model.profiles) {
    const std::string condition = meaning.of(profile.condition);
    all.push_back({profile.name, condition, {{condition, 3}, {profile.label, 3}}});
  }
  return all;
}

}  // namespace spanne::engine
