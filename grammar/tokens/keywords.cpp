#include "grammar/tokens/keywords.hpp"

#include <algorithm>
#include <array>

namespace spanne::grammar {

bool is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 26> reserved{
      "or",    "if",     "in",     "is",      "as",      "of",       "and",       "not",       "per",
      "then",  "else",   "from",   "when",    "test",    "until",    "above",     "never",     "rules",
      "table", "always", "define", "because", "ruleset", "property", "otherwise", "attributes"};
  return std::find(reserved.begin(), reserved.end(), word) != reserved.end();
}

bool is_type(std::string_view word) {
  static constexpr std::array<std::string_view, 7> types{"text",  "integer", "decimal", "percent",
                                                         "money", "boolean", "date"};
  return std::find(types.begin(), types.end(), word) != types.end();
}

bool is_header_line(std::string_view word) {
  static constexpr std::array<std::string_view, 9> lines{
      "effective", "owner", "supersedes", "capacity", "utilisation", "working", "effort", "locale", "capacity_column"};
  return std::find(lines.begin(), lines.end(), word) != lines.end();
}

bool is_locale(std::string_view word) {
  static constexpr std::array<std::string_view, 5> locales{"de", "ch", "en", "en-GB", "en-US"};
  return std::find(locales.begin(), locales.end(), word) != locales.end();
}

std::optional<std::uint8_t> magnitude_of(std::string_view word) {
  if (word == "k") return 3;
  if (word == "M" || word == "Mio" || word == "million") return 6;
  if (word == "bn" || word == "Mrd" || word == "billion") return 9;
  return std::nullopt;
}

}  // namespace spanne::grammar
