// Habits are words that authors know from German and from spreadsheets, with their equivalents here. All functions
// ignore case, and return nullopt or false for any other word.
#pragma once

#include <optional>
#include <string_view>

#include "grammar/text/help.hpp"

namespace spanne::engine {

std::optional<std::string_view> value_meant(std::string_view word);     // ja: yes, today: as_of
std::optional<std::string_view> function_meant(std::string_view word);  // RUNDEN: round
std::optional<std::string_view> type_meant(std::string_view word);      // Zahl: decimal
std::optional<std::string_view> unit_meant(std::string_view word);      // Prozent: %, hours: h/week, …
grammar::Help number_word(std::string_view word);                       // zwei: 2, or no help
bool says_missing(std::string_view word);                               // null, leer
/// `Grund`: because.
bool says_reason(std::string_view word);
bool says_known(std::string_view word);  // known, bekannt

}  // namespace spanne::engine
