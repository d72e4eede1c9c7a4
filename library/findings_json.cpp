#include "library/findings_json.hpp"

#include <fmt/format.h>
#include <utility>

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

}  // namespace spanne::library
