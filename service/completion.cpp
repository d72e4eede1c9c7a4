// What may be written at the cursor, the likeliest first. The list does not depend on the letters of the word that has
// been begun: the editor filters by them.
#include "engine/completion/completion.hpp"

#include <fmt/format.h>

#include "service/features.hpp"
#include "service/loaded_accounts.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

namespace spanne::service {
namespace {

using engine::CompletionItem;
using grammar::WritingPlace;

/// As the protocol numbers them, each for its picture in the editor.
int protocol_kind(CompletionItem::Kind kind) {
  using Kind = CompletionItem::Kind;
  switch (kind) {
    case Kind::word: return 14;          // keyword
    case Kind::sign: return 24;          // operator
    case Kind::type: return 25;          // type parameter
    case Kind::unit: return 11;          // unit
    case Kind::attribute: return 5;      // field
    case Kind::define: return 6;         // variable
    case Kind::choice_value: return 20;  // member of an enumeration
    case Kind::cluster: return 7;        // class
    case Kind::effort_kind: return 13;   // enumeration
    case Kind::rule: return 18;          // reference
    case Kind::result: return 10;        // property
    case Kind::function: return 3;       // function
    case Kind::text: return 12;          // value
  }
  return 1;
}

/// The begun word; of a text also the quotation mark with which the editor has closed it.
grammar::TextSpan replaced(const WritingPlace& place, std::uint32_t offset, std::string_view text) {
  const bool closed = place.inside == WritingPlace::Inside::text && offset < text.size() && text[offset] == '"';
  return {place.begun.begin, offset + (closed ? 1U : 0U)};
}

Json to_json(const CompletionItem& item, std::size_t rank, const Json& range) {
  Json json{{"label", item.text}, {"kind", protocol_kind(item.kind)}};
  if (!item.detail.empty()) json["detail"] = item.detail;
  json["sortText"] = fmt::format("{:04}", rank);
  json["filterText"] = item.text;
  json["textEdit"] = {{"range", range}, {"newText", item.text}};
  return json;
}

/// A quotation mark asks for something only where it begins a text.
bool asked_by_closing_mark(const WritingPlace& place, const Json& params) {
  return text_member(member(params, "context"), "triggerCharacter") == "\"" &&
         place.inside != WritingPlace::Inside::text;
}

}  // namespace

Reply completion(Session& session, const Json& params) {
  const auto where = place_of(session, params);
  if (const auto* error = std::get_if<RequestError>(&where)) return *error;
  const auto [document, offset] = std::get<DocumentPlace>(where);
  const bool scenarios = document->kind() == TextKind::scenarios;
  const auto file = scenarios ? grammar::FileKind::scenarios : grammar::FileKind::rules;
  const std::string& text = document->text();
  const WritingPlace place = grammar::writing_place(text, offset, file);
  Json items = Json::array();
  if (!asked_by_closing_mark(place, params)) {
    const TextDocument* guideline = scenarios ? session.guideline_of(*document) : nullptr;
    auto around = engine::surroundings(text, place.statement, file, guideline == nullptr ? "" : guideline->text());
    if (const LoadedAccounts* loaded = session.accounts_of(document->uri())) around.heads = loaded->heads;
    const Json range = range_json(replaced(place, offset, text), document->lines());
    for (const CompletionItem& item : engine::completions(place, around))
      items.push_back(to_json(item, items.size(), range));
  }
  return Json{{"isIncomplete", false}, {"items", std::move(items)}};
}

}  // namespace spanne::service
