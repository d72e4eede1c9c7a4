// Effort by rule, for every rule set: the parts add up to the total, and the order of rules has no part in them.
#include "engine/planning/rule_contributions.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "engine/planning/without_rule.hpp"
#include "tests/support/properties.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::test;

namespace {

struct DividedEffort {
  Outcome outcome;
  std::map<std::string, Range> shares;  // by the author's words, whatever their order
};

DividedEffort divided(const Account& account, Date day, const Model& model) {
  Trace trace;
  DividedEffort made{Evaluator(model, day).evaluate(account, &trace), {}};
  if (made.outcome.rejected()) return made;
  const ContributionSources sources(model);
  for (const AccountShare& share : shares_of(made.outcome, trace, sources)) {
    const auto statement = sources.statement(share.source);
    made.shares[statement ? model.words(span_of(*statement, model)) : "never below 0"] += share.to;
  }
  return made;
}

Account in_order_of(const Account& account, const Model& model, const Model& other) {
  Account carried;
  carried.values.resize(account.values.size());
  for (AttributeId id = 0; id < model.attributes.size(); ++id)
    carried.values[other.find_attribute(model.attributes[id].name).value()] = account.values[id];
  return carried;
}

/// Random accounts as the rows of a file; some of them are rejected.
PortfolioRows rows_of(const Model& model, Random& random) {
  PortfolioRows rows;
  for (std::size_t line = 2; line < 2 + 2 * accounts_per_rule_set; ++line)
    rows.rows.push_back({line, random_account(model, random), {}, {}});
  rows.counted = model.figure_attributes();
  return rows;
}

/// The text without the lines on which a statement stands.
std::string without_lines(const std::string& text, grammar::TextSpan span) {
  const std::size_t before = text.rfind('\n', span.begin);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', span.end - 1), text.size() - 1) + 1;
  return text.substr(0, begin) + text.substr(end);
}

std::string exact_words(const SumRange& sum) {
  BOOST_REQUIRE(sum.low.is_exact() && sum.high.is_exact());
  return sum.low.low.to_exact_text() + " .. " + sum.high.low.to_exact_text();
}

std::string sum_of_all(const std::vector<RowResult>& results) {
  TotalSum low, high;
  for (const RowResult& result : results) {
    if (result.outcome.rejected()) continue;
    low.add(result.outcome.total.low);
    high.add(result.outcome.total.high);
  }
  return exact_words({low.value(), high.value()});
}

std::vector<StatementRef> removable_rules(const Model& model) {
  std::vector<StatementRef> rules;
  for (std::size_t rule = 0; rule < model.rules.size(); ++rule) rules.push_back({StatementRef::Kind::rule, rule, 0});
  for (std::size_t table = 0; table < model.tables.size(); ++table)
    for (std::size_t row = 0; row < model.tables[table].rows.size() && model.tables[table].derived.empty(); ++row)
      rules.push_back({StatementRef::Kind::row, table, row});
  return rules;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contributions_of_rules)

BOOST_AUTO_TEST_CASE(adds_up_whatever_the_order_of_rules) {
  std::map<EffectKind, std::size_t> counted;
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    const Model other = model_of(shuffled(rules, random).text());
    for_some_accounts(rules, model, random, [&](const Account& account, Date day, const Outcome&) {
      Trace trace;
      Evaluator(model, day).evaluate(account, &trace);
      const DividedEffort one = divided(account, day, model);
      if (one.outcome.rejected()) return;
      for (const Contribution& contribution : trace.contributions) ++counted[contribution.effect->kind];
      Range sum;
      for (const auto& [words, share] : one.shares) sum += share;
      BOOST_REQUIRE(sum == one.outcome.total);
      const DividedEffort two = divided(in_order_of(account, model, other), day, other);
      BOOST_REQUIRE_EQUAL(one.shares.size(), two.shares.size());
      for (const auto& [words, share] : one.shares)
        BOOST_TEST_CONTEXT(words) BOOST_REQUIRE(two.shares.at(words) == share);
    });
  });
  for (const EffectKind kind : {EffectKind::add, EffectKind::surcharge, EffectKind::factor, EffectKind::at_least,
                                EffectKind::at_most, EffectKind::exactly})
    BOOST_TEST(counted[kind] > 0U);
}

BOOST_AUTO_TEST_CASE(sums_of_groups_add_up_to_the_total) {
  for_every_rule_set([&](const RuleSetText& rules, const Model& model, Random& random) {
    const PortfolioRows rows = rows_of(model, random);
    const RowEvaluation evaluation(model, random.pick(rules.days), rows);
    const ContributionSources sources(model);
    const EffortByRule effort = effort_by_rule(evaluation, sources, {{std::nullopt}}, run_in_order);
    BOOST_REQUIRE_EQUAL(exact_words(effort.total.total()), sum_of_all(evaluate_all(evaluation, run_in_order)));
    TotalSum low, high, kinds, groups;
    const auto add = [](TotalSum& sum, const Enclosure& more) {
      BOOST_REQUIRE(more.is_exact());
      sum.add(more.low);
    };
    for (const RuleContribution& rule : effort.total.contributions()) {
      add(low, rule.to_low);
      add(high, rule.to_high);
      for (const Enclosure& kind : rule.kinds) add(kinds, kind);
    }
    BOOST_REQUIRE_EQUAL(exact_words({low.value(), high.value()}), exact_words(effort.total.total()));
    if (model.declares_kinds()) BOOST_REQUIRE(kinds.value().low == effort.total.total().middle().low);
    for (const auto& group : effort.groups)
      for (const RuleContribution& rule : group.sums.contributions()) add(groups, rule.to_mid);
    BOOST_REQUIRE(groups.value().low == effort.total.total().middle().low);
  });
}

BOOST_AUTO_TEST_CASE(without_a_rule_is_what_the_edited_file_says) {
  std::size_t compared = 0, differing = 0, of_tables = 0;
  for_every_rule_set(
      [&](const RuleSetText& rules, const Model&, Random& random) {
        RuleSetText bare = rules;
        bare.claims.clear();
        const Model model = model_of(bare.text());
        const Date day = random.pick(rules.days);
        const PortfolioRows rows = rows_of(model, random);
        const RowEvaluation evaluation(model, day, rows);
        const auto results = evaluate_all(evaluation, run_in_order);
        const auto removed = removable_rules(model);
        const std::vector<std::optional<std::size_t>> no_groups(results.size());
        const auto all = effort_without(evaluation, results, removed, no_groups, 0, run_in_order);
        for (std::size_t rule = 0; rule < removed.size(); ++rule) {
          const auto edited = model_if_right(without_lines(bare.text(), span_of(removed[rule], model)));
          if (!edited) continue;  // a table needs a row
          const RowEvaluation again(*edited, day, rows);
          const auto expected = evaluate_all(again, run_in_order);
          BOOST_TEST_CONTEXT(name_of(removed[rule], model)) {
            BOOST_REQUIRE_EQUAL(exact_words(all[rule].total), sum_of_all(expected));
            BOOST_REQUIRE_EQUAL(all[rule].rejected,
                                std::count_if(expected.begin(), expected.end(),
                                              [](const auto& row) { return row.outcome.rejected(); }));
          }
          ++compared;
          if (removed[rule].kind == StatementRef::Kind::row) ++of_tables;
          if (exact_words(all[rule].total) != sum_of_all(results)) ++differing;
        }
      },
      60);
  BOOST_TEST(compared > 300U);
  BOOST_TEST(of_tables > 50U);
  BOOST_TEST(3 * differing > compared);
}

BOOST_AUTO_TEST_SUITE_END()
