// A note never changes a result: rule sets are evaluated with what the check remarks about, and written without it.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>

#include "engine/semantics/evaluate.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/tiny.hpp"
#include "tests/support/without_notes.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

/// How often each note and warning is said of a text.
std::map<std::string, int> notes_in(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("noted.spanne", text);
  const grammar::Parsed parsed = grammar::parse(*source);
  std::map<std::string, int> notes;
  for (const auto& one : parsed.diagnostics) ++notes[one.code];
  for (const auto& one : engine::check(parsed.tree, source).diagnostics) ++notes[one.code];
  return notes;
}

void require_same(const Outcome& noted, const Outcome& plain) {
  BOOST_REQUIRE(noted.cluster == plain.cluster);
  BOOST_REQUIRE_EQUAL(noted.rejections.size(), plain.rejections.size());
  BOOST_REQUIRE(noted.matched == plain.matched);
  if (noted.rejected()) return;
  BOOST_REQUIRE(figures_of(noted) == figures_of(plain));
  BOOST_REQUIRE(noted.flags == plain.flags);
}

void compare_days(const Model& noted, const Model& plain, Random& random, int accounts) {
  for (int count = 0; count < accounts; ++count) {
    const Date day = random.pick<Date>({*make_date(2026, 1, 1), *make_date(2026, 6, 30), *make_date(2026, 12, 31)});
    if (!noted.effective.contains(day)) continue;
    const Account account = random_account(noted, random);
    BOOST_TEST_CONTEXT("account " << count << " on " << to_text(day))
    require_same(Evaluator(noted, day).evaluate(account), Evaluator(plain, day).evaluate(account));
  }
}

std::vector<std::filesystem::path> golden_rule_sets() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"tests/golden", "rules"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(SPANNE_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".spanne") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(notes_change_no_result)

BOOST_AUTO_TEST_CASE(in_generated_rule_sets) {
  std::map<std::string, int> said, left;
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    const std::string plain_text = without_notes(rules.text());
    for (const auto& [code, count] : notes_in(rules.text())) said[code] += count;
    for (const auto& [code, count] : notes_in(plain_text)) left[code] += count;
    BOOST_TEST_CONTEXT("without notes\n" << plain_text)
    compare_days(model, model_of(plain_text), random, accounts_per_rule_set);
  });
  for (const std::string code : {"W0260", "W0261", "N0262", "W0263", "W0270", "W0271", "W0272"})
    BOOST_TEST_CONTEXT(code) BOOST_TEST((said[code] > 0 && (code == "W0260" || 2 * left[code] <= said[code])));
}

BOOST_AUTO_TEST_CASE(in_golden_files) {
  std::map<std::string, int> said;
  for (const auto& file : golden_rule_sets()) BOOST_TEST_CONTEXT(file.string()) {
      const std::string text = contents(file);
      const auto noted = model_if_right(text);
      if (!noted || notes_in(text).empty()) continue;
      for (const auto& [code, count] : notes_in(text)) said[code] += count;
      const std::string plain_text = without_notes(text);
      BOOST_TEST_CONTEXT("without notes\n" << plain_text) {
        // A letter without ink in a text belongs to what is compared: without it the text means something else.
        for (const auto& [code, count] : notes_in(plain_text)) BOOST_TEST(code == "W0273");
        Random random(1);
        compare_days(*noted, model_of(plain_text), random, 50);
      }
    }
  for (const std::string code : {"W0260", "W0261", "N0262", "W0263", "W0270", "W0271", "W0272"})
    BOOST_TEST_CONTEXT(code) BOOST_TEST(said[code] > 0);
}

BOOST_AUTO_TEST_CASE(in_tiny_rule_sets) {
  std::map<std::string, int> said;
  for (std::uint64_t seed = 1; seed <= proof_runs(100); ++seed) {
    const std::string text = tiny_rule_set(seed);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << text) {
      const auto noted = model_if_right(text);
      if (!noted) continue;
      for (const auto& [code, count] : notes_in(text)) said[code] += count;
      const Model plain = model_of(without_notes(text));
      each_account(*noted, [&](const Account& account, Date day) {
        require_same(Evaluator(*noted, day).evaluate(account), Evaluator(plain, day).evaluate(account));
      });
    }
  }
  for (const std::string code : {"W0260", "W0261", "N0262", "W0263"})
    BOOST_TEST_CONTEXT(code) BOOST_TEST(said[code] > 0);
}

BOOST_AUTO_TEST_SUITE_END()
