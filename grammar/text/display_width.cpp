#include "grammar/text/display_width.hpp"

#include <algorithm>
#include <cstdint>

namespace spanne::grammar {

Letter first_letter(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {1, lead < 32 ? 0U : 1U};
  const std::size_t bytes = std::min<std::size_t>(text.size(), lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
  std::uint32_t letter = lead & (bytes == 2 ? 0x1FU : bytes == 3 ? 0x0FU : 0x07U);
  for (std::size_t i = 1; i < bytes; ++i) letter = letter << 6U | (byte(i) & 0x3FU);
  const bool mark = (letter >= 0x300 && letter < 0x370) || (letter >= 0x200B && letter < 0x2010) ||
                    (letter >= 0xFE00 && letter < 0xFE10) || letter == 0xFEFF || letter >= 0xE0000;
  const bool wide = (letter >= 0x1100 && letter < 0x1160) || (letter >= 0x2E80 && letter < 0xA4D0) ||
                    (letter >= 0xAC00 && letter < 0xD7A4) || (letter >= 0xF900 && letter < 0xFB00) ||
                    (letter >= 0xFF00 && letter < 0xFF61) || letter >= 0x1F300;
  return {bytes, mark ? 0U : wide ? 2U : 1U};
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = first_letter(text.substr(at));
    width += letter.columns;
    at += letter.bytes;
  }
  return width;
}

}  // namespace spanne::grammar
