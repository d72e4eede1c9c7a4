// Base64 (RFC 4648, section 4): bytes inside of JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanne::library {

/// nullopt if `text` is not base64 with its padding, or has anything else in it.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace spanne::library
