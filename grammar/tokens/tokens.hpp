// Rule text cut into words, numbers, texts and signs, and those into statements.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
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

struct Token {
  TokenKind kind = TokenKind::end;
  bool first_on_line : 1 = false;
  bool reserved : 1 = false;  // a word of the language, which cannot be a name
  TextSpan span;
};

/// What a token of `text` is written as.
inline std::string_view word_of(const Token& token, std::string_view text) {
  return {text.data() + token.span.begin, token.span.end - token.span.begin};
}

inline bool is_any_of(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
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
/// What a text is: which words let a statement go on, and which begin one, depends on it.
enum class FileKind { rules, scenarios };
std::vector<TokenRange> statements(const std::vector<Token>& tokens, std::string_view text,
                                   FileKind file = FileKind::rules);

/// `|---|---|` under the heads of a table: there for the eye only.
bool is_decoration(const std::vector<Token>& tokens, TokenRange statement, std::string_view text);

}  // namespace spanne::grammar
