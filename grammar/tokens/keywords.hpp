// The words of the language.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace spanne::grammar {

bool is_reserved(std::string_view word);     // cannot be a name
bool is_type(std::string_view word);         // text, integer, …: one word
bool is_header_line(std::string_view word);  // effective, owner, working …: its first word

/// The power of ten that `k`, `M`, `Mio`, `bn` … stand for.
bool is_locale(std::string_view word);  // de, ch, en, en-GB, en-US
std::optional<std::uint8_t> magnitude_of(std::string_view word);

/// The tables that answer the questions above, for lists of words.
std::span<const std::string_view> reserved_words();
std::span<const std::string_view> type_words();
std::span<const std::string_view> header_words();
std::span<const std::string_view> locale_words();
std::span<const std::string_view> magnitude_names();
/// Words that begin a declaration where a line starts with them: cluster, table, scenario …
std::span<const std::string_view> declaration_words();
/// Those of them that head lines of their own: attributes, rules, table …
std::span<const std::string_view> heading_words();
/// Words that mean something in certain places only, and may be names elsewhere: key, known, starts, ramp …
std::span<const std::string_view> phrase_words();

}  // namespace spanne::grammar
