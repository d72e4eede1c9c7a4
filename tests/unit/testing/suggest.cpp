// Suggested tests: rules in, the text out; and what can be read back from it.
#include "engine/testing/mutants/suggest.hpp"

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/testing/run.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

const engine::Date day = *engine::make_date(2026, 7, 1);
const std::string all = "cluster all: otherwise -> 0.1 FTE external\n";
constexpr std::size_t most = 50;

struct Suggested {
  engine::Model model;
  std::vector<engine::Mutant> mutants;
  engine::Suggestions suggestions;
};

Suggested suggested(const std::string& rules, std::size_t at_most = most) {
  Suggested result{tests::model(rules), {}, {}};
  result.mutants = engine::mutants(result.model);
  const auto mutation = engine::mutate(result.model, result.mutants, day);
  result.suggestions = engine::suggest(result.model, result.mutants, mutation, day, at_most);
  return result;
}

/// The tests suggested because of changes of `name`, and the rest of their thresholds.
std::string texts(const std::string& name, const std::string& rules) {
  const auto result = suggested(rules);
  std::string text;
  for (const auto& one : result.suggestions.noticing)
    if (name_of(result.mutants[one.notices.front()].owner, result.model) == name) text += one.text;
  for (const auto& one : result.suggestions.around) text += "# around\n" + one.text;
  return text;
}

std::string pasted(const engine::Suggestions& suggestions) {
  std::string text;
  for (const auto* list : {&suggestions.noticing, &suggestions.around})
    for (const auto& one : *list) text += one.text;
  return text;
}

BOOST_AUTO_TEST_SUITE(suggestions)

BOOST_AUTO_TEST_CASE(a_threshold_is_met_from_both_sides) {
  BOOST_TEST(texts("a", all + "a: sites > 10 and decentral -> +0.3 FTE external\n") ==
             "test \"a\"\n"
             "  given   sites = 11, decentral = yes\n"
             "  expect  cluster = all, fte = 0.4 FTE, rule a, external = 0.4 FTE\n"
             "test \"a: sites > 10\"\n"
             "  given   decentral = yes\n"
             "  expect  cluster = all, fte = 0.1 FTE, no rule a\n"
             "test \"a: sites = 10, at 10\"\n"
             "  given   sites = 10, decentral = yes\n"
             "  expect  cluster = all, fte = 0.1 FTE, no rule a\n"
             "# around\n"
             "test \"a: sites = 9, just below 10\"\n"
             "  given   sites = 9, decentral = yes\n"
             "  expect  cluster = all, fte = 0.1 FTE, no rule a\n");
}

BOOST_AUTO_TEST_CASE(what_tests_notice_already_is_left_alone) {
  const std::string rules = all + "a: sites > 10 -> +0.3 FTE external\n";
  const std::string tests =
      "test \"Ten\"\n given sites = 10\n expect fte = 0.1 FTE, external = 0.1 FTE, no rule a\n"
      "test \"Eleven\"\n given sites = 11\n expect fte = 0.4 FTE, external = 0.4 FTE, rule a\n"
      "test \"Left out\"\n expect fte = 0.1 FTE\n";
  const auto result = suggested(rules + tests);
  BOOST_TEST(result.suggestions.noticing.empty());
  BOOST_TEST(result.suggestions.around.empty());
  BOOST_TEST(suggested(rules).suggestions.noticing.size() > 1U);
}

BOOST_AUTO_TEST_CASE(results_and_calculations_are_followed_to_the_point_of_change) {
  const auto result = suggested(
      "cluster all: otherwise -> 0.1 FTE\na: always -> +(size * 0.3) FTE\n"
      "b: fte > 1 FTE -> flag \"Much \\\"work\\\"\"\nc: size / 3 > 2.5 -> +1 FTE\n");
  for (const std::size_t index : result.suggestions.not_found)
    BOOST_TEST(name_of(result.mutants[index].owner, result.model) + ": " + change_text(result.mutants[index]) == "");
  const std::string text = pasted(result.suggestions);
  BOOST_TEST(text.find("flag \"Much \\\"work\\\"\"") != std::string::npos);
  BOOST_TEST(text.find("given   size = 3\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_shown_is_said) {
  const auto result = suggested(all + "a: sites > 10 and sites < 5 -> +1 FTE\n");
  std::vector<std::string> not_found;
  for (const std::size_t index : result.suggestions.not_found) not_found.push_back(change_text(result.mutants[index]));
  BOOST_TEST((std::find(not_found.begin(), not_found.end(), "without the rule") != not_found.end()));
}

BOOST_AUTO_TEST_CASE(no_more_than_asked_for) {
  const auto result = suggested(all + "a: sites > 10 and decentral -> +0.3 FTE external\n", 2);
  BOOST_TEST(result.suggestions.noticing.size() == 2U);
  BOOST_TEST(result.suggestions.around.size() <= 2U);
  BOOST_TEST(result.suggestions.left_off > 0U);
}

BOOST_AUTO_TEST_CASE(fractions_find_a_unit_or_are_written_as_quotients) {
  const std::string head =
      "ruleset \"Test\" version 1.0.0\n working time 1_440 h/year\nattributes\n id text key\n"
      " sites integer 1 ..\ncluster all: otherwise -> ";
  const auto text = [&](const std::string& rest) {
    const auto read = tests::read(head + rest);
    BOOST_REQUIRE(read.checked.model);
    auto mutants = engine::mutants(*read.checked.model);
    const auto mutation = engine::mutate(*read.checked.model, mutants, day);
    return pasted(engine::suggest(*read.checked.model, mutants, mutation, day, most));
  };
  BOOST_TEST(text("2 h/month\n").find("fte = 2 h/month") != std::string::npos);
  const std::string seventh = text("0.1 FTE\na: always -> +0.1 FTE per 7 sites\n");
  BOOST_TEST_CONTEXT(seventh)
  BOOST_TEST(seventh.find("sites = 1\n  expect  cluster = all, fte = (4 / 35) FTE\n") != std::string::npos);
  const std::string range = text("0.1 FTE\na: always -> +0.1 .. 0.2 FTE per 7 sites\n");
  BOOST_TEST_CONTEXT(range)
  BOOST_TEST(range.find("fte_low = (4 / 35) FTE, fte_high = (9 / 70) FTE\n") != std::string::npos);
}

/// Rule sets whose names, values and texts are awkward to write.
const char* const awkward[] = {
    "cluster all: otherwise -> 0.1 FTE\na: growth is known and growth < -10.5 % -> +1 FTE\n",
    "cluster all: otherwise -> 0.1 FTE\na: ends is known and ends >= 2026-02-28 -> +1 FTE from 2026-07-02\n",
    "cluster all: otherwise -> 0.1 FTE\na: kam is known and kam = \"A \\\"B\\\" \\\\ C\" -> flag \"{kam}, "
    "\\\"x\\\"\"\n",
    "cluster big: revenue >= 1 bn EUR -> 40 .. 60 FTE\ncluster all: otherwise -> 0 FTE\n",
    "cluster all: otherwise -> 0.1 FTE\nreach in (national, global) and not decentral -> x 1.5\n",
    "cluster all: otherwise -> 0.1 FTE\ntable t\n | growth | reach || + FTE |\n | missing | - || 1 |\n | > 5 % | not "
    "global || 2 |\n",
    "cluster few: sites < 3 -> 0.1 FTE\n",
    "cluster all: otherwise -> 0.1 FTE\na: 1 / (sites - 3) > 0.2 -> +1 FTE\n",
};

BOOST_DATA_TEST_CASE(suggestions_read_check_and_pass, boost::unit_test::data::make(awkward), rules) {
  const std::string text = pasted(suggested(rules).suggestions);
  BOOST_TEST_CONTEXT(text) {
    const auto model = tests::model(std::string(rules) + text);
    BOOST_TEST(model.tests.size() > 0U);
    for (const auto& test : model.tests) BOOST_TEST(engine::run_test(model, test, day).passed());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
