// What owners write for ranges, signs and percentages: there is one error, its help is pasted, and the guideline then
// means what they would have written had they known the language.
#include "tests/unit/check/owners_habits.hpp"

namespace {

using namespace spanne;
using namespace spanne::tests;

const OwnersHabit taken_away[] = {
    {"a: dezentral -> -0.1 .. -0.2 FTE", "a: dezentral -> -0.1 .. 0.2 FTE"},
    {"a: dezentral -> -0.2 .. -0.1 FTE", "a: dezentral -> -0.1 .. 0.2 FTE"},
    {"a: dezentral -> -0.1 FTE .. -0.2 FTE", "a: dezentral -> -0.1 .. 0.2 FTE"},
    {"a: dezentral -> -0.2 FTE .. -0.1 FTE", "a: dezentral -> -0.1 .. 0.2 FTE"},
    {"a: dezentral -> -5 .. -10 %", "a: dezentral -> -5 .. 10 %"},
    {"a: dezentral -> -10 .. -5 %", "a: dezentral -> -5 .. 10 %"},
    {"a: dezentral -> -2 .. -3 h/month external", "a: dezentral -> -2 .. 3 h/month external"},
    {"a: dezentral -> +0.2 .. -0.1 FTE", "a: dezentral -> +(-0.1 .. 0.2) FTE"},
    {"a: dezentral -> --0.1 .. 0.2 FTE", "a: dezentral -> -0.1 .. 0.2 FTE"},
    {"a: dezentral -> --0.1 FTE", "a: dezentral -> -0.1 FTE"},
    {"a: dezentral -> --0.1 FTE", "a: dezentral -> +0.1 FTE", 1},
    {"a: dezentral -> - -10 %, +0.1 .. 0.2 FTE", "a: dezentral -> -10 %, +0.1 .. 0.2 FTE"},
    {"a: dezentral -> - -10 %, +0.1 .. 0.2 FTE", "a: dezentral -> +10 %, +0.1 .. 0.2 FTE", 1},
    {"table t\n  | standorte || - FTE |\n  | > 3 || -0.1 |", "table t\n  | standorte || - FTE |\n  | > 3 || 0.1 |"},
};

const OwnersHabit dashes[] = {
    {"a: standorte 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte 13 - 15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte 13..15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte = 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte = 13 - 15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte != 13-15 -> +0.1 FTE", "a: standorte not in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte >= 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte > 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte in (13-15) -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte in (3, 13-15, 20) -> +0.1 FTE", "a: standorte in (3, 13 .. 15, 20) -> +0.1 FTE"},
    {"a: standorte not in (13-15) -> +0.1 FTE", "a: standorte not in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte in 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte zwischen 13-15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte between 13 .. 15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte = 13–15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte = 13 bis 15 -> +0.1 FTE", "a: standorte in 13 .. 15 -> +0.1 FTE"},
    {"a: standorte > 10 − 2 -> +0.1 FTE", "a: standorte > 10 - 2 -> +0.1 FTE"},
    {"a: standorte > 10 – 2 -> +0.1 FTE", "a: standorte > 10 - 2 -> +0.1 FTE"},
    {"a: dezentral and standorte 13-15 -> +0.1 FTE", "a: dezentral and standorte in 13 .. 15 -> +0.1 FTE"},
    {"cluster k: standorte 13-15 -> 0.1 FTE\ncluster rest: otherwise -> 0.1 FTE",
     "cluster k: standorte in 13 .. 15 -> 0.1 FTE\ncluster rest: otherwise -> 0.1 FTE"},
    {"a: share = 5-10 % -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: share 5-10 % -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: share 5 %-10 % -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: share = 5 % – 10 % -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: growth is known and growth = 5-10 % -> +0.1 FTE", "a: growth is known and growth in 5 .. 10 % -> +0.1 FTE"},
    {"a: umsatz 1-5 Mio EUR -> +0.1 FTE", "a: umsatz in 1 .. 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz = 1-5 Mio EUR -> +0.1 FTE", "a: umsatz in 1 .. 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz = 500 k-5 M EUR -> +0.1 FTE", "a: umsatz in 500 k .. 5 M EUR -> +0.1 FTE"},
    {"test \"t\"\n  given standorte = 3\n  expect fte = 0.1-0.2 FTE",
     "test \"t\"\n  given standorte = 3\n  expect fte = 0.1 .. 0.2 FTE"},
    {"test \"t\"\n  given standorte = 3\n  expect fte >= 0.1-0.2 FTE",
     "test \"t\"\n  given standorte = 3\n  expect fte in 0.1 .. 0.2 FTE"},
    {"test \"t\"\n  given standorte = 3\n  expect accounts_per_kam = 8-10",
     "test \"t\"\n  given standorte = 3\n  expect accounts_per_kam = 8 .. 10"},
    {"test \"t\"\n  given standorte = 3\n  expect accounts_per_kam = 8–10",
     "test \"t\"\n  given standorte = 3\n  expect accounts_per_kam = 8 .. 10"},
    {"profile p \"P\": dezentral and standorte 13-15", "profile p \"P\": dezentral and standorte in 13 .. 15"},
    {"define viele = standorte 13-15", "define viele = standorte in 13 .. 15"},
    {"property \"p\": when standorte 13-15: fte >= 0 FTE", "property \"p\": when standorte in 13 .. 15: fte >= 0 FTE"},
};

const OwnersHabit units[] = {
    {"a: umsatz in 1 .. 5 Mio -> +0.1 FTE", "a: umsatz in 1 .. 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz in 500 k .. 5 M -> +0.1 FTE", "a: umsatz in 500 k .. 5 M EUR -> +0.1 FTE"},
    {"a: umsatz in 1 ..< 5 Mio -> +0.1 FTE", "a: umsatz in 1 ..< 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz in (1 .. 5 Mio, 9 Mio EUR) -> +0.1 FTE", "a: umsatz in (1 .. 5 Mio EUR, 9 Mio EUR) -> +0.1 FTE"},
    {"a: umsatz not in 1 .. 5 Mio -> +0.1 FTE", "a: umsatz not in 1 .. 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz in 1 Mio EUR .. 5 -> +0.1 FTE", "a: umsatz in 1 .. 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz in 1000 .. 5000 -> +0.1 FTE", "a: umsatz in 1000 .. 5000 EUR -> +0.1 FTE"},
    {"a: share in 5 .. 10 -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: share in 0.05 .. 0.1 -> +0.1 FTE", "a: share in 5 .. 10 % -> +0.1 FTE"},
    {"a: share in 0 .. 0.5 -> +0.1 FTE", "a: share in 0 .. 50 % -> +0.1 FTE"},
    {"a: share in 0 .. 1 -> +0.1 FTE", "a: share in 0 .. 100 % -> +0.1 FTE"},
    {"a: share in 0 .. 1 -> +0.1 FTE", "a: share in 0 .. 1 % -> +0.1 FTE", 1},
    {"a: fte > 100 % -> flag \"x\"", "a: fte > 1 FTE -> flag \"x\""},
    {"a: fte > 80 % -> flag \"x\"", "a: fte > 0.8 FTE -> flag \"x\""},
    {"a: fte in 80 .. 100 % -> flag \"x\"", "a: fte in 0.8 .. 1 FTE -> flag \"x\""},
    {"a: fte in 0.8 .. 1 -> flag \"x\"", "a: fte in 0.8 .. 1 FTE -> flag \"x\""},
    {"test \"t\"\n  given standorte = 3\n  expect fte > 50 %",
     "test \"t\"\n  given standorte = 3\n  expect fte > 0.5 FTE"},
    {"a: dezentral -> at most 100 %", "a: dezentral -> at most 1 FTE"},
    {"a: dezentral -> exactly 50 %", "a: dezentral -> exactly 0.5 FTE"},
    {"a: dezentral -> at least 20 %", "a: dezentral -> at least 0.2 FTE"},
    {"a: dezentral -> at least 20 .. 30 %", "a: dezentral -> at least 0.2 .. 0.3 FTE"},
    {"table t\n  | standorte || at most FTE |\n  | > 3 || 20 % |",
     "table t\n  | standorte || at most FTE |\n  | > 3 || 0.2 |"},
};

const OwnersHabit cells[] = {
    {"table t\n  | standorte || + FTE |\n  | >= 4; < 9 || 0.1 |",
     "table t\n  | standorte || + FTE |\n  | 4 ..< 9 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | < 9; >= 4 || 0.1 |",
     "table t\n  | standorte || + FTE |\n  | 4 ..< 9 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | >= 4, < 9 || 0.1 |",
     "table t\n  | standorte || + FTE |\n  | 4 ..< 9 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | >= 4 and <= 9 || 0.1 |",
     "table t\n  | standorte || + FTE |\n  | 4 .. 9 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | >= 4 und < 9 || 0.1 |",
     "table t\n  | standorte || + FTE |\n  | 4 ..< 9 || 0.1 |"},
    {"table t\n  | umsatz || + FTE |\n  | >= 1 M EUR; < 5 M EUR || 0.1 |",
     "table t\n  | umsatz || + FTE |\n  | 1 M EUR ..< 5 M EUR || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | 4; 9 || 0.1 |", "table t\n  | standorte || + FTE |\n  | 4, 9 || 0.1 |"},
};

/// Words, lists and formulas whose helps broke the text, or for which nothing came.
const OwnersHabit everyday[] = {
    {"a: dezentral -> +0.1 FTE bis 31.12.2026", "a: dezentral -> +0.1 FTE until 2026-12-31"},
    {"a: dezentral -> +0.1 FTE ab 31.12.2026", "a: dezentral -> +0.1 FTE from 2026-12-31"},
    {"a: dezentral -> +30 min/week", "a: dezentral -> +0.5 h/week"},
    {"a: dezentral -> +45 Minuten pro Woche", "a: dezentral -> +0.75 h/week"},
    {"a: dezentral -> +20 min per month external", "a: dezentral -> +(20 / 60) h/month external"},
    {"a: dezentral -> +90 min/month", "a: dezentral -> +1.5 h/month"},
    {"a: umsatz > €5m -> +0.1 FTE", "a: umsatz > 5 M EUR -> +0.1 FTE"},
    {"a: umsatz > €5 Mio -> +0.1 FTE", "a: umsatz > 5 Mio EUR -> +0.1 FTE"},
    {"a: dezentral -> =MAX(standorte;10)*0,01", "a: dezentral -> +(max(standorte, 10) * 0.01) FTE"},
    {"a: dezentral -> +MAX(standorte;10)*0,01 FTE external",
     "a: dezentral -> +(max(standorte, 10) * 0.01) FTE external"},
    {"a: dezentral -> +(=RUNDEN(standorte/10;1)) FTE", "a: dezentral -> +(round(standorte / 10, 1)) FTE"},
    {"a: standorte above 10 -> +0.1 FTE", "a: standorte > 10 -> +0.1 FTE"},
    {"a: standorte ab 10 -> +0.1 FTE", "a: standorte >= 10 -> +0.1 FTE"},
    {"a: reach not national -> +0.1 FTE", "a: reach != national -> +0.1 FTE"},
    {"a: standorte > 3 and reach not national -> +0.1 FTE", "a: standorte > 3 and reach != national -> +0.1 FTE"},
    {"a: reach = national, global -> +0.1 FTE", "a: reach in (national, global) -> +0.1 FTE"},
    {"a: reach = national, dezentral -> +0.1 FTE", "a: reach = national and dezentral -> +0.1 FTE", 1},
    {"a: standorte = 13, 14, 15 -> +0.1 FTE", "a: standorte in (13, 14, 15) -> +0.1 FTE"},
    {"a: standorte != 13, 14 -> +0.1 FTE", "a: standorte not in (13, 14) -> +0.1 FTE"},
    {"a: standorte >= 4; standorte < 9 -> +0.1 FTE", "a: standorte >= 4 and standorte < 9 -> +0.1 FTE"},
    {"table t\n  | standorte || + FTE |\n  | 5,6 || 0.1 |", "table t\n  | standorte || + FTE |\n  | 5, 6 || 0.1 |", 1},
    {"cluster groß: standorte > 10 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\na: cluster = gross -> +0.1 FTE",
     "cluster groß: standorte > 10 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\na: cluster = groß -> +0.1 FTE"},
    {"cluster klein \"Kleiner Kunde\": standorte < 3 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\n"
     "a: cluster = \"Kleiner Kunde\" -> +0.1 FTE",
     "cluster klein \"Kleiner Kunde\": standorte < 3 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\n"
     "a: cluster = klein -> +0.1 FTE"},
    {"cluster klein: standorte < 3 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\na: klein -> +0.1 FTE",
     "cluster klein: standorte < 3 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE\na: cluster = klein -> +0.1 FTE"},
    {"cluster klein: standorte < 3: 1 FTE\ncluster rest: otherwise -> 0.1 FTE",
     "cluster klein: standorte < 3 -> 1 FTE\ncluster rest: otherwise -> 0.1 FTE"},
    {"a: immer -> +0.1 FTE", "a: always -> +0.1 FTE"},
    {"a: dezentral -> +0.1 VZK", "a: dezentral -> +0.1 VZÄ"},
    {"a: dezentral -> +0.1 FTE per 10 standorte ab 2", "a: dezentral -> +0.1 FTE per 10 standorte above 2"},
    {"table t\n  | standorte || + FTE | Grund |\n  | > 3 || 0.1 | \"x\" |",
     "table t\n  | standorte || + FTE | because |\n  | > 3 || 0.1 | \"x\" |"},
};

struct WholeFile {
  const char *written, *meant;
};
const WholeFile declared[] = {
    {"ruleset \"R\" Version 0.1.0\nattributes\n  k text key\ncluster rest: otherwise -> 0.1 FTE\n",
     "ruleset \"R\" version 0.1.0\nattributes\n  k text key\ncluster rest: otherwise -> 0.1 FTE\n"},
    {"ruleset \"R\" 2.1.0\nattributes\n  k text key\ncluster rest: otherwise -> 0.1 FTE\n",
     "ruleset \"R\" version 2.1.0\nattributes\n  k text key\ncluster rest: otherwise -> 0.1 FTE\n"},
    {"ruleset \"R\" version 1.0.0\n  utilisation 80-100%\nattributes\n  k text key\ncluster rest: otherwise -> 0.1 "
     "FTE\n",
     "ruleset \"R\" version 1.0.0\n  utilisation 80 % .. 100 %\nattributes\n  k text key\n"
     "cluster rest: otherwise -> 0.1 FTE\n"},
    {"ruleset \"R\" version 1.0.0\nattributes\n  k text key\n  reach regional / national / global\n"
     "cluster rest: otherwise -> 0.1 FTE\n",
     "ruleset \"R\" version 1.0.0\nattributes\n  k text key\n  reach one of regional, national, global\n"
     "cluster rest: otherwise -> 0.1 FTE\n"},
    {"ruleset \"R\" version 1.0.0\nattributes\n  k text key\n  land domestic / abroad\n"
     "cluster rest: otherwise -> 0.1 FTE\n",
     "ruleset \"R\" version 1.0.0\nattributes\n  k text key\n  land one of domestic, abroad\n"
     "cluster rest: otherwise -> 0.1 FTE\n"},
};

/// Right, and taken as it is written.
const char* const accepted[] = {
    "a: standorte > 15 - 13 -> +0.1 FTE",
    "a: standorte > (13 - 15) -> +0.1 FTE",
    "a: standorte > 3 - termine -> +0.1 FTE",
    "a: standorte > 13 - 15 + termine -> +0.1 FTE",
    "a: dezentral -> -(-0.1 .. 0.2) FTE",
    "a: dezentral -> -(0.1 .. 0.2) FTE",
    "a: dezentral -> +-0.1 FTE",
    "table t\n  | standorte || + FTE |\n  | < 4, > 9 || -0.1 |",
    "table t\n  | standorte || + FTE |\n  | > 9 || 4 h/month |",
    "table t\n  | standorte || + % | + h/month |\n  | > 9 || 10 % | 0.1 FTE |",
    "a: growth is known and growth in -5 .. 5 % -> +0.1 FTE",
    "a: umsatz in -1 .. 5 Mio EUR -> +0.1 FTE",
};

BOOST_AUTO_TEST_SUITE(pasted_helps)

BOOST_DATA_TEST_CASE(of_what_is_taken_away, boost::unit_test::data::make(taken_away), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_dashes, boost::unit_test::data::make(dashes), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_units_of_ranges, boost::unit_test::data::make(units), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_two_comparisons_in_a_cell, boost::unit_test::data::make(cells), habit) {
  expect_meaning(habit);
}

BOOST_DATA_TEST_CASE(of_what_is_said_every_day, boost::unit_test::data::make(everyday), habit) {
  expect_meaning(habit);
}

BOOST_AUTO_TEST_CASE(of_whole_files) {
  for (const WholeFile& file : declared) expect_meaning({file.written, file.meant});
}

BOOST_AUTO_TEST_CASE(two_choices_are_not_compared) {
  const CheckedText checked = check_text(
      "ruleset \"R\" version 1.0.0\nattributes\n  k text key\n  land one of domestic, abroad\n"
      "  land2 one of domestic, abroad\ndefine same = land = land2\ncluster rest: otherwise -> 0.1 FTE\n");
  BOOST_REQUIRE(checked.errors() == 1U);
  BOOST_TEST(checked.findings.front().message.find("two choices") != std::string::npos, shown(checked));
  BOOST_TEST(checked.findings.front().help.find("land = domestic and land2 = domestic") != std::string::npos,
             shown(checked));
}

BOOST_DATA_TEST_CASE(what_is_right_stays_right, boost::unit_test::data::make(accepted), lines) {
  const CheckedText checked = check_text(whole(lines));
  BOOST_TEST(checked.errors() == 0U, shown(checked));
}

BOOST_AUTO_TEST_CASE(an_end_below_zero_takes_the_unit_of_the_other) {
  const CheckedText written = check_text(whole("a: umsatz in -1 .. 5 Mio EUR -> +0.1 FTE"));
  const CheckedText meant = check_text(whole("a: umsatz in -1 Mio EUR .. 5 Mio EUR -> +0.1 FTE"));
  BOOST_REQUIRE_MESSAGE(written.model && meant.model, shown(written));
  BOOST_TEST(engine::compare(*meant.model, *written.model).differences.empty());
}

BOOST_AUTO_TEST_CASE(the_unit_of_a_cell_is_that_of_its_head) {
  for (const char* lines : {"table t\n  | standorte || + FTE |\n  | > 3 || 10 % |",
                            "table t\n  | standorte || - h/month |\n  | > 3 || 10 .. 20 % |",
                            "table t\n  | standorte || + % |\n  | > 3 || 0.1 FTE |"}) {
    const CheckedText checked = check_text(whole(lines));
    BOOST_TEST(checked.errors() == 1U, shown(checked));
    BOOST_TEST(checked.findings.front().code == "E0359");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
