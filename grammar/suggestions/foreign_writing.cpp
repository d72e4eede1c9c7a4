// Signs, numbers, dates, texts and formulas of other programs: found before a statement is read, whatever it is.
#include <fmt/format.h>

#include "grammar/suggestions/amounts.hpp"
#include "grammar/suggestions/foreign.hpp"
#include "grammar/suggestions/formulas.hpp"
#include "grammar/suggestions/habits.hpp"
#include "grammar/suggestions/ranges.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/suggestions/units.hpp"
#include "grammar/text/characters.hpp"

namespace spanne::grammar {
namespace {

/// The tokens of a statement that has not been begun, by their number.
class ForeignStatement {
 public:
  explicit ForeignStatement(Reader& reader) : reader_(reader), size_(reader.left()) {}

  void refuse_what_is_foreign() {
    for (std::size_t i = 0; i < size_; ++i) {
      switch (reader_.kind(i)) {
        case TokenKind::sign:
          refuse_sign(i);
          pass_sign(i);
          break;
        case TokenKind::word: refuse_word(i); break;
        case TokenKind::text:
        case TokenKind::open_text: refuse_mixed_quotes(i); break;
        case TokenKind::foreign_number: refuse_number(i); break;
        case TokenKind::foreign_day: refuse_day(i); break;
        case TokenKind::foreign_text:
          reader_.fail("E0119", reader_.span(i), "texts stand in straight double quotation marks",
                       straight_text(reader_.word(i)));
        case TokenKind::foreign_comment:
          reader_.fail("E0126", reader_.span(i), "a comment begins with #",
                       fmt::format("# {}", comment_text(reader_.word(i))));
        default: break;
      }
    }
  }

 private:
  /// What of the statement stands before the next token.
  void pass_sign(std::size_t i) {
    depth_ += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    behind_arrow_ = behind_arrow_ || is(i, "->");
  }

  std::string_view word(std::size_t i) const { return reader_.word(i); }
  bool is(std::size_t i, std::string_view text) const { return i < size_ && reader_.is(text, i); }
  bool is_number(std::size_t i) const {
    return i < size_ && (reader_.kind(i) == TokenKind::number || reader_.kind(i) == TokenKind::dotted);
  }
  bool is_word(std::size_t i) const { return i < size_ && reader_.kind(i) == TokenKind::word; }
  TextSpan span(std::size_t first, std::size_t last) const { return join(reader_.span(first), reader_.span(last)); }
  std::string words(std::size_t first, std::size_t last) const { return reader_.words(span(first, last)); }
  bool in_table() const { return is(0, "|"); }
  bool is_behind_divider(std::size_t i) const {
    for (std::size_t at = 0; at < i; ++at)
      if (is(at, "||")) return true;
    return false;
  }

  static std::string_view comment_text(std::string_view comment) {
    comment.remove_prefix(2);
    while (!comment.empty() && (comment.front() == ' ' || comment.front() == '*')) comment.remove_prefix(1);
    if (comment.ends_with("*/")) comment.remove_suffix(2);
    while (!comment.empty() && (comment.back() == ' ' || comment.back() == '\r')) comment.remove_suffix(1);
    return comment;
  }

  // ---- numbers, days, texts

  void refuse_number(std::size_t i) {
    Cure cure = number_cure(word(i));
    const bool condition = in_table() && !is_behind_divider(i);
    if (condition && cure.help.texts.size() == 1 && word(i)[0] != '0')  // `5,6` may be two values
      if (const std::size_t comma = word(i).find(','); comma != std::string_view::npos && comma == word(i).rfind(','))
        cure.help = either(
            {cure.help.texts.front(), fmt::format("{}, {}", word(i).substr(0, comma), word(i).substr(comma + 1))});
    reader_.fail(cure.code, reader_.span(i), std::move(cure.message), std::move(cure.help));
  }

  void refuse_day(std::size_t i) {
    const auto meant = days_meant(word(i));
    if (!meant) reader_.fail("E0114", reader_.span(i), fmt::format("there is no day {} in the calendar", word(i)));
    reader_.fail("E0117", reader_.span(i), "a date is written year-month-day", day_help(*meant));
  }

  /// `"IT”`: opened by a straight mark, closed by another.
  void refuse_mixed_quotes(std::size_t i) {
    static constexpr std::array<std::string_view, 4> marks{"”", "“", "„", "‟"};
    const std::string_view text = word(i);
    std::size_t count = 0, first = std::string_view::npos;
    for (const std::string_view mark : marks)
      for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
        ++count, first = std::min(first, at);
    if (count % 2 == 0) return;
    const TextSpan where{reader_.span(i).begin,
                         static_cast<std::uint32_t>(reader_.span(i).begin + first + marks[0].size())};
    reader_.fail("E0119", where, "texts stand in straight double quotation marks",
                 straight_text(text.substr(0, first)));
  }

  // ---- ranges: 1-3, 1–3, 1…3, 1 to 3

  /// The number, with or without its unit, that ends just before `i`.
  std::optional<std::size_t> number_before(std::size_t i) const {
    if (i >= 1 && is_number(i - 1)) return i - 1;
    if (i >= 2 && is_number(i - 2) && (is_word(i - 1) || is(i - 1, "%"))) return i - 2;
    return std::nullopt;
  }

  /// Where a number cannot be one of a calculation: a cell, a declared range, after `in`, an amount.
  bool only_range_fits(std::size_t number, std::size_t sign) const {
    if (depth_ != 0 || number == 0) return false;
    const std::string_view before = word(number - 1);
    if (is(0, "utilisation")) return number == 1;
    if (in_table() || is_type(before) || (number >= 2 && is(number - 2, "money"))) return true;
    if (before == "in") return !is(sign + 2, "..") && !is(sign + 2, "..<");
    static constexpr std::array<std::string_view, 8> begin{"->", ",", "+", "-", "x", "least", "most", "exactly"};
    return behind_arrow_ && std::find(begin.begin(), begin.end(), before) != begin.end();
  }

  /// Before the number at `number` stands a sign that compares, and before that what is compared.
  bool is_comparison(std::size_t number) const {
    static constexpr std::array<std::string_view, 6> signs{"=", "!=", "<", "<=", ">", ">="};
    return number >= 2 && !in_table() &&
           std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return is(number - 1, sign); });
  }

  void refuse_range(std::size_t first, std::size_t sign) {
    std::size_t last = sign + 1;
    if (is(last + 1, "%") || (is_word(last + 1) && !is_reserved(word(last + 1)))) ++last;
    if (first > 0 && (is(first - 1, "from") || is(first - 1, "von")) && is_word(first - 2))
      reader_.fail("E0137", span(first - 1, last), "a range is written with two dots between its ends",
                   fmt::format("in {} .. {}", words(first, sign - 1), words(sign + 1, last)));
    const std::string low = words(first, sign - 1), high = words(sign + 1, last);
    const bool share = is(0, "utilisation") && first + 1 == sign && is(last, "%");
    const bool compared = is_comparison(first) && !is(0, "expect");
    const std::string asked = !compared ? "" : is(first - 1, "!=") ? "not in " : "in ";
    reader_.fail("E0137", span(compared ? first - 1 : first, last), "a range is written with two dots between its ends",
                 fmt::format("{}{}{} .. {}", asked, low, share ? " %" : "", high));
  }

  // ---- signs

  void refuse_sign(std::size_t i) {
    static constexpr std::array<std::string_view, 23> of_the_language{"(",  ")",  ",",  ":",  "+",   "-",  "*", "/",
                                                                      "=",  "<",  ">",  "|",  "%",   ".",  "x", "->",
                                                                      "<=", ">=", "!=", "..", "..<", "||", "×"};
    const std::string_view sign = word(i);
    const bool known = std::find(of_the_language.begin(), of_the_language.end(), sign) != of_the_language.end();
    if (!known || sign == "-") refuse_dash(i, sign);
    if (sign.size() == 1 && i + 1 < size_ && reader_.kind(i + 1) == TokenKind::sign) refuse_pair(i);
    if (known) return refuse_bar(i, sign);
    refuse_arrow(i, sign);
    refuse_bracket(i, sign);
    refuse_currency(i, sign);
    refuse_blank(i, sign);
    refuse_other(i, sign);
  }

  void refuse_dash(std::size_t i, std::string_view sign) {
    static constexpr std::array<std::string_view, 6> dashes{"‐", "‑", "‒", "–", "—", "−"};
    const bool foreign = std::find(dashes.begin(), dashes.end(), sign) != dashes.end();
    const bool dots = sign == "…" || sign == "...";
    if (!foreign && !dots && sign != "-") return;
    const auto number = number_before(i);
    const bool ascending = number && is_number(i + 1) && is_ascending(word(*number), word(i + 1));
    const bool meant = sign != "-" && ascending && (number == i - 1 || is(i - 1, "%"));
    if (number && is_number(i + 1) && (meant || only_range_fits(*number, i))) refuse_range(*number, i);
    if (foreign)
      refuse(reader_, reader_.span(i), sign,
             i == 0 || is_number(i + 1) || is_word(i + 1) || is(i + 1, "(") ? "-" : "->");
    if (dots && is_number(i + 1)) refuse(reader_, reader_.span(i), sign, "..");
    if (dots) reader_.fail("E0126", reader_.span(i), fmt::format("{} is written .. here", sign), advice(".."));
  }

  /// `> =`, `< >`, `- >`: two signs that are one. Called where another sign follows.
  void refuse_pair(std::size_t i) {
    static constexpr std::array<Foreign, 8> pairs{{{"> =", ">="},
                                                   {"< =", "<="},
                                                   {"! =", "!="},
                                                   {"= <", "<="},
                                                   {"= >", ">="},
                                                   {"< >", "!="},
                                                   {"- >", "->"},
                                                   {"= !", "!="}}};
    if (word(i + 1).size() != 1) return;
    if (const auto cure = cure_of(fmt::format("{} {}", word(i), word(i + 1)), pairs))
      refuse(reader_, span(i, i + 1), words(i, i + 1), *cure);
    const bool formula = is(i, "=") && is(i + 1, "=");
    if (formula) refuse_formula(reader_, i + 1);
  }

  /// A bar inside a statement that is no row of a table.
  void refuse_bar(std::size_t i, std::string_view sign) {
    if (sign[0] == '|' && !in_table()) refuse(reader_, reader_.span(i), sign, "or");
    if (sign == "=" && i > 0 && is(i - 1, "->") && is_number(i + 1)) refuse(reader_, reader_.span(i), sign, "exactly");
    if (sign == "=" && (i == 0 || is(i - 1, "->"))) refuse_formula(reader_, i);
    if (sign == "=" && is(i - 1, "(") && is_word(i + 1) && is(i + 2, "(")) refuse_formula(reader_, i);
    if (sign == "." && i == 1 && is_number(0))
      reader_.fail("E0126", span(0, 1), "a line begins without a number or a bullet",
                   in_place_of(span(0, size_ - 1), reader_.words(span(2, size_ - 1))));
    if (sign == "-" && i == 0 && is_word(1) && reader_.span(0).end != reader_.span(1).begin) refuse_bullet();
  }

  [[noreturn]] void refuse_bullet() {
    reader_.fail("E0126", reader_.span(0), "a line begins without a number or a bullet",
                 size_ > 1 ? in_place_of(span(0, size_ - 1), words(1, size_ - 1)) : Help());
  }

  void refuse_arrow(std::size_t i, std::string_view sign) {
    static constexpr std::array<std::string_view, 6> arrows{"→", "⇒", "➔", "➜", "⟶", "⟹"};
    const bool dashed = sign.size() > 2 && sign.back() == '>' && sign[0] != '=';
    if (dashed || std::find(arrows.begin(), arrows.end(), sign) != arrows.end())
      refuse(reader_, reader_.span(i), sign, "->");
    if (sign[0] != '=' || sign.back() != '>') return;
    // `=>` was meant as the arrow where the statement has no other.
    const bool other = reader_.has("->") || is(0, "define") || is(0, "property") || is(0, "profile");
    refuse(reader_, reader_.span(i), sign, other ? ">=" : "->");
  }

  void refuse_bracket(std::size_t i, std::string_view sign) {
    if (sign == "]" || sign == "}") refuse(reader_, reader_.span(i), sign, ")");
    if (sign != "[" && sign != "{") return;
    std::size_t close = i + 1;
    while (close < size_ && !is(close, "]") && !is(close, "}") && !is(close, ")")) ++close;
    const bool list = i > 0 && is(i - 1, "in");
    const std::string message = list ? "a list stands in round brackets" : "brackets are round here";
    if (close >= size_ || close == i + 1) reader_.fail("E0126", reader_.span(i), message, "(");
    std::string inner = words(i + 1, close - 1);
    std::replace(inner.begin(), inner.end(), ';', ',');
    reader_.fail("E0126", span(i, close), message, fmt::format("({})", inner));
  }

  /// The number before a currency's sign, with its magnitude: `5 T€`, `1 Mio. €`.
  std::optional<std::size_t> amount_before(std::size_t i) const {
    const bool dot = i >= 1 && is(i - 1, ".");
    return number_before(dot ? i - 1 : i);
  }
  std::string amount_words(std::size_t number, std::size_t sign) const {
    std::string text(word(number));
    if (!is_word(number + 1) || number + 1 >= sign) return text;
    const auto meant = magnitude_of(word(number + 1)) ? std::nullopt : magnitude_meant(word(number + 1));
    return fmt::format("{} {}", text, meant.value_or(word(number + 1)));
  }

  void refuse_currency(std::size_t i, std::string_view sign) {
    static constexpr std::array<Foreign, 4> currencies{{{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}}};
    const auto code = cure_of(sign, currencies);
    if (!code) return;
    if (sign == "$" && is_word(i + 1) && !is_number(i - 1)) refuse_formula(reader_, i);
    if (const auto before = amount_before(i))
      reader_.fail("E0136", span(*before, i), fmt::format("{} is written {}", sign, *code),
                   fmt::format("{} {}", amount_words(*before, i), *code));
    if (!is_number(i + 1) || (i > 0 && is(i - 1, "money"))) refuse(reader_, reader_.span(i), sign, *code);
    const auto foreign = is_word(i + 2) ? magnitude_meant(word(i + 2)) : std::nullopt;  // `€5m`
    const bool magnitude = is_word(i + 2) && magnitude_of(word(i + 2));
    const std::size_t last = i + (magnitude || foreign ? 2 : 1);
    const std::string number = magnitude || !foreign ? words(i + 1, last) : fmt::format("{} {}", word(i + 1), *foreign);
    reader_.fail("E0136", span(i, last), fmt::format("{} is written {}, behind the number", sign, *code),
                 fmt::format("{} {}", number, *code));
  }

  /// Blanks that only look like one, and characters that cannot be seen at all.
  void refuse_blank(std::size_t i, std::string_view sign) {
    static constexpr std::array<std::string_view, 16> blanks{"\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
                                                             "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                                             "\u202F", "\u205F", "\u3000", "\u2028"};
    const bool blank = std::find(blanks.begin(), blanks.end(), sign) != blanks.end();
    if (blank)
      reader_.fail("E0109", reader_.span(i), "this is not an ordinary blank, but a special one of another program",
                   typed_anew(i, "write instead: ", " "));
    if (find_hidden(sign))
      reader_.fail("E0109", reader_.span(i), "there is a character here that cannot be seen",
                   i == 0 ? advice("delete it") : typed_anew(i, "type it anew: ", joins(i) ? "" : " "));
  }

  Help typed_anew(std::size_t i, std::string_view lead, std::string_view between) const {
    Help help = in_place_of(span(i > 0 ? i - 1 : i, std::min(i + 1, size_ - 1)), around(i, between));
    help.shown = std::string(lead) + help.shown;
    return help;
  }
  bool joins(std::size_t i) const {
    return i > 0 && i + 1 < size_ && reader_.span(i - 1).end == reader_.span(i).begin &&
           reader_.span(i).end == reader_.span(i + 1).begin;
  }
  std::string around(std::size_t i, std::string_view between) const {
    return fmt::format("{}{}{}", i > 0 ? word(i - 1) : "", between, i + 1 < size_ ? word(i + 1) : "");
  }

  void refuse_other(std::size_t i, std::string_view sign) {
    static constexpr std::array<Foreign, 10> others{{{"==", "="},
                                                     {"=<", "<="},
                                                     {"<>", "!="},
                                                     {"=!", "!="},
                                                     {"≥", ">="},
                                                     {"≤", "<="},
                                                     {"≠", "!="},
                                                     {"&&", "and"},
                                                     {"&", "and"},
                                                     {"!", "not"}}};
    static constexpr std::array<Foreign, 6> figures{
        {{"½", "0.5"}, {"¼", "0.25"}, {"¾", "0.75"}, {"÷", "/"}, {"·", "*"}, {"⋅", "*"}}};
    static constexpr std::array<std::string_view, 5> bullets{"•", "‣", "◦", "▪", "·"};
    const TextSpan where = reader_.span(i);
    if (i == 0 && std::find(bullets.begin(), bullets.end(), sign) != bullets.end()) refuse_bullet();
    if (const auto cure = cure_of(sign, others)) refuse(reader_, where, sign, *cure);
    if (const auto cure = cure_of(sign, figures)) refuse(reader_, where, sign, *cure);
    if (sign == ";" && i + 1 == size_) reader_.fail("E0126", where, "a line ends without ;");
    if (sign == ";" && in_table()) refuse_bounds(i);
    if (sign == ";") refuse_parted_conditions(i);
    if (sign == ";") refuse_semicolons(i);
    if ((sign == "^" || sign == "**") && i > 0 && i + 1 < size_)
      reader_.fail("E0126", span(i - 1, i + 1), fmt::format("{} is written as power(…) here", sign),
                   fmt::format("power({}, {})", word(i - 1), word(i + 1)));
    if (sign == "±")
      reader_.fail("E0126", is_number(i + 1) ? span(i, i + 1) : where,
                   "± is written as a range here, from the lower to the upper end",
                   is_number(i + 1) ? fmt::format("+(-{0} .. {0})", word(i + 1)) : std::string());
    if (sign == "'" && i == 0 && size_ > 1)
      reader_.fail("E0126", span(0, size_ - 1), "a comment begins with #", fmt::format("# {}", words(1, size_ - 1)));
    if (sign == "'" || sign == "‘" || sign == "’")
      reader_.fail("E0119", where, "texts stand in straight double quotation marks", advice("\"…\""));
    reader_.fail("E0126", where, fmt::format("{} has no meaning here", sign));
  }

  /// `| >= 4; < 9 |`: one range. A comma would mean "or" in a cell.
  void refuse_bounds(std::size_t i) {
    std::size_t first = i, end = i;
    while (first > 0 && word(first - 1)[0] != '|') --first;
    while (end < size_ && word(end)[0] != '|') ++end;
    const auto range = range_of_bounds(reader_, first, end);
    const bool compared = comparator_at(first) && comparator_at(i + 1);
    if (range || compared)
      reader_.fail("E0177", span(first, end - 1), "a cell holds values, one comparison or one range",
                   range ? Help(*range) : advice("10 .. 20, or: 10 ..< 20"));
  }
  bool comparator_at(std::size_t i) const { return is(i, "<") || is(i, "<=") || is(i, ">") || is(i, ">="); }

  /// `sites >= 4; sites < 9 -> …`: two conditions.
  void refuse_parted_conditions(std::size_t i) {
    const bool whole = i > 0 && is_word(i + 1) && !is_reserved(word(i + 1)) &&
                       (comparator_at(i + 2) || is(i + 2, "=") || is(i + 2, "!=") || is(i + 2, "in"));
    if (depth_ == 0 && !behind_arrow_ && whole && reader_.has("->"))
      reader_.fail("E0126", reader_.span(i), "; is written and here",
                   in_place_of(span(i - 1, i), fmt::format("{} and", word(i - 1))));
  }

  /// All of one list or statement at once.
  [[noreturn]] void refuse_semicolons(std::size_t first) {
    std::size_t last = first;
    for (std::size_t at = first, depth = 0; at < size_; ++at) {
      if (is(at, ")") && depth == 0) break;
      depth += is(at, "(") ? 1U : is(at, ")") ? std::size_t(-1) : 0U;
      if (is(at, ";") && depth == 0) last = at;
    }
    std::string list(",");
    for (std::size_t at = first + 1; at <= last; ++at) {
      const bool part = is(at, ";");
      if (!part && reader_.span(at - 1).end != reader_.span(at).begin) list += " ";
      list += part ? "," : word(at);
    }
    reader_.fail("E0126", reader_.span(first), "; is written , here", in_place_of(span(first, last), list));
  }

  // ---- words

  void refuse_word(std::size_t i) {
    if (behind_arrow_) refuse_foreign_period(reader_, i);
    if (is_number(i + 1) && (is(i, "to") || is(i, "bis")))
      if (const auto number = number_before(i)) refuse_range(*number, i);
    if (i > 0 && is_number(i - 1)) refuse_foreign_hours(reader_, i);
    if (is_formula(reader_, i)) refuse_formula(reader_, i);
  }

  Reader& reader_;
  std::size_t size_;
  int depth_ = 0;  // of the brackets open before the token that is looked at
  bool behind_arrow_ = false;
};

}  // namespace

void refuse_foreign_writing(Reader& reader) { ForeignStatement(reader).refuse_what_is_foreign(); }

}  // namespace spanne::grammar
