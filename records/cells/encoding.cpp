#include "records/cells/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <utf8.h>

#include "grammar/text/normal_form.hpp"

namespace spanne::records {
namespace {

/// What looks like a blank, or breaks the line of a head.
bool is_blank(std::uint32_t letter) {
  static constexpr std::array<std::uint32_t, 8> blanks{' ', '\t', '\r', '\n', 0xA0, 0x202F, 0x2009, 0x2007};
  return std::find(blanks.begin(), blanks.end(), letter) != blanks.end();
}

}  // namespace

bool is_utf8(std::string_view text) { return utf8::is_valid(text.begin(), text.end()); }

std::string folded(std::string_view text) {
  if (!is_utf8(text)) return std::string(text);  // a file may be called so
  std::string result;
  const std::string normal = grammar::normal_form(text);
  for (auto at = normal.begin(); at != normal.end();) {
    std::uint32_t letter = utf8::next(at, normal.end());
    if (is_blank(letter)) {
      if (!result.empty() && result.back() != ' ') result += ' ';
      continue;
    }
    const bool ascii = letter >= 'A' && letter <= 'Z';
    const bool latin = letter >= 0xC0 && letter <= 0xDE && letter != 0xD7;
    const bool greek = letter >= 0x391 && letter <= 0x3A9;
    const bool cyrillic = letter >= 0x410 && letter <= 0x42F;
    if (ascii || latin || greek || cyrillic) letter += 32;
    if (letter >= 0x100 && letter <= 0x137) letter |= 1U;  // Latin letters in pairs, capital first
    utf8::append(letter, std::back_inserter(result));
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string_view trimmed(std::string_view text) {
  // Nearly every cell begins and ends with a visible character.
  const auto visible = [](char c) { return c > ' ' && c <= '~'; };
  if (text.empty() || (visible(text.front()) && visible(text.back()))) return text;
  static constexpr std::array<std::string_view, 8> blanks{" ",        "\t",           "\r",           "\n",
                                                          "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

}  // namespace spanne::records
