#include "grammar/text/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>

namespace spanne::grammar {
namespace {

using HiddenKind = HiddenCharacter::Kind;

struct CodeRange {
  char32_t first, last;
};

template <std::size_t size>
bool in_any(char32_t code, const std::array<CodeRange, size>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

// Sources: the Unicode Character Database (General_Category Cc, Zl, Zp; Bidi_Control; Default_Ignorable_Code_Point;
// noncharacters), and letters that every font draws empty.
constexpr std::array<CodeRange, 4> control_characters{{{0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x2028}, {0x2029, 0x2029}}};
constexpr std::array<CodeRange, 4> order_turning{
    {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};
constexpr std::array<CodeRange, 21> without_ink{
    {{0xAD, 0xAD},      {0x34F, 0x34F},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
     {0x200B, 0x200D},  {0x2060, 0x2065},   {0x206A, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164},
     {0xFDD0, 0xFDEF},  {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
     {0xFFFE, 0xFFFF},  {0x16FE4, 0x16FE4}, {0x1BCA0, 0x1BCA3}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A},
     {0xE0000, 0xE0FFF}}};
constexpr std::array<CodeRange, 11> accent_marks{{{0x300, 0x36F},
                                                  {0x483, 0x489},
                                                  {0x591, 0x5BD},
                                                  {0x610, 0x61A},
                                                  {0x64B, 0x65F},
                                                  {0x670, 0x670},
                                                  {0x1AB0, 0x1AFF},
                                                  {0x1DC0, 0x1DFF},
                                                  {0x20D0, 0x20FF},
                                                  {0x3099, 0x309A},
                                                  {0xFE20, 0xFE2F}}};
/// Scripts in which a joiner between two letters decides how both look: Arabic to Sinhala, Myanmar, Khmer, Mongolian.
constexpr std::array<CodeRange, 6> joining_scripts{
    {{0x620, 0x8FF}, {0x900, 0xDFF}, {0x1000, 0x109F}, {0x1780, 0x18AA}, {0xA840, 0xA877}, {0xFB50, 0xFDCF}}};
constexpr std::array<CodeRange, 4> picture_characters{
    {{0x203C, 0x27FF}, {0x2900, 0x2BFF}, {0x3030, 0x303D}, {0x1F000, 0x1FAFF}}};
constexpr std::array<CodeRange, 4> ideographs{
    {{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}}};
constexpr std::array<CodeRange, 7> blank_characters{{{0x20, 0x20},
                                                     {0xA0, 0xA0},
                                                     {0x1680, 0x1680},
                                                     {0x2000, 0x200A},
                                                     {0x202F, 0x202F},
                                                     {0x205F, 0x205F},
                                                     {0x3000, 0x3000}}};

struct DecodedCharacter {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = true;
};

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The character that begins at `at`.
DecodedCharacter decode_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead};
  const std::size_t bytes = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  const DecodedCharacter broken{lead, 1, false};
  if (bytes == 0 || at + bytes > text.size()) return broken;
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!continues_character(text[at + i])) return broken;
    code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < least[bytes] || code > 0x10FFFF || surrogate ? broken : DecodedCharacter{code, bytes};
}

/// The character that ends before `at`; 0 at the beginning of a text and after a byte that is none.
char32_t character_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4) {
    --begin;
    if (!continues_character(text[begin])) break;
  }
  const DecodedCharacter found = begin < at ? decode_at(text, begin) : DecodedCharacter{};
  return found.valid && begin + found.bytes == at ? found.code : 0;
}

char32_t character_after(std::string_view text, std::size_t at) {
  const DecodedCharacter found = at < text.size() ? decode_at(text, at) : DecodedCharacter{};
  return found.valid ? found.code : 0;
}

bool is_selector(char32_t code) { return code >= 0xFE00 && code <= 0xFE0F; }

/// Whether a character without ink decides how its neighbours look.
bool shapes_neighbours(char32_t code, char32_t left, char32_t right) {
  if (code == 0x200C || code == 0x200D) {
    if (in_any(left, joining_scripts) && in_any(right, joining_scripts)) return true;
    return code == 0x200D && (in_any(left, picture_characters) || is_selector(left)) &&
           in_any(right, picture_characters);
  }
  if (is_selector(code)) {
    const bool keycap = (left >= '0' && left <= '9') || left == '#' || left == '*';
    if (keycap) return right == 0x20E3;
    return left == 0xA9 || left == 0xAE || in_any(left, picture_characters) || in_any(left, ideographs);
  }
  if (code >= 0xE0100 && code <= 0xE01EF) return in_any(left, ideographs);
  return code >= 0x180B && code <= 0x180F && code != 0x180E && left >= 0x1820 && left <= 0x18AA;
}

/// Whether an accent has a letter to stand on.
bool carries_accent(char32_t left) {
  return left > 0x20 && left != '"' && left != 0x7F && !is_blank(left) && !in_any(left, control_characters);
}

std::optional<HiddenKind> hidden_kind(char32_t code, char32_t left, char32_t right) {
  if (in_any(code, control_characters)) return HiddenKind::control;
  if (in_any(code, order_turning)) return HiddenKind::reading_order;
  if (in_any(code, accent_marks) && !carries_accent(left)) return HiddenKind::invisible;
  if (in_any(code, without_ink) && !shapes_neighbours(code, left, right)) return HiddenKind::invisible;
  return std::nullopt;
}

/// Copies a text, and whatever `mark` makes of its hidden characters.
template <class Mark>
std::string replace_hidden(std::string_view text, const Mark& mark) {
  std::string result;
  std::size_t done = 0;
  while (const auto hidden = find_hidden(text, done)) {
    result += text.substr(done, hidden->offset - done);
    result += mark(*hidden);
    done = hidden->offset + hidden->bytes;
  }
  return result += text.substr(done);
}

}  // namespace

std::optional<HiddenCharacter> find_hidden(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size();) {
    if (text[at] >= ' ' && text[at] <= '~') {
      ++at;
      continue;
    }
    const DecodedCharacter found = decode_at(text, at);
    if (!found.valid) return HiddenCharacter{HiddenKind::not_utf8, at, 1, found.code};
    if (const auto kind = hidden_kind(found.code, character_before(text, at), character_after(text, at + found.bytes)))
      return HiddenCharacter{*kind, at, found.bytes, found.code};
    at += found.bytes;
  }
  return std::nullopt;
}

std::optional<std::size_t> first_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter found = decode_at(text, at);
    if (!found.valid) return at;
    at += found.bytes;
  }
  return std::nullopt;
}

std::string code_of(const HiddenCharacter& hidden) {
  const auto code = static_cast<unsigned>(hidden.code);
  return hidden.kind == HiddenKind::not_utf8 ? fmt::format("byte {:02X}", code) : fmt::format("U+{:04X}", code);
}

std::string fit_to_show(std::string_view text) {
  return replace_hidden(text, [&](const HiddenCharacter& hidden) -> std::string_view {
    if (hidden.code == '\r' && character_after(text, hidden.offset + 1) == '\n') return "";
    return hidden.code == '\n' || hidden.code == '\t' ? " " : "�";
  });
}

std::string lines_fit_to_show(std::string_view text) {
  return replace_hidden(text, [&](const HiddenCharacter& hidden) -> std::string_view {
    return hidden.code == '\n' ? "\n" : hidden.code == '\t' ? "\t" : "�";
  });
}

std::string without_hidden(std::string_view text) {
  return replace_hidden(text, [](const HiddenCharacter&) -> std::string_view { return ""; });
}

bool is_blank(char32_t code) { return in_any(code, blank_characters); }

bool is_unseen(std::string_view text) {
  const std::string seen = without_hidden(text);
  for (std::size_t at = 0; at < seen.size();) {
    const DecodedCharacter found = decode_at(seen, at);
    if (!is_blank(found.code)) return false;
    at += found.bytes;
  }
  return true;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_at(text, at).bytes) ++count;
  return count;
}

}  // namespace spanne::grammar
