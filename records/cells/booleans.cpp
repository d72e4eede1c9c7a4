#include "records/cells/booleans.hpp"

#include <algorithm>

#include "records/cells/encoding.hpp"

namespace spanne::records {
namespace {

/// In small letters. What spreadsheets write for TRUE and FALSE in other languages is among them.
constexpr std::array<std::string_view, 27> words_for_yes{
    "yes", "ja", "true", "wahr", "1",  "-1", "x",  "y",   "j",    "t",      "on",        "checked", "✓",  "✔",
    "☑",   "✅",  "oui",  "vrai", "si", "sí", "sì", "tak", "vero", "prawda", "verdadero", "waar",    "sim"};
constexpr std::array<std::string_view, 18> words_for_no{"no",  "nein",  "false",     "falsch", "0",   "n",
                                                        "f",   "off",   "unchecked", "☐",      "non", "faux",
                                                        "nie", "falso", "fałsz",     "onwaar", "nee", "não"};

constexpr std::string_view emoji_selector = "\xEF\xB8\x8F";  // after a tick it says only how the tick is drawn

}  // namespace

std::optional<bool> read_boolean(std::string_view text) {
  if (text.ends_with(emoji_selector)) text.remove_suffix(emoji_selector.size());
  const std::string word = folded(text);
  if (std::find(words_for_yes.begin(), words_for_yes.end(), word) != words_for_yes.end()) return true;
  if (std::find(words_for_no.begin(), words_for_no.end(), word) != words_for_no.end()) return false;
  return std::nullopt;
}

}  // namespace spanne::records
