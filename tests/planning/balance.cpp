// `spanne balance` as people use it: the example of docs/planning/balance.md, the shipped samples, and what is refused.
#include <boost/test/unit_test.hpp>

#include "engine/planning/solver/cbc_solver.hpp"
#include "tests/support/program.hpp"

namespace {

using namespace spanne;
using test::spanne_run;

constexpr const char* guideline =
    "ruleset \"Small\" version 1.0.0\n"
    "  utilisation 80 % .. 100 %\n"
    "attributes\n"
    "  account text key\n"
    "  kam text owner optional\n"
    "  country text\n"
    "  size one of small < middle < large\n"
    "cluster big: size = large -> 0.4 FTE\n"
    "cluster usual: size = middle -> 0.3 FTE\n"
    "cluster little: otherwise -> 0.1 FTE\n";

constexpr const char* accounts =
    "account,kam,country,size\n"
    "Adler,Anna,DE,large\n"
    "Birke,Anna,DE,large\n"
    "Ceder,Anna,AT,middle\n"
    "Dorn,Ben,AT,middle\n"
    "Efeu,Ben,AT,middle\n"
    "Fichte,Cleo,DE,large\n"
    "Ginster,,DE,small\n";

constexpr const char* kams =
    "kam,capacity,country,travels\n"
    "Anna,1,DE,no\n"
    "Ben,1,AT,yes\n"
    "Cleo,0.5,DE,no\n";

struct Portfolio : test::Folder {
  std::string rules = write("guideline.spanne", guideline);
  std::string list = write("accounts.csv", accounts);
  std::string people = write("kams.csv", kams);

  test::Result balance(std::vector<std::string> more = {}) const {
    std::vector<std::string> args{"balance", rules, list, "--kams", people};
    args.insert(args.end(), more.begin(), more.end());
    return spanne_run(args);
  }
  test::Result view(const std::string& name, std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "csv", "--view", name});
    return balance(std::move(more));
  }
  std::string block(const std::string& lines) const {
    return write("balance.spanne", "scenarios \"Limits\" of \"guideline.spanne\"\nbalance\n" + lines);
  }
  /// With these lines below `balance`.
  test::Result within(const std::string& lines, const std::string& name) const { return view(name, {block(lines)}); }
};

bool mentions(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(balance, Portfolio)

// CBC ends by an assertion at a programme of this portfolio, whose band has no width: it is asked once more without
// its preprocessing.
BOOST_AUTO_TEST_CASE(a_band_without_width_is_balanced) {
  write("guideline.spanne",
        "ruleset \"Narrow\" version 1.0.0\n  utilisation 90 % .. 90 %\nattributes\n  id text key\n  kam text owner\n"
        "  sites integer 0 .. 100\ncluster all: otherwise -> 0.2 FTE\n"
        "far: sites > 5 -> +0.05 FTE per sites above 5\nslow: kam = \"Ben\" -> x 1.5\n");
  write("accounts.csv", "id,kam,sites\nA0,Anna,9\nA1,Cleo,6\nA2,Cleo,20\nA3,Anna,3\n");
  write("kams.csv", "kam,capacity\nAnna,1\nBen,1\nCleo,0.7\n");
  const auto shown = view("measure");
  BOOST_TEST(shown.status == 0);
  BOOST_TEST_INFO(shown.out);
  if (engine::cbc_solver() != nullptr) BOOST_TEST(shown.out.find("0.43,0.43,yes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_example_of_the_docs) {
  const auto moves = view("moves");
  BOOST_TEST(moves.status == 0);
  BOOST_TEST(moves.out == "line,account,from,to,fte\n4,Ceder,Anna,Ben,0.3\n");
  BOOST_TEST(view("placed").out == "line,account,from,to,fte\n8,Ginster,unassigned,Anna,0.1\n");
  BOOST_TEST(view("people").out ==
             "kam,capacity,rows_before,fte_before,load_before,band_before,rows_after,fte_after,load_after,band_after\n"
             "Anna,1,3,1.1,1.1,over,3,0.9,0.9,in band\n"
             "Ben,1,2,0.6,0.6,under,3,0.9,0.9,in band\n"
             "Cleo,0.5,1,0.4,0.8,in band,1,0.4,0.8,in band\n");
  BOOST_TEST(view("measure").out ==
             "measure,today,plan,bound,proved\n"
             "FTE outside the band,0.3,0,0,yes\n"
             "moves,0,1,1,yes\n"
             "\"greatest load minus least, as a share\",0.5,0.1,0.1,yes\n");
  const auto text = balance();
  BOOST_TEST(mentions(text.out, "1 move and 1 placement bring everybody into the band; today 0.3 FTE lie outside."));
  BOOST_TEST(mentions(text.out, "Proved: no other plan leaves less outside"));
}

BOOST_AUTO_TEST_CASE(a_run_gives_the_same_bytes_every_time) {
  const std::string first = balance({"--format", "json"}).out;
  for (int run = 0; run < 3; ++run) BOOST_TEST(balance({"--format", "json"}).out == first);
}

BOOST_AUTO_TEST_CASE(what_may_not_be_stands_in_the_file_of_scenarios) {
  const auto kept = within("  keep where account = \"Ceder\"\n", "moves");
  BOOST_TEST(!mentions(kept.out, "Ceder"));
  BOOST_TEST(mentions(kept.out, "Anna,Ben"));
  // Ben travels, Anna and Cleo take over what lies in Germany.
  const auto allowed = within("  allow where country = kam.country or kam.travels\n", "moves");
  BOOST_TEST(allowed.out == "line,account,from,to,fte\n4,Ceder,Anna,Ben,0.3\n");
  const auto nobody = within("  allow where country = kam.country and kam.travels\n", "placed");
  BOOST_TEST(nobody.status == 2);  // Ginster may go to nobody, so there is no such table
  const auto left = within("  allow where country = kam.country and kam.travels\n", "left");
  BOOST_TEST(left.out == "line,account\n8,Ginster\n");
  const auto none = within("  limit 0 moves per kam\n", "reasons");
  BOOST_TEST(mentions(none.out, "the limit of moves: without it everybody would be in the band"));
  BOOST_TEST(within("  limit 1 move per kam\n", "moves").out == view("moves").out);
}

BOOST_AUTO_TEST_CASE(why_it_cannot_be_and_what_hire_would_mend_it) {
  write("accounts.csv", std::string(accounts) + "Hasel,Cleo,DE,large\nIris,Cleo,DE,small\n");
  const std::string germany = block("  allow where country = kam.country\n");
  const auto reasons = view("reasons", {germany});
  // Adler, Birke, Fichte, Ginster, Hasel and Iris: 1.8 FTE for the 1.5 of Anna and Cleo.
  BOOST_TEST(mentions(reasons.out,
                      "the 6 engagements with country = DE can be with nobody but Anna and Cleo: 1.8 FTE of "
                      "effort, of 1.5 FTE that can be carried: 0.3 FTE are lacking"));
  const auto text = balance({germany});
  BOOST_TEST(mentions(text.out,
                      "A hire of 0.4 FTE who may take over these engagements would bring everybody into the "
                      "band."));
}

BOOST_AUTO_TEST_CASE(the_moves_are_a_scenario_that_plan_takes) {
  const std::string applied = file("moves.spanne");
  BOOST_TEST(balance({"--apply", applied, "--as-of", "2026-11-29"}).status == 0);
  BOOST_TEST(test::contents(applied) ==
             "scenarios \"Balance as of 2026-11-29\" of \"guideline.spanne\"\n\nscenario \"Balance\"\n"
             "  assign \"Anna\" where account = \"Ginster\"\n  assign \"Ben\" where account = \"Ceder\"\n");
  const auto planned = spanne_run({"plan", rules, list, applied, "--kams", people, "--format", "csv"});
  BOOST_TEST(planned.status == 0);
  const auto again = view("moves", {applied, "--scenario", "Balance"});
  BOOST_TEST(again.out == "line,account,from,to,fte\n");
  BOOST_TEST(mentions(again.err, "what if: assign"));
}

BOOST_AUTO_TEST_CASE(a_scenario_is_balanced_with_its_people_and_rows) {
  const std::string options = write(
      "options.spanne",
      "scenarios \"Options\" of \"guideline.spanne\"\n\nscenario \"Anna leaves\"\n  leave \"Anna\" from 2026-01-01\n"
      "  hire \"Dora\" 1 FTE from 2026-01-01\n\nbalance\n  keep where account = \"Dorn\"\n");
  const std::string applied = file("applied.spanne");
  const auto result = view("placed", {options, "--scenario", "Anna leaves", "--apply", applied});
  BOOST_TEST(result.status == 0);
  for (const char* name : {"Adler,Anna", "Birke,Anna", "Ceder,Anna", "Ginster,unassigned"})
    BOOST_TEST(mentions(result.out, name));
  const std::string continued = test::contents(applied);
  BOOST_TEST(continued.starts_with(test::contents(options)));
  BOOST_TEST(mentions(continued, "scenario \"Anna leaves, balanced\"\n  include \"Anna leaves\"\n  assign "));
  BOOST_TEST(spanne_run({"plan", rules, list, applied, "--kams", people}).status == 0);
  BOOST_TEST(view("moves", {applied, "--scenario", "Anna leaves, balanced"}).out == "line,account,from,to,fte\n");
  test::refused({"balance", rules, list, options, "--kams", people, "--scenario", "Anna leave"}, 2,
                "--scenario \"Anna leaves\"");
}

BOOST_AUTO_TEST_CASE(how_many_rows_each_keep_holds_is_said) {
  const auto result = within("  keep where account = \"Dorn\"\n  keep where account = \"Dorm\"\n", "moves");
  BOOST_TEST(mentions(result.err, "keep in line 3 of the scenarios holds 1 row\n"));
  BOOST_TEST(mentions(result.err, "keep in line 4 of the scenarios holds no row: is what it names written as in"));
}

BOOST_AUTO_TEST_CASE(what_the_limit_of_moves_costs_is_said) {
  const auto reasons = within("  limit 0 moves per kam\n", "reasons");
  BOOST_TEST(mentions(reasons.out, "the limit of moves: without it everybody would be in the band"));
  BOOST_TEST(!mentions(reasons.out, "\n0,"));
}

BOOST_AUTO_TEST_CASE(lines_that_begin_after_the_day_are_pointed_out) {
  const std::string options = write(
      "options.spanne",
      "scenarios \"Options\" of \"guideline.spanne\"\n\nscenario \"Ben leaves\"\n  leave \"Ben\" from 2027-04-01\n");
  const auto result = balance({options, "--scenario", "Ben leaves", "--as-of", "2026-11-29"});
  BOOST_TEST(result.status == 0);
  BOOST_TEST(mentions(result.err + result.out, "leave \"Ben\" from 2027-04-01"));  // what if
  BOOST_TEST(mentions(result.err,
                      "line 4 of the scenarios counts only after 2026-11-29, the day of this plan, and is not in it: "
                      "--as-of 2027-04-01 shows the plan of that day"));
  BOOST_TEST(mentions(result.err, "this plan gives work to Ben, who leaves on 2027-04-01"));
  const auto then = balance({options, "--scenario", "Ben leaves", "--as-of", "2027-04-01"});
  BOOST_TEST(!mentions(then.err, "only after"));
}

BOOST_AUTO_TEST_CASE(a_scenario_is_balanced_into_standard_output_that_leads_to_a_file) {
  const std::string options = write("options.spanne",
                                    "scenarios \"Options\" of \"guideline.spanne\"\n\nscenario \"More\"\n"
                                    "  set size = large where account = \"Dorn\"\n");
  const test::OutputInFile redirected(file("out.txt"));
  BOOST_TEST(balance({options, "--scenario", "More"}).status == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_balanced_is_refused_with_the_reason) {
  test::refused({"balance", rules, list}, 2, "--kams kams.csv");
  test::refused({"balance", rules, list, "--kams", people, "--scenario", "x"}, 2, "there is no file of scenarios");
  std::string counted = guideline;
  counted.replace(counted.find(" optional"), 9, "");
  const std::size_t place = counted.find("  size one of");
  write("guideline.spanne", counted.substr(0, place) + "  peers integer = count per kam\n" + counted.substr(place) +
                                "busy: peers > 2 -> +0.1 FTE\n");
  test::refused({"balance", rules, list, "--kams", people}, 1,
                "changes with every engagement that moves, and with it the effort of all others");
}

BOOST_AUTO_TEST_CASE(effort_may_depend_on_the_person) {
  // What Ben looks after takes twice the effort.
  write("guideline.spanne", std::string(guideline) + "slow: kam is known and kam = \"Ben\" -> x 2\n");
  const auto people_now = view("people");
  BOOST_TEST(mentions(people_now.out, "Ben,1,2,1.2,1.2,over"));
  const auto moves = view("moves");
  BOOST_TEST(moves.status == 0);
  BOOST_TEST(!mentions(view("measure").out, ",no\n"));
}

BOOST_AUTO_TEST_CASE(rows_of_people_who_are_away_are_placed) {
  write("kams.csv", "kam,capacity\nAnna,1\nBen,1\nCleo,0\n");
  const auto placed = view("placed");
  BOOST_TEST(mentions(placed.out, "7,Fichte,Cleo,"));
  BOOST_TEST(mentions(view("people").out, "Cleo,0,1,0.4,,over,0,0,,away"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(the_shipped_sample_is_balanced_with_the_fewest_moves) {
  const std::string folder = (test::root / "rules/key-account-guideline/").string();
  const auto result =
      spanne_run({"balance", folder + "guideline.spanne", folder + "accounts.csv", "--kams", folder + "kams.csv",
                  "--as-of", "2026-11-01", "--format", "csv", "--view", "measure"});
  BOOST_TEST(mentions(result.out, "FTE outside the band,0.077,0,0,yes"));
  BOOST_TEST(mentions(result.out, "moves,0,1,1,yes"));
  BOOST_TEST(mentions(result.out, ",yes\n"));
  BOOST_TEST(!mentions(result.out, ",no\n"));
}

// Here CBC gives up with the plan that is known, and prints that it does.
BOOST_AUTO_TEST_CASE(what_the_solver_prints_gets_nowhere_and_its_answer_is_not_lost) {
  const std::string folder = (test::root / "rules/key-account-guideline/").string();
  const test::Folder files;
  test::Result result;
  {
    const test::OutputInFile printed(files.file("printed.txt"));
    result = spanne_run({"balance", folder + "guideline.spanne", folder + "accounts.csv",
                         folder + "options-2027.scenarios.spanne", "--kams", folder + "kams.csv", "--scenario",
                         "Karel leaves, Zoë works part-time", "--as-of", "2027-07-01"});
  }
  BOOST_TEST(test::contents(files.file("printed.txt")) == "");
  BOOST_TEST(mentions(result.out, "Proved: no other plan leaves less outside, none as good has fewer moves"));
}

}  // namespace
