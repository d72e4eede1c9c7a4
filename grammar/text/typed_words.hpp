// What is wrong with words that a person typed for others to read: names of approvers and keys, notes, values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanne::grammar {

/// "character 5 cannot be seen (U+200B)", to be put after what was typed; `help` may be empty.
struct WordsFault {
  std::string message, help;
};

/// Returns nullopt if every character can be seen.
std::optional<WordsFault> hidden_fault(std::string_view words);

/// A letter among those of another alphabet, within a word or as the only ones of their alphabet; nullopt if there is
/// none. Greek letters that look like no Latin one are signs (Δ, π).
std::optional<WordsFault> alphabet_fault(std::string_view words);

/// Of somebody's name: both of the above, and blanks that are no ordinary ones, so that two names that look the same
/// are the same.
std::optional<WordsFault> name_fault(std::string_view name);

/// Words that are of one alphabet, not the Latin one, but whose letters all look Latin: a name may be so.
std::optional<WordsFault> lookalike_fault(std::string_view words);

/// Whether there is a letter or a digit in a name, as in that of everybody ("-" and "?" stand for nobody).
bool names_somebody(std::string_view name);

}  // namespace spanne::grammar
