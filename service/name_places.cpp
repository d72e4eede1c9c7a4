// From a name to its declaration, to all its uses, and to those in the same text.
#include <algorithm>

#include "service/features.hpp"
#include "service/names.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {

using engine::NameTarget;
using engine::ResolvedName;

namespace {

Json location_json(const TextDocument& document, grammar::TextSpan span) {
  return {{"uri", document.uri()}, {"range", range_json(span, document.lines())}};
}

/// `contracts#3` and `line 31` lead to the row and to the rule themselves.
std::optional<grammar::TextSpan> row_or_rule(const ResolvedName& name, const grammar::SyntaxTree& tree) {
  if (name.target.kind == NameTarget::Kind::table && name.row >= 1) {
    const auto& rows = tree.tables[name.target.which].rows;
    if (name.row <= rows.size()) return rows[name.row - 1].span;
  }
  const bool nameless = name.target.kind == NameTarget::Kind::rule && !tree.rules[name.target.which].name;
  return nameless ? std::optional(tree.rules[name.target.which].span) : std::nullopt;
}

/// The text between quotation marks by which scenarios name their guideline leads to that.
Json guideline_named_at(Session& session, TextDocument& document, std::uint32_t offset) {
  if (document.kind() != TextKind::scenarios) return nullptr;
  TextDocument* guideline = session.guideline_of(document);
  const auto& header = document.scenarios(guideline).tree.header;
  if (guideline == nullptr || !header) return nullptr;
  if (offset < header->guideline.span.begin || offset > header->guideline.span.end) return nullptr;
  return Json::array({location_json(*guideline, {0, 0})});
}

constexpr int read_highlight = 2, write_highlight = 3;  // as the protocol numbers them

}  // namespace

Reply definition(Session& session, const Json& params) {
  const auto place = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&place)) return *error;
  const auto [document, offset] = std::get<DocumentPlace>(place);
  const auto found = name_at(session, *document, offset);
  if (!found) return guideline_named_at(session, *document, offset);
  const RulesAnalysis& rules = found->guideline->rules();
  if (const auto span = row_or_rule(found->name, rules.tree))
    return Json::array({location_json(*found->guideline, *span)});
  Json locations = Json::array();
  for (const ResolvedName& declared : rules.names.declarations(found->name.target))
    locations.push_back(location_json(*found->guideline, declared.span));
  return locations.empty() ? Json(nullptr) : locations;
}

Reply references(Session& session, const Json& params) {
  const auto place = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&place)) return *error;
  const auto [document, offset] = std::get<DocumentPlace>(place);
  const auto found = name_at(session, *document, offset);
  if (!found) return Json(nullptr);
  const bool declarations = member(member(params, "context"), "includeDeclaration") != false;
  Json locations = Json::array();
  for (const auto& [holder, places] : places_of(session, *found->guideline, found->name.target))
    for (const ResolvedName& use : places)
      if (declarations || !use.declares) locations.push_back(location_json(*holder, use.span));
  return locations;
}

Reply document_highlight(Session& session, const Json& params) {
  const auto place = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&place)) return *error;
  const auto [document, offset] = std::get<DocumentPlace>(place);
  const auto found = name_at(session, *document, offset);
  if (!found) return Json(nullptr);
  Json highlights = Json::array();
  for (const ResolvedName& use : names_of(session, *document).uses(found->name.target))
    highlights.push_back({{"range", range_json(use.span, document->lines())},
                          {"kind", use.declares ? write_highlight : read_highlight}});
  return highlights;
}

}  // namespace spanne::service
