#include "grammar/suggestions/suggestion.hpp"

#include <cctype>
#include <fmt/format.h>

namespace spanne::grammar {

std::string small(std::string_view word) {
  std::string result;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool umlaut = i > 0 && word[i - 1] == '\xC3' && (word[i] == '\x84' || word[i] == '\x96' || word[i] == '\x9C');
    result += umlaut ? static_cast<char>(word[i] + 0x20)
                     : static_cast<char>(static_cast<unsigned char>(word[i]) < 0x80
                                             ? std::tolower(static_cast<unsigned char>(word[i]))
                                             : static_cast<unsigned char>(word[i]));
  }
  return result;
}

void refuse(Reader& reader, TextSpan where, std::string_view written, std::string_view cure) {
  reader.fail("E0126", where, fmt::format("{} is written {} here", written, cure), std::string(cure));
}

}  // namespace spanne::grammar
