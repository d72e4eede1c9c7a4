// How often the right word is among the first ten suggestions: every file of rules and scenarios in the tree is cut
// before words and signs, and what stood there is looked for.
//
// Counted are words and signs of the language, units, and names that are declared elsewhere; not new names, numbers,
// texts, days, and the lines under the heads of a table. Of a statement that is wrong, only what stands before its
// first error is counted. A suggestion of several words counts for its first. Where the word touches the one before it,
// the cut ends with a blank, since otherwise that one would still be being written. Every seventh place of all files is
// tried, with SPANNE_COMPLETION_STEP=1 every one; SPANNE_SHOW_MISSES=1 lists what was not found.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include "engine/check/check.hpp"
#include "engine/completion/completion.hpp"
#include "engine/value/unit.hpp"
#include "grammar/completion/phrases.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"
#include "grammar/tree/opening.hpp"
#include "grammar/tree/parse.hpp"

using namespace spanne;
using grammar::FileKind;
using grammar::TextSpan;
using grammar::Token;
using grammar::TokenKind;

namespace {

struct Share {
  std::size_t right = 0, all = 0;

  double percent() const { return all == 0 ? 100.0 : 100.0 * static_cast<double>(right) / static_cast<double>(all); }
  void add(bool found) { right += found ? 1U : 0U, ++all; }
};

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> rule_files() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"tests/golden", "tests/partners", "tests/trail", "rules", "examples"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(SPANNE_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".spanne") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Names where they are declared: nobody can guess them.
std::set<std::uint32_t> declared_places(const grammar::SyntaxTree& tree) {
  std::set<std::uint32_t> places;
  const auto add = [&](TextSpan span) { places.insert(span.begin); };
  for (const auto& attribute : tree.attributes) {
    add(attribute.name.span);
    for (const auto& value : attribute.type.values) add(value.span);
  }
  for (const auto& define : tree.defines) add(define.name.span);
  for (const auto& cluster : tree.clusters) add(cluster.name.span);
  for (const auto& profile : tree.profiles) add(profile.name.span);
  for (const auto& rule : tree.rules)
    if (rule.name) add(rule.name->span);
  for (const auto& table : tree.tables) {
    add(table.name.span);
    for (const auto& head : table.outcomes)
      if (head.name) add(head.name->span);
  }
  if (tree.ruleset)
    for (const auto& kind : tree.ruleset->kinds) add(kind.name.span);
  return places;
}

/// Words of the language and its units.
const std::set<std::string, std::less<>>& language_words() {
  static const std::set<std::string, std::less<>> words = [] {
    std::set<std::string, std::less<>> all{"text",          "integer", "decimal", "percent", "money",
                                           "boolean",       "date",    "one",     "yes",     "no",
                                           "min",           "max",     "abs",     "floor",   "ceil",
                                           "round",         "power",   "as_of",   "cluster", "months_between",
                                           "years_between", "EUR",     "days",    "months",  "years",
                                           "weeks",         "FTE",     "h",       "month",   "week",
                                           "year",          "quarter", "day",     "general", "unlimited"};
    for (const auto phrases : {grammar::completion_phrases(), grammar::scenario_phrases()})
      for (const auto& phrase : phrases) {
        std::istringstream parts{std::string(phrase.text)};
        for (std::string part; parts >> part;) all.insert(part);
      }
    return all;
  }();
  return words;
}

bool is_known(std::string_view word, const engine::Surroundings& around) {
  if (language_words().count(word) != 0 || around.names.find(word) != nullptr) return true;
  const auto& results = around.names.results();
  if (std::find(results.begin(), results.end(), word) != results.end()) return true;
  for (const auto& name : around.names.all())
    for (const auto& value : around.names.values_of(name.text))
      if (value.written == word) return true;
  return word.starts_with("accounts_per_kam") || word.starts_with("kams_per_account");
}

/// A file that is cut.
class CutFile {
 public:
  CutFile(std::string text, std::string guideline)
      : text_(std::move(text)),
        guideline_(std::move(guideline)),
        kind_(grammar::is_scenario_file(text_) ? FileKind::scenarios : FileKind::rules),
        tokens_(grammar::tokenize(text_).tokens) {
    const grammar::Source source("file", text_);
    if (kind_ == FileKind::scenarios) {
      errors_ = grammar::parse_scenarios(source).diagnostics;
      return;
    }
    auto parsed = grammar::parse(source);
    errors_ = std::move(parsed.diagnostics);
    declared_ = declared_places(parsed.tree);
    const auto checked = engine::check(parsed.tree, std::make_shared<grammar::Source>("file", text_));
    errors_.insert(errors_.end(), checked.diagnostics.begin(), checked.diagnostics.end());
  }

  /// `whole`: the rest of the file is known, as when somebody types in the middle; else only what stands above.
  /// `wanted` is asked at every place, `found` gets the suggestions.
  template <class Wanted, class Found>
  void run(bool whole, Wanted wanted, Found found) const {
    for (const grammar::TokenRange range : grammar::statements(tokens_, text_, kind_)) {
      if (grammar::is_decoration(tokens_, range, text_)) continue;
      const TextSpan span{tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end};
      const std::uint32_t right_until = first_error(span);
      const std::string_view known = whole ? text_ : std::string_view(text_).substr(0, span.begin);
      std::optional<engine::Surroundings> around;
      for (std::size_t at = range.begin; at < range.end && tokens_[at].span.begin < right_until; ++at) {
        if (!wanted()) continue;
        if (!around) around = engine::surroundings(known, span, kind_, guideline_);
        if (counts(tokens_[at], *around) && !is_one_by_itself(at)) found(at, suggestions(at, *around));
      }
    }
  }

  std::string_view word(std::size_t at) const { return word_of(tokens_[at], text_); }
  FileKind kind() const { return kind_; }
  bool has_errors() const { return grammar::has_errors(errors_); }

  std::string line_before(std::size_t at) const {
    const std::uint32_t end = tokens_[at].span.begin;
    const std::size_t begin = end < 70 ? 0 : end - 70;
    std::string line = text_.substr(begin, end - begin);
    std::replace(line.begin(), line.end(), '\n', '~');
    return line;
  }

 private:
  std::uint32_t first_error(TextSpan statement) const {
    std::uint32_t first = statement.end;
    for (const auto& error : errors_)
      if (error.severity == grammar::Severity::error && error.span.end >= statement.begin &&
          error.span.begin < statement.end)
        first = std::min(first, std::max(error.span.begin, statement.begin));
    return first;
  }

  bool counts(const Token& token, const engine::Surroundings& around) const {
    if (token.kind == TokenKind::sign) return true;
    if (token.kind != TokenKind::word || declared_.count(token.span.begin) != 0) return false;
    return token.reserved || is_known(word_of(token, text_), around);
  }

  /// A cluster that is called one, and not `one of`.
  bool is_one_by_itself(std::size_t at) const {
    return word(at) == "one" && (at + 1 == tokens_.size() || word(at + 1) != "of");
  }

  std::vector<engine::CompletionItem> suggestions(std::size_t at, const engine::Surroundings& around) const {
    const bool touches = at > 0 && tokens_[at - 1].span.end == tokens_[at].span.begin;
    const std::string before = text_.substr(0, tokens_[at].span.begin) + (touches ? " " : "");
    const auto end = static_cast<std::uint32_t>(before.size());
    return engine::completions(grammar::writing_place(before, end, kind_), around);
  }

  std::string text_, guideline_;
  FileKind kind_;
  std::vector<Token> tokens_;
  grammar::Diagnostics errors_;
  std::set<std::uint32_t> declared_;
};

bool begins_with(const engine::CompletionItem& item, std::string_view word) {
  const auto tokens = grammar::tokenize(item.text).tokens;
  return !tokens.empty() && (item.text == word || word_of(tokens.front(), item.text) == word);
}

bool among_first_ten(const std::vector<engine::CompletionItem>& items, std::string_view word) {
  const auto ten = items.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(items.size(), 10));
  return std::any_of(items.begin(), ten, [&](const auto& item) { return begins_with(item, word); });
}

std::string guideline_of(const std::filesystem::path& scenarios) {
  const grammar::Source source("file", contents(scenarios));
  const auto parsed = grammar::parse_scenarios(source);
  return parsed.file.header ? contents(scenarios.parent_path() / parsed.file.header->guideline.value) : std::string();
}

std::string kind_of(const std::filesystem::path& path, const CutFile& file) {
  if (file.kind() == FileKind::scenarios) return "scenarios";
  if (path.string().find("/errors/") != std::string::npos || file.has_errors()) return "with errors";
  return path.string().find("/rules/") != std::string::npos ? "shipped" : "golden";
}

struct Shares {
  std::map<std::string, Share> by_kind;
  Share all;
};

void show_miss(const std::filesystem::path& path, const CutFile& file, std::size_t at,
               const std::vector<engine::CompletionItem>& items) {
  static const bool shown = std::getenv("SPANNE_SHOW_MISSES") != nullptr;
  if (!shown) return;
  std::string ten;
  for (std::size_t item = 0; item < std::min<std::size_t>(items.size(), 10); ++item) ten += " " + items[item].text;
  const bool later =
      std::any_of(items.begin(), items.end(), [&](const auto& item) { return begins_with(item, file.word(at)); });
  std::cerr << fmt::format("MISS {}\t{}\t{}\t[{}]\t{}\n", file.word(at), path.filename().string(), file.line_before(at),
                           ten, later ? "" : "ABSENT");
}

/// Of every `step`-th place.
Shares measure(bool whole, std::size_t step) {
  if (const char* asked = std::getenv("SPANNE_COMPLETION_STEP")) step = std::max<std::size_t>(1, std::stoul(asked));
  Shares shares;
  std::size_t places = 0;
  for (const auto& path : rule_files()) {
    const std::string text = contents(path);
    if (grammar::unusable(text) || (!grammar::is_scenario_file(text) && grammar::no_rule_file(text))) continue;
    const CutFile file(text, grammar::is_scenario_file(text) ? guideline_of(path) : std::string());
    Share& share = shares.by_kind[kind_of(path, file)];
    const auto wanted = [&] { return places++ % step == 0; };
    file.run(whole, wanted, [&](std::size_t at, const std::vector<engine::CompletionItem>& items) {
      const bool right = among_first_ten(items, file.word(at));
      share.add(right), shares.all.add(right);
      if (!right) show_miss(path, file, at, items);
    });
  }
  return shares;
}

void tell(std::string_view what, const Shares& shares) {
  std::cout << fmt::format("completion, {}: {:.2f} % of {} places\n", what, shares.all.percent(), shares.all.all);
  for (const auto& [kind, share] : shares.by_kind)
    std::cout << fmt::format("  {:12} {:.2f} % of {}\n", kind, share.percent(), share.all);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shares)

BOOST_AUTO_TEST_CASE(the_right_word_is_among_the_first_ten) {
  const Shares whole = measure(true, 23);
  tell("in the middle of a file", whole);
  BOOST_TEST(whole.all.all > 1'000U);
  BOOST_TEST(whole.all.percent() >= 95.0);
  for (const auto& [kind, share] : whole.by_kind)
    if (share.all >= 100) BOOST_TEST(share.percent() >= 90.0, kind);
}

BOOST_AUTO_TEST_CASE(it_is_found_at_the_end_of_a_file_too) {
  const Shares above = measure(false, 97);
  tell("with nothing below", above);
  BOOST_TEST(above.all.all > 250U);
  BOOST_TEST(above.all.percent() >= 90.0);
}

BOOST_AUTO_TEST_SUITE_END()
