// What the documents tell people to type is typed here, block by block, each document in an empty folder of its own.
//
// A block ```sh is run by a shell that finds `spanne` and has to end with status 0, or with 1 where it says
// ```sh status=1. A block ```text right below it is what the terminal then shows; days of evaluation count as equal.
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "tests/support/folder.hpp"

using namespace spanne::test;

namespace {

struct Block {
  std::size_t line = 0;  // of its fence in the document
  std::string commands;
  int status = 0;
  std::string shown;  // empty: anything
};

std::vector<Block> blocks_of(const fs::path& document) {
  std::vector<Block> blocks;
  std::string* body = nullptr;
  std::string elsewhere;    // what belongs to no block of commands
  bool just_ended = false;  // nothing but blank lines since a block of commands
  std::ifstream file(document);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const bool fence = line.starts_with("```");
    if (body != nullptr && fence) {
      just_ended = !blocks.empty() && body == &blocks.back().commands;
      body = nullptr;
    } else if (body != nullptr) {
      *body += line + "\n";
    } else if (fence && line.starts_with("```sh")) {
      blocks.push_back({number, "", line.find("status=1") == std::string::npos ? 0 : 1, ""});
      body = &blocks.back().commands;
    } else if (fence) {
      body = line == "```text" && just_ended ? &blocks.back().shown : &elsewhere;
    } else if (!line.empty()) {
      just_ended = false;
    }
  }
  return blocks;
}

/// A day of evaluation is whatever today is.
std::string without_days(const std::string& text) {
  return std::regex_replace(text, std::regex("as of \\d{4}-\\d{2}-\\d{2}"), "as of today");
}

const char* const documents[] = {"README.md", "docs/tutorial.md", "docs/audit.md", "docs/planning.md"};

BOOST_DATA_TEST_CASE(what_a_document_says_is_so, boost::unit_test::data::make(documents), document) {
  const Folder folder;
  const auto blocks = blocks_of(fs::path(SPANNE_SOURCE_DIR) / document);
  BOOST_TEST(!blocks.empty());
  for (const auto& block : blocks) {
    std::ofstream(folder.path / ".commands") << block.commands;
    const std::string call = "cd '" + folder.path.string() + "' && PATH='" + SPANNE_PROGRAM_DIR +
                             ":'\"$PATH\" NO_COLOR=1 sh -e .commands > .shown 2>&1";
    const int status = std::system(call.c_str());
    const std::string shown = contents(folder.path / ".shown");
    BOOST_TEST_CONTEXT(document << ":" << block.line << "\n" << block.commands << shown) {
      BOOST_TEST(WEXITSTATUS(status) == block.status);
      if (!block.shown.empty()) BOOST_TEST(without_days(shown) == without_days(block.shown));
    }
  }
}

/// The block of a document that begins with `start`, without its fences.
std::string block_with(const std::string& text, const std::string& start) {
  const std::size_t begin = text.find("```\n" + start) + 4;
  return text.substr(begin, text.find("```", begin) - begin);
}

BOOST_AUTO_TEST_CASE(the_first_example_is_true) {
  const Folder folder;
  const std::string readme = contents(fs::path(SPANNE_SOURCE_DIR) / "README.md");
  std::ofstream(folder.path / "rules.spanne") << block_with(readme, "ruleset ");
  std::ofstream(folder.path / "accounts.csv") << block_with(readme, "account,");
  const std::string call = "cd '" + folder.path.string() + "' && '" + SPANNE_PROGRAM_DIR +
                           "/spanne' eval rules.spanne accounts.csv --format table > .shown 2> .said";
  BOOST_TEST(std::system(call.c_str()) == 0);
  BOOST_TEST(contents(folder.path / ".shown") == block_with(readme, "account "));
}

/// The anchors of a document's headings: `## Working time` is `working-time`.
std::set<std::string> anchors_of(const fs::path& document) {
  std::set<std::string> anchors;
  std::ifstream file(document);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("#")) continue;
    std::string anchor;
    for (const char c : line.substr(line.find_first_not_of("# "))) {
      if (c == ' ' || c == '-') anchor += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) anchor += static_cast<char>(std::tolower(c));
    }
    anchors.insert(anchor);
  }
  return anchors;
}

BOOST_AUTO_TEST_CASE(every_link_leads_somewhere) {
  const fs::path root = SPANNE_SOURCE_DIR;
  std::vector<fs::path> all{root / "README.md", root / "CONTRIBUTING.md"};
  for (const char* folder : {"docs", "rules"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
      if (entry.path().extension() == ".md") all.push_back(entry.path());
  const std::regex link("\\]\\(([^)]+)\\)");
  std::size_t links = 0;
  for (const auto& document : all) {
    const std::string text = contents(document);
    for (std::sregex_iterator match(text.begin(), text.end(), link), end; match != end; ++match, ++links) {
      const std::string target = (*match)[1];
      if (target.starts_with("http")) continue;
      const std::size_t hash = std::min(target.find('#'), target.size());
      const fs::path place = hash == 0 ? document : document.parent_path() / target.substr(0, hash);
      BOOST_TEST_CONTEXT(document.string() << ": " << target) {
        BOOST_TEST(fs::exists(place));
        if (hash < target.size()) BOOST_TEST(anchors_of(place).count(target.substr(hash + 1)) == 1U);
      }
    }
  }
  BOOST_TEST(links > 30U);
}

/// All test programs, as one text.
std::string test_sources() {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SPANNE_SOURCE_DIR) / "tests"))
    if (entry.path().extension() == ".cpp") text += contents(entry.path());
  return text;
}

BOOST_AUTO_TEST_CASE(every_attack_that_is_listed_is_a_test) {
  const std::string text = contents(fs::path(SPANNE_SOURCE_DIR) / "docs/testing.md"), sources = test_sources();
  const std::size_t begin = text.find("## What was tried"), end = text.find("\n## ", begin);
  std::istringstream lines(text.substr(begin, end - begin));
  const std::regex name("[a-z0-9]+(_[a-z0-9]+){2,}");
  std::size_t attacks = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.starts_with("| Tried")) continue;
    ++attacks;
    const std::string tests = line.substr(line.rfind('|', line.size() - 2));
    std::size_t named = 0;
    for (std::sregex_iterator match(tests.begin(), tests.end(), name), none; match != none; ++match, ++named)
      BOOST_TEST_CONTEXT(line) {
        const bool is_case = sources.find("TEST_CASE(" + match->str()) != std::string::npos;
        const bool is_suite = sources.find("TEST_SUITE(" + match->str()) != std::string::npos;
        BOOST_TEST((is_case || is_suite));
      }
    BOOST_TEST_CONTEXT(line) BOOST_TEST(named > 0U);
  }
  BOOST_TEST(attacks > 100U);
}

}  // namespace
