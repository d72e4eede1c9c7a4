#include "service/params.hpp"

#include <algorithm>
#include <limits>

#include "service/session.hpp"

namespace spanne::service {
namespace {

std::optional<std::uint32_t> count_member(const Json& json, const char* name) {
  const auto number = number_member(json, name);
  if (!number || *number < 0) return std::nullopt;
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(*number, most));
}

}  // namespace

const Json& member(const Json& json, const char* name) {
  static const Json none = nullptr;
  if (!json.is_object()) return none;
  const auto found = json.find(name);
  return found == json.end() ? none : *found;
}

std::optional<std::string> text_member(const Json& json, const char* name) {
  const Json& found = member(json, name);
  if (!found.is_string()) return std::nullopt;
  return found.get<std::string>();
}

std::optional<std::int64_t> number_member(const Json& json, const char* name) {
  const Json& found = member(json, name);
  if (!found.is_number_integer()) return std::nullopt;
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (found.is_number_unsigned() && found.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) return most;
  return found.get<std::int64_t>();
}

std::optional<LinePosition> position_of(const Json& json) {
  const auto line = count_member(json, "line"), character = count_member(json, "character");
  if (!line || !character) return std::nullopt;
  return LinePosition{*line, *character};
}

std::optional<grammar::TextSpan> span_of(const Json& json, const LineIndex& lines) {
  const auto start = position_of(member(json, "start")), end = position_of(member(json, "end"));
  if (!start || !end) return std::nullopt;
  const std::uint32_t begin = lines.offset(*start);
  return grammar::TextSpan{begin, std::max(begin, lines.offset(*end))};
}

std::variant<TextDocument*, RequestError> document_of(Session& session, const Json& params) {
  const auto uri = text_member(member(params, "textDocument"), "uri");
  if (!uri) return RequestError{RequestError::invalid_params, "the textDocument with its uri is missing"};
  TextDocument* document = session.open_document(*uri);
  if (document == nullptr) return RequestError{RequestError::invalid_params, *uri + " is not open"};
  return document;
}

std::variant<DocumentPlace, RequestError> place_of(Session& session, const Json& params) {
  auto document = document_of(session, params);
  if (auto* error = std::get_if<RequestError>(&document)) return std::move(*error);
  const auto position = position_of(member(params, "position"));
  if (!position) return RequestError{RequestError::invalid_params, "the position is missing"};
  TextDocument* found = std::get<TextDocument*>(document);
  return DocumentPlace{found, found->lines().offset(*position)};
}

}  // namespace spanne::service
