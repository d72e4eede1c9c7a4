// Words and signs put together to statements, line by line.
#include <algorithm>

#include "grammar/tokens/keywords.hpp"
#include "grammar/tokens/tokens.hpp"

namespace spanne::grammar {
namespace {

/// Decides line by line whether a statement goes on.
class Cutter {
 public:
  Cutter(const std::vector<Token>& tokens, std::string_view text, FileKind file)
      : tokens_(tokens), text_(text), file_(file) {}

  std::vector<TokenRange> run() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t end = line_end(at);
      if (!open_ || !goes_on(at, end)) start(at);
      depth_ = std::max(0, depth_ + brackets(at, end));
      result_.back().end = at = end;
    }
    return std::move(result_);
  }

 private:
  void start(std::size_t at) {
    result_.push_back({at, at});
    open_ = true;
    depth_ = 0;
  }

  std::string_view word(std::size_t at) const { return word_of(tokens_[at], text_); }
  bool is(std::size_t at, std::string_view sign) const {
    return tokens_[at].kind == TokenKind::sign && word(at) == sign;
  }
  std::size_t line_end(std::size_t at) const {
    do ++at;
    while (at < tokens_.size() && !tokens_[at].first_on_line);
    return at;
  }
  int brackets(std::size_t at, std::size_t end) const {
    int depth = 0;
    for (; at < end; ++at) depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
    return depth;
  }

  bool goes_on(std::size_t at, std::size_t end) const {
    if (is(at, "|") || is(at, "||") || is(result_.back().begin, "|")) return false;
    if (depth_ > 0) return belongs_inside_brackets(at, end);
    if (ends_inside_text(at, end)) return true;
    const std::size_t last = result_.back().end - 1;
    if (file_ == FileKind::scenarios)
      return wants_more(last) || continues(at) || is_any_of({"where", "ramp"}, word(at));
    const bool named = at + 1 < end && is(at + 1, ":");
    if (counts_from_file(result_.back().begin)) return goes_on_counting(at, end, last);
    if (is(last, ",") && declares_attribute(result_.back().begin)) return false;
    if (named && (is(last, "->") || is(last, ","))) return false;
    return wants_more(last) || continues(at);
  }

  /// A text over two lines is one mistake, not two.
  bool ends_inside_text(std::size_t at, std::size_t end) const {
    const auto open = [&](std::size_t token) { return tokens_[token].kind == TokenKind::open_text; };
    if (!open(result_.back().end - 1) || !open(end - 1)) return false;
    if (word(end - 1).find_first_not_of("\"\r ") != std::string_view::npos) return false;
    for (; at < end; ++at)
      if (is(at, "->") || is(at, ":")) return false;
    return true;
  }

  /// `sites integer,`: a comma after an attribute is a mistake that must not swallow the next one.
  bool declares_attribute(std::size_t at) const { return at + 1 < tokens_.size() && is_type(word(at + 1)); }

  /// `integer`, `one of`.
  bool names_a_type(std::size_t at, std::size_t end) const {
    return at < end && (is_type(word(at)) || (word(at) == "one" && at + 1 < end && word(at + 1) == "of"));
  }

  /// `national_kams integer = count per customer`: only there does `where` go on with the line before.
  bool counts_from_file(std::size_t at) const {
    if (!names_a_type(at + 1, tokens_.size())) return false;
    for (const std::size_t end = result_.back().end; at + 1 < end; ++at)
      if (is(at, "=") && is_any_of({"count", "sum", "least", "greatest", "distinct"}, word(at + 1))) return true;
    return false;
  }

  /// The next line may declare an attribute that is called `where`.
  bool goes_on_counting(std::size_t at, std::size_t end, std::size_t last) const {
    if (names_a_type(at + 1, end)) return false;
    if (is(last, ",")) return continues_list(at, end);
    return wants_more(last) || continues(at) || (word(at) == "where" && at + 1 < end);
  }

  /// A comma after `per customer` must not swallow a statement that is no part of the list.
  bool continues_list(std::size_t at, std::size_t end) const {
    if (tokens_[at].kind != TokenKind::word) return false;
    return at + 1 == end || is(at + 1, ",") || tokens_[at + 1].kind == TokenKind::text ||
           is_any_of({"where", "column", "optional", "key", "owner", "default"}, word(at + 1));
  }

  /// An unclosed bracket must not swallow the rest of the file.
  bool belongs_inside_brackets(std::size_t at, std::size_t end) const {
    const bool named = at + 1 < end && is(at + 1, ":");
    const bool declares =
        is_any_of(
            {"ruleset", "attributes", "define", "cluster", "rules", "table", "test", "property", "given", "expect"},
            word(at)) &&
        (at + 1 == end || tokens_[at + 1].kind == TokenKind::word || tokens_[at + 1].kind == TokenKind::text);
    if (named || declares || begins_profile(at, end) || begins_scenario(at, end)) return false;
    int depth = depth_;
    for (; at < end && depth > 0; ++at) {
      if (is(at, "->")) return false;
      depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
    }
    return true;
  }

  /// `scenario "…"`, `assign "…"`, `set sites = …`: in a file of scenarios they begin a line.
  bool begins_scenario(std::size_t at, std::size_t end) const {
    if (file_ != FileKind::scenarios || at + 1 >= end) return false;
    if (word(at) == "set") return at + 2 < end && is(at + 2, "=");
    if (is_any_of({"keep", "allow"}, word(at))) return word(at + 1) == "where";
    return tokens_[at + 1].kind == TokenKind::text &&
           is_any_of({"scenarios", "scenario", "assign", "hire", "leave", "capacity", "rules", "include", "add"},
                     word(at));
  }

  /// `profile simple: …`, `profile simple "…": …`.
  bool begins_profile(std::size_t at, std::size_t end) const {
    if (word(at) != "profile" || at + 2 >= end) return false;
    const bool labelled = tokens_[at + 2].kind == TokenKind::text && at + 3 < end && is(at + 3, ":");
    return labelled || is(at + 2, ":");
  }

  bool wants_more(std::size_t last) const {
    // Those of other languages too, so that they are told as one mistake.
    return tokens_[last].kind != TokenKind::text &&
           is_any_of({"and", "or", "not", "+", "-",   "*",    "/",   "=",  "!=", "<",  "<=", ">",
                      ">=",  "->", ",",   "(", "und", "oder", "AND", "OR", "&&", "=>", "→"},
                     word(last));
  }

  bool continues(std::size_t at) const {
    if (tokens_[at].kind == TokenKind::text) return false;
    if (at + 1 < tokens_.size() && is(at + 1, ":")) return false;  // `above: …`: the name of a rule
    const bool value =
        at + 1 < tokens_.size() && (tokens_[at + 1].kind == TokenKind::word || is(at + 1, "+") || is(at + 1, "-"));
    const bool ours =
        is_any_of({"and", "or", "->", "because", "from", "until", "per", "above", "then", "else", ","}, word(at));
    if (closes_in_german(at)) return true;
    const bool foreign = is_any_of({"und", "oder", "AND", "OR", "&&", "=>", "→", "–>", "dann", "sonst"}, word(at));
    return ours || (foreign && value && !is_type(word(at + 1)));
  }

  /// `weil "…"`, `ab 2026-07-01`: reported as one mistake with the statement they belong to.
  bool closes_in_german(std::size_t at) const {
    if (at + 1 >= tokens_.size() || tokens_[at].kind != TokenKind::word) return false;
    const TokenKind next = tokens_[at + 1].kind;
    if (next == TokenKind::text) return is_any_of({"weil", "Weil", "denn"}, word(at));
    return next == TokenKind::day && is_any_of({"ab", "Ab", "bis", "Bis", "seit"}, word(at));
  }

  const std::vector<Token>& tokens_;
  std::string_view text_;
  FileKind file_;
  std::vector<TokenRange> result_;
  bool open_ = false;
  int depth_ = 0;
};

}  // namespace

std::vector<TokenRange> statements(const std::vector<Token>& tokens, std::string_view text, FileKind file) {
  return Cutter(tokens, text, file).run();
}

bool is_decoration(const std::vector<Token>& tokens, TokenRange statement, std::string_view text) {
  if (statement.begin == statement.end) return false;
  const TextSpan whole = join(tokens[statement.begin].span, tokens[statement.end - 1].span);
  for (std::size_t at = statement.begin; at < statement.end; ++at)
    if (std::string_view("|-").find(text[tokens[at].span.begin]) == std::string_view::npos) return false;
  return text.substr(whole.begin, whole.end - whole.begin).find("---") != std::string_view::npos;
}

}  // namespace spanne::grammar
