// Names and characters that deceive the eye: letters of two alphabets in one name, names that look alike, and unseen
// characters that turn the reading order round.
#pragma once

#include <string>
#include <string_view>

#include "grammar/diagnostic.hpp"
#include "grammar/syntax.hpp"

namespace spanne::grammar {

/// Two names look alike exactly where this is equal: look-alikes of Cyrillic and Greek letters are replaced by the
/// Latin letter, `0 1 I` by `O l l`, and a letter with its accent is the same however it is stored.
std::string looks(std::string_view name);

/// Letters stored with their accent as the letter and the accent after it, so that two ways of storing the same text
/// give the same (Unicode NFD, for the letters of European languages).
std::string decomposed(std::string_view text);

/// Whether no two rules and tables have names that look alike, as far as can be told fast; false: perhaps.
bool rules_surely_differ(const Tree& tree);

/// Warns of declared names and of characters anywhere in the text (W0270, W0271, W0272).
void warn_of_lookalikes(std::string_view text, const Tree& tree, Diagnostics& diagnostics);

}  // namespace spanne::grammar
