// Names that deceive the eye: letters of two alphabets in one name, and names that look alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/text/diagnostic.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

/// Two names look alike exactly where this is equal: look-alikes of Cyrillic and Greek letters are replaced by the
/// Latin letter, `0 1 I` by `O l l`, and a letter with its accent is the same however it is stored.
std::string looks(std::string_view name);

/// Letters stored with their accent as the letter and the accent after it, so that two ways of storing the same text
/// give the same (Unicode NFD, for the letters of European languages).
std::string decomposed(std::string_view text);

/// The letters of valid UTF-8, and a letter as UTF-8.
std::u32string letters(std::string_view text);
std::string utf8(char32_t letter);

/// A text in which all that is foreign only looks Latin, in Latin letters; empty if it cannot be written so.
std::string in_latin_letters(std::string_view text);

/// A letter of an alphabet that nobody expects it to be of.
struct StrayLetter {
  char32_t letter = 0;
  std::string_view alphabet;
  std::string latin;       // the letter it looks like; empty if it looks like none
  bool all_alike = false;  // the text is of this alphabet alone, and all its letters look Latin
};
/// The first word that mixes alphabets, else letters that all look Latin; nullopt if every letter is what it seems.
std::optional<StrayLetter> stray_letter(std::string_view text);

/// Warns of declared names (W0270, W0271), and of words in texts and comments that mix alphabets (W0270).
void warn_of_lookalikes(std::string_view text, const SyntaxTree& tree, Diagnostics& diagnostics);

}  // namespace spanne::grammar
