#include "service/names.hpp"

#include <utility>

#include "service/session.hpp"

namespace spanne::service {

using engine::NameTarget;
using engine::ResolvedName;

const engine::ResolvedNames& names_of(Session& session, TextDocument& document) {
  if (document.kind() == TextKind::rules) return document.rules().names;
  return document.scenarios(session.guideline_of(document)).names;
}

namespace {

/// `kam.land`: the name of the owner, and after the point that of a column of the people's file, which is nothing
/// here.
bool is_in_column_of_people(const ResolvedName& name, std::uint32_t offset, std::string_view text) {
  return offset > name.span.end && name.span.end < name.word.end && text[name.span.end] == '.';
}

}  // namespace

std::optional<NameAtPlace> name_at(Session& session, TextDocument& document, std::uint32_t offset) {
  TextDocument* guideline = document.kind() == TextKind::rules ? &document : session.guideline_of(document);
  const ResolvedName* name = guideline == nullptr ? nullptr : names_of(session, document).at(offset);
  if (name == nullptr || is_in_column_of_people(*name, offset, document.text())) return std::nullopt;
  return NameAtPlace{*name, guideline};
}

std::string name_of(NameTarget target, const RulesAnalysis& guideline) {
  const grammar::SyntaxTree& tree = guideline.tree;
  if (target.kind == NameTarget::Kind::choice_value) return tree.attributes[target.which].type.values[target.part].text;
  const auto declared = guideline.names.declarations(target);
  return declared.empty() ? std::string() : std::string(guideline.source->text(declared.front().span));
}

std::string_view words_of(NameTarget::Kind kind) {
  switch (kind) {
    case NameTarget::Kind::attribute: return "attribute";
    case NameTarget::Kind::define: return "define";
    case NameTarget::Kind::lookup_value: return "value of a table";
    case NameTarget::Kind::choice_value: return "value";
    case NameTarget::Kind::cluster: return "cluster";
    case NameTarget::Kind::rule: return "rule";
    case NameTarget::Kind::table: return "table";
    case NameTarget::Kind::effort_kind: return "kind of effort";
    case NameTarget::Kind::profile: return "profile";
    case NameTarget::Kind::result: break;
  }
  return "result";
}

std::vector<NamePlaces> places_of(Session& session, TextDocument& guideline, NameTarget target) {
  std::vector<TextDocument*> documents{&guideline};
  for (TextDocument* scenarios : session.scenarios_of(guideline)) documents.push_back(scenarios);
  std::vector<NamePlaces> found;
  for (TextDocument* document : documents)
    if (auto places = names_of(session, *document).uses(target); !places.empty())
      found.push_back({document, std::move(places)});
  return found;
}

}  // namespace spanne::service
