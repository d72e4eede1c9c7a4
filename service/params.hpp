// What a message was sent with. Editors may send anything, so that nothing is taken for granted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "service/document.hpp"
#include "service/json_rpc.hpp"

namespace spanne::service {

class Session;

/// A member of an object; a null value if there is no such member, or no object.
const Json& member(const Json& json, const char* name);
std::optional<std::string> text_member(const Json& json, const char* name);
std::optional<std::int64_t> number_member(const Json& json, const char* name);

/// `{"line": 3, "character": 7}`; nullopt for anything else, and for numbers that are none of a place.
std::optional<LinePosition> position_of(const Json& json);
/// `{"start": …, "end": …}` as bytes of a text; the start is never after the end.
std::optional<grammar::TextSpan> span_of(const Json& json, const LineIndex& lines);

/// The document that `textDocument` names; an error if it is not open.
std::variant<TextDocument*, RequestError> document_of(Session& session, const Json& params);

/// A place in a document: `textDocument` and `position`.
struct DocumentPlace {
  TextDocument* document = nullptr;
  std::uint32_t offset = 0;
};
std::variant<DocumentPlace, RequestError> place_of(Session& session, const Json& params);

}  // namespace spanne::service
