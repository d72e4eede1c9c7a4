// What must hold for the layout of every rule file: generated ones, the same in ugly layouts, and every one in the
// tree.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/trail/digest.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tokens/tokens.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/outline.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/ugly.hpp"

using namespace spanne;
using namespace spanne::test;
using grammar::Source;

namespace {

struct Parsed {
  explicit Parsed(std::string text) : source("file.spanne", std::move(text)), parsed(grammar::parse(source)) {}
  bool good() const { return !grammar::has_errors(parsed.diagnostics); }
  std::string errors() const {
    std::string text;
    for (const auto& one : parsed.diagnostics)
      if (one.severity == grammar::Severity::error) text += grammar::render(one, source, false);
    return text;
  }
  std::string outline() const { return test::outline(parsed.tree, source); }
  std::string formatted() const { return grammar::format(source, parsed.tree); }

  Source source;
  grammar::Parsed parsed;
};

/// Every comment, with how many statements have begun before it: none may be lost or move to another statement.
std::vector<std::string> comments(const Parsed& file) {
  const auto text = file.source.text();
  const auto tokens = grammar::tokenize(text);
  std::vector<std::uint32_t> begins;
  for (const auto& range : grammar::statements(tokens.tokens, text)) {
    const auto span = join(tokens.tokens[range.begin].span, tokens.tokens[range.end - 1].span);
    const bool dashes =
        text[span.begin] == '|' && text.substr(span.begin, span.end - span.begin).find("---") != text.npos;
    if (!dashes) begins.push_back(span.begin);
  }
  std::vector<std::string> result;
  for (const auto& comment : file.parsed.tree.comments) {
    std::string words(file.source.text(comment.span));
    while (words.ends_with('\t') || words.ends_with("\xC2\xA0") || words.ends_with(' '))
      words.resize(words.size() - (words.ends_with("\xC2\xA0") ? 2 : 1));
    const auto before = std::lower_bound(begins.begin(), begins.end(), comment.span.begin) - begins.begin();
    result.push_back(std::to_string(before) + (comment.own_line ? " above " : " behind ") + words);
  }
  return result;
}

void require_clean_lines(const std::string& text) {
  BOOST_REQUIRE(text.ends_with('\n'));
  BOOST_REQUIRE(!text.starts_with('\n'));
  BOOST_REQUIRE(text.find("\r\n") == std::string::npos);
  BOOST_REQUIRE(text.find(" \n") == std::string::npos);
  BOOST_REQUIRE(text.find("\n\n\n") == std::string::npos);
  BOOST_REQUIRE(!text.ends_with("\n\n"));
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

template <class Items>
void require_equal(const Items& first, const Items& second) {
  BOOST_REQUIRE_EQUAL_COLLECTIONS(first.begin(), first.end(), second.begin(), second.end());
}

/// All promises of format() for one file; its text comes back.
std::string require_good_layout(const std::string& text) {
  const Parsed before(text);
  BOOST_REQUIRE_EQUAL(before.errors(), "");
  const Parsed after(before.formatted());
  BOOST_TEST_CONTEXT("--- from\n" << text << "\n--- to\n" << after.source.text()) {
    BOOST_REQUIRE_EQUAL(after.errors(), "");
    require_equal(lines(after.outline()), lines(before.outline()));
    require_equal(comments(after), comments(before));
    require_equal(lines(after.formatted()), lines(std::string(after.source.text())));
    require_clean_lines(std::string(after.source.text()));
    BOOST_REQUIRE_EQUAL(engine::canonical_text(after.source.text()), engine::canonical_text(text));
  }
  return std::string(after.source.text());
}

BOOST_AUTO_TEST_SUITE(formatting)

BOOST_AUTO_TEST_CASE(there_is_one_layout_however_ugly_the_file) {
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    Random random(seed);
    const std::string text = generate_rule_set(seed).text(), worse = ugly(text, random, Ugliness::layout);
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << worse)
    require_equal(lines(require_good_layout(worse)), lines(require_good_layout(text)));
  }
}

BOOST_AUTO_TEST_CASE(no_comment_is_lost_or_moved) {
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    Random random(seed);
    const std::string worse = ugly(generate_rule_set(seed).text(), random, Ugliness::comments);
    BOOST_TEST_CONTEXT("seed " << seed) require_good_layout(worse);
    kept += static_cast<std::size_t>(std::count(worse.begin(), worse.end(), '#'));
  }
  BOOST_TEST(kept > 10 * runs());
}

BOOST_AUTO_TEST_CASE(every_rule_file_of_the_tree) {
  std::size_t files = 0;
  for (const char* folder : {"/rules", "/tests/golden"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SPANNE_SOURCE_DIR) + folder)) {
      const auto kind = entry.path().extension();
      if (kind != ".spanne" && kind != ".before" && kind != ".after") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      if (!Parsed(text.str()).good()) continue;
      ++files;
      BOOST_TEST_CONTEXT(entry.path()) {
        require_good_layout(text.str());
        if (text.str().find("rule line ") != std::string::npos) continue;  // an ugly layout would turn to other rules
        Random random(files);
        require_good_layout(ugly(text.str(), random, Ugliness::layout));
        require_good_layout(ugly(text.str(), random, Ugliness::comments));
      }
    }
  }
  BOOST_TEST(files >= 10U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
