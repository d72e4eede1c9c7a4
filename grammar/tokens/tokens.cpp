// The words of the language, as PEGTL rules in the order of the language reference, section 2.
#include "grammar/tokens/tokens.hpp"

#include <tao/pegtl.hpp>

#include "grammar/tokens/keywords.hpp"

namespace spanne::grammar {
namespace {

struct Collector {
  const char* begin;
  Tokens result;
  bool fresh_line = true;
  bool behind_arrow = false;  // among the effects of a rule
  int depth = 0;              // of brackets

  TextSpan span(const char* from, const char* to) const {
    return {static_cast<std::uint32_t>(from - begin), static_cast<std::uint32_t>(to - begin)};
  }
  template <TokenKind kind>
  void token(const char* from, const char* to) {
    const std::string_view written(from, static_cast<std::size_t>(to - from));
    const bool reserved = kind == TokenKind::word && is_reserved(written);
    const Token token{kind, fresh_line, reserved, span(from, to)};
    if (fresh_line && kind == TokenKind::word && starts_statement(written)) behind_arrow = false;
    fresh_line = false;
    result.tokens.push_back(token);
    if constexpr (kind == TokenKind::sign) {
      depth += written == "(" ? 1 : written == ")" ? -1 : 0;
      if (written == "->") behind_arrow = true, depth = 0;
    }
  }

  bool is_last(std::initializer_list<std::string_view> words) const {
    if (result.tokens.empty()) return false;
    const Token& last = result.tokens.back();
    return is_any_of(words, word_of(last, {begin, last.span.end}));
  }
  /// Whether the first word of a line does, as far as it matters for what stands after an arrow.
  bool starts_statement(std::string_view word) const {
    return depth <= 0 && !is_last({",", "->", "+", "-", "*", "/"}) &&
           !is_any_of({"because", "from", "until", "per", "above"}, word);
  }
  bool at_effect() const { return behind_arrow && depth == 0 && is_last({"->", ","}); }
};

namespace peg {
using namespace tao::pegtl;  // NOLINT: the rules are written in its words

struct mark : string<'\xEF', '\xBB', '\xBF'> {};
struct nbsp : string<'\xC2', '\xA0'> {};
struct blank_ : plus<sor<one<' ', '\t', '\r'>, nbsp>> {};
struct newline : one<'\n'> {};
struct comment : seq<one<'#'>, star<not_one<'\n'>>> {};

// Without U+034F, U+061C, U+115F, U+1160, U+17B4, U+17B5, U+180B to U+180F and U+3164, which have no ink.
struct foreign : utf8::ranges<0xAA, 0xAA, 0xB5, 0xB5, 0xBA, 0xBA, 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x34E, 0x350, 0x61B,
                              0x61D, 0x115E, 0x1161, 0x17B3, 0x17B6, 0x180A, 0x1810, 0x1FFF, 0x2C00, 0x2DFF, 0x3040,
                              0x3163, 0x3165, 0xD7FF, 0xF900, 0xFDFF, 0x10000, 0x1FFFF> {};
/// Accents, which need a letter to stand on.
struct accent : utf8::ranges<0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x610, 0x61A, 0x64B, 0x65F, 0x670, 0x670> {};
struct name_first : sor<ranges<'a', 'z', 'A', 'Z', '_', '_'>, seq<not_at<accent>, foreign>> {};
struct name_other : sor<ranges<'a', 'z', 'A', 'Z', '_', '_'>, foreign, digit> {};
struct word : seq<name_first, star<name_other>> {};
struct plain_word : word {};
/// `contracts#3`, a table's row, is one word.
struct row_name : seq<word, one<'#'>, plus<digit>, not_at<name_other>> {};

struct digits : seq<digit, star<sor<digit, seq<one<'_'>, at<digit>>>>> {};
struct more_digits : seq<one<'.'>, at<digit>, digits> {};
struct day : seq<rep<4, digit>, one<'-'>, rep<2, digit>, one<'-'>, rep<2, digit>, not_at<digit>> {};
struct dotted : seq<digits, more_digits, plus<more_digits>> {};
struct number : seq<digits, opt<more_digits>> {};

// What others write for numbers and days: 0,3 and 1.250.000,50; 1'000'000 and 5 000 000; 07/01/2026 and 2026-7-1.
struct apostrophe : sor<one<'\''>, string<'\xE2', '\x80', '\x99'>> {};
struct narrow_blank
    : sor<string<'\xE2', '\x80', '\x87'>, string<'\xE2', '\x80', '\x89'>, string<'\xE2', '\x80', '\xAF'>> {};
struct group : seq<sor<one<' '>, nbsp, apostrophe, narrow_blank>, rep<3, digit>, not_at<digit>> {};
struct grouped_number : seq<rep_min_max<1, 3, digit>, plus<group>, opt<one<'.', ','>, plus<digit>>> {};
struct comma_part : seq<one<','>, plus<digit>> {};
/// With few commas it may be a list that a name stands after; that is not looked for at every number of a long one.
struct few_commas : seq<rep_min_max<1, 8, comma_part>, opt<more_digits>, not_at<name_first>> {};
struct many_commas : seq<rep<9, comma_part>, star<comma_part>> {};
struct comma_number : seq<digits, star<more_digits>, sor<few_commas, many_commas>> {};
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
    : seq<sor<string<'/', '/'>, string<'/', '*'>, seq<string<'-', '-', ' '>, at<name_first>>>, star<not_one<'\n'>>> {};

/// `-->`, `==>`: of a bounded length, since every sign of a long row of them is asked whether an arrow begins there.
template <class Shaft>
struct arrow_of : seq<rep_min_max<1, 16, Shaft>, one<'>'>> {};

struct long_sign : sor<string<'.', '.', '.'>, string<'.', '.', '<'>, string<'.', '.'>, arrow_of<dash>, string<'<', '='>,
                       string<'>', '='>, string<'!', '='>, string<'|', '|'>, arrow_of<one<'='>>, string<'=', '='>,
                       string<'=', '<'>, string<'=', '!'>, string<'<', '>'>, string<'&', '&'>, string<'*', '*'>> {};
struct any_sign : sor<long_sign, utf8::any, any> {};

struct letters : sor<glued_factor, row_name, plain_word> {};
struct figures : sor<day, foreign_day, foreign_number, dotted, number> {};
struct piece
    : sor<blank_, newline, letters, figures, comment, text, open_text, foreign_text, foreign_comment, any_sign> {};
struct file : seq<opt<mark>, star<piece>, eof> {};
}  // namespace peg

template <class RuleSyntax>
struct action : tao::pegtl::nothing<RuleSyntax> {};

template <TokenKind kind>
struct token_action {
  template <class Input>
  static void apply(const Input& in, Collector& collector) {
    collector.token<kind>(in.begin(), in.end());
  }
};
template <>
struct action<peg::glued_factor> {
  template <class Input>
  static bool apply(const Input& in, Collector& collector) {
    if (!collector.at_effect()) return false;
    collector.token<TokenKind::sign>(in.begin(), in.end());
    return true;
  }
};
template <>
struct action<peg::plain_word> : token_action<TokenKind::word> {};
template <>
struct action<peg::row_name> {
  /// Elsewhere than after `rule` the `#` begins a comment.
  template <class Input>
  static bool apply(const Input& in, Collector& collector) {
    if (!collector.is_last({"rule"})) return false;
    collector.token<TokenKind::word>(in.begin(), in.end());
    return true;
  }
};
template <>
struct action<peg::day> : token_action<TokenKind::day> {};
template <>
struct action<peg::dotted> : token_action<TokenKind::dotted> {};
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

}  // namespace

Tokens tokenize(std::string_view text) {
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> input(text.data(), text.data() + text.size(), "");
  Collector collector{text.data(), {}};
  tao::pegtl::parse<peg::file, action>(input, collector);
  return std::move(collector.result);
}

}  // namespace spanne::grammar
