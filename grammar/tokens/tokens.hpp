// Rule text cut into words, numbers, texts and signs, and those into statements.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/text/diagnostic.hpp"
#include "grammar/text/source.hpp"
#include "grammar/tree/syntax.hpp"

namespace spanne::grammar {

enum class TokenKind : std::uint8_t {
  word,       // sites, größe, and
  number,     // 1_000.25
  dotted,     // 2.1.0: a version, or a number with thousands points
  day,        // 2026-07-01
  text,       // "…", closed
  open_text,  // "… without its closing quote
  sign,       // -> .. ..< <= >= != || and all single signs
  // What other programs and countries write, kept whole so that it can be answered as one mistake (habits.hpp).
  foreign_number,   // 0,3 1.250.000,50 1'000'000 5 000 000
  foreign_day,      // 07/01/2026 2026/07/01 2026-7-1
  foreign_text,     // “…” „…“ «…» ‘…’ '…'
  foreign_comment,  // to the end of the line
  end,              // after the last token of a statement
};

/// How long something is and how it begins, which tells nearly all words and signs apart. Two that differ in it differ.
constexpr std::uint16_t glance(std::string_view written) {
  const std::size_t length = written.size() < 0xFF ? written.size() : 0xFF;
  return static_cast<std::uint16_t>(length << 8 | (written.empty() ? 0U : static_cast<unsigned char>(written.front())));
}

struct Token {
  TokenKind kind = TokenKind::end;
  bool first_on_line : 1 = false;
  bool reserved : 1 = false;  // a word of the language, which cannot be a name
  std::uint16_t glance = 0;
  TextSpan span;
};

/// A word or sign that tokens are compared with: they are asked for so many that most have to be told at a glance.
struct Spelling {
  template <std::size_t size>
  consteval Spelling(const char (&letters)[size])  // NOLINT: it is one
      : text(letters, size - 1), sight(glance(text)) {}

  std::string_view text;
  std::uint16_t sight;
};

/// Whether a token of `text` is so written, whatever its kind.
inline bool is_spelt(const Token& token, Spelling spelling, std::string_view text) {
  return token.glance == spelling.sight &&
         (spelling.text.size() == 1 ||
          std::string_view(text.data() + token.span.begin, token.span.end - token.span.begin) == spelling.text);
}

/// Letters as they can be given to a template.
template <std::size_t size>
struct Letters {
  consteval Letters(const char (&written)[size]) { std::copy_n(written, size, letters); }  // NOLINT: it is them

  char letters[size]{};
};

/// One bit of 64 that whatever looks alike at a glance has in common.
constexpr std::uint64_t sight_bit(std::uint16_t sight) {
  return std::uint64_t{1} << ((sight ^ (sight >> 8) * 11U) % 64U);
}

/// Whether a token of `text` is written like one of the words, whatever its kind. Nearly all are none of them, which a
/// single look tells.
template <Letters... words>
bool is_any_of(const Token& token, std::string_view text) {
  static constexpr std::array<Spelling, sizeof...(words)> spellings{Spelling(words.letters)...};
  static constexpr std::uint64_t sights = (sight_bit(Spelling(words.letters).sight) | ...);
  return (sights & sight_bit(token.glance)) != 0 &&
         std::any_of(spellings.begin(), spellings.end(),
                     [&](const Spelling& one) { return is_spelt(token, one, text); });
}

struct Tokens {
  std::vector<Token> tokens;
  std::vector<Comment> comments;
};

/// Never fails: a sign nobody knows is a token of its own.
Tokens tokenize(std::string_view text);

/// Indices [begin, end) into the tokens, statement by statement (docs/language.md).
struct TokenRange {
  std::size_t begin, end;
};
std::vector<TokenRange> statements(const std::vector<Token>& tokens, std::string_view text);

/// `|---|---|` under the heads of a table: there for the eye only.
bool is_decoration(const std::vector<Token>& tokens, TokenRange statement, std::string_view text);

}  // namespace spanne::grammar
