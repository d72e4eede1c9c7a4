#include "grammar/tokens/keywords.hpp"

#include <algorithm>
#include <array>

namespace spanne::grammar {
namespace {

using WordList = std::span<const std::string_view>;

bool contains(WordList words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 26> reserved{
    "or",    "if",     "in",     "is",      "as",      "of",       "and",       "not",       "per",
    "then",  "else",   "from",   "when",    "test",    "until",    "above",     "never",     "rules",
    "table", "always", "define", "because", "ruleset", "property", "otherwise", "attributes"};

constexpr std::array<std::string_view, 7> types{"text", "integer", "decimal", "percent", "money", "boolean", "date"};

constexpr std::array<std::string_view, 9> header_lines{
    "effective", "owner", "supersedes", "capacity", "utilisation", "working", "effort", "locale", "capacity_column"};

constexpr std::array<std::string_view, 5> locales{"de", "ch", "en", "en-GB", "en-US"};

struct PowerOfTen {
  std::string_view word;
  std::uint8_t power;
};
constexpr std::array<PowerOfTen, 7> magnitudes{
    {{"k", 3}, {"M", 6}, {"Mio", 6}, {"million", 6}, {"bn", 9}, {"Mrd", 9}, {"billion", 9}}};

constexpr std::array<std::string_view, 12> declarations{"ruleset",  "attributes", "define",   "cluster",
                                                        "profile",  "rules",      "table",    "test",
                                                        "property", "scenarios",  "scenario", "balance"};

constexpr std::array<std::string_view, 7> headings{"ruleset", "attributes", "rules",  "table",
                                                   "test",    "scenario",   "balance"};

constexpr std::array<std::string_view, 60> phrases{
    // declarations and their lines
    "version", "for", "unique", "first", "sum", "time", "one", "key", "optional", "default", "column", "share", "where",
    "count", "least", "greatest", "distinct", "given", "expect",
    // conditions and effects
    "known", "missing", "starts", "ends", "with", "contains", "at", "most", "exactly", "flag", "started", "full", "x",
    "yes", "no", "true", "false",
    // claims
    "falls", "rises", "rule", "flags", "rejected", "unlimited",
    // scenarios
    "set", "assign", "hire", "leave", "include", "add", "drop", "ramp", "over", "keep", "allow", "limit", "moves",
    // units of time by which dates move
    "days", "weeks", "months", "years", "hours"};

}  // namespace

bool is_reserved(std::string_view word) { return contains(reserved, word); }
bool is_type(std::string_view word) { return contains(types, word); }
bool is_header_line(std::string_view word) { return contains(header_lines, word); }
bool is_locale(std::string_view word) { return contains(locales, word); }

std::optional<std::uint8_t> magnitude_of(std::string_view word) {
  const auto* found =
      std::find_if(magnitudes.begin(), magnitudes.end(), [&](const PowerOfTen& each) { return each.word == word; });
  if (found == magnitudes.end()) return std::nullopt;
  return found->power;
}

WordList reserved_words() { return reserved; }
WordList type_words() { return types; }
WordList header_words() { return header_lines; }
WordList locale_words() { return locales; }
WordList magnitude_names() {
  static constexpr auto words = [] {
    std::array<std::string_view, magnitudes.size()> made;
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = magnitudes[i].word;
    return made;
  }();
  return words;
}
WordList declaration_words() { return declarations; }
WordList heading_words() { return headings; }
WordList phrase_words() { return phrases; }

}  // namespace spanne::grammar
