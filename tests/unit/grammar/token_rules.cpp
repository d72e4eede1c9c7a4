// The words' rules taken as a grammar: none of them can go round without reading on, and what is read at one go is what
// they make of it.
//
// The rules are nobody's business but that of the file that holds them, so that file is part of this test.
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>
#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/tokens/tokens.cpp"  // NOLINT

namespace {

using namespace spanne::grammar;

BOOST_AUTO_TEST_SUITE(token_rules)

BOOST_AUTO_TEST_CASE(no_rule_can_loop_without_reading) { BOOST_TEST(tao::pegtl::analyze<peg::file>() == 0U); }

BOOST_AUTO_TEST_CASE(the_analysis_finds_a_loop) {
  BOOST_TEST(tao::pegtl::analyze<tao::pegtl::star<peg::inside>>(-1) > 0U);
}

/// Kinds and places, comments too.
std::string outline(const Tokens& tokens) {
  std::string result;
  for (const Token& token : tokens.tokens)
    result += std::to_string(static_cast<int>(token.kind)) + (token.first_on_line ? "/" : ":") +
              std::to_string(token.span.begin) + "-" + std::to_string(token.span.end) + (token.reserved ? "! " : " ");
  for (const Comment& comment : tokens.comments)
    result += (comment.own_line ? "/#" : "#") + std::to_string(comment.span.begin) + "-" +
              std::to_string(comment.span.end) + " ";
  return result;
}

BOOST_AUTO_TEST_CASE(usual_pieces_are_what_the_whole_language_makes_of_them) {
  static constexpr std::string_view parts[] = {"sites", "x",          "x1.4",
                                               "größe", "rule",       "a#3",
                                               "#",     "(",          ")",
                                               ",",     "->",         "-",
                                               "--",    "=",          "==",
                                               "=>",    ">=",         "> =",
                                               "<",     "<>",         "|",
                                               "||",    "*",          "**",
                                               "/",     "//",         "%",
                                               ":",     ";",          "!",
                                               "!=",    "5",          "1.5",
                                               "12.",   "0,3",        "..",
                                               "..<",   "5 000",      "1_000",
                                               "1.2.3", "2026-07-01", "07/01/26",
                                               "\"",    "\"a b\"",    "\"a\\\"",
                                               "'",     "„",          "and",
                                               "or",    "not",        "\n",
                                               "\r\n",  "\t",         " ",
                                               "  ",    "\xC2\xA0",   "\xE2\x82\xAC",
                                               "\xFF",  "–>",         "−",
                                               "_"};
  std::mt19937 random(2026);
  for (int run = 0; run < 20'000; ++run) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) {
      text += parts[random() % std::size(parts)];
      if (random() % 2 == 0) text += ' ';
    }
    const std::string usual = outline(collect<peg::file>(text)), all = outline(collect<peg::pieces>(text));
    BOOST_REQUIRE_MESSAGE(usual == all, text << "\n" << usual << "\n" << all);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
