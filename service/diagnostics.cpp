#include "service/diagnostics.hpp"

#include <fmt/format.h>
#include <utility>

#include "grammar/text/characters.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

/// As the protocol numbers them.
int severity_number(grammar::Severity severity) {
  return severity == grammar::Severity::error ? 1 : severity == grammar::Severity::warning ? 2 : 3;
}

std::string message_of(const grammar::Diagnostic& finding) {
  std::string message = finding.message;
  if (!finding.help.empty()) message += "\nhelp: " + finding.help;
  if (!finding.account.empty()) message += "\nfor instance: given " + finding.account;
  return grammar::lines_fit_to_show(message);
}

}  // namespace

Json diagnostic_json(const grammar::Diagnostic& finding, const TextDocument& document, const ClientAbilities& client) {
  Json json{{"range", range_json(finding.span, document.lines())},
            {"severity", severity_number(finding.severity)},
            {"code", finding.code},
            {"source", "spanne"},
            {"message", message_of(finding)}};
  if (finding.related.empty() || !client.related_information) return json;
  json["relatedInformation"] = Json::array();
  for (const auto& related : finding.related)
    json["relatedInformation"].push_back(
        {{"location", {{"uri", document.uri()}, {"range", range_json(related.span, document.lines())}}},
         {"message", grammar::fit_to_show(related.message)}});
  return json;
}

std::string with_line_breaks_of(const TextDocument& document, std::string text) {
  if (!document.has_carriage_returns()) return text;
  std::string made;
  for (const char c : text) {
    if (c == '\n' && (made.empty() || made.back() != '\r')) made += '\r';
    made += c;
  }
  return made;
}

Json text_edit(grammar::TextSpan span, std::string text, const TextDocument& document) {
  return {{"range", range_json(span, document.lines())}, {"newText", with_line_breaks_of(document, std::move(text))}};
}

Json workspace_edit(const TextDocument& document, Json edits, const ClientAbilities& client) {
  if (!client.versioned_edits) return {{"changes", {{document.uri(), std::move(edits)}}}};
  const Json version = document.version() ? Json(*document.version()) : Json(nullptr);
  return {{"documentChanges", Json::array({{{"textDocument", {{"uri", document.uri()}, {"version", version}}},
                                            {"edits", std::move(edits)}}})}};
}

}  // namespace spanne::service
