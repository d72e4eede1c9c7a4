// Every question ends within its steps, whatever the guideline; fewer steps never make another answer.
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

#include "engine/compare/regions/regions.hpp"
#include "engine/explain/nearest_change.hpp"
#include "engine/proof/questions/prove.hpp"
#include "tests/attacks/measured_run.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/properties.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/tiny.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;
using namespace spanne::tests;

namespace {

// ---------------------------------------------------------------------------------------------- chains

/// A define in which the one before it is asked for twice, level by level.
struct Chain {
  const char* first;
  std::function<std::string(std::size_t)> level;
  const char* rule;  // {} is the last one's name
};

std::string last(std::size_t level) { return fmt::format("d{}", level - 1); }

const std::map<std::string, Chain> chains{
    {"sums", {"n", [](auto i) { return fmt::format("define d{0} = {1} + {1}\n", i, last(i)); }, "{} > 1"}},
    {"least", {"n", [](auto i) { return fmt::format("define d{0} = min({1}, {1} + 1)\n", i, last(i)); }, "{} > 1"}},
    {"conditions",
     {"n > m", [](auto i) { return fmt::format("define d{0} = {1} and (n > {2} or {1})\n", i, last(i), i % 90); },
      "{}"}},
    {"opposites",
     {"n > m", [](auto i) { return fmt::format("define d{0} = not {1} or (m > {2} and {1})\n", i, last(i), i % 90); },
      "{}"}},
    {"choices",
     {"m", [](auto i) { return fmt::format("define d{0} = if n > {2} then {1} else {1} + 1\n", i, last(i), i % 90); },
      "{} > 1"}},
    {"texts",
     {"seg",
      [](auto i) {
        return fmt::format("define d{0} = if n > {2} then {1} else if m > {2} then {1} else \"x\"\n", i, last(i),
                           i % 90);
      },
      "{} = \"x\""}},
    {"efforts",
     {"if n > 3 then 0.001 FTE else 0.002 FTE",
      [](auto i) { return fmt::format("define d{0} = {1} + {1}\n", i, last(i)); }, "{} > 1 FTE"}},
    {"periods",
     {"n > m",
      [](auto i) {
        return fmt::format(
            "define d{0} = {1} and (n > {2} or {1}) until 2026-06-30\ndefine d{0} = {1} or (n < {2} and "
            "{1}) from 2026-07-01\n",
            i, last(i), i % 90);
      },
      "{}"}},
    {"tables",
     {"n",
      [](auto i) {
        return fmt::format("table t{0} first\n  | {1} | {1} || d{0} |\n  | > 5 | < 50 || {2} |\n  | otherwise || 3 |\n",
                           i, last(i), i % 9);
      },
      "{} > 1"}},
};

std::string guideline_of(const Chain& chain, std::size_t levels, const std::string& more = "") {
  std::string text =
      "ruleset \"Chain\" version 1.0.0\nattributes\n  account text key\n  n integer 0 .. 100\n  m integer 0 .. 100\n"
      "  seg text\n";
  text += fmt::format("define d0 = {}\n", chain.first);
  for (std::size_t level = 1; level < levels; ++level) text += chain.level(level);
  text += "cluster all: otherwise -> 0.1 FTE\n";
  const std::string name = last(levels);
  return text + "r: " + fmt::format(fmt::runtime(chain.rule), name) + " -> +1 FTE\n" + more;
}

void each_chain(std::size_t levels, const std::function<void()>& examine, const std::string& more = "") {
  Folder::put("a.csv", "account,n,m,seg\nA,7,3,x\nB,2,9,y\n");
  for (const auto& [name, chain] : chains) BOOST_TEST_CONTEXT(name << " of " << levels << " levels") {
      Folder::put("g.spanne", guideline_of(chain, levels, more));
      examine();
    }
}

// ---------------------------------------------------------------------------------------------- small budgets

/// What was found for certain: not that something is undecided, and without the accounts that show it.
std::set<std::string> certain(const Proof& proof) {
  std::set<std::string> found;
  for (const auto& one : proof.findings)
    if (one.code != "W0530" && one.code != "W0521" && one.code != "W0515")
      found.insert(fmt::format("{} {}", one.code, one.span.begin));
  return found;
}

const std::vector<std::uint64_t> budgets{0, 1, 2, 3, 5, 8, 13, 21, 34, 50, 600, 2'000, 10'000};

void same_claims(const Proof& few, const Proof& many) {
  for (std::size_t id = 0; id < few.properties.size(); ++id)
    if (few.properties[id].claim != Claim::undecided && many.properties[id].claim != Claim::undecided)
      BOOST_CHECK(few.properties[id].claim == many.properties[id].claim);
  for (std::size_t id = 0; id < few.clusters.size(); ++id)
    for (const auto end : {&ClusterEffort::least, &ClusterEffort::greatest}) {
      const auto &a = few.clusters[id].*end, &b = many.clusters[id].*end;
      if (!a || !b || few.clusters[id].by_rules != many.clusters[id].by_rules) continue;
      const bool least = end == &ClusterEffort::least;
      if (a->proved) BOOST_TEST((a->effort == b->effort));
      if (!a->proved) BOOST_TEST((least ? a->outer <= b->effort : a->outer >= b->effort));
    }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(budgets_of_steps, Folder)

BOOST_AUTO_TEST_CASE(a_promise_over_a_quotient_ends_at_every_time_limit) {
  Folder::put("g.spanne",
              "ruleset \"T\" version 1.0.0\nattributes\n  m money EUR 0 .. 10 M EUR\n  n integer 1 .. 50\n"
              "cluster c: otherwise -> 0.1 FTE\nr: m / n > 100 k EUR -> +1 FTE\n"
              "property \"down\": fte never rises as n rises\nproperty \"up\": fte never falls as m rises\n");
  for (const char* limit : {"1", "2", "3"}) ends({"check", "g.spanne", "--time-limit", limit});
}

BOOST_AUTO_TEST_CASE(a_time_limit_is_a_whole_number_of_seconds) {
  Folder::put("g.spanne", guideline("1.0.0"));
  for (const char* limit : {"0", "-1", "nan", "inf", "1e3", "99999999999999999999", "3601", ""})
    for (const auto& args : {std::vector<std::string>{"check", "g.spanne"}, {"diff", "g.spanne", "g.spanne"}})
      BOOST_TEST_CONTEXT(args[0] << " " << limit) {
        auto typed_in = args;
        typed_in.push_back(fmt::format("--time-limit={}", limit));
        BOOST_TEST(typed(typed_in).status == 2);
      }
}

BOOST_AUTO_TEST_CASE(few_steps_never_make_another_answer) {
  for (std::uint64_t seed = 1; seed <= test::wanted_runs("SPANNE_PROOF_RUNS", 20); ++seed) {
    const std::string text = test::tiny_rule_set(seed);
    const auto model = test::model_if_right(text);
    if (!model) continue;
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << text) {
      ProofOptions options = spanne::test::with_solver();
      const Proof whole = prove(*model, options);
      if (whole.undecided > 0) continue;  // a calculation with a pattern rather than thresholds
      const auto facts = certain(whole);
      for (const std::uint64_t steps : budgets) BOOST_TEST_CONTEXT(steps << " steps") {
          options.steps = steps;
          const Proof few = prove(*model, options);
          for (const auto& fact : certain(few)) BOOST_TEST(facts.count(fact) == 1U, fact);
          same_claims(few, whole);
          // The last box begun is looked at to its end.
          BOOST_TEST(few.max_steps <= steps + 40 * (model->terms.size() + 500));
        }
    }
  }
}

BOOST_AUTO_TEST_CASE(few_steps_never_prove_two_versions_the_same) {
  for (std::uint64_t seed = 1; seed <= test::wanted_runs("SPANNE_PROOF_RUNS", 20); ++seed) {
    const auto pair = test::tiny_pair(seed);
    if (!pair) continue;
    BOOST_TEST_CONTEXT("seed " << seed << "\n" << pair->old_text << "\n---\n" << pair->new_text) {
      const auto regions = [&](std::optional<std::uint64_t> steps) {
        RegionOptions options;
        options.steps = steps;
        return differing_regions(pair->old_model, pair->new_model, pair->comparison, options);
      };
      const Regions whole = regions(std::nullopt);
      for (const std::uint64_t steps : budgets) BOOST_TEST_CONTEXT(steps << " steps") {
          const Regions few = regions(steps);
          if (!few.proved() || !whole.proved()) continue;
          BOOST_TEST(few.regions.empty() == whole.regions.empty());
        }
    }
  }
}

BOOST_AUTO_TEST_CASE(few_steps_name_no_other_change) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto model = test::model_of(test::generate_rule_set(seed).text());
    test::Random random(seed);
    const Account account = test::random_account(model, random);
    const Date day = model.effective.from.value_or(*make_date(2026, 1, 1));
    const auto all = nearest_changes(model, account, day);
    for (const std::uint64_t steps : {0U, 1U, 700U, 5'000U, 40'000U, 300'000U})
      BOOST_TEST_CONTEXT(seed << " " << steps) {
        StepBudget budget(steps);
        const auto some = nearest_changes(model, account, day, budget);
        BOOST_REQUIRE(some.size() <= all.size());
        for (std::size_t i = 0; i < some.size(); ++i) {
          BOOST_TEST(some[i].attribute == all[i].attribute);
          BOOST_CHECK(some[i].value == all[i].value);
        }
        if (budget.left() > 0) BOOST_TEST(some.size() == all.size());
      }
  }
}

BOOST_AUTO_TEST_CASE(a_long_chain_is_checked_evaluated_and_printed) {
  for (const std::size_t levels : {24U, 60U})
    each_chain(levels, [] {
      for (const auto& args : {std::vector<std::string>{"check", "g.spanne"},
                               {"print", "g.spanne"},
                               {"fmt", "g.spanne"},
                               {"eval", "g.spanne", "a.csv", "--as-of", "2026-03-01", "--format", "csv"},
                               {"eval", "g.spanne", "a.csv", "--by", "cluster", "--format", "csv"},
                               {"explain", "g.spanne", "a.csv", "A"},
                               {"explain", "g.spanne", "a.csv", "B", "--format", "json"},
                               {"explain", "g.spanne", "--given", "n = 1, m = 2, seg = \"x\""}})
        ends(args);
    });
}

BOOST_AUTO_TEST_CASE(a_chain_of_190_levels_is_evaluated_and_explained) {
  each_chain(190, [] {
    ends({"eval", "g.spanne", "a.csv", "--format", "csv"});
    ends({"explain", "g.spanne", "a.csv", "A", "--format", "json"});
  });
}

BOOST_AUTO_TEST_CASE(a_long_chain_is_tested) {
  each_chain(
      24,
      [] {
        ends({"test", "g.spanne", "--coverage", "--mutate"});
      },
      "test \"t\"\n  given n = 1, m = 2, seg = \"x\"\n  expect cluster = all\n");
}

BOOST_AUTO_TEST_CASE(two_versions_of_a_long_chain_are_compared) {
  each_chain(40, [] {
    std::string other = contents("g.spanne");
    other.replace(other.find("+1 FTE"), 6, "+2 FTE");
    other.replace(other.find("1.0.0"), 5, "1.1.0");
    Folder::put("h.spanne", other);
    ends({"diff", "g.spanne", "h.spanne", "a.csv"});
  });
}

BOOST_AUTO_TEST_CASE(promises_about_a_long_chain_end) {
  each_chain(
      60,
      [] {
        ends({"check", "g.spanne", "--time-limit", "1"});
      },
      "property \"p\": fte never falls as n rises\nproperty \"q\": fte < 5 FTE\n");
}

BOOST_AUTO_TEST_CASE(what_is_computed_once_is_computed_right) {
  Folder::put(
      "g.spanne", "ruleset \"T\" version 1.0.0\nattributes\n  account text key\n  n integer 0 .. 100\n" +
                      std::string("define d0 = n\n") +
                      [] {
                        std::string text;
                        for (std::size_t i = 1; i <= 20; ++i)
                          text += fmt::format("define d{0} = {1} + {1}\n", i, last(i));
                        return text;
                      }() +
                      "cluster all: otherwise -> 0.1 FTE\nr: d20 > 1 -> flag \"{d20} and {d19}\"\n");
  Folder::put("a.csv", "account,n\nA,3\nB,0\nC,5\n");
  expect(typed({"eval", "g.spanne", "a.csv", "--format", "csv"}), 0, "3145728 and 1572864");
  expect(typed({"eval", "g.spanne", "a.csv", "--format", "csv"}), 0, "5242880 and 2621440");
  expect(typed({"explain", "g.spanne", "a.csv", "C"}), 0, "5242880 and 2621440");
}

BOOST_AUTO_TEST_CASE(a_failing_define_is_named_by_each_rule_that_asks_and_by_no_other) {
  Folder::put("g.spanne",
              "ruleset \"T\" version 1.0.0\nattributes\n  account text key\n  n integer 0 .. 100\n"
              "define bad = 1 / n + 1\ndefine worse = bad + bad\ndefine idle = 1 / (n - n)\n"
              "cluster all: otherwise -> 0.1 FTE\nr: worse > 1 and worse < 9 -> +1 FTE\ns: bad > 3 -> +1 FTE\n");
  Folder::put("a.csv", "account,n\nA,0\nB,1\n");
  const Result result = typed({"eval", "g.spanne", "a.csv", "--format", "csv"});
  BOOST_TEST(result.status == 1);
  BOOST_TEST_CONTEXT(result.out << result.err) {
    BOOST_TEST(result.out.find("rule r: 1 / n divides by zero; rule s: 1 / n divides by zero") != std::string::npos);
    BOOST_TEST(result.out.find("n - n") == std::string::npos);
    BOOST_TEST(result.out.find("\nB,all,") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(values_of_many_choices_that_one_version_alone_knows_are_undecided_at_once) {
  const auto text = [](const char* version, const char* values) {
    std::string made = fmt::format("ruleset \"T\" version {}\nattributes\n  account text key\n", version);
    for (int i = 0; i < 30; ++i) made += fmt::format("  c{} one of {}\n", i, values);
    return made + "cluster all: otherwise -> 0.1 FTE\n" + fmt::format("r: c1 = a -> +{} FTE\n", version[0]);
  };
  Folder::put("old.spanne", text("1.0.0", "a, b, c, d, e"));
  Folder::put("new.spanne", text("2.0.0", "a, x, c, y, e"));
  ends({"diff", "old.spanne", "new.spanne"});
  expect(typed({"diff", "old.spanne", "new.spanne"}), 0, "too many cases");
}

BOOST_AUTO_TEST_SUITE_END()
