// Computes the SHA-256 of rule text, independently of how the file was transferred between systems.
#include "engine/trail/digest.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <vector>

#ifdef SPANNE_HAS_NETTLE
#include <nettle/sha2.h>
#else
#include "engine/trail/sha256.hpp"
#endif
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/parse.hpp"

namespace spanne::engine {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

using grammar::TokenKind;

/// Writes everything that is not layout, statement by statement.
class Canonical {
 public:
  Canonical(std::string_view text, int scheme)
      : text_(text),
        closes_rows_(scheme >= 2),
        tokens_(grammar::tokenize(text).tokens),
        statements_(grammar::statements(tokens_, text)) {
    auto tree = grammar::parse(grammar::Source("", std::string(text))).tree;
    for (auto& attribute : tree.attributes) attributes_.emplace(attribute.span.begin, std::move(attribute));
  }

  std::string run() {
    number_lines();
    std::string canonical;
    for (const auto& statement : statements_) {
      if (grammar::is_decoration(tokens_, statement, text_)) continue;
      std::string line;
      const auto needless = needless_brackets(statement);
      for (const std::size_t at : in_order(statement))
        if (needless.count(at) == 0) line += (line.empty() ? "" : " ") + written(at, statement.begin);
      if (closes_rows_ && is_open_row(statement)) line += " |";
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

  bool is_bar(std::size_t at) const { return is(at, "|") || is(at, "||"); }

  /// Whether a line of a table ends in a cell; the formatter adds the missing `|`.
  bool is_open_row(const grammar::TokenRange& statement) const {
    return is_bar(statement.begin) && !is_bar(statement.end - 1);
  }

  /// Maps the lines on which statements begin from the text to its canonical form.
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

  /// The tokens of a statement, with parts that may appear in any order in a fixed order.
  std::vector<std::size_t> in_order(const grammar::TokenRange& statement) const {
    std::vector<std::size_t> places(statement.end - statement.begin);
    std::iota(places.begin(), places.end(), statement.begin);
    put_tail_in_order(places);
    const auto attribute = attributes_.find(tokens_[statement.begin].span.begin);
    if (attribute == attributes_.end()) return places;
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
      return part_of(a, attribute->second) < part_of(b, attribute->second);
    });
    return places;
  }

  /// Sorts `because "…"`, `from D` and `until D`, which may end a statement in any order.
  void put_tail_in_order(std::vector<std::size_t>& places) const {
    static constexpr std::string_view words[] = {"from", "until", "because"};
    const auto rank = [&](std::size_t at) {
      return std::find(std::begin(words), std::end(words), word(at)) - std::begin(words);
    };
    std::vector<std::size_t> heads;
    std::size_t size = places.size();
    for (; size > 2 && rank(places[size - 2]) < std::ssize(words); size -= 2) heads.push_back(places[size - 2]);
    std::stable_sort(heads.begin(), heads.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    for (const std::size_t head : heads) {
      places[size++] = head;
      places[size++] = head + 1;
    }
  }

  /// The part of an attribute that a word belongs to; `default` and `column` belong to what follows them.
  int part_of(std::size_t at, const grammar::AttributeSyntax& attribute) const {
    const auto inside = [&](std::size_t token, const grammar::TextSpan& span) {
      return token < tokens_.size() && tokens_[token].span.begin >= span.begin && tokens_[token].span.end <= span.end;
    };
    if (inside(at, grammar::join(attribute.name.span, attribute.type.span))) return 0;
    if (attribute.bounds && inside(at, attribute.bounds->span)) return 1;
    if (attribute.figure && inside(at, attribute.figure->span)) return 2;
    if (attribute.default_value) {
      const grammar::TextSpan value = span_of(*attribute.default_value);
      if (inside(at, value) || (word(at) == "default" && inside(at + 1, value))) return 2;
    }
    if (!attribute.columns.empty()) {
      const grammar::TextSpan heads = join(attribute.columns.front().span, attribute.columns.back().span);
      if (inside(at, heads) || inside(at + 1, attribute.columns.front().span)) return 3;
    }
    if (attribute.label && inside(at, attribute.label->span)) return 4;
    if (attribute.key && inside(at, *attribute.key)) return 5;
    if (attribute.owner && inside(at, *attribute.owner)) return 6;
    return 7;
  }

  /// Whether brackets are those of an effect such as `-(0.05 .. 0.1) FTE`, which are optional; those of a calculation
  /// are not.
  std::set<std::size_t> needless_brackets(const grammar::TokenRange& statement) const {
    std::set<std::size_t> needless;
    int depth = 0;
    for (std::size_t at = statement.begin; at < statement.end; ++at) {
      const bool effect = depth == 0 && at >= statement.begin + 2 && is(at, "(") && is(at - 1, "-") &&
                          (is(at - 2, "->") || is(at - 2, ","));
      if (effect)
        if (const auto end = plain_range(at + 1, statement.end)) needless.insert({at, *end});
      depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
    }
    return needless;
  }

  /// The closing bracket after two numbers with their units and `..` between them, and nothing else.
  std::optional<std::size_t> plain_range(std::size_t at, std::size_t end) const {
    if (at == end || tokens_[at].kind != TokenKind::number) return std::nullopt;
    int ranges = 0;
    for (; at < end && !is(at, ")"); ++at) {
      ranges += is(at, "..") ? 1 : 0;
      const bool plain = tokens_[at].kind == TokenKind::number || tokens_[at].kind == TokenKind::word || is(at, "..") ||
                         is(at, "/") || is(at, "%");
      if (!plain) return std::nullopt;
    }
    return at < end && ranges == 1 ? std::optional(at) : std::nullopt;
  }

  std::string written(std::size_t at, std::size_t begin) const {
    std::string text(word(at));
    if (tokens_[at].kind != TokenKind::number) return text;
    text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
    // `rule line 31` is rewritten to the rule's line in the canonical text.
    const bool names_rule = at >= begin + 2 && word(at - 1) == "line" && word(at - 2) == "rule" && text.size() < 9 &&
                            text.find('.') == std::string::npos;
    if (!names_rule) return text;
    const auto found = lines_.find(std::stoul(text));
    return found == lines_.end() ? text : std::to_string(found->second);
  }

  std::string_view text_;
  bool closes_rows_;
  std::vector<grammar::Token> tokens_;
  std::vector<grammar::TokenRange> statements_;
  std::map<std::size_t, std::size_t> lines_;
  std::map<std::size_t, grammar::AttributeSyntax> attributes_;  // by their first token
};

}  // namespace

#ifdef SPANNE_HAS_NETTLE
struct ByteDigest::State {
  State() { sha256_init(&sums); }
  void add(std::string_view bytes) {
    sha256_update(&sums, bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()));
  }
  std::array<unsigned char, 32> finish() {
    std::array<unsigned char, 32> digest{};
    sha256_digest(&sums, digest.size(), digest.data());
    return digest;
  }
  sha256_ctx sums{};
};
#else
struct ByteDigest::State : Sha256 {};
#endif

ByteDigest::ByteDigest() : state_(std::make_unique<State>()) {}
ByteDigest::~ByteDigest() = default;

void ByteDigest::add(std::string_view bytes) { state_->add(bytes); }

std::string ByteDigest::text() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : state_->finish()) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

std::string byte_digest(std::string_view bytes) {
  ByteDigest digest;
  digest.add(bytes);
  return digest.text();
}

std::string canonical_text(std::string_view text, int scheme) { return Canonical(text, scheme).run(); }

std::string canonical_digest(std::string_view text, int scheme) { return byte_digest(canonical_text(text, scheme)); }

std::string digest(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  ByteDigest digest;
  for (std::size_t end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
    digest.add(text.substr(0, end));
    text.remove_prefix(end + 1);  // keeps the line feed
  }
  digest.add(text);
  return digest.text();
}

}  // namespace spanne::engine
