#include "grammar/words.hpp"

#include <algorithm>
#include <array>

namespace spanne::grammar {

namespace {

/// All of them literals, and of one length with the word.
template <std::size_t... sizes>
bool is_one_of(std::string_view word, const char (&... words)[sizes]) {
  return ((word == std::string_view(words, sizes - 1)) || ...);
}

/// Asked of every word: what the reserved ones of its length begin with, a bit a letter, tells nearly all others.
bool begins_like_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 11> first_letters{"",   "",   "oia", "anp", "tefw", "uanrt",
                                                                  "ad", "br", "p",   "o",   "a"};
  static constexpr auto bits = [] {
    std::array<std::uint32_t, first_letters.size()> result{};
    for (std::size_t length = 0; length < result.size(); ++length)
      for (const char letter : first_letters[length]) result[length] |= 1U << (letter - 'a');
    return result;
  }();
  if (word.empty() || word.size() >= bits.size()) return false;
  const unsigned letter = static_cast<unsigned char>(word.front()) - unsigned{'a'};
  return letter < 26 && ((bits[word.size()] >> letter) & 1U) != 0;
}

}  // namespace

bool is_reserved(std::string_view word) {
  if (!begins_like_reserved(word)) return false;
  switch (word.size()) {
    case 2: return is_one_of(word, "or", "if", "in", "is", "as", "of");
    case 3: return is_one_of(word, "and", "not", "per");
    case 4: return is_one_of(word, "then", "else", "from", "when", "test");
    case 5: return is_one_of(word, "until", "above", "never", "rules", "table");
    case 6: return is_one_of(word, "always", "define");
    case 7: return is_one_of(word, "because", "ruleset");
    case 8: return word == "property";
    case 9: return word == "otherwise";
    case 10: return word == "attributes";
    default: return false;
  }
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
