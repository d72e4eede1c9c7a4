#include "library/findings_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "report/matrix_view.hpp"
#include "report/proof_view.hpp"

namespace spanne::library {
namespace {

/// Where something begins and ends: the end is the first character that no longer belongs to it.
Json place(grammar::TextSpan span, const grammar::Source& source) {
  const auto begin = source.position(span.begin), end = source.position(span.end);
  return {{"file", source.name()},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column}};
}

}  // namespace

Json to_json(const grammar::Diagnostic& finding, const grammar::Source& source) {
  Json json{{"code", finding.code}, {"severity", name_of(finding.severity)}};
  json.update(place(finding.span, source));
  json["message"] = finding.message;
  json["related"] = Json::array();
  for (const auto& other : finding.related) {
    Json related = place(other.span, source);
    related["message"] = other.message;
    json["related"].push_back(std::move(related));
  }
  json["help"] = finding.help;
  json["replacements"] = finding.replacements;
  if (!finding.replacements.empty()) json["replaced"] = place(finding.replaced, source);
  json["account"] = finding.account;
  return json;
}

Json to_json(const grammar::Diagnostics& findings, const grammar::Source& source) {
  Json list = Json::array();
  for (const auto& finding : findings) list.push_back(to_json(finding, source));
  return list;
}

void add_facts(Json& all, const engine::Proof& proof, const engine::Model& model, const grammar::Source& source) {
  const auto fact = [&](const char* code, grammar::TextSpan span, const std::string& message) -> Json& {
    grammar::Diagnostic one{code, grammar::Severity::note, span, message, {}, {}, {}};
    all.push_back(to_json(one, source));
    return all.back();
  };
  for (const auto& effort : proof.clusters) {
    if (!effort.least || !effort.greatest) continue;
    const auto& cluster = model.clusters[effort.cluster];
    Json& made = fact("I0540", cluster.name_span, report::effort_fact(effort, model));
    const auto end = [&](const char* name, const engine::Extreme& extreme) {
      made[name] = extreme.effort.to_exact_text();
      made[std::string(name) + "_account"] = extreme.account;
      if (!extreme.proved) made[std::string(name) + "_never_beyond"] = extreme.outer.to_exact_text();
    };
    made["cluster"] = cluster.name;
    end("fte_low", *effort.least);
    end("fte_high", *effort.greatest);
  }
  for (std::size_t id = 0; id < proof.properties.size(); ++id)
    if (proof.properties[id].claim == engine::Claim::proved)
      fact("I0541", model.properties[id].span, fmt::format("\"{}\" is proved", model.properties[id].title));
  for (const auto& cliff : proof.cliffs) {
    all.push_back(to_json(cliff.note, source));
    all.back().update({{"attribute", model.attributes[cliff.attribute].name},
                       {"fte_below", cliff.effort_low.to_exact_text()},
                       {"account_below", cliff.account_low},
                       {"fte_above", cliff.effort_high.to_exact_text()},
                       {"account_above", cliff.account_high}});
  }
}

namespace {

Json range_json(const engine::MatrixRange& range) {
  Json json = Json::object();
  const auto end = [&](const char* name, const std::optional<engine::MatrixEnd>& one) {
    if (!one) return;
    json[name] = one->effort.to_exact_text();
    if (!one->account.empty()) json[std::string(name) + "_account"] = one->account;
    if (!one->proved) json[std::string(name) + "_never_beyond"] = one->outer.to_exact_text();
  };
  end("least", range.least);
  end("greatest", range.greatest);
  return json;
}

void describe(Json& made, const engine::MatrixRow& row, const engine::MatrixCell& cell, const engine::Model& model) {
  if (row.cluster) made["cluster"] = model.clusters[*row.cluster].name;
  const auto names = report::row_names(row, model);
  const std::size_t first = row.cluster ? 1 : 0;
  for (std::size_t i = 0; i < row.split.size(); ++i)
    made[model.attributes[row.split[i].attribute].name] = names[first + i];
  made["fte"] = range_json(cell.total);
  for (std::size_t kind = 0; kind < cell.kinds.size(); ++kind)
    made["kinds"][model.kinds[kind].name] = range_json(cell.kinds[kind]);
  made["accounts_per_kam"] = report::cell_span_words(cell);
  made["depends_on"] = Json::array();
  for (const auto id : cell.depends_on) made["depends_on"].push_back(model.attributes[id].name);
  if (cell.depends_on_day) made["depends_on"].push_back("as_of");
}

}  // namespace

void add_matrix(Json& all, const engine::Matrix& matrix, const engine::Model& model, const grammar::Source& source) {
  for (const auto& row : matrix.rows)
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const auto& cell = row.cells[column];
      if (cell.state != engine::MatrixCell::State::possible) continue;
      const bool in_profile = column < model.profiles.size();
      const auto span = in_profile    ? model.profiles[column].name_span
                        : row.cluster ? model.clusters[*row.cluster].name_span
                                      : grammar::TextSpan{};
      const std::string message =
          fmt::format("{}, {}: {} FTE, accounts for one KAM: {}", fmt::join(report::row_names(row, model), " "),
                      in_profile ? matrix.columns[column].name : "in no profile",
                      report::matrix_range_words(cell.total), report::cell_span_words(cell));
      all.push_back(to_json({"I0546", grammar::Severity::note, span, message, {}, {}, {}}, source));
      all.back()["profile"] = in_profile ? matrix.columns[column].name : "";
      describe(all.back(), row, cell, model);
    }
}

}  // namespace spanne::library
