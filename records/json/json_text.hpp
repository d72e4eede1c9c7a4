// Writes JSON whatever bytes its strings have: the name of a file may be anything.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace spanne::records {

/// JSON as text, in one line or indented. What is not UTF-8 in its strings becomes U+FFFD, where the library by itself
/// would throw.
template <class Json>
std::string json_text(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// A text as JSON has it, in quotation marks.
inline std::string json_quoted(std::string_view text) { return json_text(nlohmann::json(text)); }

}  // namespace spanne::records
