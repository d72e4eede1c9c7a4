// Renaming, case by case: what changes along, what is refused and why.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "tests/service/renamed_rules.hpp"
#include "tests/service/renaming_editor.hpp"

using namespace spanne;
using namespace spanne::test;

namespace {

const std::string uri = "file:///g.spanne", scenario_uri = "file:///s.spanne";

const std::string rules_head =
    "ruleset \"T\" version 1.0.0\n"
    "  effort external, internal\n"
    "attributes\n"
    "  id     text  key\n"
    "  kam    text  owner\n"
    "  role   one of lead as \"L\", rest\n"
    "  other  one of lead, rest  column \"Head\" or \"Two\"  \"Another one\"\n"
    "  sites  integer  1 .. 100  \"Sites\"\n"
    "  peers  integer  0 ..  = count per kam\n";
const std::string rules_text =
    rules_head +
    "cluster all: otherwise -> 0.1 FTE external\n"
    "many: role = lead and other = lead and sites > 2 -> +0.1 FTE internal, flag \"{role} of {sites}\"\n"
    "test \"lead\"\n"
    "  given kam = \"lead\", role = lead, other = lead, sites = 3\n"
    "  expect external_low = 0.1 FTE, flag \"lead of 3\", rule many\n";

struct Renamer {
  explicit Renamer(const std::string& text = rules_text) { editor.open(uri, text); }

  /// Where `part` stands, and within it the name, which is its beginning.
  RenamingEditor::Renamed at(const std::string& part, const std::string& name) {
    const std::size_t place = editor.text(uri).find(part);
    BOOST_REQUIRE_MESSAGE(place != std::string::npos, part);
    return editor.rename(uri, place, name);
  }
  std::string refusal(const std::string& part, const std::string& name) {
    const auto made = at(part, name);
    BOOST_TEST(made.texts.empty());
    return made.refusal;
  }
  std::string after(const std::string& part, const std::string& name) {
    const auto made = at(part, name);
    BOOST_TEST(made.refusal == "");
    return made.texts.count(uri) == 0 ? editor.text(uri) : made.texts.at(uri);
  }

  RenamingEditor editor;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

BOOST_AUTO_TEST_SUITE(renaming_cases)

BOOST_AUTO_TEST_CASE(values_of_one_attribute_alone) {
  const std::string after = Renamer().after("lead and other", "chief");
  BOOST_TEST(has(after, "role   one of chief as \"L\" or \"lead\", rest\n"));
  BOOST_TEST(has(after, "other  one of lead, rest"));
  BOOST_TEST(has(after, "many: role = chief and other = lead and"));
  BOOST_TEST(has(after, "given kam = \"lead\", role = chief, other = lead"));
  BOOST_TEST(has(after, "test \"lead\"\n"));
}

BOOST_AUTO_TEST_CASE(names_typed_as_they_stand_in_the_file) {
  BOOST_TEST(
      has(Renamer().after("lead and other", "\"chief one\""), "one of \"chief one\" as \"L\" or \"lead\", rest"));
  BOOST_TEST(has(Renamer().after("lead and other", " chief "), "role   one of chief as \"L\" or \"lead\", rest\n"));
  BOOST_TEST(has(Renamer().after("sites >", " places "), "many: role = lead and other = lead and places > 2"));
  BOOST_TEST(has(Renamer().refusal("sites >", "\"places\""), "is no name"));
}

BOOST_AUTO_TEST_CASE(remarks_that_tests_expect) {
  BOOST_TEST(has(Renamer().after("lead and other", "chief \"one\""), "flag \"chief \\\"one\\\" of 3\", rule many"));
  BOOST_TEST(has(Renamer().after("sites > 2", "places"), "flag \"{role} of {places}\""));
}

BOOST_AUTO_TEST_CASE(heads_of_files_stay) {
  BOOST_TEST(has(Renamer().after("sites >", "places"), "places  integer  1 .. 100 column \"sites\"  \"Sites\"\n"));
  BOOST_TEST(has(Renamer().after("other = lead and", "second"),
                 "second  one of lead, rest  column \"Head\" or \"Two\" or \"other\"  \"Another one\"\n"));
  BOOST_TEST(has(Renamer().after("other = lead and", "Two"),
                 "Two  one of lead, rest  column \"Head\" or \"other\"  \"Another one\"\n"));
  BOOST_TEST(has(Renamer().after("peers", "colleagues"), "colleagues  integer  0 ..  = count per kam\n"));
  BOOST_TEST(has(Renamer().after("lead and other", "L"), "role   one of L as \"lead\", rest\n"));
}

BOOST_AUTO_TEST_CASE(kinds_within_figures) {
  Renamer renamer;
  const std::string after = renamer.after("external_low", "outside");
  BOOST_TEST(has(after, "effort outside, internal"));
  BOOST_TEST(has(after, "0.1 FTE outside\n"));
  BOOST_TEST(has(after, "expect outside_low = 0.1 FTE"));
  const std::size_t place = rules_text.find("external_low");
  const auto prepared = renamer.editor.prepared(uri, place + 10);
  BOOST_TEST(prepared["placeholder"] == "external");
  const auto within = renamer.editor.prepared(uri, place + 2);
  BOOST_TEST(within["range"]["end"]["character"].get<int>() - within["range"]["start"]["character"].get<int>() == 8);
}

BOOST_AUTO_TEST_CASE(names_that_are_none) {
  Renamer renamer;
  for (const std::string name : {"", "two words", "1st", "a-b", "\"x\"", "a # b", "sites\n"})
    BOOST_TEST(has(renamer.refusal("sites >", name), "is no name"), name);
  BOOST_TEST(renamer.refusal("sites >", "until") == "until is a word of the language and cannot be a name");
  BOOST_TEST(renamer.refusal("sites >", "FTE") == "FTE is a unit and cannot be a name");
  BOOST_TEST(renamer.refusal("sites >", "min") == "min is a calculation of the language and cannot be a name");
  BOOST_TEST(has(renamer.refusal("sites >", "status"), "status is already the name of a result"));
  BOOST_TEST(has(renamer.refusal("lead and other", "a\tb"), "without tabs"));
  BOOST_TEST(has(renamer.refusal("lead and other", " "), "a value has a name"));
  BOOST_TEST(renamer.after("sites >", "sites") == rules_text);
}

BOOST_AUTO_TEST_CASE(names_that_are_taken) {
  Renamer renamer(rules_text +
                  "define busy = sites > 2\nrest2: busy -> +0.1 FTE\n"
                  "table work\n  | sites || + FTE |\n  | 1 || 0.1 |\n"
                  "profile small: sites < 3\nprofile large: sites > 3\n");
  BOOST_TEST(renamer.refusal("sites >", "busy") == "busy is the name of a define already, in line 15");
  BOOST_TEST(renamer.refusal("busy =", "sites") == "sites is the name of an attribute already, in line 8");
  BOOST_TEST(renamer.refusal("external", "sites") == "sites is the name of an attribute already, in line 8");
  BOOST_TEST(renamer.refusal("many", "rest2") == "rest2 is the name of a rule already, in line 16");
  BOOST_TEST(renamer.refusal("many", "work") == "work is the name of a table already, in line 17");
  BOOST_TEST(renamer.refusal("large:", "small") == "small is the name of a profile already, in line 20");
  BOOST_TEST(has(renamer.refusal("lead and other", "rest"), "is how the value rest is written already"));
  BOOST_TEST(has(renamer.refusal("rest\n", "L"), "is how the value lead is written already"));
  BOOST_TEST(has(renamer.refusal("sites >", "two"), "a column called \"two\" is read as other"));
  BOOST_TEST(has(renamer.refusal("sites >", "external_low"), "external_low is already the name of a result"));
  BOOST_TEST(renamer.at("many", "sites").refusal == "");
}

BOOST_AUTO_TEST_CASE(names_that_would_mean_something_else) {
  const std::string more = "define mine = role\nsame: role = mine -> +0.1 FTE\n";
  BOOST_TEST(has(Renamer(rules_text + more).refusal("mine -> ", "lead"),
                 "with the name lead something else would be meant in line 16 of g.spanne"));
  BOOST_TEST(has(Renamer(rules_text + more).refusal("lead and other", "mine"), "something else would be meant"));
}

BOOST_AUTO_TEST_CASE(what_has_no_name_of_its_own) {
  Renamer renamer(rules_text +
                  "sites > 3 -> +0.1 FTE\ntest \"T\"\n  given role = rest, other = rest, sites = 4\n"
                  "  expect fte >= 0.1 FTE, rule line 15, general = 0.1 FTE\n");
  BOOST_TEST(has(renamer.refusal("fte >=", "x1"), "part of the language"));
  BOOST_TEST(has(renamer.refusal("general", "x1"), "part of the language"));
  BOOST_TEST(has(renamer.refusal("line 15", "x1"), "this rule has no name"));
  BOOST_TEST(has(renamer.refusal("version", "x1"), "here stands no name"));
}

BOOST_AUTO_TEST_CASE(words_for_nothing_and_names_of_people) {
  const std::string text =
      "ruleset \"T\" version 1.0.0\nattributes\n  id text key\n  kam one of anna, ben owner\n  a one of NA, b\n"
      "cluster all: a = b -> 0.1 FTE\n";
  BOOST_TEST(has(Renamer(text).refusal("anna", "zoe"), "the name of a person"));
  BOOST_TEST(has(Renamer(text).refusal("NA", "c"), "that there is no value"));
  BOOST_TEST(has(Renamer(text).refusal("b\n", "n/a"), "that there is no value"));
}

BOOST_AUTO_TEST_CASE(values_that_are_counted) {
  const std::string text =
      "ruleset \"T\" version 1.0.0\nattributes\n  id text key\n  kam text\n"
      "  best one of low < high optional = greatest rank per kam\n  rank one of low < high optional\n"
      "cluster all: otherwise -> 0.1 FTE\nx1: best is known and best = high -> +0.1 FTE\n";
  const std::string after = Renamer(text).after("high ->", "top");
  BOOST_TEST(has(after, "best one of low < top optional = greatest"));
  BOOST_TEST(has(after, "rank one of low < top as \"high\" optional\n"));
}

BOOST_AUTO_TEST_CASE(beside_errors) {
  const std::string broken = rules_text + "oops: unheard > 2 -> +0.1 FTE, flag \"{sites} {unheard}\"\nnoise )(\n";
  const std::string after = Renamer(broken).after("sites >", "places");
  BOOST_TEST(has(after, "other = lead and places > 2"));
  BOOST_TEST(has(after, "flag \"{places} {unheard}\""));
  for (const std::string unclear : {"sites )(", "a: )( flag \"{sites}\"", "a: )( = \"sites\" sites", "sites_low )("})
    BOOST_TEST(Renamer(rules_text + unclear + "\n").refusal("sites >", "places") ==
               "g.spanne has errors, and whether sites in line 15 is the same cannot be said: mend the errors first, "
               "then rename");
  BOOST_TEST(Renamer(rules_text + "a: )( \"sites\"\n").at("sites >", "places").refusal == "");
  BOOST_TEST(has(Renamer(rules_text + "a: )( \"rest\"\n").refusal("rest\n", "others"), "rest in line 15"));
  BOOST_TEST(has(Renamer(rules_text + "a: )( external_high\n").refusal("external\n", "out"), "external in line 15"));
}

BOOST_AUTO_TEST_CASE(beside_errors_of_scenarios) {
  Renamer renamer;
  renamer.editor.open(scenario_uri, "scenarios \"S\" of \"g.spanne\"\nscenario \"A\"\n  set sites )(\n");
  BOOST_TEST(has(renamer.refusal("sites >", "places"), "s.spanne has errors, and whether sites in line 3"));
  BOOST_TEST(renamer.at("many", "lots").refusal == "");
  Renamer broken(rules_text + "oops )(\n");
  broken.editor.open(scenario_uri, "scenarios \"S\" of \"g.spanne\"\nscenario \"A\"\n  set sites = 3\n");
  BOOST_TEST(has(broken.refusal("sites >", "places"), "s.spanne has errors, and whether sites in line 3"));
}

BOOST_AUTO_TEST_CASE(scenarios_along) {
  const std::string text =
      "scenarios \"S\" of \"g.spanne\"\nscenario \"sites\"\n  set sites = sites + 1 where kam = \"sites\"\n"
      "balance\n  allow where kam.role = role\n  limit 3 moves per kam\n";
  Renamer renamer;
  renamer.editor.open(scenario_uri, text);
  BOOST_TEST(renamer.at("sites >", "places").texts.at(scenario_uri) ==
             "scenarios \"S\" of \"g.spanne\"\nscenario \"sites\"\n  set places = places + 1 where kam = \"sites\"\n"
             "balance\n  allow where kam.role = role\n  limit 3 moves per kam\n");
  const auto from_there = renamer.editor.rename(scenario_uri, text.find("kam.role"), "person");
  BOOST_TEST(has(from_there.texts.at(scenario_uri), "allow where person.role = role\n  limit 3 moves per person\n"));
  BOOST_TEST(has(from_there.texts.at(uri), "person    text  owner column \"kam\"\n"));
  // After the point stands a column of the people's file.
  const auto column = renamer.editor.rename(scenario_uri, text.find("kam.role") + 5, "person");
  BOOST_TEST(has(column.refusal, "here stands no name that can be changed"));
}

BOOST_AUTO_TEST_CASE(scenarios_by_other_rules) {
  Renamer renamer;
  renamer.editor.open(scenario_uri,
                      "scenarios \"S\" of \"g.spanne\"\nscenario \"A\"\n  rules \"old.spanne\"\n"
                      "  set sites = 3\n");
  BOOST_TEST(
      renamer.refusal("sites >", "places") ==
      "s.spanne sets sites for \"old.spanne\" as well (line 3), where it keeps its name: rename by hand in both, "
      "or take that line out first");
  BOOST_TEST(renamer.at("many", "lots").refusal == "");
}

/// What the tests of generated rules compare would notice a name that is changed in too many places, or too few.
BOOST_AUTO_TEST_CASE(wrong_changes_are_noticed) {
  const CheckedRules before(rules_text);
  std::string everywhere = rules_text;
  for (std::size_t at = everywhere.find("lead"); at != std::string::npos; at = everywhere.find("lead", at + 5))
    everywhere.replace(at, 4, "chief");
  Random random(1);
  const RenamedThing thing{"lead", "chief", true};
  BOOST_TEST(!differences(before, CheckedRules(everywhere), thing, random).empty());
  std::string without_form = Renamer().after("lead and other", "chief");
  const std::string form = " or \"lead\"";
  without_form.erase(without_form.find(form), form.size());
  BOOST_TEST(!differences(before, CheckedRules(without_form), thing, random).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
