// The words of the language.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanne::grammar {

bool is_reserved(std::string_view word);     // cannot be a name
bool is_type(std::string_view word);         // text, integer, …: one word
bool is_header_line(std::string_view word);  // effective, owner, working …: its first word

/// The power of ten that `k`, `M`, `Mio`, `bn` … stand for.
bool is_locale(std::string_view word);  // de, ch, en, en-GB, en-US
std::optional<std::uint8_t> magnitude_of(std::string_view word);

}  // namespace spanne::grammar
