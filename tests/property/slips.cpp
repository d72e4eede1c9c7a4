// Whatever slip a guideline has, it is read to the end, the same each time, and has a model exactly when nothing in it
// is an error.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string_view>

#include "engine/check/check.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/ugly.hpp"

using namespace spanne;
using namespace spanne::test;

namespace {

/// Reads and checks a text; says what is found in it.
void require_readable(const std::string& text) {
  BOOST_TEST_CONTEXT(text) {
    const auto source = std::make_shared<const grammar::Source>("file.spanne", text);
    const grammar::Parsed parsed = grammar::parse(*source);
    auto checked = engine::check(parsed.tree, source);
    const bool sound = !parsed.tree.incomplete && !grammar::has_errors(checked.diagnostics);
    BOOST_REQUIRE_EQUAL(checked.model.has_value(), sound);
    BOOST_REQUIRE_EQUAL(parsed.tree.incomplete, grammar::has_errors(parsed.diagnostics));
    auto found = parsed.diagnostics;
    found.insert(found.end(), checked.diagnostics.begin(), checked.diagnostics.end());
    for (const auto& diagnostic : found) {
      BOOST_REQUIRE(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= text.size());
      BOOST_REQUIRE(!grammar::render(diagnostic, *source, false).empty());
    }
  }
}

/// Lines half written or run together, and signs where they do not belong.
std::string damaged(std::string text, Random& random) {
  static constexpr std::string_view signs[] = {
      "(",   ")",   ",",         "->", "-",  "x",  "=", "> =",  "|",  "||",   "\"",
      "5",   "0,3", "1.000.000", "\n", "..", "+",  "%", "and",  "or", "not ", "rule a#3 ",
      " if", "//",  "1.2.3",     ";",  "'",  "to", "#", "\xFF", ":",  "€"};
  for (std::size_t times = 1 + random.below(3); times > 0 && !text.empty(); --times) {
    const std::size_t at = random.below(text.size());
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    switch (random.below(4)) {
      case 0: text.erase(at, 1 + random.below(3)); break;
      case 1: text.erase(at, line_end - at); break;
      case 2: text.erase(at, line_end + 1 - at); break;
      default: text.insert(at, signs[random.below(std::size(signs))]);
    }
  }
  return text;
}

BOOST_AUTO_TEST_SUITE(slips)

BOOST_AUTO_TEST_CASE(generated_files_and_what_slips_made_of_them) {
  for (std::uint64_t seed = 1; seed <= runs(80); ++seed) {
    Random random(seed);
    const std::string text = generate_rule_set(seed).text();
    require_readable(text);
    require_readable(ugly(text, random, Ugliness::comments));
    require_readable(with_slip(text, random));
    require_readable(damaged(text, random));
    require_readable(text + "\n" + text);  // two headers
  }
}

BOOST_AUTO_TEST_CASE(files_with_every_mistake) {
  Random random(1);
  std::size_t files = 0;
  for (const char* folder : {"/rules", "/tests/golden"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SPANNE_SOURCE_DIR) + folder)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      if (text.str().size() > 50'000) continue;
      ++files;
      BOOST_TEST_CONTEXT(entry.path()) {
        require_readable(text.str());
        for (std::size_t times = 0; times < runs(200) / 50; ++times) require_readable(damaged(text.str(), random));
      }
    }
  }
  BOOST_TEST(files > 300U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
