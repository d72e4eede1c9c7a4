#include "grammar/tokens/keywords.hpp"

#include <algorithm>
#include <array>

namespace spanne::grammar {

namespace {

constexpr std::array<std::string_view, 26> reserved{
    "or",    "if",     "in",     "is",      "as",      "of",       "and",       "not",       "per",
    "then",  "else",   "from",   "when",    "test",    "until",    "above",     "never",     "rules",
    "table", "always", "define", "because", "ruleset", "property", "otherwise", "attributes"};

/// What the reserved words of a length begin with, a bit a letter: tells nearly all others, and every word is asked.
constexpr auto first_letters = [] {
  std::array<std::uint32_t, 11> bits{};
  for (const std::string_view word : reserved) bits[word.size()] |= 1U << (word.front() - 'a');
  return bits;
}();

}  // namespace

bool is_reserved(std::string_view word) {
  if (word.empty() || word.size() >= first_letters.size()) return false;
  const unsigned letter = static_cast<unsigned char>(word.front()) - unsigned{'a'};
  if (letter >= 26 || ((first_letters[word.size()] >> letter) & 1U) == 0) return false;
  return std::find(reserved.begin(), reserved.end(), word) != reserved.end();
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
