// A rule set's attributes, made by hand: one of every type.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/model.hpp"
#include "records/csv/accounts.hpp"

namespace sample {

using namespace spanne;  // NOLINT: tests speak of everything

inline engine::Attribute attribute(std::string name, engine::TypeKind kind) {
  engine::Attribute result;
  result.name = std::move(name);
  result.type.kind = kind;
  return result;
}

inline engine::Value whole(std::int32_t number) { return engine::Decimal::whole(number); }

/// id (key), kam (owner, optional, column "Betreuer"), reach, revenue, sites (column "Standorte"), decentral, signed,
/// growth, effort; two clusters, no rules.
inline engine::Model model() {
  using engine::TypeKind;
  engine::Model result;
  result.choices = {{{"regional", "national"}, false}, {{"regional", "national", "global"}, true}};
  result.cluster_choice = 0;
  result.clusters.resize(2);
  result.clusters[0].name = "regional";
  result.clusters[1].name = "national";
  result.kinds = {{"general", ""}};
  auto& all = result.attributes;
  for (const auto& [name, kind] : std::vector<std::pair<const char*, TypeKind>>{{"id", TypeKind::text},
                                                                                {"kam", TypeKind::text},
                                                                                {"reach", TypeKind::choice},
                                                                                {"revenue", TypeKind::money},
                                                                                {"sites", TypeKind::integer},
                                                                                {"decentral", TypeKind::boolean},
                                                                                {"signed", TypeKind::date},
                                                                                {"growth", TypeKind::percent},
                                                                                {"effort", TypeKind::decimal}})
    all.push_back(attribute(name, kind));
  all[0].key = true;
  all[1].owner = true;
  all[1].columns = {"Betreuer"};
  all[2].type.choice = 1;
  all[3].type.currency = "EUR";
  all[3].bounds.low = whole(0);
  all[4].columns = {"Standorte"};
  all[4].bounds = {whole(1), whole(5'000), false};
  all[5].fallback = false;
  for (const std::size_t optional : {1U, 6U, 7U, 8U}) all[optional].optional = true;
  return result;
}

/// With kinds of effort, rules and a table, for what results say of them.
inline engine::Model with_rules() {
  auto made = model();
  made.kinds = {{"external", ""}, {"general", ""}};
  made.rules.resize(2);
  made.rules[0].id = "many_sites";
  made.rules[1].id = "line 31";
  made.tables.resize(1);
  made.tables[0].rows.resize(1);
  made.tables[0].rows[0].id = "contracts#1";
  return made;
}

}  // namespace sample
