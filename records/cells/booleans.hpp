// Yes and no, as spreadsheets, databases and people tick it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::records {

/// nullopt where `text` (trimmed) is neither, or where it is not certain: "o" is yes in French (oui), elsewhere no.
std::optional<bool> read_boolean(std::string_view text);

/// What may be written, for messages.
inline constexpr std::string_view boolean_words =
    "yes, ja, true, wahr, x, ✓, y, t, 1, -1, checked, on, or no, nein, false, falsch, n, f, 0, unchecked, off";

/// As files write them most: at most sixteen bytes each.
struct CommonBoolean {
  std::string_view word;
  bool value;
};
inline constexpr std::array<CommonBoolean, 22> common_booleans{{
    {"no", false},  {"false", false}, {"0", false},   {"nein", false},   {"yes", true},  {"true", true},
    {"1", true},    {"ja", true},     {"x", true},    {"X", true},       {"TRUE", true}, {"FALSE", false},
    {"True", true}, {"False", false}, {"y", true},    {"n", false},      {"Y", true},    {"N", false},
    {"Ja", true},   {"Nein", false},  {"WAHR", true}, {"FALSCH", false},
}};

}  // namespace spanne::records
