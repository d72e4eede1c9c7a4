// Which changes are tried of each part of a rule set, in the author's words, and which of them tests notice.
#include "engine/testing/mutants/mutate.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "engine/testing/run.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

const engine::Date day = *engine::make_date(2026, 7, 1);
const std::string all = "cluster all: otherwise -> 0.1 FTE external\n";

/// The changes of everything called `name`, a line each.
std::string changes_of(const std::string& name, const std::string& rules) {
  const auto model = tests::model(all + rules);
  std::string text;
  for (const auto& mutant : engine::mutants(model))
    if (name_of(mutant.owner, model) == name) text += (text.empty() ? "" : "\n") + change_text(mutant);
  return text;
}

struct DatedAccount {
  std::string rule, changes;
  std::string name = "a";
};
std::ostream& operator<<(std::ostream& out, const DatedAccount& one) { return out << one.rule; }

std::string flagging(const std::string& condition) { return "a: " + condition + " -> flag \"F\"\n"; }
std::string flagged(const std::string& changes, const std::string& whole = {}) {
  return "without the rule\n" + (whole.empty() ? "" : whole + " → always\n") + changes + "\nwithout flag \"F\"";
}

const DatedAccount cases[] = {
    // texts and parts that are counted
    {flagging("id contains \"x\""),
     flagged("id contains \"x\" → id starts with \"x\"\nid contains \"x\" → id ends with \"x\"\n"
             "id contains \"x\" → not id contains \"x\"",
             "id contains \"x\"")},
    {flagging("id ends with \"x\""),
     flagged("id ends with \"x\" → id contains \"x\"\nid ends with \"x\" → not id ends with \"x\"",
             "id ends with \"x\"")},
    {flagging("id not contains \"x\""),
     flagged("id not contains \"x\" → id contains \"x\"\nid contains \"x\" → id starts with \"x\"\n"
             "id contains \"x\" → id ends with \"x\"\nid contains \"x\" → not id contains \"x\"",
             "id not contains \"x\"")},
    {flagging("at least 2 of (decentral, id = \"x\", id = \"y\")"),
     flagged("at least 2 of (decentral, id = \"x\", id = \"y\") → at most 2 of (decentral, id = \"x\", id = \"y\")\n"
             "at least 2 of (decentral, id = \"x\", id = \"y\") → at least 1 of (decentral, id = \"x\", id = \"y\")\n"
             "at least 2 of (decentral, id = \"x\", id = \"y\") → at least 3 of (decentral, id = \"x\", id = \"y\")\n"
             "without decentral\ndecentral → not decentral\nwithout id = \"x\"\nid = \"x\" → id != \"x\"\n"
             "without id = \"y\"\nid = \"y\" → id != \"y\"",
             "at least 2 of (decentral, id = \"x\", id = \"y\")")},
    // comparisons and thresholds
    {flagging("sites > 10"),
     flagged("sites > 10 → sites >= 10\nsites > 10 → sites < 10\nsites > 10 → sites > 11", "sites > 10")},
    {flagging("sites >= 10"),
     flagged("sites >= 10 → sites > 10\nsites >= 10 → sites <= 10\nsites >= 10 → sites >= 9", "sites >= 10")},
    {flagging("10 < sites"),
     flagged("10 < sites → 10 <= sites\n10 < sites → 10 > sites\n10 < sites → 11 < sites", "10 < sites")},
    {flagging("size <= 2.5"),
     flagged("size <= 2.5 → size < 2.5\nsize <= 2.5 → size >= 2.5\nsize <= 2.5 → size <= 2.49\n"
             "size <= 2.5 → size <= 2.51",
             "size <= 2.5")},
    {flagging("size < 0.125"), flagged("size < 0.125 → size <= 0.125\nsize < 0.125 → size > 0.125\n"
                                       "size < 0.125 → size < 0.124\nsize < 0.125 → size < 0.126",
                                       "size < 0.125")},
    {flagging("revenue > 5 M EUR"),
     flagged("revenue > 5 M EUR → revenue >= 5 M EUR\nrevenue > 5 M EUR → revenue < 5 M EUR\n"
             "revenue > 5 M EUR → revenue > 4_999_999.99 EUR\nrevenue > 5 M EUR → revenue > 5_000_000.01 EUR",
             "revenue > 5 M EUR")},
    {flagging("reach >= national"),
     flagged("reach >= national → reach > national\nreach >= national → reach <= national\n"
             "reach >= national → reach >= regional",
             "reach >= national")},
    {flagging("reach = national"), flagged("reach = national → reach != national", "reach = national")},
    {flagging("sites = 3"),
     flagged("sites = 3 → sites != 3\nsites = 3 → sites = 2\nsites = 3 → sites = 4", "sites = 3")},
    {flagging("as_of >= 2026-07-01"),
     flagged("as_of >= 2026-07-01 → as_of > 2026-07-01\nas_of >= 2026-07-01 → as_of <= 2026-07-01\n"
             "as_of >= 2026-07-01 → as_of >= 2026-06-30",
             "as_of >= 2026-07-01")},
    {flagging("as_of + 18 months > 2026-07-01"),
     flagged("as_of + 18 months > 2026-07-01 → as_of + 18 months >= 2026-07-01\n"
             "as_of + 18 months > 2026-07-01 → as_of + 18 months < 2026-07-01\n"
             "as_of + 18 months > 2026-07-01 → as_of + 18 months > 2026-07-02\n"
             "as_of + 18 months → as_of - 18 months\nas_of + 18 months → as_of + 18 years\n"
             "as_of + 18 months → as_of + 17 months\nas_of + 18 months → as_of + 19 months",
             "as_of + 18 months > 2026-07-01")},
    {flagging("2026-07-01 < as_of - (sites) weeks"),
     flagged("2026-07-01 < as_of - (sites) weeks → 2026-07-01 <= as_of - (sites) weeks\n"
             "2026-07-01 < as_of - (sites) weeks → 2026-07-01 > as_of - (sites) weeks\n"
             "2026-07-01 < as_of - (sites) weeks → 2026-07-02 < as_of - (sites) weeks\n"
             "as_of - (sites) weeks → as_of + (sites) weeks",
             "2026-07-01 < as_of - (sites) weeks")},
    {flagging("years_between(2020-01-01, as_of) = sites"),
     flagged("years_between(2020-01-01, as_of) = sites → years_between(2020-01-01, as_of) != sites\n"
             "years_between(2020-01-01, as_of) → months_between(2020-01-01, as_of)\n"
             "years_between(2020-01-01, as_of) → years_between(2019-12-31, as_of)\n"
             "years_between(2020-01-01, as_of) → years_between(2020-01-02, as_of)",
             "years_between(2020-01-01, as_of) = sites")},
    {flagging("fte > 1.5 FTE"), flagged("fte > 1.5 FTE → fte >= 1.5 FTE\nfte > 1.5 FTE → fte < 1.5 FTE\n"
                                        "fte > 1.5 FTE → fte > 1.49 FTE\nfte > 1.5 FTE → fte > 1.51 FTE",
                                        "fte > 1.5 FTE")},
    {flagging("sites in 3 .. 10"),
     flagged("sites in 3 .. 10 → sites not in 3 .. 10\nsites in 3 .. 10 → sites in 2 .. 10\n"
             "sites in 3 .. 10 → sites in 4 .. 10\nsites in 3 .. 10 → sites in 3 .. 9\n"
             "sites in 3 .. 10 → sites in 3 .. 11",
             "sites in 3 .. 10")},
    {flagging("size in 3 ..< 10"),
     flagged("size in 3 ..< 10 → size in 3 .. 10\nsize in 3 ..< 10 → size not in 3 ..< 10\n"
             "size in 3 ..< 10 → size in 2.99 ..< 10\nsize in 3 ..< 10 → size in 3.01 ..< 10\n"
             "size in 3 ..< 10 → size in 3 ..< 9.99\nsize in 3 ..< 10 → size in 3 ..< 10.01",
             "size in 3 ..< 10")},
    {flagging("sites in 3 .. 3"),
     flagged(
         "sites in 3 .. 3 → sites not in 3 .. 3\nsites in 3 .. 3 → sites in 2 .. 3\nsites in 3 .. 3 → sites in 3 .. 4",
         "sites in 3 .. 3")},
    // What no account can show is not tried: there is no site below 1.
    {flagging("sites >= 1"), flagged("sites >= 1 → sites > 1\nsites >= 1 → sites <= 1", "sites >= 1")},
    {flagging("sites <= 5_000"),
     flagged("sites <= 5_000 → sites < 5_000\nsites <= 5_000 → sites >= 5_000", "sites <= 5_000")},
    // connectives
    {flagging("decentral and reach = global"),
     flagged(
         "decentral and reach = global → decentral or reach = global\nwithout decentral\ndecentral → not decentral\n"
         "without reach = global\nreach = global → reach != global")},
    {flagging("not decentral"), flagged("not decentral → decentral\ndecentral → not decentral", "not decentral")},
    {flagging("reach in (national, global)"),
     flagged("reach in (national, global) → not (reach in (national, global))\nwithout national\nwithout global",
             "reach in (national, global)")},
    // Without `growth is known`, or with `or`, the check would refuse the rule.
    {flagging("growth is known and growth > 15 %"),
     flagged("without growth > 15 %\ngrowth > 15 % → growth >= 15 %\ngrowth > 15 % → growth < 15 %\n"
             "growth > 15 % → growth > 14.9 %\ngrowth > 15 % → growth > 15.1 %")},
    {flagging("growth is missing"), flagged("growth is missing → growth is known", "growth is missing")},
    // effects
    {"a: always -> +0.2 .. 0.3 FTE internal\n",
     "without the rule\nwithout +0.2 .. 0.3 FTE internal\n+0.2 .. 0.3 FTE internal → -0.2 .. 0.3 FTE internal\n"
     "+0.2 .. 0.3 FTE internal → +0.2 .. 0.3 FTE external\n+0.2 .. 0.3 FTE internal → +0.18 .. 0.3 FTE internal\n"
     "+0.2 .. 0.3 FTE internal → +0.2 .. 0.33 FTE internal"},
    {"a: always -> -2 h/month internal\n",
     "without the rule\nwithout -2 h/month internal\n-2 h/month internal → +2 h/month internal\n"
     "-2 h/month internal → -2 h/month external\n-2 h/month internal → -2.2 h/month internal"},
    {"a: always -> -(-0.3 .. -0.2) FTE\n",  // both signs: the one in front is turned
     "without the rule\nwithout -(-0.3 .. -0.2) FTE\n-(-0.3 .. -0.2) FTE → +(-0.3 .. -0.2) FTE\n"
     "-(-0.3 .. -0.2) FTE → -(-0.3 .. -0.2) FTE external\n-(-0.3 .. -0.2) FTE → -(-0.27 .. -0.2) FTE\n"
     "-(-0.3 .. -0.2) FTE → -(-0.3 .. -0.22) FTE"},
    {"a: always -> +(-0.2 .. 0.1) FTE\n",
     "without the rule\nwithout +(-0.2 .. 0.1) FTE\n+(-0.2 .. 0.1) FTE → -(-0.2 .. 0.1) FTE\n"
     "+(-0.2 .. 0.1) FTE → +(-0.2 .. 0.1) FTE external\n+(-0.2 .. 0.1) FTE → +(-0.22 .. 0.1) FTE\n"
     "+(-0.2 .. 0.1) FTE → +(-0.2 .. 0.11) FTE"},
    {"a: always -> +0 FTE internal\n", "without the rule\n+0 FTE internal → 0.01 FTE internal"},
    {"a: always -> +0 .. 0.2 FTE\n",
     "without the rule\nwithout +0 .. 0.2 FTE\n+0 .. 0.2 FTE → -0 .. 0.2 FTE\n+0 .. 0.2 FTE → +0 .. 0.2 FTE external\n"
     "+0 .. 0.2 FTE → +0.02 .. 0.2 FTE\n+0 .. 0.2 FTE → +0 .. 0.22 FTE"},
    {"a: always -> +20 %\n", "without the rule\nwithout +20 %\n+20 % → -20 %\n+20 % → +20 % external\n+20 % → +22 %"},
    {"a: always -> -100 %\n",
     "without the rule\nwithout -100 %\n-100 % → +100 %\n-100 % → -100 % external\n-100 % → -90 %"},
    {"a: always -> x 1.5 external\n",
     "without the rule\nwithout x 1.5 external\nx 1.5 external → x 1.65 external\nx 1.5 external → x 1.5"},
    {"a: always -> at least 0.5 FTE\n",
     "without the rule\nwithout at least 0.5 FTE\nat least 0.5 FTE → at most 0.5 FTE\nat least 0.5 FTE → at least 0.55 "
     "FTE"},
    {"a: always -> exactly 2 FTE\n", "without the rule\nwithout exactly 2 FTE\nexactly 2 FTE → exactly 2.2 FTE"},
    {"a: always -> +1 h/month external per started 10 sites above 20\n",
     "without the rule\nwithout +1 h/month external\n+1 h/month external → -1 h/month external\n"
     "+1 h/month external → +1 h/month internal\n"
     "per started 10 sites above 20 → per started 11 sites above 20\n"
     "per started 10 sites above 20 → per started 9 sites above 20\n"
     "per started 10 sites above 20 → per started 10 sites above 21\n"
     "per started 10 sites above 20 → per started 10 sites above 19\n"
     "per started 10 sites above 20 → per 10 sites above 20\n"
     "per started 10 sites above 20 → per full 10 sites above 20\n"
     "+1 h/month external → +1.1 h/month external"},
    // Whole numbers are counted in whole portions anyway.
    {"a: always -> +1 h/month external per sites\n",
     "without the rule\nwithout +1 h/month external\n+1 h/month external → -1 h/month external\n"
     "+1 h/month external → +1 h/month internal\n+1 h/month external → +1.1 h/month external"},
    {"a: always -> +(size * 0.2) FTE external\n",
     "without the rule\nwithout +(size * 0.2) FTE external\n+(size * 0.2) FTE external → -(size * 0.2) FTE external\n"
     "+(size * 0.2) FTE external → +(size * 0.2) FTE internal\nsize * 0.2 → size / 0.2\nsize * 0.2 → size * 0.22"},
    {"a: always -> flag \"F\" from 2026-03-01 until 2026-06-30\n",
     "without the rule\nfrom 2026-03-01 → from 2026-02-28\nfrom 2026-03-01 → from 2026-03-02\n"
     "until 2026-06-30 → until 2026-06-29\nuntil 2026-06-30 → until 2026-07-01\nwithout flag \"F\""},
    // what stands elsewhere
    {"define d = min(sites, 40)\na: d > 1 -> flag \"F\"\n",
     "min(sites, 40) → max(sites, 40)\nmin(sites, 40) → min(sites, 39)\nmin(sites, 40) → min(sites, 41)", "d"},
    {"define d = 3 h/month until 2026-06-30\ndefine d = 4 h/month from 2026-07-01\na: always -> +d\n",
     "3 h/month → 3.3 h/month\nfrom 2026-07-01 → from 2026-06-30\nfrom 2026-07-01 → from 2026-07-02\n"
     "4 h/month → 4.4 h/month",
     "d"},
    {"rules \"R\" for all\na: always -> flag \"F\"\nb: always -> flag \"G\"\n", "for all → for every cluster",
     "rules \"R\""},
    {"table t\n | sites | growth || + FTE |\n | 2 .. 4 | > 5 % || 0.2 |\n",
     "without the row\nwithout sites in 2 .. 4\nsites in 2 .. 4 → sites not in 2 .. 4\n"
     "sites in 2 .. 4 → sites in 1 .. 4\nsites in 2 .. 4 → sites in 3 .. 4\nsites in 2 .. 4 → sites in 2 .. 3\n"
     "sites in 2 .. 4 → sites in 2 .. 5\nwithout growth > 5 %\ngrowth > 5 % → growth >= 5 %\n"
     "growth > 5 % → growth < 5 %\ngrowth > 5 % → growth > 4.9 %\ngrowth > 5 % → growth > 5.1 %\nwithout 0.2\n"
     "0.2 → 0.22\n0.2 → -0.2\n0.2 → 0.2 external",
     "t#1"},
    {"table t\n | reach || calls |\n | national, global || 3 |\n | otherwise || 0.5 |\na: calls > 1 -> flag \"F\"\n",
     "without the row\nwithout national\n"
     "reach in (national, global) → not (reach in (national, global))\n"
     "without reach in (national, global)\nwithout global\n3 → 2\n3 → 4",
     "t#1"},
    {"a: sites > 1 -> flag \"F\"\n", "default 1 → default 2", "sites"},
    {"a: reach = global -> flag \"F\"\n", "default regional → default national", "reach"},
    {"a: decentral -> flag \"F\"\n", "default no → default yes", "decentral"},
    {"a: decentral -> flag \"F\"\n", "", "sites"},  // nobody asks for it
};

BOOST_AUTO_TEST_SUITE(mutants)

BOOST_DATA_TEST_CASE(each_part_is_changed_in_its_ways, boost::unit_test::data::make(cases), one) {
  BOOST_TEST(changes_of(one.name, one.rule) == one.changes);
}

BOOST_AUTO_TEST_CASE(clusters_lose_their_base_and_their_conditions) {
  const auto model = tests::model("cluster big: sites > 10 -> 1 FTE external\n" + all);
  std::string text;
  for (const auto& mutant : engine::mutants(model))
    if (mutant.owner.kind == engine::StatementRef::Kind::cluster)
      text += fmt::format("{}: {}\n", name_of(mutant.owner, model), change_text(mutant));
  BOOST_TEST(text ==
             "cluster big: without the cluster\ncluster big: sites > 10 → otherwise\n"
             "cluster big: sites > 10 → sites >= 10\ncluster big: sites > 10 → sites < 10\n"
             "cluster big: sites > 10 → sites > 11\ncluster big: without 1 FTE external\n"
             "cluster big: 1 FTE external → 1.1 FTE external\ncluster big: 1 FTE external → 1 FTE internal\n"
             "cluster all: without the cluster\ncluster all: without 0.1 FTE external\n"
             "cluster all: 0.1 FTE external → 0.11 FTE external\ncluster all: 0.1 FTE external → 0.1 FTE internal\n");
}

BOOST_AUTO_TEST_SUITE_END()

// ---------------------------------------------------------------------------------------------- noticing

std::string unnoticed(const std::string& rules) {
  const auto model = tests::model(rules);
  auto mutants = engine::mutants(model);
  const auto mutation = engine::mutate(model, mutants, day);
  std::string text;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    if (!mutation.noticed[i])
      text += fmt::format("{}: {}\n", name_of(mutants[i].owner, model), change_text(mutants[i]));
  return text;
}

const std::string big = "cluster big: sites > 10 -> 1 FTE external\n" + all;
const std::string small_test =
    "test \"Small\"\n given sites = 10\n expect cluster = all, fte = 0.1 FTE, external = 0.1 FTE\n";
const std::string big_test = "test \"Big\"\n given sites = 11\n expect cluster = big, external = 1 FTE\n";

BOOST_AUTO_TEST_SUITE(noticing)

BOOST_AUTO_TEST_CASE(without_tests_nothing_is_noticed) {
  const auto model = tests::model(all);
  auto mutants = engine::mutants(model);
  const auto mutation = engine::mutate(model, mutants, day);
  BOOST_TEST(mutation.noticed.size() == 4U);
  BOOST_TEST(mutation.count() == 0U);
  BOOST_TEST(mutation.percent() == 0U);
}

BOOST_AUTO_TEST_CASE(tests_notice_what_they_expect) {
  BOOST_TEST(unnoticed(big + small_test + big_test) == "sites: default 1 → default 2\n");
  BOOST_TEST(unnoticed(big + big_test) ==
             "sites: default 1 → default 2\ncluster big: sites > 10 → otherwise\n"
             "cluster big: sites > 10 → sites >= 10\ncluster all: without the cluster\n"
             "cluster all: without 0.1 FTE external\ncluster all: 0.1 FTE external → 0.11 FTE external\n"
             "cluster all: 0.1 FTE external → 0.1 FTE internal\n");
}

BOOST_AUTO_TEST_CASE(a_default_is_noticed_where_a_test_leaves_it_out) {
  const std::string twelve = "a: sites > 1 -> +1 FTE\n";
  BOOST_TEST(unnoticed(all + twelve + "test \"T\"\n expect no rule a\n").find("default") == std::string::npos);
  BOOST_TEST(
      unnoticed(all + twelve + "test \"T\"\n given sites = 1\n expect no rule a\n").find("default 1 → default 2") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(tests_that_fail_already_notice_nothing) {
  const auto model = tests::model(big + small_test + "test \"Wrong\"\n given sites = 11\n expect cluster = all\n");
  auto mutants = engine::mutants(model);
  const auto mutation = engine::mutate(model, mutants, day);
  BOOST_TEST(mutation.unusable == 1U);
  const auto alone = tests::model(big + small_test);
  auto same = engine::mutants(alone);
  BOOST_TEST((mutation.noticed == engine::mutate(alone, same, day).noticed));
}

BOOST_AUTO_TEST_CASE(spans_notice_the_header) {
  const std::string head =
      "ruleset \"Test\" version 1.0.0\n capacity 1 FTE\n utilisation 80 % .. 100 %\nattributes\n id text key\n";
  const auto read = tests::read(head +
                                "cluster all: otherwise -> 0.1 FTE\n"
                                "test \"T\"\n expect accounts_per_kam = 8 .. 10\n");
  BOOST_REQUIRE(read.checked.model);
  auto mutants = engine::mutants(*read.checked.model);
  const auto mutation = engine::mutate(*read.checked.model, mutants, day);
  std::vector<std::string> header;
  for (const auto& mutant : mutants)
    if (mutant.owner.kind == engine::StatementRef::Kind::header) header.push_back(change_text(mutant));
  const std::vector<std::string> expected{"capacity 1 FTE → capacity 1.1 FTE",
                                          "utilisation 80 % .. 100 % → utilisation 72 % .. 100 %",
                                          "utilisation 80 % .. 100 % → utilisation 80 % .. 110 %"};
  BOOST_TEST(header == expected, boost::test_tools::per_element());
  BOOST_TEST(mutation.percent() == 100U);
}

BOOST_AUTO_TEST_CASE(progress_is_told) {
  const auto model = tests::model(big + small_test);
  auto mutants = engine::mutants(model);
  std::size_t last = 0;
  engine::mutate(model, mutants, day, [&](std::size_t done) {
    BOOST_TEST(done > last);
    last = done;
  });
  BOOST_TEST(last <= mutants.size());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
