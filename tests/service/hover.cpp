// Hover and hints: what is declared, what is proved, what amounts come to.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "tests/service/editor.hpp"

namespace {

using namespace spanne::tests;

constexpr const char* rules_uri = "file:///r/rules.spanne";

const std::string rules_text =
    "ruleset \"𝒳\" version 1.0.0\n"
    "  working time 1_600 h/year\n"
    "  effort external \"Before `the` *customer*\", internal\n"
    "attributes\n"
    "  größe  integer  1 .. 20  \"How large\"\n"
    "  art    one of klein, groß\n"
    "define viel = 10\n"
    "cluster kleine \"Small ones\": art = klein -> 0.1 .. 0.125 FTE external\n"
    "cluster keine: größe = 2\n"
    "cluster große: otherwise -> 1.5 FTE external, 8 h/month internal\n"
    "besuche: größe > viel -> +2 h/month internal because \"they ask\"\n"
    "kurz: größe > 19 -> +1 h/month external, +1 .. 2 h/quarter internal, +0.001 h/year internal\n"
    "test \"t\"\n"
    "  given größe = 3, art = klein\n"
    "  expect cluster = kleine\n";

struct OpenRules {
  OpenRules() : editor(EditorJson::parse(R"({"textDocument": {"hover": {"contentFormat": ["markdown"]}}})")) {
    editor.open(rules_uri, rules_text);
    editor.wait();
  }
  std::string hover(const std::string& words, std::size_t into = 0) {
    const EditorJson said = editor.ask_at("textDocument/hover", rules_uri, rules_text.find(words) + into);
    return said.is_null() ? std::string() : said["contents"]["value"].get<std::string>();
  }
  Editor editor;
};

BOOST_FIXTURE_TEST_SUITE(hover, OpenRules)

BOOST_AUTO_TEST_CASE(shows_what_declares_a_name) {
  BOOST_REQUIRE(editor.findings(rules_uri).dump().find("\"severity\":1") == std::string::npos);
  BOOST_TEST(hover("größe > viel", 3) == "```spanne\ngröße  integer  1 .. 20  \"How large\"\n```");
  BOOST_TEST(hover("viel ->") == "```spanne\ndefine viel = 10\n```");
  BOOST_TEST(hover("klein -> 0.1") == "```spanne\nart    one of klein, groß\n```");
  BOOST_TEST(hover("internal because") == "```spanne\ninternal\n```");
  // Backticks in a label do not end the block.
  BOOST_TEST(hover("external,") == "```spanne\nexternal \"Before `the` *customer*\"\n```");
  BOOST_TEST(hover("0.125").empty());
  BOOST_TEST(hover("ruleset").empty());
}

BOOST_AUTO_TEST_CASE(says_what_is_proved_of_a_cluster) {
  const std::string said = hover("kleine\n");
  BOOST_TEST(said.find("cluster kleine \"Small ones\": art = klein -> 0.1 .. 0.125 FTE external") != std::string::npos,
             said);
  // 0.1 to 0.125; and three hours a month (0.0225), two a quarter (0.005) and next to nothing more.
  BOOST_TEST(said.find("Proved of all accounts there can be\\. kleine: 0\\.1 \\.\\. 0\\.153 FTE") != std::string::npos,
             said);
  BOOST_TEST(said.find("Most: given größe = 20") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(hints_say_what_amounts_come_to) {
  const EditorJson whole{{"start", editor_position(rules_text, 0)},
                         {"end", editor_position(rules_text, rules_text.size())}};
  const EditorJson hints = editor.ask_of("textDocument/inlayHint", rules_uri, {{"range", whole}});
  std::string shown;
  for (const auto& hint : hints) {
    const std::size_t at = editor_offset(rules_text, hint["position"]);
    const std::size_t begin = rules_text.rfind('>', at);
    shown += rules_text.substr(begin + 2, at - begin - 2) + " [" + hint["label"].get<std::string>() + "]\n";
  }
  // One KAM has 0.8 to 1 FTE; 8 of 133⅓ hours are 0.06 FTE.
  BOOST_TEST(shown ==
             "0.1 .. 0.125 FTE external [6–10 per KAM]\n"
             "1.5 FTE external, 8 h/month [0.06 FTE]\n"
             "1.5 FTE external, 8 h/month internal [team of 2]\n"
             "+2 h/month [0.015 FTE]\n"
             "+1 h/month [0.0075 FTE]\n"
             "+1 h/month external, +1 .. 2 h/quarter [0.0025–0.005 FTE]\n"
             "+1 h/month external, +1 .. 2 h/quarter internal, +0.001 h/year [≈ 0.000001 FTE]\n");
}

BOOST_AUTO_TEST_CASE(texts_with_mistakes_still_answer) {
  editor.change(rules_uri, rules_text + "oh: größe => 3 -> +1 FTE\n");
  editor.wait();
  BOOST_TEST(!hover("größe > viel").empty());
  BOOST_TEST(editor.ask_of("textDocument/inlayHint", rules_uri).contains("error"));  // without a range
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
