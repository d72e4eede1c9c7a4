// How wide a text looks where every letter has the same width: terminals, editors, printed rule files.
#pragma once

#include <cstddef>
#include <string_view>

namespace spanne::grammar {

/// The letter a text begins with: its bytes, and the columns it takes (0 for marks and control characters, 2 for East
/// Asian wide letters and pictures).
struct Letter {
  std::size_t bytes, columns;
};
/// `text` is valid UTF-8 and not empty.
Letter first_letter(std::string_view text);

/// The columns a whole text takes.
std::size_t display_width(std::string_view text);

}  // namespace spanne::grammar
