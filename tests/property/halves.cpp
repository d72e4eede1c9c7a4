// A long rule file is read and checked by two threads: what they make of it is what one makes of it, wherever the file
// is parted and whatever is wrong with it.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <sstream>
#include <string_view>

#include "engine/check/check.hpp"
#include "grammar/parse.hpp"
#include "tests/support/generate.hpp"
#include "tests/support/outline.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/ugly.hpp"

using namespace spanne;
using namespace spanne::test;

namespace {

/// Rules and terms to the last number.
std::string outline(const engine::Model& model) {
  std::string text;
  const auto say = [&](const auto&... parts) { ((text += " " + std::to_string(parts)), ...); };
  for (const auto& term : model.terms) {
    say(static_cast<int>(term.op), static_cast<int>(term.type.kind), term.span.begin, term.span.end, term.number);
    for (const auto id : term.operands) say(id);
    text += " " + term.type.currency.text() + term.fraction->to_exact_text() + *term.text;
  }
  for (const auto& rule : model.rules) {
    text += "\n" + rule.id + " " + rule.title.text() + " " + *rule.because;
    say(rule.condition.value_or(0), rule.uses_results, rule.span.begin, rule.scope.size());
    for (const auto& effect : rule.effects) {
      say(static_cast<int>(effect.kind), effect.amount.computed.value_or(0), effect.per ? effect.per->of : 0);
      text += " " + effect.amount.range.low.to_exact_text() + " " + effect.amount.range.high.to_exact_text();
      for (const auto& piece : effect.flag) text += " " + piece.text, say(piece.hole.value_or(0));
    }
  }
  for (const auto& ref : model.order) say(static_cast<int>(ref.sort), ref.index);
  return text;
}

/// All that is known of a file once it has been read: the tree, the places in it, and what is said of it.
std::string reading(const std::shared_ptr<const grammar::Source>& source, std::size_t shared_from) {
  const grammar::Parsed parsed = grammar::parse(*source, shared_from);
  std::string text = test::outline(parsed.tree, *source);
  const auto place = [&](grammar::Span span) {
    text += " " + std::to_string(span.begin) + "-" + std::to_string(span.end);
  };
  for (const auto& item : parsed.tree.order)
    text += " " + std::to_string(static_cast<int>(item.sort)) + "/" + std::to_string(item.index);
  for (const auto& rule : parsed.tree.rules) {
    place(rule.span);
    text += rule.heading ? " under " + std::to_string(*rule.heading) : " under none";
  }
  for (const auto& comment : parsed.tree.comments) place(comment.span), text += comment.own_line ? " alone" : " behind";
  for (const auto& word : parsed.tree.lost.words) text += " lost " + word;
  auto diagnostics = parsed.diagnostics;
  if (parsed.tree.ruleset || !parsed.tree.order.empty()) {
    auto checked = engine::check(parsed.tree, source, shared_from);
    for (auto& one : checked.diagnostics) diagnostics.push_back(std::move(one));
    if (checked.model) text += outline(*checked.model);
  }
  for (const auto& one : diagnostics) text += "\n" + grammar::render(one, *source, false);
  return text;
}

void require_same(const std::string& text) {
  const auto source = std::make_shared<const grammar::Source>("file.spanne", text);
  BOOST_TEST_CONTEXT(text)
  BOOST_REQUIRE_EQUAL(reading(source, 0), reading(source, std::numeric_limits<std::size_t>::max()));
}

/// Comments before or behind a text move the place where it is parted.
std::string longer(const std::string& text, Random& random) {
  const std::string comment = "#" + std::string(random.below(text.size() + 1), '-') + "\n";
  return random.chance(50) ? comment + text : text + (text.ends_with('\n') ? "" : "\n") + comment;
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

BOOST_AUTO_TEST_SUITE(halves)

BOOST_AUTO_TEST_CASE(generated_files_and_what_slips_made_of_them) {
  for (std::uint64_t seed = 1; seed <= runs(80); ++seed) {
    Random random(seed);
    const std::string text = generate_rule_set(seed).text();
    require_same(text);
    require_same(longer(text, random));
    require_same(longer(ugly(text, random, Ugliness::comments), random));
    require_same(longer(with_slip(text, random), random));
    require_same(longer(damaged(text, random), random));
    require_same(longer(text + "\n" + text, random));  // two headers
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
        require_same(text.str());
        for (int times = 0; times < 2; ++times) require_same(longer(text.str(), random));
        for (std::size_t times = 0; times < runs(200) / 50; ++times) require_same(damaged(text.str(), random));
      }
    }
  }
  BOOST_TEST(files > 300U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
