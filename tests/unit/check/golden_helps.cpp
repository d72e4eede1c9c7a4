// Every help of the golden files that claims to be text is pasted: its finding goes, and no other comes of it.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/support/pasting.hpp"
#include "tests/support/second_mistakes.hpp"

namespace {

using namespace spanne;
using namespace spanne::tests;
namespace fs = std::filesystem;

const fs::path golden_errors = fs::path(SPANNE_SOURCE_DIR) / "tests/golden/errors";

std::string contents_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

using Said = std::multiset<std::string>;  // codes with their sentences

Said said(const CheckedText& checked) {
  Said all;
  for (const auto& finding : checked.findings) all.insert(finding.code + " " + finding.message);
  return all;
}

/// What is said now and was not said before; a note says nothing against what was pasted.
Said new_in(Said after, const Said& before) {
  for (const std::string& one : before)
    if (const auto found = after.find(one); found != after.end()) after.erase(found);
  std::erase_if(after, [](const std::string& one) { return one.front() == 'N' || one.front() == 'I'; });
  return after;
}

std::vector<fs::path> rule_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(golden_errors))
    if (entry.path().extension() == ".spanne") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

BOOST_AUTO_TEST_SUITE(golden_helps)

BOOST_AUTO_TEST_CASE(what_is_pasted_is_accepted) {
  std::size_t helps = 0, words = 0;
  std::set<std::string> used;
  for (const fs::path& file : rule_files()) {
    const std::string text = contents_of(file);
    const CheckedText before = check_text(text);
    for (const auto& finding : before.findings) {
      words += finding.replacements.empty() && !finding.help.empty() ? 1U : 0U;
      const std::string place =
          file.stem().string() + ":" + std::to_string(before.source->position(finding.span.begin).line);
      for (std::size_t i = 0; i < finding.replacements.size(); ++i) {
        ++helps;
        const CheckedText after = check_text(pasted(text, finding, i));
        const Said fresh = new_in(said(after), said(before));
        const bool gone = said(after).count(finding.code + " " + finding.message) <
                          said(before).count(finding.code + " " + finding.message);
        if (second_mistakes.count(place) != 0 && (!fresh.empty() || !gone)) {
          used.insert(place);
          continue;
        }
        BOOST_TEST(gone, place << " " << finding.code << " stays with: " << finding.replacements[i]);
        for (const std::string& one : fresh)
          BOOST_TEST(one.empty(),
                     place << " " << finding.code << " pasted: " << finding.replacements[i] << "\n    " << one);
      }
    }
  }
  BOOST_TEST(used.size() == second_mistakes.size());
  BOOST_TEST(helps > 300U);
  BOOST_TEST_MESSAGE(helps << " helps pasted, " << words << " are advice in words");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
