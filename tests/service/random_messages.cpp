// Random edits and requests in random order: nothing breaks, no call does more than it may, and what the service knows
// in the end depends on the texts alone. SPANNE_SERVICE_RUNS=100000 sends more messages.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "grammar/text/characters.hpp"
#include "service/document.hpp"
#include "service/features.hpp"
#include "tests/service/editor.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/random.hpp"

namespace {

using namespace spanne::tests;
using spanne::test::Random;
namespace fs = std::filesystem;

const std::vector<std::string> uris{"file:///a/guideline.spanne", "file:///a/gr%C3%BC%C3%9Fe.spanne",
                                    "file:///a/options.scenarios.spanne"};

/// Texts that people have: wrong ones and right ones, of both kinds.
std::vector<std::string> texts_of_people() {
  std::vector<std::string> texts;
  const fs::path folder = SPANNE_SOURCE_DIR;
  for (const char* within : {"tests/golden/errors", "rules/examples", "rules/starter", "examples"})
    for (const auto& entry : fs::recursive_directory_iterator(folder / within)) {
      if (entry.path().extension() != ".spanne") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << file.rdbuf();
      if (text.str().size() < 5'000 && !spanne::grammar::first_not_utf8(text.str())) texts.push_back(text.str());
    }
  std::sort(texts.begin(), texts.end());  // the order of a folder differs from machine to machine
  return texts;
}

std::size_t character_begin(const std::string& text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

class RandomEditor {
 public:
  explicit RandomEditor(std::uint64_t seed) : random_(seed) {}

  void act() {
    switch (random_.below(12)) {
      case 0: open(); break;
      case 1:
      case 2:
      case 3:
      case 4: change(); break;
      case 5:
        if (random_.below(8) == 0) close();
        break;
      case 6: work(); break;
      case 7: nonsense(); break;
      case 8: own_request(); break;
      default: request();
    }
  }

  /// An editor that has opened the texts as they are now knows the same.
  void compare_with_fresh_start() {
    Editor fresh;
    for (const auto& [uri, params] : accounts_) fresh.ask("spanne/accounts", params);
    for (const auto& [uri, text] : texts_) fresh.open(uri, text);
    fresh.wait();
    editor_.wait();
    for (const auto& [uri, text] : texts_) {
      BOOST_TEST((editor_.findings(uri) == fresh.findings(uri)), uri << "\n" << text);
      for (const auto method : spanne::service::feature_names()) {
        const EditorJson params = params_for(uri);
        const bool same = editor_.ask(std::string(method), params) == fresh.ask(std::string(method), params);
        // Edits name the version of the text they are of; without that ability they do not.
        BOOST_TEST(same, method << " of " << uri << "\n" << text);
      }
    }
  }

 private:
  std::string any_text() {
    static const std::vector<std::string> texts = texts_of_people();
    if (random_.below(4) == 0) return spanne::test::generate_rule_set(random_.below(1'000)).text();
    return texts[random_.below(texts.size())];
  }
  const std::string& any_uri() { return uris[random_.below(uris.size())]; }

  void open() {
    const std::string& uri = any_uri();
    texts_[uri] = any_text();
    editor_.open(uri, texts_[uri]);
  }

  void close() {
    const std::string& uri = any_uri();
    texts_.erase(uri);
    editor_.close(uri);
  }

  /// A part of one text in place of a part of another, one character typed, or a line gone.
  void change() {
    const auto found = texts_.find(any_uri());
    if (found == texts_.end()) return open();
    std::string& text = found->second;
    const std::size_t begin = place_in(text);
    const std::size_t end = character_begin(text, std::min(text.size(), begin + random_.below(30)));
    std::string put_in = any_text();
    put_in = put_in.substr(character_begin(put_in, place_in(put_in)));
    put_in = put_in.substr(0, character_begin(put_in, std::min<std::size_t>(put_in.size(), random_.below(20))));
    text = text.substr(0, begin) + put_in + text.substr(std::max(begin, end));
    editor_.change(found->first, text);
  }

  std::size_t place_in(const std::string& text) { return character_begin(text, random_.below(text.size() + 1)); }

  void work() {
    const std::uint64_t steps = 1 + random_.below(50'000);
    editor_.wait(steps);
    // A question may search more than once; each search ends within its limit.
    BOOST_TEST(editor_.service().latest_steps() <= steps + 4 * spanne::service::steps_per_question + 100'000);
  }

  EditorJson params_for(const std::string& uri) {
    const auto found = texts_.find(uri);
    const std::string text = found == texts_.end() ? std::string("x") : found->second;
    const std::size_t begin = place_in(text), end = std::max(begin, place_in(text));
    return {{"textDocument", {{"uri", uri}}},
            {"position", editor_position(text, begin)},
            {"range", {{"start", editor_position(text, begin)}, {"end", editor_position(text, end)}}},
            {"context", {{"diagnostics", EditorJson::array()}, {"includeDeclaration", true}}},
            {"options", {{"tabSize", 2}, {"insertSpaces", true}}},
            {"newName", random_.below(2) == 0 ? "sites" : "neuer_name"}};
  }

  void request() {
    const auto names = spanne::service::feature_names();
    EditorJson params = params_for(any_uri());
    if (random_.below(10) == 0) params.erase(std::next(params.begin(), static_cast<int>(random_.below(params.size()))));
    if (random_.below(20) == 0) params["position"]["line"] = -3;
    if (random_.below(20) == 0) params["position"] = {{"line", 4'000'000'000}, {"character", 4'000'000'000}};
    editor_.ask(std::string(names[random_.below(names.size())]), std::move(params));
  }

  /// Accounts that fit the guideline to begin with, or break off, or fit nothing, or are nothing.
  EditorJson any_accounts() {
    static const std::string shipped =
        spanne::test::contents(fs::path(SPANNE_SOURCE_DIR) / "rules" / "starter" / "en" / "accounts.csv");
    const std::string texts[] = {shipped, shipped.substr(0, random_.below(shipped.size())), "id;größe\nÄ;1\n", ""};
    return {{"name", "konten.csv"}, {"text", texts[random_.below(4)]}};
  }

  /// What shells ask that know accounts. What is loaded counts for a fresh start, too.
  void own_request() {
    const std::string& uri = any_uri();
    EditorJson params{{"uri", uri}};
    if (random_.below(3) == 0) {
      if (random_.below(4) != 0) params["accounts"] = any_accounts();
      const EditorJson answer = editor_.ask("spanne/accounts", params);
      if (!answer.is_object() || !answer.contains("error")) accounts_[uri] = params;
      return;
    }
    static const std::vector<std::string> methods{"spanne/evaluate", "spanne/explain", "spanne/byRule", "spanne/impact",
                                                  "spanne/sensitivity"};
    const std::string& method = methods[random_.below(methods.size())];
    if (random_.below(3) == 0) params["accounts"] = any_accounts();
    if (method == "spanne/explain") params["key"] = {"A-1"};
    if (method == "spanne/impact") params["against"] = {{"name", "old"}, {"text", any_text()}};
    if (random_.below(8) == 0) params["set"] = {"sites = sites + 5"};
    editor_.ask(method, params);
  }

  /// Messages of a broken editor.
  void nonsense() {
    static const std::vector<std::string> messages{
        "",
        "{",
        "null",
        "[]",
        R"({"method":3})",
        R"({"jsonrpc":"2.0","method":"textDocument/didOpen"})",
        R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":[]}})",
        R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a/guideline.spanne"},"contentChanges":[1,{"range":2,"text":"x"}]}})",
        R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///other"},"contentChanges":[{"text":"x"}]}})",
        R"({"jsonrpc":"2.0","method":"spanne/file","params":{"uri":"file:///elsewhere.spanne","base64":"!!"}})",
        R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}})",
        R"({"jsonrpc":"2.0","id":"x","result":null})",
    };
    editor_.service().handle(messages[random_.below(messages.size())]);
  }

  Random random_;
  Editor editor_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, EditorJson> accounts_;  // with what they were loaded
};

BOOST_AUTO_TEST_SUITE(random_messages)

BOOST_AUTO_TEST_CASE(end_where_a_fresh_start_ends) {
  const char* wanted = std::getenv("SPANNE_SERVICE_RUNS");
  const std::size_t messages = wanted == nullptr ? 2'000 : std::stoul(wanted);
  constexpr std::size_t messages_each = 100;
  for (std::size_t seed = 1; seed * messages_each <= messages; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      RandomEditor editor(seed);
      for (std::size_t i = 0; i < messages_each; ++i) editor.act();
      editor.compare_with_fresh_start();
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
