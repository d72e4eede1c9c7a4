// Words of other languages and programs, where they stand: after a value, before one, as an effect, as a declaration.
#include "grammar/suggestions/habits.hpp"

#include <fmt/format.h>
#include <tuple>

#include "grammar/suggestions/heads.hpp"
#include "grammar/suggestions/ranges.hpp"
#include "grammar/suggestions/suggestion.hpp"
#include "grammar/text/nearest.hpp"

namespace spanne::grammar {

namespace {

// ---------------------------------------------------------------------------------------------- words after a value

struct Phrase {
  std::string_view words, cure;
};
constexpr std::array<Phrase, 80> phrases{{{"greater than or equal to", ">="},
                                          {"above", ">"},
                                          {"exceeds", ">"},
                                          {"ab", ">="},
                                          {"greater or equal", ">="},
                                          {"größer oder gleich", ">="},
                                          {"groesser gleich", ">="},
                                          {"größer gleich", ">="},
                                          {"less than or equal to", "<="},
                                          {"less or equal", "<="},
                                          {"kleiner oder gleich", "<="},
                                          {"kleiner gleich", "<="},
                                          {"ist nicht gleich", "!="},
                                          {"nicht gleich", "!="},
                                          {"greater than", ">"},
                                          {"more than", ">"},
                                          {"larger than", ">"},
                                          {"bigger than", ">"},
                                          {"higher than", ">"},
                                          {"over", ">"},
                                          {"größer als", ">"},
                                          {"groesser als", ">"},
                                          {"mehr als", ">"},
                                          {"über", ">"},
                                          {"less than", "<"},
                                          {"fewer than", "<"},
                                          {"smaller than", "<"},
                                          {"lower than", "<"},
                                          {"under", "<"},
                                          {"below", "<"},
                                          {"kleiner als", "<"},
                                          {"weniger als", "<"},
                                          {"unter", "<"},
                                          {"at least", ">="},
                                          {"mindestens", ">="},
                                          {"at most", "<="},
                                          {"höchstens", "<="},
                                          {"equals", "="},
                                          {"equal to", "="},
                                          {"gleich", "="},
                                          {"not equal to", "!="},
                                          {"ungleich", "!="},
                                          {"contains", "contains"},
                                          {"contain", "contains"},
                                          {"containing", "contains"},
                                          {"includes", "contains"},
                                          {"has", "contains"},
                                          {"does not contain", "not contains"},
                                          {"not contain", "not contains"},
                                          {"enthält nicht", "not contains"},
                                          {"enthaelt nicht", "not contains"},
                                          {"beinhaltet nicht", "not contains"},
                                          {"enthält", "contains"},
                                          {"enthaelt", "contains"},
                                          {"beinhaltet", "contains"},
                                          {"starts with", "starts with"},
                                          {"ends with", "ends with"},
                                          {"begins with", "starts with"},
                                          {"starting with", "starts with"},
                                          {"start with", "starts with"},
                                          {"beginnt mit", "starts with"},
                                          {"fängt an mit", "starts with"},
                                          {"does not start with", "not starts with"},
                                          {"beginnt nicht mit", "not starts with"},
                                          {"end with", "ends with"},
                                          {"ending with", "ends with"},
                                          {"ends in", "ends with"},
                                          {"endet mit", "ends with"},
                                          {"endet auf", "ends with"},
                                          {"does not end with", "not ends with"},
                                          {"endet nicht mit", "not ends with"},
                                          {"endet nicht auf", "not ends with"},
                                          {"not like", "not like"},
                                          {"like", "like"},
                                          {"vor", "<"},
                                          {"nach", ">"},
                                          {"before", "<"},
                                          {"after", ">"},
                                          {"größer", ">"},
                                          {"kleiner", "<"}}};

/// How many words of a phrase stand at `ahead`: all of them, or 0.
std::size_t matches(const Reader& reader, std::size_t ahead, std::string_view phrase) {
  std::size_t count = 0;
  while (!phrase.empty()) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    if (reader.kind(ahead + count) != TokenKind::word || small(reader.word(ahead + count)) != word) return 0;
    ++count;
    phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
  }
  return count;
}

/// A magnitude or a unit, and no word that joins conditions.
bool is_of_number(const Reader& reader, std::size_t ahead) {
  return reader.at_name(ahead) && !reader.is_any({"und", "oder", "sowie", "dann", "sonst", "UND", "ODER"}, ahead);
}

/// The last token of the value at `ahead`: a number with what belongs to it, a text or a name.
std::size_t end_of_value(const Reader& reader, std::size_t ahead) {
  std::size_t last = reader.is("-", ahead) ? ahead + 1 : ahead;
  if (reader.kind(last) == TokenKind::number)
    while (reader.is("%", last + 1) || (is_of_number(reader, last + 1) && last < ahead + 2)) ++last;
  return last;
}

std::string value_at(const Reader& reader, std::size_t ahead) {
  static constexpr std::array<Foreign, 4> answers{{{"ja", "yes"}, {"wahr", "yes"}, {"nein", "no"}, {"falsch", "no"}}};
  if (reader.kind(ahead) == TokenKind::end) return "…";
  if (const auto answer = cure_of(small(reader.word(ahead)), answers)) return std::string(*answer);
  return reader.words(join(reader.span(ahead), reader.span(end_of_value(reader, ahead))));
}

/// `text` for all from `left` to the value at `ahead`, which is its last part.
Help up_to_value(const Reader& reader, TextSpan left, std::size_t ahead, std::string text) {
  if (reader.kind(ahead) == TokenKind::end) return advice(std::move(text));
  return in_place_of(join(left, reader.span(end_of_value(reader, ahead))), std::move(text));
}

/// What `like "%werk%"` asks, and the text without its stars and percent signs.
std::pair<std::string, std::string> pattern_meant(bool negated, const std::string& pattern) {
  const auto wild = [](char c) { return c == '%' || c == '*'; };
  const std::string inner = pattern.size() > 1 && pattern.front() == '"' ? pattern.substr(1, pattern.size() - 2) : "";
  if (inner.empty() || std::all_of(inner.begin(), inner.end(), wild))
    return {negated ? "not starts with" : "starts with", pattern};
  const bool open_left = wild(inner.front()), open_right = wild(inner.back());
  std::string asked = open_left ? open_right ? "contains" : "ends with" : "starts with";
  if (!open_left && !open_right) return {negated ? "!=" : "=", pattern};
  const std::string text =
      inner.substr(open_left ? 1 : 0, inner.size() - (open_left ? 1U : 0U) - (open_right ? 1U : 0U));
  return {(negated ? "not " : "") + asked, fmt::format("\"{}\"", text)};
}

void refuse_phrase(Reader& reader, TextSpan left) {
  const std::size_t begin = reader.is_any({"is", "ist", "Ist", "sind", "are", "liegt", "beträgt"}) ? 1 : 0;
  for (const Phrase& phrase : phrases) {
    const std::size_t count = matches(reader, begin, phrase.words);
    if (count == 0) continue;
    if (phrase.words == "ab" && reader.kind(begin + 1) != TokenKind::number) continue;  // `ab 2026-07-01`: from
    const TextSpan where = join(reader.span(), reader.span(begin + count - 1));
    std::string cure(phrase.cure), value = value_at(reader, begin + count);
    if (phrase.cure.ends_with("like")) std::tie(cure, value) = pattern_meant(phrase.cure != "like", value);
    reader.fail("E0126", where, fmt::format("{} is written {} here", reader.words(where), cure),
                up_to_value(reader, left, begin + count, fmt::format("{} {} {}", reader.words(left), cure, value)));
  }
}

void refuse_between(Reader& reader, TextSpan left) {
  if (small(reader.word()) != "between" && small(reader.word()) != "zwischen") return;
  const std::string subject = reader.words(left);
  if (const auto range = range_at(reader, 1))
    reader.fail("E0126", join(reader.span(), reader.span(range->last)),
                fmt::format("{} is written in here", reader.word()),
                in_place_of(join(left, reader.span(range->last)), fmt::format("{} in {}", subject, range->text)));
  std::size_t joint = 1;
  while (joint < 6 && !reader.is("and", joint) && !reader.is("und", joint)) ++joint;
  if (joint == 6) return;
  reader.fail(
      "E0126", join(reader.span(), reader.span(joint)),
      fmt::format("{} … {} is written as a range here", reader.word(), reader.word(joint)),
      up_to_value(reader, left, joint + 1,
                  fmt::format("{} in {} .. {}", subject, reader.words(join(reader.span(1), reader.span(joint - 1))),
                              value_at(reader, joint + 1))));
}

constexpr std::array<Foreign, 13> connectives{{{"und", "and"},
                                               {"oder", "or"},
                                               {"and", "and"},
                                               {"or", "or"},
                                               {"sowie", "and"},
                                               {"dann", "then"},
                                               {"then", "then"},
                                               {"sonst", "else"},
                                               {"else", "else"},
                                               {"in", "in"},
                                               {"is", "is"},
                                               {"ist", "="},
                                               {"xor", "!="}}};

/// `reach is global`, `growth is not known`, `growth is empty`.
void refuse_is(Reader& reader, TextSpan left) {
  static constexpr std::array<std::string_view, 12> missing{"missing", "empty",  "blank", "null",
                                                            "unknown", "none",   "leer",  "unbekannt",
                                                            "nothing", "absent", "na",    "undefined"};
  static constexpr std::array<std::string_view, 8> known{"known", "given",  "set",     "present",
                                                         "there", "filled", "bekannt", "available"};
  const bool ours = reader.is("is");
  const bool negated = reader.is_any({"not", "nicht", "kein"}, 1);
  const std::size_t at = negated ? 2 : 1;
  const std::string word = small(reader.word(at));
  const bool says_missing = std::find(missing.begin(), missing.end(), word) != missing.end();
  const bool says_known = std::find(known.begin(), known.end(), word) != known.end();
  if (ours && !negated && (word == "missing" || word == "known") && word == reader.word(at)) return;
  const std::string value = reader.words(left);
  if (says_missing || says_known)
    reader.fail("E0128", join(reader.span(), reader.span(at)), "\"is\" asks only whether a value is known or missing",
                in_place_of(join(left, reader.span(at)),
                            fmt::format("{} is {}", value, says_missing != negated ? "missing" : "known")));
  if (reader.kind(at) == TokenKind::end || reader.kind(at) == TokenKind::sign)
    reader.fail("E0128", reader.span(), "\"is\" asks only whether a value is known or missing",
                in_place_of(join(left, reader.span()), fmt::format("{} is known", value)));
  const TextSpan asked = join(reader.span(), reader.span(at - 1));
  if (!ours)
    reader.fail(
        "E0126", asked, fmt::format("{} is written {} here", reader.words(asked), negated ? "!=" : "="),
        up_to_value(reader, left, at, fmt::format("{} {} {}", value, negated ? "!=" : "=", value_at(reader, at))));
  reader.fail(
      "E0128", asked, "\"is\" asks only whether a value is known or missing; values are compared with =",
      up_to_value(reader, left, at, fmt::format("{} {} {}", value, negated ? "!=" : "=", value_at(reader, at))));
}

TextSpan last_of_condition(const Reader& reader) {
  std::size_t last = 0;
  while (reader.kind(last + 1) != TokenKind::end && !reader.is("->", last + 1)) ++last;
  return reader.span(last);
}

/// The rest of the statement with its German words put into English: `if dezentral then 2 else 1`.
std::string in_english(const Reader& reader) {
  static constexpr std::array<Foreign, 6> words{
      {{"wenn", "if"}, {"if", "if"}, {"nicht", "not"}, {"und", "and"}, {"oder", "or"}, {"ist", "="}}};
  std::string text;
  for (std::size_t ahead = 0; reader.kind(ahead) != TokenKind::end; ++ahead) {
    if (reader.is("->", ahead)) break;
    const std::string word = small(reader.word(ahead));
    const auto cure = reader.kind(ahead) != TokenKind::word ? std::nullopt
                      : cure_of(word, words)                ? cure_of(word, words)
                                                            : cure_of(word, connectives);
    if (ahead > 0 && reader.span(ahead - 1).end != reader.span(ahead).begin) text += ' ';
    text += cure.value_or(reader.word(ahead));
  }
  return text;
}

}  // namespace

void refuse_foreign_word(Reader& reader, TextSpan left) {
  refuse_range_without_in(reader, left);
  const bool times = reader.is_any({"x", "X", "mal", "times"}) &&
                     (reader.kind(1) == TokenKind::number || reader.at_name(1) || reader.is("(", 1));
  if (reader.is("×") || times) refuse(reader, reader.span(), reader.word(), "*");
  if (reader.kind() != TokenKind::word || reader.is_any({"and", "or", "then", "else"})) return;
  const std::size_t verb = reader.is("not") ? 1 : 0;
  if (reader.is_any({"starts", "ends"}, verb) && reader.kind(verb + 1) == TokenKind::text)
    reader.fail("E0126", join(reader.span(verb), reader.span(verb + 1)),
                fmt::format("{0} is written {0} with here", reader.word(verb)),
                fmt::format("{} with {}", reader.word(verb), reader.word(verb + 1)));
  refuse_phrase(reader, left);
  refuse_between(reader, left);
  if (reader.is_any({"is", "ist", "Ist"})) return refuse_is(reader, left);
  if (reader.is("not") && reader.is("=", 1)) refuse(reader, join(reader.span(), reader.span(1)), "not =", "!=");
  const bool value = reader.at_name(1) && (reader.kind(2) == TokenKind::end || reader.is_any({"->", "and", "or"}, 2));
  if (reader.is("not") && value && is_declared_choice(reader.all_text(), reader.words(left)))
    reader.fail("E0145", join(reader.span(), reader.span(1)),
                "a sign is missing here: values are compared with != or =", fmt::format("!= {}", reader.word(1)));
  if (reader.is("not") && (reader.at_name(1) || reader.is("(", 1)))
    reader.fail("E0145", reader.span(), "a word such as \"and\" is missing before not", "and not");
  if (reader.is("not") && !reader.is("in", 1))
    reader.fail("E0126", reader.span(), "\"not\" stands before what it turns round",
                in_place_of(join(left, reader.span()), fmt::format("not {}", reader.words(left))));
  const auto cure = cure_of(small(reader.word()), connectives);
  if (cure && *cure != reader.word()) refuse(reader, reader.span(), reader.word(), *cure);
}

void refuse_foreign_equals(Reader& reader, TextSpan name) {
  static constexpr std::array<std::string_view, 9> words{"ist", "is",      "gleich", "equals", "equal",
                                                         ":",   "beträgt", "sei",    "=="};
  const std::string word = small(reader.word());
  if (std::find(words.begin(), words.end(), word) == words.end() || reader.left() < 2) return;
  std::size_t behind = 1;
  if (reader.is("gleich", 1) || reader.is("to", 1) || reader.is("equal", 1)) ++behind;
  if (reader.is("not", behind) || reader.kind(behind) == TokenKind::end) return;
  const TextSpan where = join(reader.span(), reader.span(behind - 1));
  reader.fail("E0126", where, fmt::format("{} is written = here", reader.words(where)),
              up_to_value(reader, name, behind, fmt::format("{} = {}", reader.words(name), value_at(reader, behind))));
}

namespace {

/// Of the words below: asked before every value.
bool begins_like_any(char first) {
  switch (first) {
    case 'N':
    case 'n':
    case 'K':
    case 'k':
    case 'W':
    case 'w':
    case 'I':
    case 'i': return true;
    default: return false;
  }
}

}  // namespace

void refuse_foreign_beginning(Reader& reader) {
  if (reader.kind() != TokenKind::word || (reader.kind(1) != TokenKind::word && !reader.is("(", 1))) return;
  if (!begins_like_any(reader.word().front())) return;
  const std::string word = small(reader.word());
  if (word == "nicht" || word == "kein" || word == "keine" || (word == "not" && word != reader.word()))
    refuse(reader, reader.span(), reader.word(), "not");
  if (word == "wenn" || (word == "if" && word != reader.word()))
    reader.fail("E0126", reader.span(), fmt::format("{} is written if here", reader.word()),
                in_place_of(join(reader.span(), last_of_condition(reader)), in_english(reader)));
}

namespace {

/// `nicht weniger als 0.2 FTE`, `no more than 3 FTE`.
void refuse_inverted_limit(Reader& reader) {
  static constexpr std::array<Phrase, 6> limits{{{"nicht weniger als", "at least"},
                                                 {"not less than", "at least"},
                                                 {"no less than", "at least"},
                                                 {"nicht mehr als", "at most"},
                                                 {"not more than", "at most"},
                                                 {"no more than", "at most"}}};
  for (const Phrase& limit : limits) {
    const std::size_t count = matches(reader, 0, limit.words);
    if (count == 0) continue;
    const TextSpan where = join(reader.span(), reader.span(count - 1));
    refuse(reader, where, reader.words(where), limit.cure);
  }
}

}  // namespace

void refuse_foreign_effect(Reader& reader) {
  static constexpr std::array<Foreign, 28> words{{{"min", "at least"},
                                                  {"minimum", "at least"},
                                                  {"mindestens", "at least"},
                                                  {"mind", "at least"},
                                                  {"atleast", "at least"},
                                                  {"max", "at most"},
                                                  {"maximum", "at most"},
                                                  {"maximal", "at most"},
                                                  {"höchstens", "at most"},
                                                  {"atmost", "at most"},
                                                  {"add", "+"},
                                                  {"plus", "+"},
                                                  {"minus", "-"},
                                                  {"subtract", "-"},
                                                  {"less", "-"},
                                                  {"times", "x"},
                                                  {"mal", "x"},
                                                  {"multiply", "x"},
                                                  {"factor", "x"},
                                                  {"faktor", "x"},
                                                  {"exact", "exactly"},
                                                  {"genau", "exactly"},
                                                  {"fixed", "exactly"},
                                                  {"fix", "exactly"},
                                                  {"remark", "flag"},
                                                  {"note", "flag"},
                                                  {"hinweis", "flag"},
                                                  {"warning", "flag"}}};
  if (reader.kind() != TokenKind::word) return;
  refuse_inverted_limit(reader);
  const auto cure = cure_of(small(reader.word()), words);
  const std::size_t behind = reader.is(".", 1) ? 2 : 1;
  const bool value = reader.kind(behind) == TokenKind::number || reader.kind(behind) == TokenKind::text;
  if (!cure || !value) return;
  const bool sign = *cure == "+" || *cure == "-";
  reader.fail("E0126", reader.span(), fmt::format("{} is written {} here", reader.word(), *cure),
              up_to_value(reader, reader.span(), behind,
                          fmt::format("{}{}{}", *cure, sign ? "" : " ", value_at(reader, behind))));
}

}  // namespace spanne::grammar
