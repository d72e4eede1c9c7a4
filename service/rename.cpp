// Renaming, as editors ask for it: first whether something can be renamed, then the changes.
#include "service/diagnostics.hpp"
#include "service/features.hpp"
#include "service/new_name.hpp"
#include "service/params.hpp"
#include "service/renaming.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

using NameOrError = std::variant<NameAtPlace, RequestError>;

NameOrError name_to_change(Session& session, const DocumentPlace& place) {
  const auto found = name_at(session, *place.document, place.offset);
  if (!found)
    return RequestError{
        RequestError::request_failed,
        "here stands no name that can be changed: put the cursor on the name of an attribute, a rule, a "
        "cluster or the like"};
  if (auto refusal = refused_target(found->name.target, found->guideline->rules()))
    return RequestError{RequestError::request_failed, std::move(*refusal)};
  return *found;
}

Json workspace_edit_of(const std::vector<ChangedDocument>& changed, const ClientAbilities& client) {
  Json all = Json::object();
  for (const auto& [document, changes] : changed) {
    Json edits = Json::array();
    for (const TextChange& change : changes) edits.push_back(text_edit(change.span, change.text, *document));
    Json one = workspace_edit(*document, std::move(edits), client);
    if (client.versioned_edits)
      all["documentChanges"].push_back(std::move(one["documentChanges"][0]));
    else
      all["changes"].update(one["changes"]);
  }
  return all;
}

}  // namespace

Reply prepare_rename(Session& session, const Json& params) {
  const auto place = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&place)) return *error;
  const auto& asked = std::get<DocumentPlace>(place);
  auto named = name_to_change(session, asked);
  if (auto* error = std::get_if<RequestError>(&named)) return std::move(*error);
  const auto& [name, guideline] = std::get<NameAtPlace>(named);
  const bool inside = name.span.begin <= asked.offset && asked.offset <= name.span.end;
  return Json{{"range", range_json(inside ? name.span : name.word, asked.document->lines())},
              {"placeholder", name_of(name.target, guideline->rules())}};
}

Reply rename(Session& session, const Json& params) {
  const auto place = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&place)) return *error;
  const auto new_name = text_member(params, "newName");
  if (!new_name) return RequestError{RequestError::invalid_params, "the newName is missing"};
  auto named = name_to_change(session, std::get<DocumentPlace>(place));
  if (auto* error = std::get_if<RequestError>(&named)) return std::move(*error);
  const auto& [name, guideline] = std::get<NameAtPlace>(named);
  auto result = renamed(session, *guideline, name.target, *new_name);
  if (auto* refusal = std::get_if<RenameRefusal>(&result))
    return RequestError{RequestError::request_failed, std::move(refusal->message)};
  return workspace_edit_of(std::get<std::vector<ChangedDocument>>(result), session.client);
}

}  // namespace spanne::service
