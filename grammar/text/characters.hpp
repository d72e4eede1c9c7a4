// Characters that a reader cannot see as they are, and how a text is shown in spite of them. Every place where words
// enter (rule text, options, keys) or leave (terminals, messages, documents) asks here, so that all of them agree.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spanne::grammar {

/// A character of a text that is shown as a mark.
struct HiddenCharacter {
  enum class Kind {
    control,        // C0, DEL, C1, and the separators of lines and paragraphs: terminals and editors obey them
    reading_order,  // turns the order of reading round
    invisible,      // has no width or no ink, or is an accent without a letter below it
    not_utf8        // a byte that belongs to no character
  } kind = Kind::control;
  std::size_t offset = 0, bytes = 0;
  char32_t code = 0;  // not_utf8: the byte
};

/// The first hidden character that begins at or after byte `from`, tabs and line feeds included; nullopt if there is
/// none. Joiners between letters of scripts that need them, and joiners and selectors inside pictures, are not hidden:
/// they decide how their neighbours look.
std::optional<HiddenCharacter> find_hidden(std::string_view text, std::size_t from = 0);

/// The offset of the first byte that belongs to no character; nullopt if the text is UTF-8.
std::optional<std::size_t> first_not_utf8(std::string_view text);

/// "U+202E", or "byte 9B".
std::string code_of(const HiddenCharacter& hidden);

/// A text on one line, every hidden character as � and one column wide; tabs and line breaks as blanks.
std::string fit_to_show(std::string_view text);

/// The same of several lines: their breaks and tabs stay.
std::string lines_fit_to_show(std::string_view text);

/// Without its hidden characters.
std::string without_hidden(std::string_view text);

/// Blanks of any width.
bool is_blank(char32_t code);

/// Whether nothing of it can be seen: blanks of any width, and hidden characters.
bool is_unseen(std::string_view text);

/// How many characters a text has; a byte that is no UTF-8 counts as one.
std::size_t character_count(std::string_view text);

}  // namespace spanne::grammar
