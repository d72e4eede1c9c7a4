#include "records/cells/decode.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <utf8.h>

namespace spanne::records {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* save_again = "open it in the spreadsheet program and save it as \"CSV UTF-8\"";

/// What bytes from 0x80 on mean; 0 means nothing.
using HighBytes = std::array<std::uint16_t, 128>;

/// Source: the Unicode Consortium's mapping table CP1252.TXT; from 0xA0 on a byte is its own letter.
constexpr HighBytes windows_letters = [] {
  constexpr std::array<std::uint16_t, 32> first{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  HighBytes letters{};
  for (std::size_t i = 0; i < letters.size(); ++i)
    letters[i] = i < first.size() ? first[i] : static_cast<std::uint16_t>(0x80 + i);
  return letters;
}();

/// Source: the Unicode Consortium's mapping table ROMAN.TXT. F0 is Apple's own sign.
constexpr std::u16string_view mac_text =
    u"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎ"
    u"ÏÌÓÔ"
    u"\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
static_assert(mac_text.size() == 128);

std::uint32_t letter_of(char c, Encoding encoding) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) return byte;
  return encoding == Encoding::mac ? mac_text[byte - 0x80U] : windows_letters[byte - 0x80U];
}

/// Bytes that no text has, in any encoding of one byte a letter.
bool is_binary(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

EncodingError not_text(std::size_t at) {
  return {fmt::format("it is not a CSV file, nor any text: byte {} belongs to no letter", at), save_again};
}

/// Files that spreadsheet programs write and that are no text, by their first bytes.
std::optional<EncodingError> other_file(std::string_view text) {
  if (text.starts_with("PK\x03\x04") || text.starts_with("\xD0\xCF\x11\xE0"))
    return EncodingError{"it is an Excel workbook (or another packed file), not a CSV file", save_again};
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) return not_text(zero);
  return std::nullopt;
}

std::size_t line_at(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto count = [&](char c) { return static_cast<std::size_t>(std::count(before.begin(), before.end(), c)); };
  return 1 + std::max(count('\n'), count('\r'));
}

/// Letters that people write in lists of customers. Two bytes of an older encoding seldom look like one of these in
/// UTF-8.
bool is_usual(std::uint32_t letter) {
  return (letter >= 0xA0 && letter < 0x180) || (letter >= 0x370 && letter < 0x530) ||
         (letter >= 0x1E00 && letter < 0x2070) || (letter >= 0x20A0 && letter < 0x2200);
}

/// What of a text is UTF-8 and what is not.
struct Mixture {
  std::optional<std::size_t> letter, bad;  // the first usual letter of several bytes, the first byte that is no UTF-8
};

Mixture mixture_in(std::string_view text) {
  Mixture found;
  for (auto at = text.begin(); at != text.end();) {
    if (static_cast<unsigned char>(*at) < 0x80) {
      ++at;
      continue;
    }
    auto next = at;
    std::uint32_t letter = 0;
    if (utf8::internal::validate_next(next, text.end(), letter) == utf8::internal::UTF8_OK) {
      if (!found.letter && is_usual(letter)) found.letter = static_cast<std::size_t>(at - text.begin());
      at = next;
    } else {
      if (!found.bad) found.bad = static_cast<std::size_t>(at - text.begin());
      ++at;
    }
    if (found.letter && found.bad) break;
  }
  return found;
}

bool is_latin_letter(std::uint32_t letter) {
  const std::uint32_t small = letter | 0x20U;
  if (letter < 0x80) return small >= 'a' && small <= 'z';
  return (letter >= 0xC0 && letter < 0x180 && letter != 0xD7 && letter != 0xF7);
}

bool is_small(std::uint32_t letter) {
  return letter < 0x100 ? (letter & 0x20U) != 0 || letter == 0xDF : (letter & 1U) != 0;
}

/// How a letter looks between its neighbours: like part of a word, like a sign at its border, or like neither.
int plausibility(std::uint32_t before, std::uint32_t letter, std::uint32_t after) {
  static constexpr std::u16string_view frequent = u"äöüÄÖÜßéèêàâçñáíóúåøæÉ", signs = u"€„“”‚‘’«»–—…®©™°§";
  const bool begins = !is_latin_letter(before), ends = !is_latin_letter(after);
  if (letter == 0) return -2;
  if (!is_latin_letter(letter)) {
    if (!begins && !ends) return -2;
    return signs.find(static_cast<char16_t>(letter)) != std::u16string_view::npos ? 1 : 0;
  }
  if (begins && ends) return 0;
  if (!begins && is_small(before) && !is_small(letter)) return -1;  // a capital within a word
  if (begins) return is_small(letter) ? 1 : 2;
  return frequent.find(static_cast<char16_t>(letter)) != std::u16string_view::npos ? 2 : 1;
}

/// How much the bytes beyond ASCII make words in an encoding.
int plausibility(std::string_view text, Encoding encoding) {
  const auto letter_at = [&](std::size_t at) { return at < text.size() ? letter_of(text[at], encoding) : 0; };
  int points = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (static_cast<unsigned char>(text[at]) >= 0x80)
      points += plausibility(at > 0 ? letter_at(at - 1) : 0, letter_at(at), letter_at(at + 1));
  return points;
}

}  // namespace

std::variant<Encoding, EncodingError> recognise_encoding(std::string_view text) {
  const Mixture found = mixture_in(text);
  if (!found.bad) return Encoding::utf8;
  if (found.letter || text.starts_with(byte_order_mark))
    return EncodingError{
        fmt::format("line {}: byte {} of the file (hexadecimal {:02X}) is not UTF-8, {}", line_at(text, *found.bad),
                    *found.bad, static_cast<unsigned char>(text[*found.bad]),
                    found.letter ? fmt::format("but line {} has letters in UTF-8", line_at(text, *found.letter))
                                 : "though the file begins as UTF-8 does"),
        "two exports were put into one file, or a text was cut; correct that line, or export the list again"};
  if (const auto control = std::find_if(text.begin(), text.end(), is_binary); control != text.end())
    return not_text(static_cast<std::size_t>(control - text.begin()));
  const auto nothing =
      std::find_if(text.begin(), text.end(), [](char c) { return letter_of(c, Encoding::windows) == 0; });
  const int windows = plausibility(text, Encoding::windows), mac = plausibility(text, Encoding::mac);
  if (nothing == text.end()) return mac > windows ? Encoding::mac : Encoding::windows;
  if (mac > 0) return Encoding::mac;
  const auto at = static_cast<std::size_t>(nothing - text.begin());
  return EncodingError{
      fmt::format("line {}: byte {} of the file (hexadecimal {:02X}) is a letter neither in UTF-8 nor in "
                  "Windows-1252",
                  line_at(text, at), at, static_cast<unsigned char>(text[at])),
      save_again};
}

std::variant<std::string, EncodingError> decode(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(text);
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::uint32_t letter = letter_of(text[at], encoding);
    if (letter == 0 || is_binary(text[at])) return not_text(at);
    if (letter < 0x80)
      result += text[at];
    else
      utf8::append(letter, std::back_inserter(result));
  }
  return result;
}

std::string encoding_note(Encoding encoding) {
  if (encoding == Encoding::utf8) return {};
  return fmt::format("it is not in UTF-8 and was read as {}", encoding == Encoding::mac ? "MacRoman" : "Windows-1252");
}

bool looks_like_utf16(std::string_view beginning) {
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) return true;
  beginning = beginning.substr(0, 4'096);
  if (beginning.size() < 4) return false;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < beginning.size(); ++at)
    if (beginning[at] == '\0') ++zeros[at % 2];
  const std::size_t most = std::max(zeros[0], zeros[1]), least = std::min(zeros[0], zeros[1]);
  return least * 4 <= most && most * 4 > beginning.size();
}

std::optional<EncodingError> Utf16Decoder::add(std::string_view bytes, std::string& out) {
  std::string joined;
  if (!rest_.empty()) bytes = joined = rest_ + std::string(bytes);
  rest_.clear();
  if (!big_first_ && bytes.size() >= 2) {
    const bool has_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    // Without a mark the first letter of a list is an ASCII one, or a quotation mark.
    big_first_ = has_mark ? bytes[0] == '\xFE' : bytes[0] == '\0';
    if (has_mark) bytes.remove_prefix(2);
  }
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    const unsigned unit = *big_first_ ? first * 256U + second : second * 256U + first;
    if (auto error = add_unit(static_cast<std::uint16_t>(unit), out)) return error;
  }
  rest_ = bytes.substr(at);
  return std::nullopt;
}

std::optional<EncodingError> Utf16Decoder::add_unit(std::uint16_t unit, std::string& out) {
  const bool is_first = unit >= 0xD800 && unit < 0xDC00, is_second = unit >= 0xDC00 && unit < 0xE000;
  if (is_second != (first_ != 0))
    return EncodingError{fmt::format("line {}: half of a letter in UTF-16 stands alone", line_), save_again};
  if (unit == 0) return EncodingError{fmt::format("line {}: a zero character, which no text has", line_), save_again};
  if (unit == '\n') ++line_;
  if (is_first) {
    first_ = unit;
  } else if (is_second) {
    utf8::append(0x10000U + ((first_ - 0xD800U) << 10U) + (unit - 0xDC00U), std::back_inserter(out));
    first_ = 0;
  } else {
    utf8::append(static_cast<std::uint32_t>(unit), std::back_inserter(out));
  }
  return std::nullopt;
}

std::optional<EncodingError> Utf16Decoder::finish() const {
  if (rest_.empty() && first_ == 0) return std::nullopt;
  return EncodingError{fmt::format("line {}: it breaks off in the middle of a letter of UTF-16", line_), save_again};
}

std::variant<DecodedText, EncodingError> decode_file(std::string bytes) {
  if (looks_like_utf16(bytes)) {
    DecodedText decoded{{}, "it is in UTF-16 and was read as such"};
    Utf16Decoder decoder;
    if (auto error = decoder.add(bytes, decoded.text)) return std::move(*error);
    if (auto error = decoder.finish()) return std::move(*error);
    return decoded;
  }
  if (auto error = other_file(bytes)) return std::move(*error);
  const auto encoding = recognise_encoding(bytes);
  if (const auto* error = std::get_if<EncodingError>(&encoding)) return *error;
  const Encoding found = std::get<Encoding>(encoding);
  if (found == Encoding::utf8) {
    if (bytes.starts_with(byte_order_mark)) bytes.erase(0, byte_order_mark.size());
    return DecodedText{std::move(bytes), {}};
  }
  auto text = decode(bytes, found);
  if (auto* error = std::get_if<EncodingError>(&text)) return std::move(*error);
  return DecodedText{std::move(std::get<std::string>(text)), encoding_note(found)};
}

std::variant<std::string, EncodingError> to_utf8(std::string text) {
  auto decoded = decode_file(std::move(text));
  if (auto* error = std::get_if<EncodingError>(&decoded)) return std::move(*error);
  return std::move(std::get<DecodedText>(decoded).text);
}

}  // namespace spanne::records
