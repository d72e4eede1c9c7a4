// SHA-256 of rule text, the same however the file was carried from one system to another.
#include "engine/audit/digest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sodium.h>
#include <vector>

#include "grammar/tokens.hpp"

namespace spanne::engine {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void absorb(crypto_hash_sha256_state& state, std::string_view text) {
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string hexadecimal(const std::array<unsigned char, crypto_hash_sha256_BYTES>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

using grammar::TokenKind;

/// Writes statement by statement what is not layout.
class Canonical {
 public:
  explicit Canonical(std::string_view text)
      : text_(text), tokens_(grammar::tokenize(text).tokens), statements_(grammar::statements(tokens_, text)) {}

  std::string run() {
    number_lines();
    std::string canonical;
    for (const auto& statement : statements_) {
      if (grammar::is_decoration(tokens_, statement, text_)) continue;
      std::string line;
      std::size_t closing = tokens_.size();
      for (std::size_t at = statement.begin; at < statement.end; ++at) {
        if (at == closing) continue;
        if (const auto end = bracketed_range(at, statement.end)) {
          closing = *end;
          continue;
        }
        line += (line.empty() ? "" : " ") + written(at, statement.begin);
      }
      canonical += line + "\n";
    }
    return canonical;
  }

 private:
  std::string_view word(std::size_t at) const {
    return text_.substr(tokens_[at].span.begin, tokens_[at].span.end - tokens_[at].span.begin);
  }
  bool is(std::size_t at, std::string_view sign) const {
    return tokens_[at].kind == TokenKind::sign && word(at) == sign;
  }

  /// Where statements begin, in the text and in its canonical form.
  void number_lines() {
    std::size_t line = 1, offset = 0, canonical = 0;
    for (const auto& statement : statements_) {
      const std::size_t begin = tokens_[statement.begin].span.begin;
      line += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(offset),
                                                  text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
      offset = begin;
      if (!grammar::is_decoration(tokens_, statement, text_)) lines_[line] = ++canonical;
    }
  }

  /// The end of the brackets of `-(0.05 .. 0.1) FTE`, which may as well be left out.
  std::optional<std::size_t> bracketed_range(std::size_t at, std::size_t end) const {
    if (at == 0 || !is(at, "(") || !is(at - 1, "-")) return std::nullopt;
    int depth = 0;
    bool range = false;
    for (; at < end; ++at) {
      depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
      range = range || (depth == 1 && is(at, ".."));
      if (depth == 0) return range ? std::optional(at) : std::nullopt;
    }
    return std::nullopt;
  }

  std::string written(std::size_t at, std::size_t begin) const {
    std::string one(word(at));
    if (tokens_[at].kind != TokenKind::number) return one;
    one.erase(std::remove(one.begin(), one.end(), '_'), one.end());
    // `rule line 31` follows the rule to its line here.
    const bool names_rule = at >= begin + 2 && word(at - 1) == "line" && word(at - 2) == "rule" && one.size() < 9 &&
                            one.find('.') == std::string::npos;
    if (!names_rule) return one;
    const auto found = lines_.find(std::stoul(one));
    return found == lines_.end() ? one : std::to_string(found->second);
  }

  std::string_view text_;
  std::vector<grammar::Token> tokens_;
  std::vector<grammar::TokenRange> statements_;
  std::map<std::size_t, std::size_t> lines_;
};

}  // namespace

std::string byte_digest(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> result{};
  crypto_hash_sha256(result.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hexadecimal(result);
}

std::string canonical_text(std::string_view text) { return Canonical(text).run(); }

std::string canonical_digest(std::string_view text) { return byte_digest(canonical_text(text)); }

std::string digest(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (std::size_t end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
    absorb(state, text.substr(0, end));
    text.remove_prefix(end + 1);  // the line feed stays
  }
  absorb(state, text);
  std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
  crypto_hash_sha256_final(&state, bytes.data());
  return hexadecimal(bytes);
}

}  // namespace spanne::engine
