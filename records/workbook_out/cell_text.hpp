// Texts as cells of a workbook hold them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spanne::records {

/// UTF-8 as the format needs it so that it is read back to the letter: `_x0041_`, which would be read as an A, and the
/// two letters XML has no place for are written by their numbers. (Control characters are, too, by the library.)
std::string workbook_text(std::string_view text);

/// How many letters a spreadsheet counts in the text, which is UTF-16 units.
std::size_t letters_of_utf16(std::string_view text);

/// About how wide the widest line of a text is, in letters.
std::size_t display_letters(std::string_view text);

}  // namespace spanne::records
