#include "grammar/words.hpp"

#include <algorithm>
#include <array>

namespace spanne::grammar {

bool is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 26> words{
      "and",       "or",      "not",        "if",     "then",  "else",  "in",   "is",      "always",
      "otherwise", "because", "from",       "until",  "per",   "above", "when", "never",   "as",
      "of",        "ruleset", "attributes", "define", "rules", "table", "test", "property"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_type(std::string_view word) {
  static constexpr std::array<std::string_view, 7> types{"text",  "integer", "decimal", "percent",
                                                         "money", "boolean", "date"};
  return std::find(types.begin(), types.end(), word) != types.end();
}

bool is_header_line(std::string_view word) {
  static constexpr std::array<std::string_view, 7> lines{"effective",   "owner",   "supersedes", "capacity",
                                                         "utilisation", "working", "effort"};
  return std::find(lines.begin(), lines.end(), word) != lines.end();
}

std::optional<std::uint8_t> magnitude_of(std::string_view word) {
  if (word == "k") return 3;
  if (word == "M" || word == "Mio" || word == "million") return 6;
  if (word == "bn" || word == "Mrd" || word == "billion") return 9;
  return std::nullopt;
}

}  // namespace spanne::grammar
