// Whatever has a name can be called otherwise, and everything else stays as it was: the shipped guidelines, all golden
// files without errors, and generated ones, with scenarios and files of accounts.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "engine/planning/scenarios/check_scenarios.hpp"
#include "engine/testing/words.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/tokens/tokens.hpp"
#include "tests/service/renamed_rules.hpp"
#include "tests/service/renaming_editor.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/runs.hpp"

using namespace spanne;
using namespace spanne::test;
using engine::NameTarget;
using engine::ResolvedName;

namespace {

namespace fs = std::filesystem;
const fs::path root = SPANNE_SOURCE_DIR;
const std::string guideline = "file:///g.spanne", scenarios = "file:///s.spanne";

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Each thing that is declared, once.
std::vector<NameTarget> things_of(const CheckedRules& rules) {
  std::vector<NameTarget> things;
  for (const ResolvedName& name : rules.names.all())
    if (name.declares && std::find(things.begin(), things.end(), name.target) == things.end())
      things.push_back(name.target);
  return things;
}

std::string without_quotes(std::string_view written) {
  return std::string(written.starts_with('"') ? written.substr(1, written.size() - 2) : written);
}

/// A file of scenarios that uses as many of the names as conditions can.
std::string scenarios_of(const engine::Model& model) {
  std::string text = "scenarios \"S\" of \"g.spanne\"\nscenario \"all\"\n";
  const auto drop = [&](const std::string& condition) { text += "  drop where " + condition + "\n"; };
  for (const auto& attribute : model.attributes) {
    const std::string known = attribute.optional ? attribute.name + " is known and " : "";
    if (attribute.type.kind == engine::TypeKind::boolean) drop(known + attribute.name);
    if (attribute.type.kind == engine::TypeKind::integer) drop(known + attribute.name + " > 3");
    if (attribute.type.kind != engine::TypeKind::choice) continue;
    for (std::uint32_t value = 0; value < model.choices[attribute.type.choice].values.size(); ++value) {
      const std::string written = engine::literal(engine::ChoiceValue{value}, attribute.type, model);
      drop(fmt::format("{}{} = {}", known, attribute.name, written));
      if (!attribute.figure) text += fmt::format("  set {} = {}\n", attribute.name, written);
    }
  }
  for (const auto& cluster : model.clusters) drop("cluster = " + cluster.name);
  return text;
}

bool are_sound(const std::string& scenario_text, const engine::Model& model) {
  const auto source = std::make_shared<grammar::Source>("s.spanne", scenario_text);
  const auto parsed = grammar::parse_scenarios(*source);
  return !grammar::has_errors(parsed.diagnostics) && check_scenarios(parsed.file, source, model).file.has_value();
}

bool is_persons_name(NameTarget thing, const engine::Model& model) {
  return thing.kind == NameTarget::Kind::choice_value && model.attributes[thing.which].owner;
}

/// A name that stands nowhere yet.
std::string fresh_name(NameTarget thing, Random& random) {
  if (thing.kind == NameTarget::Kind::choice_value && random.chance(30)) return "Neuer Wert ß";
  return "neuer_Näme";
}

/// A guideline with scenarios, of which one thing after the other gets another name.
class RenamedGuideline {
 public:
  RenamedGuideline(std::string text, std::string scenario_text, const CheckedRules& rules)
      : text_(std::move(text)), scenario_text_(std::move(scenario_text)), rules_(rules) {
    editor_.open(guideline, text_);
    editor_.open(scenarios, scenario_text_);
    BOOST_TEST(are_sound(scenario_text_, model()));
  }

  void rename(NameTarget thing, Random& random) {
    const ResolvedName use = random.pick(rules_.names.uses(thing));
    const bool attribute = thing.kind == NameTarget::Kind::attribute;
    const RenamedThing renamed{
        without_quotes(rules_.source->text(rules_.names.declarations(thing).front().span)), fresh_name(thing, random),
        thing.kind == NameTarget::Kind::choice_value || (attribute && !model().attributes[thing.which].figure)};
    const RenamingEditor::Renamed made = editor_.rename(guideline, use.span.begin, renamed.after);
    if (is_persons_name(thing, model())) {
      BOOST_TEST(made.refusal != "");
      return;
    }
    BOOST_REQUIRE_MESSAGE(made.refusal.empty(), renamed.before << ": " << made.refusal << "\n" << text_);
    const CheckedRules after(made.texts.at(guideline));
    BOOST_REQUIRE_MESSAGE(after.sound(), renamed.before << "\n" << made.texts.at(guideline));
    for (const std::string& difference : differences(rules_, after, renamed, random))
      BOOST_ERROR(renamed.before + ": " + difference);
    const bool in_scenarios = made.texts.count(scenarios) != 0;
    const std::string scenarios_now = in_scenarios ? made.texts.at(scenarios) : scenario_text_;
    BOOST_TEST(are_sound(scenarios_now, *after.checked.model));
    if ((renamed.before + renamed.after).find(' ') == std::string::npos)
      BOOST_TEST(with_old_name(scenarios_now, renamed) == scenario_text_);
    if (random.chance(25)) rename_back(thing, renamed, after, scenarios_now);
  }

  /// To some word that stands in the text: refused, or nothing changes. Returns whether it was refused.
  bool rename_to_a_word(NameTarget thing, const std::string& word, Random& random) {
    const auto declared = rules_.names.declarations(thing);
    const bool attribute = thing.kind == NameTarget::Kind::attribute;
    const RenamedThing renamed{
        without_quotes(rules_.source->text(declared.front().span)), word,
        thing.kind == NameTarget::Kind::choice_value || (attribute && !model().attributes[thing.which].figure), false};
    const RenamingEditor::Renamed made = editor_.rename(guideline, declared.front().span.begin, word);
    if (!made.refusal.empty() || made.texts.empty()) return true;
    const CheckedRules after(made.texts.at(guideline));
    BOOST_REQUIRE_MESSAGE(after.sound(), renamed.before << " as " << word << "\n" << made.texts.at(guideline));
    for (const std::string& difference : differences(rules_, after, renamed, random))
      BOOST_ERROR(renamed.before + " as " + word + ": " + difference);
    const bool in_scenarios = made.texts.count(scenarios) != 0;
    BOOST_TEST(are_sound(in_scenarios ? made.texts.at(scenarios) : scenario_text_, *after.checked.model));
    return false;
  }

 private:
  const engine::Model& model() const { return *rules_.checked.model; }

  void rename_back(NameTarget thing, const RenamedThing& renamed, const CheckedRules& after,
                   const std::string& scenarios_now) {
    RenamingEditor editor;
    editor.open(guideline, std::string(after.source->text()));
    editor.open(scenarios, scenarios_now);
    const RenamingEditor::Renamed back =
        editor.rename(guideline, after.names.declarations(thing).front().span.begin, renamed.before);
    BOOST_TEST_REQUIRE(back.refusal == "");
    BOOST_TEST(is_same_text(text_, back.texts.at(guideline), renamed.after), renamed.before
                                                                                 << " comes back as\n"
                                                                                 << back.texts.at(guideline));
    BOOST_TEST((back.texts.count(scenarios) == 0 || back.texts.at(scenarios) == scenario_text_));
    if (!renamed.in_files)
      BOOST_TEST(engine::canonical_digest(back.texts.at(guideline)) == engine::canonical_digest(text_));
  }

  const std::string text_, scenario_text_;
  const CheckedRules& rules_;
  RenamingEditor editor_;
};

/// As many things of each kind as `most` says, whichever chance comes upon. Returns how many.
std::size_t rename_things(const std::string& text, const std::string& given_scenarios, std::size_t most,
                          Random& random) {
  const CheckedRules rules(text);
  if (!rules.sound()) return 0;
  RenamedGuideline renamed(text, given_scenarios.empty() ? scenarios_of(*rules.checked.model) : given_scenarios, rules);
  auto things = things_of(rules);
  random.shuffle(things);
  std::map<NameTarget::Kind, std::size_t> counts;
  std::size_t count = 0;
  for (const NameTarget thing : things) {
    if (++counts[thing.kind] > most) continue;
    renamed.rename(thing, random);
    ++count;
  }
  return count;
}

BOOST_AUTO_TEST_SUITE(renaming)

BOOST_AUTO_TEST_CASE(everything_shipped) {
  Random random(7);
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "rules")) {
    if (entry.path().extension() != ".spanne" || entry.path().string().find(".scenarios.") != std::string::npos)
      continue;
    const fs::path beside = entry.path().parent_path() / "options-2027.scenarios.spanne";
    std::string given = fs::exists(beside) ? contents(beside) : "";
    if (const auto at = given.find("guideline.spanne\""); at != std::string::npos) given.replace(at, 16, "g.spanne");
    BOOST_TEST_CONTEXT(entry.path()) count += rename_things(contents(entry.path()), given, runs(5), random);
  }
  BOOST_TEST_MESSAGE(count << " things");
  BOOST_TEST(count > 80U);
}

BOOST_AUTO_TEST_CASE(everything_golden) {
  Random random(8);
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests" / "golden"))
    if (entry.path().extension() == ".spanne")
      BOOST_TEST_CONTEXT(entry.path()) count += rename_things(contents(entry.path()), "", runs(1), random);
  BOOST_TEST_MESSAGE(count << " things");
  BOOST_TEST(count > 500U);
}

BOOST_AUTO_TEST_CASE(everything_generated) {
  std::size_t count = 0;
  for (std::uint64_t seed = 1; seed <= runs(20); ++seed) {
    Random random(seed);
    BOOST_TEST_CONTEXT("seed " << seed) count += rename_things(generate_rule_set(seed).text(), "", 2, random);
  }
  BOOST_TEST_MESSAGE(count << " things");
  BOOST_TEST(count > 200U);
}

/// Words of the text, names of other things among them, and words that mean something in some places only.
BOOST_AUTO_TEST_CASE(names_there_are) {
  std::size_t refused = 0, renamed = 0;
  for (std::uint64_t seed = 1; seed <= runs(20); ++seed) {
    Random random(seed);
    const std::string text = generate_rule_set(seed).text();
    const CheckedRules rules(text);
    std::vector<std::string> words{"key",     "first",   "x",     "line",      "known", "missing",
                                   "per",     "where",   "count", "yes",       "flag",  "kind",
                                   "profile", "cluster", "rules", "unlimited", "k",     "EUR"};
    for (const auto& token : grammar::tokenize(text).tokens)
      if (token.kind == grammar::TokenKind::word) words.emplace_back(word_of(token, text));
    RenamedGuideline guide(text, scenarios_of(*rules.checked.model), rules);
    const auto things = things_of(rules);
    for (int attempt = 0; attempt < 15; ++attempt) {
      const std::string word = random.pick(words);
      BOOST_TEST_CONTEXT("seed " << seed)
      (guide.rename_to_a_word(random.pick(things), word, random) ? refused : renamed) += 1;
    }
  }
  BOOST_TEST_MESSAGE(refused << " refused, " << renamed << " renamed");
  BOOST_TEST(refused > renamed / 2);
  BOOST_TEST(renamed > 20U);
}

/// Two things that may not be called alike.
BOOST_AUTO_TEST_CASE(names_that_are_taken) {
  std::size_t count = 0;
  for (std::uint64_t seed = 1; seed <= runs(20); ++seed) {
    Random random(seed);
    const std::string text = generate_rule_set(seed).text();
    const CheckedRules rules(text);
    RenamingEditor editor;
    editor.open(guideline, text);
    const auto things = things_of(rules);
    for (const NameTarget thing : things)
      for (const NameTarget other : things) {
        const bool values = thing.kind == NameTarget::Kind::choice_value;
        if (thing == other || thing.kind != other.kind || (values && thing.which != other.which)) continue;
        if (!random.chance(20)) continue;
        const auto place = rules.names.declarations(thing).front().span.begin;
        const std::string taken = without_quotes(rules.source->text(rules.names.declarations(other).front().span));
        const auto made = editor.rename(guideline, place, taken);
        BOOST_TEST(made.refusal != "", taken << "\n" << text);
        ++count;
      }
  }
  BOOST_TEST(count > 500U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
