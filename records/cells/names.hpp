// Names as they are compared: however a letter with an accent was typed, and however many blanks stand between words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "records/cells/word_table.hpp"

namespace spanne::records {

/// `text` (trimmed) in Unicode's normal form C, with one plain blank for every run of blanks, those that do not break
/// included. Tabs and line breaks stay.
std::string name_form(std::string_view text);

/// Whether a text of ASCII without two blanks in a row: it is its own name form. Reads up to seven bytes beyond its
/// end.
inline bool is_plain_name(const char* text, std::size_t size) {
  constexpr std::uint64_t blanks = 0x2020'2020'2020'2020U, low = 0x7F7F'7F7F'7F7F'7F7FU, high = ~low;
  for (std::size_t at = 0; at < size; at += 7) {  // one byte twice, so that a pair is seen whole
    const std::size_t left = size - at;
    std::uint64_t word = load_eight(text + at);
    if (left < 8) word &= (std::uint64_t{1} << (8 * left)) - 1;
    if ((word & high) != 0) return false;
    const std::uint64_t other = word ^ blanks;
    const std::uint64_t is_blank = ~(((other & low) + low) | other) & high;  // of each byte, its highest bit
    if ((is_blank & (is_blank >> 8U)) != 0) return false;
  }
  return true;
}

}  // namespace spanne::records
