// What the outline, folding and the words of texts always keep to, whatever is wrong with the text.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "engine/check/check.hpp"
#include "grammar/text/characters.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/service/editor.hpp"
#include "tests/support/generate.hpp"

namespace {

using namespace spanne;
using namespace spanne::tests;
namespace fs = std::filesystem;

const std::string uri = "file:///g.spanne";

std::vector<std::string> all_texts() {
  std::vector<std::string> texts;
  for (const char* folder : {"rules", "tests/golden"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SPANNE_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".spanne") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      if (text.str().size() < 100'000 && !grammar::first_not_utf8(text.str())) texts.push_back(text.str());
    }
  for (std::uint64_t seed = 1; seed <= 5; ++seed) texts.push_back(test::generate_rule_set(seed).text());
  return texts;
}

struct ByteRange {
  std::size_t begin, end;
  bool holds(const ByteRange& other) const { return begin <= other.begin && other.end <= end; }
};

ByteRange bytes_of(const EditorJson& range, const std::string& text) {
  return {editor_offset(text, range["start"]), editor_offset(text, range["end"])};
}

void check_symbols(const EditorJson& symbols, const ByteRange& outside, const std::string& text) {
  std::size_t end = outside.begin;
  for (const EditorJson& symbol : symbols) {
    const ByteRange whole = bytes_of(symbol["range"], text), name = bytes_of(symbol["selectionRange"], text);
    BOOST_TEST(symbol["name"] != "");
    BOOST_TEST(outside.holds(whole));
    BOOST_TEST(whole.holds(name));
    BOOST_TEST(whole.begin >= end, symbol << "\n" << text);
    end = whole.end;
    if (symbol.contains("children")) check_symbols(symbol["children"], whole, text);
  }
}

std::size_t count_symbols(const EditorJson& symbols) {
  std::size_t count = symbols.size();
  for (const EditorJson& symbol : symbols)
    if (symbol.contains("children")) count += count_symbols(symbol["children"]);
  return count;
}

struct Word {
  ByteRange place;
  std::size_t type, modifiers;
};

std::vector<Word> words_of(const EditorJson& data, const std::string& text) {
  std::vector<Word> words;
  std::size_t line = 0, character = 0;
  for (std::size_t at = 0; at + 4 < data.size(); at += 5) {
    const auto lines = data[at].get<std::size_t>();
    line += lines;
    character = (lines == 0 ? character : 0) + data[at + 1].get<std::size_t>();
    const std::size_t length = data[at + 2].get<std::size_t>();
    words.push_back({{editor_offset(text, {{"line", line}, {"character", character}}),
                      editor_offset(text, {{"line", line}, {"character", character + length}})},
                     data[at + 3].get<std::size_t>(),
                     data[at + 4].get<std::size_t>()});
  }
  return words;
}

BOOST_AUTO_TEST_SUITE(outline_and_tokens)

BOOST_AUTO_TEST_CASE(outlines_and_folds_hold_together) {
  for (const std::string& text : all_texts()) {
    Editor editor;
    editor.open(uri, text);
    check_symbols(editor.ask_of("textDocument/documentSymbol", uri), {0, text.size()}, text);
    std::size_t before = 0;
    bool first = true;
    for (const EditorJson& fold : editor.ask_of("textDocument/foldingRange", uri)) {
      const auto begin = fold["startLine"].get<std::size_t>();
      BOOST_TEST(begin < fold["endLine"].get<std::size_t>());
      BOOST_TEST((first || before < begin));
      before = begin;
      first = false;
    }
  }
}

BOOST_AUTO_TEST_CASE(everything_declared_is_in_the_outline) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::string text = test::generate_rule_set(seed).text();
    const auto tree = grammar::parse(grammar::Source("g", text)).tree;
    Editor editor;
    editor.open(uri, text);
    std::size_t values = 0;
    for (const auto& table : tree.tables)
      for (const auto& head : table.outcomes) values += head.name ? 1U : 0U;
    // The title, one heading above all attributes, and everything there is.
    BOOST_TEST(count_symbols(editor.ask_of("textDocument/documentSymbol", uri)) == 2 + tree.order.size() + values);
  }
}

BOOST_AUTO_TEST_CASE(every_name_is_told_by_what_it_means) {
  using Kind = engine::NameTarget::Kind;
  const std::map<Kind, std::size_t> types{
      {Kind::attribute, 0}, {Kind::define, 1}, {Kind::lookup_value, 1}, {Kind::result, 1},      {Kind::choice_value, 2},
      {Kind::cluster, 3},   {Kind::rule, 4},   {Kind::table, 5},        {Kind::effort_kind, 6}, {Kind::profile, 7}};
  for (const std::string& text : all_texts()) {
    Editor editor;
    editor.open(uri, text);
    const auto source = std::make_shared<grammar::Source>("g", text);
    const auto parsed = grammar::parse(*source);
    engine::ResolvedNames names;
    if (!text.starts_with("scenarios")) engine::check(parsed.tree, source, &names);
    const auto words = words_of(editor.ask_of("textDocument/semanticTokens/full", uri)["data"], text);
    std::map<std::size_t, Word> by_begin;
    std::size_t end = 0;
    for (const Word& word : words) {
      BOOST_TEST((end <= word.place.begin && word.place.begin < word.place.end));
      end = word.place.end;
      by_begin.emplace(word.place.begin, word);
    }
    if (!parsed.tree.ruleset && parsed.tree.order.empty()) continue;
    for (const engine::ResolvedName& name : names.all()) {
      BOOST_TEST_CONTEXT(source->text(name.span) << " at " << name.span.begin << " of\n" << text) {
        BOOST_TEST_REQUIRE(by_begin.count(name.span.begin) == 1U);
        const Word& word = by_begin.at(name.span.begin);
        BOOST_TEST(word.type == types.at(name.target.kind));
        BOOST_TEST((word.modifiers & 1U) == (name.declares ? 1U : 0U));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
