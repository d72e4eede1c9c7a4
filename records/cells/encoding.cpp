// What a file is written in is told by its first bytes and by whether it is valid UTF-8; no statistics, no guesses.
#include "records/cells/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <utf8.h>

namespace spanne::records {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* save_again = "open it in the spreadsheet program and save it as \"CSV UTF-8\"";

/// Windows-1252 from 0x80 to 0x9F; 0 means nothing. Source: the Unicode Consortium's mapping table CP1252.TXT.
constexpr std::array<std::uint16_t, 32> windows{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Bytes that no text has, in either encoding.
bool is_binary(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

EncodingError not_text(std::size_t at) {
  return {fmt::format("it is not a CSV file, nor any text: byte {} belongs to no letter", at), save_again};
}

/// Files that spreadsheet programs write and that are no text, by their first bytes.
std::optional<EncodingError> other_file(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return EncodingError{"it is written in UTF-16 (\"Unicode text\"), not in UTF-8", save_again};
  if (text.starts_with("PK\x03\x04") || text.starts_with("\xD0\xCF\x11\xE0"))
    return EncodingError{"it is an Excel workbook (or another packed file), not a CSV file", save_again};
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) return not_text(zero);
  return std::nullopt;
}

/// What looks like a blank, or breaks the line of a head.
bool is_blank(std::uint32_t letter) {
  static constexpr std::array<std::uint32_t, 8> blanks{' ', '\t', '\r', '\n', 0xA0, 0x202F, 0x2009, 0x2007};
  return std::find(blanks.begin(), blanks.end(), letter) != blanks.end();
}

}  // namespace

std::variant<std::string, EncodingError> from_windows(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::uint32_t letter = byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80U] : byte;
    if (is_binary(text[at])) return not_text(at);
    if (letter == 0)
      return EncodingError{
          fmt::format("it is neither UTF-8 nor Windows-1252: byte {} (hexadecimal {:02X}) fits neither", at, byte),
          save_again};
    if (letter < 0x80) {
      result += text[at];
    } else {
      utf8::append(letter, std::back_inserter(result));
    }
  }
  return result;
}

std::variant<std::string, EncodingError> to_utf8(std::string text) {
  if (auto error = other_file(text)) return std::move(*error);
  const auto bad = utf8::find_invalid(text.begin(), text.end());
  const bool marked = text.starts_with(byte_order_mark);
  if (bad != text.end()) {
    if (!marked) return from_windows(text);
    return EncodingError{fmt::format("it begins as UTF-8 does, but byte {} is not UTF-8", bad - text.begin()),
                         save_again};
  }
  if (marked) text.erase(0, byte_order_mark.size());
  return text;
}

bool is_utf8(std::string_view text) { return utf8::is_valid(text.begin(), text.end()); }

std::string folded(std::string_view text) {
  if (!is_utf8(text)) return std::string(text);  // a file may be called so
  std::string result;
  for (auto at = text.begin(); at != text.end();) {
    std::uint32_t letter = utf8::next(at, text.end());
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
