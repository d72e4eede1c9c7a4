// What must hold for every rule set: tried on generated ones, a few hundred a run, the same ones every time.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "engine/check/check.hpp"
#include "engine/semantics/evaluate.hpp"
#include "engine/trail/digest.hpp"
#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "tests/support/oracle.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

/// The same values in the order in which `other` declares its attributes.
Account carried_over(const Account& account, const Model& model, const Model& other) {
  Account carried;
  carried.values.resize(account.values.size());
  for (AttributeId id = 0; id < model.attributes.size(); ++id) {
    carried.values[other.find_attribute(model.attributes[id].name).value()] = account.values[id];
  }
  return carried;
}

/// Some lines of tables without their last `|`; one after an empty cell stays, as it is what makes it a cell.
std::string with_open_rows(const std::string& text, Random& random) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    const bool row = begin != std::string::npos && line[begin] == '|' && line.ends_with('|');
    if (row && random.chance(50)) {
      std::string shorter = line.substr(0, line.size() - 1);
      while (shorter.ends_with(' ')) shorter.pop_back();
      if (!shorter.ends_with('|') && line.find("---") == std::string::npos) line = shorter;
    }
    result += line + "\n";
  }
  return result;
}

/// The rules and rows that matched, in the author's words and whatever their order.
std::vector<std::string> matched_words(const Outcome& outcome, const Model& model) {
  std::vector<std::string> words;
  for (const RuleSite& match : outcome.matched) {
    if (match.kind == RuleRef::Kind::rule) words.push_back(model.words(model.rules[match.index].span));
    if (match.row) words.push_back(model.words(model.tables[match.index].rows[*match.row].span));
  }
  std::sort(words.begin(), words.end());
  return words;
}

/// Everything of the effort, as text, to the last digit.
std::string figures(const Outcome& outcome) {
  std::string text;
  const auto add = [&](const Range& range) {
    text += range.low.to_exact_text() + " .. " + range.high.to_exact_text() + "\n";
  };
  add(outcome.total);
  for (const Range& kind : outcome.kinds) add(kind);
  add(outcome.limit);
  return text;
}

void require_same_results(const Outcome& first, const Model& model, const Outcome& second, const Model& other) {
  BOOST_REQUIRE_EQUAL(first.rejected(), second.rejected());
  BOOST_REQUIRE_EQUAL(first.rejections.size(), second.rejections.size());
  BOOST_REQUIRE(first.cluster == second.cluster);
  if (first.rejected()) return;
  BOOST_REQUIRE_EQUAL(figures(first), figures(second));
  BOOST_TEST(matched_words(first, model) == matched_words(second, other), boost::test_tools::per_element());
  std::vector<std::string> flags = first.flags;
  std::vector<std::string> other_flags = second.flags;
  std::sort(flags.begin(), flags.end());
  std::sort(other_flags.begin(), other_flags.end());
  BOOST_TEST(flags == other_flags, boost::test_tools::per_element());
}

void require_same(const Range& range, const RationalRange& expected) {
  BOOST_REQUIRE_EQUAL(rational(range.low), expected.low);
  BOOST_REQUIRE_EQUAL(rational(range.high), expected.high);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generated_rule_sets)

BOOST_AUTO_TEST_CASE(the_order_of_rules_changes_nothing) {
  for_every_rule_set([](const RuleSetText& rules, const Model& model, Random& random) {
    const Model other = model_of(shuffled(rules, random).text());
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome& outcome) {
      const Outcome again = Evaluator(other, day).evaluate(carried_over(account, model, other));
      require_same_results(outcome, model, again, other);
    });
  });
}

BOOST_AUTO_TEST_CASE(layout_changes_no_result) {
  for_every_rule_set([](const RuleSetText& rules, const Model& model, Random& random) {
    const grammar::Source source("generated.spanne", rules.text());
    const Model other = model_of(grammar::format(source, grammar::parse(source).tree));
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome& outcome) {
      const Outcome again = Evaluator(other, day).evaluate(account);
      BOOST_REQUIRE(outcome.cluster == again.cluster);
      BOOST_REQUIRE_EQUAL(outcome.rejections.size(), again.rejections.size());
      if (outcome.rejected()) return;
      BOOST_REQUIRE_EQUAL(figures(outcome), figures(again));
      BOOST_REQUIRE(outcome.matched == again.matched);
      BOOST_REQUIRE(outcome.flags == again.flags);
    });
  });
}

BOOST_AUTO_TEST_CASE(the_canonical_text_means_the_same) {
  for_every_rule_set([](const RuleSetText& rules, const Model& model, Random& random) {
    const std::string canonical = canonical_text(rules.text());
    BOOST_REQUIRE_EQUAL(canonical_text(canonical), canonical);
    const grammar::Source source("generated.spanne", rules.text());
    BOOST_REQUIRE_EQUAL(canonical_text(grammar::format(source, grammar::parse(source).tree)), canonical);
    const Model other = model_of(canonical);
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome& outcome) {
      const Outcome again = Evaluator(other, day).evaluate(account);
      BOOST_REQUIRE_EQUAL(outcome.rejected(), again.rejected());
      BOOST_REQUIRE(outcome.cluster == again.cluster);
      BOOST_REQUIRE_EQUAL(figures(outcome), figures(again));
      BOOST_REQUIRE(outcome.matched == again.matched);
      BOOST_REQUIRE(outcome.flags == again.flags);
    });
  });
}

BOOST_AUTO_TEST_CASE(the_layout_of_open_rows_changes_no_digest) {
  std::size_t opened = 0;
  for_every_rule_set([&](const RuleSetText& rules, const Model&, Random& random) {
    const std::string closed = rules.text(), open = with_open_rows(closed, random);
    if (open == closed) return;
    ++opened;
    BOOST_REQUIRE_EQUAL(canonical_text(open), canonical_text(closed));
    BOOST_REQUIRE(canonical_text(open, 1) != canonical_text(closed, 1));
    const grammar::Source source("generated.spanne", open);
    const std::string laid_out = grammar::format(source, grammar::parse(source).tree);
    BOOST_REQUIRE_EQUAL(canonical_digest(laid_out), canonical_digest(open));
    BOOST_REQUIRE_EQUAL(canonical_text(laid_out, 1), canonical_text(closed, 1));
  });
  BOOST_TEST(2 * opened > runs());
}

BOOST_AUTO_TEST_CASE(kinds_and_limit_make_the_total) {
  for_every_rule_set([](const RuleSetText& rules, const Model& model, Random& random) {
    for_some_accounts(rules, model, random, [&](const Account&, Date, const Outcome& outcome) {
      if (outcome.rejected()) return;
      Range sum = outcome.limit;
      for (const Range& kind : outcome.kinds) {
        BOOST_REQUIRE(kind.low <= kind.high);
        sum = {sum.low + kind.low, sum.high + kind.high};
      }
      BOOST_REQUIRE(sum == outcome.total);
      BOOST_REQUIRE(outcome.total.low.sign() >= 0);
      BOOST_REQUIRE(outcome.total.low <= outcome.total.middle());
      BOOST_REQUIRE(outcome.total.middle() <= outcome.total.high);
    });
  });
}

BOOST_AUTO_TEST_CASE(a_second_way_of_computing_agrees) {
  std::size_t accepted = 0;
  std::size_t tried = 0;
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome& outcome) {
      const Expected expected = expected_outcome(model, day, account);
      BOOST_REQUIRE_EQUAL(outcome.rejected(), expected.rejected);
      BOOST_REQUIRE(outcome.cluster == expected.cluster);
      ++tried;
      if (outcome.rejected()) return;
      ++accepted;
      require_same(outcome.total, expected.total);
      BOOST_REQUIRE_EQUAL(outcome.kinds.size(), expected.kinds.size());
      for (std::size_t kind = 0; kind < outcome.kinds.size(); ++kind) {
        require_same(outcome.kinds[kind], expected.kinds[kind]);
      }
      BOOST_REQUIRE(outcome.matched == expected.matched);
    });
  });
  // Rejections are rare enough for the comparison to mean something.
  BOOST_TEST(2 * accepted > tried);
}

BOOST_AUTO_TEST_SUITE_END()
