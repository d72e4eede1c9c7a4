// What is suggested at a place: ‸ in a text is the cursor.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "engine/completion/completion.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"

using namespace spanne;
using Items = std::vector<engine::CompletionItem>;
using Words = std::vector<std::string>;

namespace {

constexpr const char* declared = R"(ruleset "Test" version 1.0.0
  effort external "Outside", internal

attributes
  customer  text key
  role      one of lead, national, support
  reach     one of regional < national < global
  revenue   money EUR  0 ..  "What we sell"
  sites     integer  1 .. 500
  decentral boolean default no
  growth    percent optional
  signed    date

define big = sites > 10 and decentral
define visit = 3 h/month

cluster large: sites > 100 -> 1 FTE
cluster small: otherwise   -> 0.1 FTE
)";

struct Asked {
  Items items;
  grammar::WritingPlace place;
};

Asked ask(std::string text, const Words& heads = {}, std::string_view guideline = {}) {
  const std::string cursor = "‸";
  const std::size_t offset = text.find(cursor);
  BOOST_REQUIRE(offset != std::string::npos);
  text.erase(offset, cursor.size());
  const auto file = grammar::is_scenario_file(text) ? grammar::FileKind::scenarios : grammar::FileKind::rules;
  Asked asked{{}, grammar::writing_place(text, static_cast<std::uint32_t>(offset), file)};
  auto around = engine::surroundings(text, asked.place.statement, file, guideline);
  around.heads = heads;
  asked.items = engine::completions(asked.place, around);
  return asked;
}

Items at(const std::string& statement) { return ask(declared + statement).items; }

Words words(const Items& items, std::size_t most = 1'000) {
  Words all;
  for (const auto& item : items)
    if (all.size() < most) all.push_back(item.text);
  return all;
}

/// The first ones, in the order of the alphabet.
Words first(const Items& items, std::size_t count) {
  Words all = words(items, count);
  std::sort(all.begin(), all.end());
  return all;
}

bool has(const Items& items, std::string_view word) {
  return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.text == word; });
}

/// Whether it is among the first ten.
bool leads(const Items& items, std::string_view word) {
  const auto all = words(items, 10);
  return std::find(all.begin(), all.end(), word) != all.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(places)

BOOST_AUTO_TEST_CASE(what_is_compared_says_which_values_fit) {
  BOOST_TEST(first(at("a: role = ‸"), 3) == (Words{"lead", "national", "support"}), boost::test_tools::per_element());
  BOOST_TEST(first(at("a: not (reach in (regional, ‸"), 3) == (Words{"global", "national", "regional"}),
             boost::test_tools::per_element());
  BOOST_TEST(first(at("a: cluster != ‸"), 2) == (Words{"large", "small"}), boost::test_tools::per_element());
  BOOST_TEST(first(at("a: decentral = ‸"), 2) == (Words{"no", "yes"}), boost::test_tools::per_element());
  BOOST_TEST(first(at("test \"t\"\n  given role = ‸"), 3) == (Words{"lead", "national", "support"}),
             boost::test_tools::per_element());
  BOOST_TEST(first(at("test \"t\"\n  expect cluster = ‸"), 2) == (Words{"large", "small"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(units_fit_the_number_they_stand_after) {
  BOOST_TEST(leads(at("a: revenue > 5 ‸"), "EUR"));
  BOOST_TEST(leads(at("a: revenue > 5 ‸"), "M"));
  BOOST_TEST(!has(at("a: revenue > 5 ‸"), "FTE"));
  BOOST_TEST(leads(at("a: growth > 5 ‸"), "%"));
  BOOST_TEST(!has(at("a: growth > 5 ‸"), "EUR"));
  BOOST_TEST(leads(at("a: big -> +2 ‸"), "FTE"));
  BOOST_TEST(leads(at("a: big -> +2 ‸"), "h/month"));
  BOOST_TEST(leads(at("a: signed + 3 ‸"), "months"));
  BOOST_TEST(leads(at("test \"t\"\n  given revenue = 5 ‸"), "EUR"));
}

BOOST_AUTO_TEST_CASE(only_what_counts_stands_after_per) {
  const Items items = at("a: big -> +0.1 FTE per ‸");
  BOOST_TEST(leads(items, "sites"));
  BOOST_TEST(!has(items, "decentral"));
  BOOST_TEST(!has(items, "customer"));
  BOOST_TEST(!has(items, "role"));
}

BOOST_AUTO_TEST_CASE(a_condition_goes_on_or_ends_where_it_is_whole) {
  const Items items = at("a: sites > 3 ‸");
  BOOST_TEST(leads(items, "and"));
  BOOST_TEST(leads(items, "->"));
  BOOST_TEST(!has(items, ">"));   // comparisons are not chained
  BOOST_TEST(!has(items, "if"));  // neither is a condition put after what it decides
  BOOST_TEST(leads(at("a: sites > 3 and ‸"), "decentral"));
  BOOST_TEST(leads(at("a: sites ‸"), ">"));
  BOOST_TEST(leads(at("a: growth ‸"), "is known"));
}

BOOST_AUTO_TEST_CASE(a_line_begins_with_what_its_block_holds) {
  BOOST_TEST(words(ask("‸").items, 1).front() == "ruleset");
  BOOST_TEST(leads(ask("ruleset \"T\" version 1.0.0\n  ‸").items, "effective"));
  BOOST_TEST(leads(at("test \"t\"\n  ‸"), "given"));
  BOOST_TEST(leads(at("test \"t\"\n  ‸"), "expect"));
  BOOST_TEST(!has(at("cluster x: role = lead -> 1 FTE\n  ‸"), "given"));
  BOOST_TEST(leads(at("a: big -> +1 FTE\n  ‸"), "because"));
  BOOST_TEST(!has(at("a: big -> +1 FTE\n  ‸"), "ruleset"));
}

BOOST_AUTO_TEST_CASE(declarations_go_on_with_types_and_their_parts) {
  const std::string head = "ruleset \"T\" version 1.0.0\nattributes\n";
  BOOST_TEST(leads(ask(head + "  sites ‸").items, "integer"));
  BOOST_TEST(leads(ask(head + "  sites ‸").items, "one of"));
  BOOST_TEST(leads(ask(head + "  sites integer ‸").items, "optional"));
  BOOST_TEST(!has(ask(head + "  sites integer optional ‸").items, "optional"));
  BOOST_TEST(first(ask(head + "  role one of a, b default ‸").items, 2) == (Words{"a", "b"}),
             boost::test_tools::per_element());
  BOOST_TEST(leads(ask(head + "  growth percent ‸").items, "in %"));
}

BOOST_AUTO_TEST_CASE(cells_hold_what_their_head_asks) {
  const std::string table = "table t\n  | role | sites || + FTE | because |\n";
  BOOST_TEST(first(at(table + "  | ‸"), 3) == (Words{"lead", "national", "support"}), boost::test_tools::per_element());
  BOOST_TEST(leads(at(table + "  | ‸"), "-"));
  BOOST_TEST(leads(at(table + "  | ‸"), "otherwise"));
  BOOST_TEST(leads(at(table + "  | lead ‸"), "|"));
  BOOST_TEST(!has(at(table + "  | lead ‸"), "||"));
  BOOST_TEST(leads(at(table + "  | lead | 3 ‸"), "||"));
  BOOST_TEST(leads(at("table t\n  | ‸"), "role"));
  BOOST_TEST(leads(at("table t\n  | role || + ‸"), "FTE"));
}

BOOST_AUTO_TEST_CASE(heads_of_the_accounts_stand_after_column) {
  const std::string head = "ruleset \"T\" version 1.0.0\nattributes\n  sites integer column ";
  BOOST_TEST(words(ask(head + "‸", {"Standorte", "Umsatz \"netto\""}).items) ==
                 (Words{"\"Standorte\"", "\"Umsatz \\\"netto\\\"\""}),
             boost::test_tools::per_element());
  const Asked begun = ask(head + "\"Sta‸", {"Standorte"});
  BOOST_TEST(words(begun.items) == (Words{"\"Standorte\""}), boost::test_tools::per_element());
  BOOST_TEST(begun.place.begun.begin == head.size());
}

BOOST_AUTO_TEST_CASE(the_word_that_is_begun_is_replaced_and_does_not_matter) {
  const Asked begun = ask(std::string(declared) + "a: role = le‸ and sites > 3 -> +1 FTE");
  BOOST_TEST(begun.place.begun.end - begun.place.begun.begin == 2U);
  BOOST_TEST(words(begun.items) == words(at("a: role = ‸ and sites > 3 -> +1 FTE")), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_say_how_they_are_declared) {
  const Items items = at("a: ‸");
  const auto revenue =
      std::find_if(items.begin(), items.end(), [](const auto& item) { return item.text == "revenue"; });
  BOOST_REQUIRE(revenue != items.end());
  BOOST_TEST(revenue->detail == "money EUR 0 .. · “What we sell”");
}

BOOST_AUTO_TEST_CASE(comments_and_texts_are_the_authors_own) {
  BOOST_TEST(at("# a: role = ‸").empty());
  BOOST_TEST(at("a: big -> flag \"role = ‸").empty());
}

BOOST_AUTO_TEST_CASE(scenarios_know_the_names_of_their_guideline) {
  const auto in_scenario = [](const std::string& line) {
    return ask("scenarios \"S\" of \"g.spanne\"\n\nscenario \"One\"\n  " + line, {}, declared).items;
  };
  BOOST_TEST(leads(in_scenario("‸"), "hire"));
  BOOST_TEST(leads(in_scenario("set ‸"), "sites"));
  BOOST_TEST(first(in_scenario("set role = ‸"), 3) == (Words{"lead", "national", "support"}),
             boost::test_tools::per_element());
  BOOST_TEST(leads(in_scenario("hire \"Ann\" 1 ‸"), "FTE"));
  BOOST_TEST(leads(in_scenario("set sites = 3 where ‸"), "decentral"));
}

BOOST_AUTO_TEST_CASE(statements_beyond_any_guideline_are_left_alone) {
  std::string long_list = "a: sites in (1";
  for (int item = 0; item < 3'000; ++item) long_list += ", 1";
  BOOST_TEST(at(long_list + ", ‸").empty());
  BOOST_TEST(at("a: " + std::string(300, '(') + "‸").size() < 100U);
}

BOOST_AUTO_TEST_SUITE_END()
