// What statements can be recognised by, when they may have been renamed, moved or changed.
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
  return text;
}

std::string scope_and_period(const std::vector<ClusterId>& scope, const Period& period, const Meaning& meaning) {
  return meaning.of(scope) + " " + period_words(period);
}

/// `always` says nothing about which rule it is.
std::string telling(const std::optional<TermId>& condition, const Meaning& meaning) {
  return condition ? meaning.of(*condition) : std::string();
}

std::string names_text(const std::optional<TermId>& condition, const Meaning& meaning) {
  return fmt::format("{}", fmt::join(meaning.names_in(condition), " "));
}

}  // namespace

std::vector<Features> attribute_features(const Model& model, const Meaning&) {
  std::vector<Features> all;
  for (const Attribute& one : model.attributes) {
    const std::string type = type_text(one.type, model);
    const std::string column = one.column.value_or("");
    const std::string range = optional_text(one.bounds.low, one.type, model) + ".." +
                              (one.bounds.half_open ? "<" : "") + optional_text(one.bounds.high, one.type, model);
    const std::string role =
        fmt::format("{}{}{} {}", one.key, one.owner, one.optional, optional_text(one.fallback, one.type, model));
    all.push_back({one.name,
                   fmt::format("{} {} {} {} {}", type, column, one.label, range, role),
                   {{column, 3}, {one.label, 3}, {type, 1}, {range, 1}}});
  }
  return all;
}

std::vector<Features> define_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Define& one : model.defines) all.push_back({one.name, meaning.of(one), {}});
  return all;
}

std::vector<Features> cluster_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Cluster& one : model.clusters) {
    const std::string condition = one.condition ? meaning.of(*one.condition) : "otherwise";
    const std::string base = meaning.of(one.base), period = period_words(one.period);
    all.push_back(
        {one.name,
         fmt::format("{}; {}; {}", condition, base, period),
         {{condition, 3}, {one.label, 3}, {one.because, 2}, {base, 2}, {names_text(one.condition, meaning), 1}}});
  }
  return all;
}

std::vector<Features> rule_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Rule& one : model.rules) {
    const bool nameless = one.id.find(' ') != std::string::npos;  // "line 31"
    const std::string effects = meaning.of(one.effects);
    all.push_back({nameless ? std::string() : one.id,
                   fmt::format("{}; {}; {}", meaning.of(one.condition), effects,
                               scope_and_period(one.scope, one.period, meaning)),
                   {{telling(one.condition, meaning), 3},
                    {effects, 2},
                    {one.because, 2},
                    {names_text(one.condition, meaning), 1}}});
  }
  return all;
}

std::vector<Features> row_features(const Table& table, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Row& one : table.rows) {
    const std::string conditions = one.otherwise ? "otherwise" : meaning.of_all(one.conditions);
    std::string outcome = meaning.of(one.effects);
    for (const TermId value : one.values) outcome += "; " + meaning.of(value);
    all.push_back({std::string(), conditions + " -> " + outcome, {{conditions, 3}, {outcome, 3}, {one.because, 2}}});
  }
  return all;
}

std::vector<Features> table_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Table& one : model.tables) {
    std::string rows;
    for (const auto& row : row_features(one, meaning)) rows += row.content + "\n";
    all.push_back({one.name,
                   fmt::format("{}; {}; {}", static_cast<int>(one.policy),
                               scope_and_period(one.scope, one.period, meaning), rows),
                   {{rows, 3}, {one.label, 3}}});
  }
  return all;
}

std::vector<Features> test_features(const Model& model, const Meaning&) {
  std::vector<Features> all;
  for (const Test& one : model.tests) {
    std::string content;
    for (std::size_t id = 0; id < one.given.values.size(); ++id)
      content += to_text(one.given.values[id], model.attributes[id].type, model) + ";";
    for (const auto& expected : one.expect) content += model.words(expected.span) + ";";
    all.push_back({one.title, content, {}});
  }
  return all;
}

std::vector<Features> property_features(const Model& model, const Meaning& meaning) {
  std::vector<Features> all;
  for (const Property& one : model.properties) {
    const std::string claim =
        one.claim ? meaning.of(*one.claim)
                  : fmt::format("{} {} {}", model.result_names()[one.monotone->result], one.monotone->never_falls,
                                meaning.value_name(model.attributes[one.monotone->attribute].name));
    all.push_back({one.title, meaning.of(one.when) + ": " + claim, {}});
  }
  return all;
}

}  // namespace spanne::engine
