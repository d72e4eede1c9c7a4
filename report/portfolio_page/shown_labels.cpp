#include "report/portfolio_page/shown_labels.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/text/display_width.hpp"
#include "report/portfolio_page/shown_names.hpp"

namespace spanne::report {

using engine::Model;
using engine::StatementRef;

namespace {

/// What a column's head may take of a table.
constexpr std::size_t widest_head = 24;

std::string table_label(const engine::Table& table) {
  return table.label.empty() ? name_in_words(table.name) : table.label;
}

}  // namespace

std::string name_in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string cluster_label(const engine::Cluster& cluster) {
  return cluster.label.empty() ? name_in_words(cluster.name) : cluster.label;
}

std::string cluster_label(const std::string& name, const Model& model) {
  for (const auto& cluster : model.clusters)
    if (cluster.name == name) return cluster_label(cluster);
  return name.empty() ? "no cluster" : name;
}

std::string attribute_head(const engine::Attribute& attribute) {
  const bool fits = !attribute.label.empty() && grammar::display_width(attribute.label) <= widest_head;
  return fits ? attribute.label : name_in_words(attribute.name);
}

StatementLabel statement_label(const StatementRef& statement, const Model& model) {
  switch (statement.kind) {
    case StatementRef::Kind::cluster:
      return {cluster_label(model.clusters[statement.index]), model.clusters[statement.index].because};
    case StatementRef::Kind::heading: return {model.rules[statement.index].title, {}};
    case StatementRef::Kind::rule:
      return {name_in_words(model.rules[statement.index].id), model.rules[statement.index].because};
    case StatementRef::Kind::table: return {table_label(model.tables[statement.index]), {}};
    case StatementRef::Kind::row: {
      const auto& table = model.tables[statement.index];
      return {fmt::format("{}, row {}", table_label(table), statement.part + 1), table.rows[statement.part].because};
    }
    case StatementRef::Kind::define: return {name_in_words(model.defines[statement.index].name), {}};
    case StatementRef::Kind::attribute: return {attribute_head(model.attributes[statement.index]), {}};
    case StatementRef::Kind::header: break;
  }
  return {};
}

std::string figures_in_words(std::string text) {
  replace_all(text, " .. ", "–");
  return text;
}

}  // namespace spanne::report
