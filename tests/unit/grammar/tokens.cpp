// How a text falls into words and signs, and words into statements.
#include "grammar/tokens/tokens.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace spanne::grammar;

namespace {

/// The tokens with blanks between, a line's first with `/` before it; kinds in short: word, number, version, day, text,
/// open text, sign; in capitals foreign numbers, days, texts and comments.
std::string tokens_of(const std::string& text) {
  static constexpr const char* kinds = "wnvdtosNDTCe";
  std::string result;
  for (const auto& token : tokenize(text).tokens) {
    result += result.empty() ? "" : " ";
    result += token.first_on_line ? "/" : "";
    result += kinds[static_cast<int>(token.kind)];
    result += ":" + text.substr(token.span.begin, token.span.end - token.span.begin);
  }
  return result;
}

std::vector<std::string> statements_of(const std::string& text) {
  const Tokens tokens = tokenize(text);
  std::vector<std::string> result;
  for (const auto& range : statements(tokens.tokens, text)) {
    const auto begin = tokens.tokens[range.begin].span.begin, end = tokens.tokens[range.end - 1].span.end;
    result.push_back(text.substr(begin, end - begin));
  }
  return result;
}

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(words_and_signs) {
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"größe_2 Ω", "/w:größe_2 w:Ω"},
           {"sites>=10", "/w:sites s:>= n:10"},
           {"a -> -0.3", "/w:a s:-> s:- n:0.3"},
           {"1_000.25 1.. 5 1..<3", "/n:1_000.25 n:1 s:.. n:5 n:1 s:..< n:3"},
           {"2.1.0 2026-07-01 2026-7-1", "/v:2.1.0 d:2026-07-01 D:2026-7-1"},
           {"2026-07-011", "/n:2026 s:- n:07 s:- n:011"},
           {R"("a \"b\"" "open)", R"(/t:"a \"b\"" o:"open)"},
           {"a # b\nc", "/w:a /w:c"},
           {"\xEF\xBB\xBF"
            "a\xC2\xA0"
            "b\r\n",
            "/w:a w:b"},
           {"| 1 || x |", "/s:| n:1 s:|| w:x s:|"},
           {"€ \x01", "/s:€ s:\x01"},
           {"rule contracts#3", "/w:rule w:contracts#3"},
           {"contracts#3", "/w:contracts"},
           {"a -> x1.4, +0.1", "/w:a s:-> s:x n:1.4 s:, s:+ n:0.1"},
           {"x1 > 2 -> + x1", "/w:x1 s:> n:2 s:-> s:+ w:x1"},
       })
    BOOST_TEST(tokens_of(text) == expected, text << ": " << tokens_of(text));
}

BOOST_AUTO_TEST_CASE(statements_go_on_where_a_line_wants_more) {
  for (const auto& [text, count] : std::vector<std::pair<std::string, std::size_t>>{
           {"a\nb", 2U},
           {"a and\nb", 1U},
           {"a\n  # why\n\n  and b", 1U},
           {"a -> 1,\n 2", 1U},
           {"a\n-> 1\nbecause b\nfrom c\nuntil d", 1U},
           {"f(a\nb\nc)\nd", 2U},
           {"f(a\nname: b -> 1", 2U},  // a bracket that is never closed does not swallow the next rule
           {"sites integer 0 ..\nother text", 2U},
           {"| a |\n| b |", 2U},
           {"a\n| b |", 2U},
       })
    BOOST_TEST(statements_of(text).size() == count, text);
}

BOOST_AUTO_TEST_CASE(comments_are_kept) {
  const std::string text = "# first\na # behind \r\n";
  const auto comments = tokenize(text).comments;
  BOOST_REQUIRE(comments.size() == 2U);
  BOOST_TEST(text.substr(comments[0].span.begin, comments[0].span.end - comments[0].span.begin) == "# first");
  BOOST_TEST(text.substr(comments[1].span.begin, comments[1].span.end - comments[1].span.begin) == "# behind");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
