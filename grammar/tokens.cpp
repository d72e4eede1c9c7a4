// The words of the language, as PEGTL rules in the order of the language reference, section 2.
#include "grammar/tokens.hpp"

#include <algorithm>
#include <array>
#include <tao/pegtl.hpp>

#include "grammar/words.hpp"

namespace spanne::grammar {
namespace {

namespace peg {
using namespace tao::pegtl;  // NOLINT: the rules are written in its words

/// Told from others by its first character, nearly always; `string` compares all of them with a call.
template <char... letters>
struct spelt : seq<one<letters>...> {};

/// A run of what most words consist of, and files mainly of words: looked up letter by letter instead of compared.
struct plain_letters : plus<ranges<'a', 'z', 'A', 'Z', '0', '9', '_', '_'>> {
  template <class Input>
  static bool match(Input& in) {
    static constexpr auto is_plain = [] {
      std::array<bool, 256> table{};
      for (const std::string_view some :
           {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "_"})
        for (const char letter : some) table[static_cast<unsigned char>(letter)] = true;
      return table;
    }();
    const char* end = in.current();
    while (end != in.end() && is_plain[static_cast<unsigned char>(*end)]) ++end;
    const auto length = static_cast<std::size_t>(end - in.current());
    in.bump_in_this_line(length);
    return length > 0;
  }
};

struct mark : spelt<'\xEF', '\xBB', '\xBF'> {};
struct nbsp : spelt<'\xC2', '\xA0'> {};
struct blank_ : plus<sor<one<' ', '\t', '\r'>, nbsp>> {};
struct newline : one<'\n'> {};
struct comment : seq<one<'#'>, star<not_one<'\n'>>> {};

struct foreign : utf8::ranges<0xAA, 0xAA, 0xB5, 0xB5, 0xBA, 0xBA, 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x1FFF, 0x2C00, 0x2DFF,
                              0x3040, 0xD7FF, 0xF900, 0xFDFF, 0x10000, 0x1FFFF> {};
/// A byte that is no character by itself; nearly none is.
struct beyond_ascii : at<range<'\x80', '\xFF'>> {};
struct foreign_letter : seq<beyond_ascii, foreign> {};
struct name_first : sor<ranges<'a', 'z', 'A', 'Z', '_', '_'>, foreign_letter> {};
struct name_other : sor<name_first, digit> {};
struct word : seq<name_first, opt<plain_letters>, star<foreign_letter, opt<plain_letters>>> {};
/// `contracts#3`, a table's row, is one word. Most words are told from one by the next sign.
struct sure_word : seq<word, not_at<one<'#'>>> {};
struct plain_word : word {};
struct row_name : seq<word, one<'#'>, plus<digit>, not_at<name_other>> {};

/// Numbers and signs that nothing behind them can make part of something else: most are.
struct sure_number
    : seq<plus<digit>, opt<one<'.'>, plus<digit>>, at<sor<seq<one<' '>, not_at<digit>>, one<'\n', '\r', ')'>>>> {};
struct sure_sign : one<'(', ')', ',', ':', '+', '%'> {};

struct digits : seq<digit, star<sor<digit, seq<one<'_'>, at<digit>>>>> {};
struct more_digits : seq<one<'.'>, at<digit>, digits> {};
struct day : seq<rep<4, digit>, one<'-'>, rep<2, digit>, one<'-'>, rep<2, digit>, not_at<digit>> {};
struct dotted : seq<digits, more_digits, plus<more_digits>> {};
struct number : seq<digits, opt<more_digits>> {};

// What others write for numbers and days: 0,3 and 1.250.000,50; 1'000'000 and 5 000 000; 07/01/2026 and 2026-7-1.
struct apostrophe : sor<one<'\''>, spelt<'\xE2', '\x80', '\x99'>> {};
struct narrow_blank : sor<spelt<'\xE2', '\x80', '\x87'>, spelt<'\xE2', '\x80', '\x89'>, spelt<'\xE2', '\x80', '\xAF'>> {
};
struct group : seq<sor<one<' '>, nbsp, apostrophe, narrow_blank>, rep<3, digit>, not_at<digit>> {};
struct grouped_number : seq<rep_min_max<1, 3, digit>, plus<group>, opt<one<'.', ','>, plus<digit>>> {};
struct comma_number
    : seq<digits, star<more_digits>, plus<seq<one<','>, plus<digit>>>, opt<more_digits>, not_at<name_first>> {};
struct foreign_number : sor<comma_number, grouped_number> {};
struct one_or_two : rep_min_max<1, 2, digit> {};
struct year_last : sor<seq<one_or_two, one<'/'>, one_or_two, one<'/'>, rep<4, digit>>,
                       seq<one_or_two, one<'-'>, one_or_two, one<'-'>, rep<4, digit>>> {};
struct year_first : sor<seq<rep<4, digit>, one<'/'>, one_or_two, one<'/'>, one_or_two>,
                        seq<rep<4, digit>, one<'-'>, one_or_two, one<'-'>, one_or_two>> {};
struct foreign_day : seq<sor<year_first, year_last>, not_at<digit>> {};
/// The x of `x1.4`, which is no name where an effect begins.
struct glued_factor : seq<one<'x'>, at<number, not_at<name_other>>> {};

struct escaped : seq<one<'\\'>, not_one<'\n'>> {};
struct inside : star<sor<escaped, not_one<'"', '\\', '\n'>>> {};
struct text : seq<one<'"'>, inside, one<'"'>> {};
struct open_text : seq<one<'"'>, star<not_one<'\n'>>> {};

// Quotation marks of word processors, and single ones. What opens with a double mark and is not closed ends the line.
struct double_mark : utf8::one<0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F> {};
struct double_end : sor<double_mark, one<'"'>> {};
struct double_quoted : seq<double_mark, star<not_at<double_end>, not_one<'\n'>>, opt<double_end>> {};
struct single_mark : utf8::one<'\'', 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A> {};
struct single_quoted : seq<single_mark, plus<not_at<sor<single_mark, one<'"', '|'>>>, not_one<'\n'>>, single_mark> {};
struct foreign_text : sor<double_quoted, single_quoted> {};
struct dash : utf8::one<'-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212> {};
struct foreign_comment
    : seq<sor<spelt<'/', '/'>, spelt<'/', '*'>, seq<spelt<'-', '-', ' '>, at<name_first>>>, star<not_one<'\n'>>> {};

struct long_sign
    : sor<spelt<'.', '.', '.'>, spelt<'.', '.', '<'>, spelt<'.', '.'>, seq<plus<dash>, one<'>'>>, spelt<'<', '='>,
          spelt<'>', '='>, spelt<'!', '='>, spelt<'|', '|'>, seq<plus<one<'='>>, one<'>'>>, spelt<'=', '='>,
          spelt<'=', '<'>, spelt<'=', '!'>, spelt<'<', '>'>, spelt<'&', '&'>, spelt<'*', '*'>> {};
struct any_sign : sor<long_sign, utf8::any, any> {};

/// What begins with a letter, or with a digit: told by it once, not anew by all that is tried.
struct letters : seq<at<name_first>, sor<glued_factor, sure_word, row_name, plain_word>> {};
struct figures : seq<at<digit>, sor<sure_number, day, foreign_day, foreign_number, dotted, number>> {};
struct file : seq<opt<mark>,
                  star<sor<blank_, newline, letters, figures, sure_sign, comment, text, open_text, foreign_text,
                           foreign_comment, any_sign>>,
                  eof> {};
}  // namespace peg

struct Collector {
  const char* begin;
  Tokens result;
  bool fresh_line = true;
  bool behind_arrow = false;  // among the effects of a rule
  int depth = 0;              // of brackets

  Span span(const char* from, const char* to) const {
    return {static_cast<std::uint32_t>(from - begin), static_cast<std::uint32_t>(to - begin)};
  }
  void token(TokenKind kind, const char* from, const char* to) {
    const std::string_view written(from, static_cast<std::size_t>(to - from));
    const bool reserved = kind == TokenKind::word && is_reserved(written);
    const Token token{kind, fresh_line, reserved, glance(written), span(from, to)};
    if (starts_statement(token)) behind_arrow = false;
    result.tokens.push_back(token);
    fresh_line = false;
    if (kind != TokenKind::sign) return;
    depth += is(token, "(") ? 1 : is(token, ")") ? -1 : 0;
    if (is(token, "->")) behind_arrow = true, depth = 0;
  }

  bool is(const Token& token, Spelling spelling) const { return is_spelt(token, spelling, {begin, token.span.end}); }
  template <Letters... words>
  bool is_last() const {
    return !result.tokens.empty() && is_any_of<words...>(result.tokens.back(), {begin, result.tokens.back().span.end});
  }
  /// As far as it matters for what stands behind an arrow.
  bool starts_statement(const Token& token) const {
    return fresh_line && depth <= 0 && token.kind == TokenKind::word && !is_last<",", "->", "+", "-", "*", "/">() &&
           !is_any_of<"because", "from", "until", "per", "above">(token, {begin, token.span.end});
  }
  bool at_effect() const { return behind_arrow && depth == 0 && is_last<"->", ",">(); }
};

template <class Rule>
struct action : tao::pegtl::nothing<Rule> {};

template <TokenKind kind>
struct token_action {
  template <class Input>
  static void apply(const Input& in, Collector& collector) {
    collector.token(kind, in.begin(), in.end());
  }
};
template <>
struct action<peg::glued_factor> {
  template <class Input>
  static bool apply(const Input& in, Collector& collector) {
    if (!collector.at_effect()) return false;
    collector.token(TokenKind::sign, in.begin(), in.end());
    return true;
  }
};
template <>
struct action<peg::sure_word> : token_action<TokenKind::word> {};
template <>
struct action<peg::plain_word> : token_action<TokenKind::word> {};
template <>
struct action<peg::row_name> {
  /// Elsewhere than behind `rule` the `#` begins a comment.
  template <class Input>
  static bool apply(const Input& in, Collector& collector) {
    if (!collector.is_last<"rule">()) return false;
    collector.token(TokenKind::word, in.begin(), in.end());
    return true;
  }
};
template <>
struct action<peg::day> : token_action<TokenKind::day> {};
template <>
struct action<peg::dotted> : token_action<TokenKind::dotted> {};
template <>
struct action<peg::sure_number> : token_action<TokenKind::number> {};
template <>
struct action<peg::sure_sign> : token_action<TokenKind::sign> {};
template <>
struct action<peg::number> : token_action<TokenKind::number> {};
template <>
struct action<peg::text> : token_action<TokenKind::text> {};
template <>
struct action<peg::open_text> : token_action<TokenKind::open_text> {};
template <>
struct action<peg::foreign_number> : token_action<TokenKind::foreign_number> {};
template <>
struct action<peg::foreign_day> : token_action<TokenKind::foreign_day> {};
template <>
struct action<peg::foreign_text> : token_action<TokenKind::foreign_text> {};
template <>
struct action<peg::foreign_comment> : token_action<TokenKind::foreign_comment> {};
template <>
struct action<peg::any_sign> : token_action<TokenKind::sign> {};
template <>
struct action<peg::newline> {
  static void apply0(Collector& collector) { collector.fresh_line = true; }
};
template <>
struct action<peg::comment> {
  template <class Input>
  static void apply(const Input& in, Collector& collector) {
    const char* end = in.end();
    while (end > in.begin() && (end[-1] == '\r' || end[-1] == ' ')) --end;
    collector.result.comments.push_back({collector.span(in.begin(), end), collector.fresh_line});
  }
};

/// Decides line by line whether a statement goes on.
class Cutter {
 public:
  Cutter(const std::vector<Token>& tokens, std::string_view text) : tokens_(tokens), text_(text) {}

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

  std::string_view word(std::size_t at) const {
    const Span span = tokens_[at].span;
    return text_.substr(span.begin, span.end - span.begin);
  }
  bool is(std::size_t at, Spelling sign) const {
    return is_spelt(tokens_[at], sign, text_) && tokens_[at].kind == TokenKind::sign;
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
    const bool named = at + 1 < end && is(at + 1, ":");
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

  /// `sites integer,`: a comma behind an attribute is a mistake that must not swallow the next one.
  bool declares_attribute(std::size_t at) const { return at + 1 < tokens_.size() && is_type(word(at + 1)); }

  /// An unclosed bracket must not swallow the rest of the file.
  bool belongs_inside_brackets(std::size_t at, std::size_t end) const {
    const bool named = at + 1 < end && is(at + 1, ":");
    const bool declares =
        is_any_of<"ruleset", "attributes", "define", "cluster", "rules", "table", "test", "property", "given",
                  "expect">(tokens_[at], text_) &&
        (at + 1 == end || tokens_[at + 1].kind == TokenKind::word || tokens_[at + 1].kind == TokenKind::text);
    if (named || declares) return false;
    int depth = depth_;
    for (; at < end && depth > 0; ++at) {
      if (is(at, "->")) return false;
      depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
    }
    return true;
  }

  bool wants_more(std::size_t last) const {
    // Those of other languages too, so that they are told as one mistake.
    return tokens_[last].kind != TokenKind::text &&
           is_any_of<"and", "or", "not", "+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "->", ",", "(", "und",
                     "oder", "AND", "OR", "&&", "=>", "→">(tokens_[last], text_);
  }

  bool continues(std::size_t at) const {
    if (tokens_[at].kind == TokenKind::text) return false;
    const bool value =
        at + 1 < tokens_.size() && (tokens_[at + 1].kind == TokenKind::word || is(at + 1, "+") || is(at + 1, "-"));
    const bool ours = is_any_of<"and", "or", "->", "because", "from", "until", "per", "above", "then", "else", ",">(
        tokens_[at], text_);
    const bool foreign =
        is_any_of<"und", "oder", "AND", "OR", "&&", "=>", "→", "–>", "dann", "sonst">(tokens_[at], text_);
    return ours || (foreign && value && !is_type(word(at + 1)));
  }

  const std::vector<Token>& tokens_;
  std::string_view text_;
  std::vector<TokenRange> result_;
  bool open_ = false;
  int depth_ = 0;
};

}  // namespace

Tokens tokenize(std::string_view text, std::size_t begin) {
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> input(text.data() + begin, text.data() + text.size(), "");
  Collector collector{text.data(), {}};
  collector.result.tokens.reserve((text.size() - begin) / 4);  // what they are in most guidelines
  tao::pegtl::parse<peg::file, action>(input, collector);
  return std::move(collector.result);
}

std::vector<TokenRange> statements(const std::vector<Token>& tokens, std::string_view text) {
  return Cutter(tokens, text).run();
}

bool is_decoration(const std::vector<Token>& tokens, TokenRange statement, std::string_view text) {
  if (statement.begin == statement.end) return false;
  const Span whole = join(tokens[statement.begin].span, tokens[statement.end - 1].span);
  for (std::size_t at = statement.begin; at < statement.end; ++at)
    if (std::string_view("|-").find(text[tokens[at].span.begin]) == std::string_view::npos) return false;
  return text.substr(whole.begin, whole.end - whole.begin).find("---") != std::string_view::npos;
}

}  // namespace spanne::grammar
