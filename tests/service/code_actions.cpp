// Every suggestion of the golden corpus is a change that the editor offers, and making it removes the finding.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "grammar/text/characters.hpp"
#include "tests/service/editor.hpp"
#include "tests/support/second_mistakes.hpp"

namespace {

using namespace spanne::tests;
namespace fs = std::filesystem;

constexpr const char* uri = "file:///guideline.spanne";

std::string contents_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<fs::path> golden_rule_files(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SPANNE_SOURCE_DIR) / "tests/golden" / folder))
    if (entry.path().extension() == ".spanne") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

using Sentences = std::multiset<std::string>;

Sentences sentences(const EditorJson& findings) {
  Sentences all;
  for (const auto& finding : findings)
    all.insert(finding["code"].get<std::string>() + " " + finding["message"].get<std::string>());
  return all;
}

/// What is found now and was not before, notes apart.
std::vector<std::string> fresh(Sentences after, const Sentences& before) {
  for (const std::string& one : before)
    if (const auto found = after.find(one); found != after.end()) after.erase(found);
  // A note says nothing against a change; and what is proved of a text that had errors before is new.
  std::erase_if(after, [](const std::string& one) {
    return one.front() == 'I' || one.front() == 'N' || one.substr(1, 2) == "05";
  });
  return {after.begin(), after.end()};
}

struct Findings {
  std::string text;
  EditorJson list;
};

/// What an editor shows of a text: in the end, or (which takes a tenth of the time) once it has been read.
Findings shown_of(std::string text, bool with_proof) {
  Editor editor;
  editor.open(uri, text);
  with_proof ? editor.wait() : editor.wait(1);
  return {std::move(text), editor.findings(uri)};
}

EditorJson offered(const std::string& text, bool with_proof) {
  Editor editor;
  editor.open(uri, text);
  with_proof ? editor.wait() : editor.wait(1);
  return editor.ask_of("textDocument/codeAction", uri,
                       {{"range", {{"start", editor_position(text, 0)}, {"end", editor_position(text, text.size())}}},
                        {"context", {{"diagnostics", EditorJson::array()}}}});
}

struct Tried {
  std::size_t changes = 0;
  std::set<std::string> second_mistakes;
};

void try_change(const fs::path& file, const Findings& before, const EditorJson& action, bool with_proof, Tried& tried) {
  const EditorJson& finding = action["diagnostics"][0];
  const std::string sentence = finding["code"].get<std::string>() + " " + finding["message"].get<std::string>();
  const std::string place =
      file.stem().string() + ":" + std::to_string(finding["range"]["start"]["line"].get<std::size_t>() + 1);
  const auto after = shown_of(edited_texts({{uri, before.text}}, action["edit"]).at(uri), with_proof);
  ++tried.changes;
  const Sentences said_before = sentences(before.list), said_after = sentences(after.list);
  const bool gone = said_after.count(sentence) < said_before.count(sentence);
  const auto more = fresh(said_after, said_before);
  if (second_mistakes.count(place) != 0 && (!gone || !more.empty())) {
    tried.second_mistakes.insert(place);
    return;
  }
  BOOST_TEST(gone, place << " stays with " << action["title"] << ": " << sentence);
  for (const std::string& one : more) BOOST_TEST(one.empty(), place << " " << action["title"] << "\n    " << one);
}

BOOST_AUTO_TEST_SUITE(code_actions)

BOOST_AUTO_TEST_CASE(every_suggestion_can_be_made) {
  Tried tried;
  std::size_t files = 0;
  for (const char* folder : {"errors", "proofs"}) {
    for (const fs::path& file : golden_rule_files(folder)) {
      const std::string text = contents_of_file(file);
      if (spanne::grammar::first_not_utf8(text)) continue;  // an editor has decoded it
      ++files;
      const bool with_proof = std::string(folder) == "proofs";
      const Findings before = shown_of(text, with_proof);
      const EditorJson actions = offered(text, with_proof);
      for (const auto& action : actions) try_change(file, before, action, with_proof, tried);
    }
  }
  BOOST_TEST(files > 100U);
  BOOST_TEST(tried.changes > 300U);
  BOOST_TEST(tried.second_mistakes.size() == second_mistakes.size());
  BOOST_TEST_MESSAGE(tried.changes << " changes in " << files << " files");
}

BOOST_AUTO_TEST_CASE(changes_are_offered_where_the_cursor_is) {
  const std::string text =
      "ruleset \"𝒳 Grüße\" version 1.0.0\r\nattributes\r\n  größe integer 0 ..\r\n"
      "cluster alle: otherwise -> 0.1 FTE\r\nviele: größe => 10 -> +0,3 FTE\r\n";
  Editor editor(EditorJson::parse(R"({"workspace": {"workspaceEdit": {"documentChanges": true}}})"));
  editor.open(uri, text);
  editor.wait();
  const auto at = [&](const char* words) {
    const EditorJson place = editor_position(text, text.find(words));
    return editor.ask_of("textDocument/codeAction", uri, {{"range", {{"start", place}, {"end", place}}}});
  };
  BOOST_TEST(at("attributes").empty());
  const EditorJson actions = at("=>");
  BOOST_REQUIRE(actions.size() == 1U);
  BOOST_TEST(actions[0]["title"] == "Write >=");
  BOOST_TEST(actions[0]["edit"]["documentChanges"][0]["textDocument"]["version"] == 1);
  BOOST_TEST(edited_texts({{uri, text}}, actions[0]["edit"]).at(uri).find("größe >= 10") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
