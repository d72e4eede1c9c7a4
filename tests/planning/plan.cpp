// `spanne plan` as it is typed: what it shows, and what it refuses.
#include <nlohmann/json.hpp>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;
using nlohmann::json;

const std::string rules =
    "ruleset \"Small\" version 1.0.0\n  effective 2026-01-01 .. 2027-12-31\nattributes\n  id text key\n"
    "  kam text owner optional\n  sites integer 1 .. 50\n  decentral boolean\n"
    "cluster all: otherwise -> 0.1 FTE\nmany: sites > 10 -> +0.05 FTE per sites above 10\n";

/// The worked example of docs/planning/scenarios.md.
struct Small : Folder {
  std::string guideline = write("guideline.spanne", rules);
  std::string accounts = write("accounts.csv", "id,kam,sites,decentral\nA,Anna,4,yes\nB,Anna,12,yes\n");
  std::string kams = write("kams.csv", "kam,capacity\nAnna,1\nBen,0.5\n");

  Result plan(const std::string& scenarios, std::vector<std::string> more = {}) const {
    std::vector<std::string> args{
        "plan",    guideline,
        accounts,  write("options.scenarios.spanne", "scenarios \"Options\" of \"guideline.spanne\"\n" + scenarios),
        "--as-of", "2026-11-29",
        "--kams",  kams};
    args.insert(args.end(), more.begin(), more.end());
    return spanne_run(args);
  }
  json tables(const std::string& scenarios, std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "json"});
    const Result result = plan(scenarios, more);
    BOOST_TEST_CONTEXT(result.err) BOOST_REQUIRE(!result.out.empty());
    return json::parse(result.out);
  }
};

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(plan_command, Small)

BOOST_AUTO_TEST_CASE(the_worked_example) {
  const json all = tables(
      "scenario \"More\"\n  set sites = sites + 3 where decentral\n"
      "scenario \"Both\"\n  set sites = sites + 3 where sites > 10\n  include \"More\"\n");
  BOOST_REQUIRE(all["scenarios"].size() == 3U);
  BOOST_TEST(all["scenarios"][0]["effort"] == 0.3);
  BOOST_TEST(all["scenarios"][1]["effort"] == 0.45);
  BOOST_TEST(all["scenarios"][2]["effort"] == 0.45);
  BOOST_TEST(all["scenarios"][0]["capacity"] == 1.5);
  BOOST_TEST(all["scenarios"][0]["under"] == 2);
  BOOST_TEST(all["lines"][0]["rows"] == 2);
  BOOST_TEST(all["lines"][2]["rows"] == 1);
  BOOST_TEST(all["what_if"][0] == "\"More\": set sites = sites + 3 where decentral (2 rows)");
  const Result two =
      plan("scenario \"Two\"\n  set sites = 20 where sites > 10\n  set sites = sites + 3 where decentral\n");
  BOOST_TEST(two.status == 1);
  BOOST_TEST(two.err.find("error[E0620]: in the scenario \"Two\" sites becomes 15 by this line, but 20 by line 3: "
                          "line 3 of the accounts") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_that_changes_nothing_is_pointed_out) {
  const Result result = plan("scenario \"None\"\n  set sites = 5 where sites > 40\n  set decentral = yes\n");
  BOOST_TEST(result.status == 0);
  BOOST_TEST(result.err.find("note: \"None\", line 3: no row is changed") != std::string::npos);
  BOOST_TEST(result.err.find("note: \"None\", line 4: no row is changed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_of_who_leaves_are_to_be_handed_over) {
  const json all = tables("scenario \"Anna leaves\"\n  leave \"Anna\" from 2027-04-01\n",
                          {"--at", "2027-03-31, 2027-04-01", "--details"});
  BOOST_REQUIRE(all["handovers"].size() == 1U);
  BOOST_TEST(all["handovers"][0]["day"] == "2027-04-01");
  BOOST_TEST(all["handovers"][0]["rows"] == 2);
  BOOST_TEST(all["handovers"][0]["effort"] == 0.3);
  BOOST_TEST(all["capacity_by_day"][1]["2027-03-31"] == 1.5);
  BOOST_TEST(all["capacity_by_day"][1]["2027-04-01"] == 0.5);
  BOOST_REQUIRE(all["bands"].size() == 1U);
  BOOST_TEST(all["bands"][0]["band"] == "over");
}

BOOST_AUTO_TEST_CASE(rows_of_whose_period_in_the_file_has_ended_are_to_be_handed_over) {
  write("kams.csv", "kam,capacity,until\nAnna,1,2026-12-31\nBen,0.5,\n");
  const auto all = tables("scenario \"More\"\n  set sites = 20 where id = \"B\"\n", {"--at", "2027-07-01"});
  BOOST_REQUIRE(all["handovers"].size() == 2U);
  BOOST_TEST(all["handovers"][0]["scenario"] == "today");
  BOOST_TEST(all["handovers"][1]["person"] == "Anna");
  BOOST_TEST(all["handovers"][1]["rows"] == 2);
}

BOOST_AUTO_TEST_CASE(rows_that_a_scenario_rejects_are_named_with_their_reasons) {
  const std::string more = "scenario \"More\"\n  set sites = sites + 40\n";
  const auto all = tables(more);
  BOOST_REQUIRE(all["rejected"].size() == 1U);
  BOOST_TEST(all["rejected"][0]["account"] == "B");
  BOOST_TEST(all["rejected"][0]["line"] == 3);
  BOOST_TEST(says(all["rejected"][0]["reason"].get<std::string>(), "52"));
  BOOST_TEST(all["lines"][0]["remark"] == "1 row rejected by it, and missing from the effort");
  const Result planned = plan(more);
  BOOST_TEST(planned.status == 1);
  BOOST_TEST(says(planned.err, "1 row was rejected: the table rejected shows why"));
  const Result page = spanne_run({"report", guideline, accounts, "--kams", kams, "--as-of", "2026-11-29", "--scenarios",
                                  file("options.scenarios.spanne"), "-o", file("page.html")});
  BOOST_TEST(page.status == 1);
  BOOST_TEST(says(page.err, "the scenario \"More\" rejects 1 row, which is missing from its effort"));
}

BOOST_AUTO_TEST_CASE(an_assignment_to_a_hire_begins_with_the_hire) {
  const std::string hire =
      "scenario \"Hire\"\n  hire \"New\" 1 FTE from 2027-01-01 ramp 0 % .. 100 % over 100 days\n  assign \"New\" where "
      "sites > 10\n";
  const json all = tables(hire, {"--at", "2026-12-31, 2027-01-26", "--details"});
  BOOST_REQUIRE(all["moves"].size() == 1U);
  BOOST_TEST(all["moves"][0]["day"] == "2027-01-26");
  BOOST_TEST(all["moves"][0]["account"] == "B");
  BOOST_TEST(all["moves"][0]["from"] == "Anna");
  BOOST_TEST(all["moves"][0]["to"] == "New");
  BOOST_TEST(all["moves"][0]["effort"] == 0.2);
  BOOST_TEST(all["capacity_by_day"][1]["2026-12-31"] == 1.5);
  BOOST_TEST(all["capacity_by_day"][1]["2027-01-26"] == 1.75);
}

BOOST_AUTO_TEST_CASE(quarters_are_the_day_and_the_first_days_of_those_after_it) {
  const json all =
      tables("scenario \"More\"\n  set sites = sites + 3\n", {"--every", "quarter", "--until", "2027-07-01"});
  std::string days;
  for (const auto& row : all["scenarios"])
    if (row["scenario"] == "today") days += row["day"].get<std::string>() + " ";
  BOOST_TEST(days == "2026-11-29 2027-01-01 2027-04-01 2027-07-01 ");
}

BOOST_AUTO_TEST_CASE(a_day_outside_the_period_needs_rules_that_are_in_force) {
  const std::string more = "scenario \"More\"\n  set sites = sites + 3\n";
  const Result refused = plan(more, {"--at", "2028-01-01"});
  BOOST_TEST(refused.status == 2);
  BOOST_TEST(refused.err.find("2028-01-01 is outside the period in which this rule set is effective, 2026-01-01 .. "
                              "2027-12-31") != std::string::npos);
  std::string next = rules;
  next.replace(next.find("2026-01-01 .. 2027-12-31"), 24, "2028-01-01 ..");
  next.replace(next.find("0.1 FTE"), 7, "0.2 FTE");
  write("next.spanne", next);
  const json all = tables(more + "scenario \"Next\"\n  rules \"next.spanne\"\n", {"--at", "2028-01-01"});
  BOOST_TEST(all["scenarios"][0]["effort"].is_null());
  BOOST_TEST(all["scenarios"][1]["effort"].is_null());
  BOOST_TEST(all["scenarios"][2]["effort"] == 0.5);
}

BOOST_AUTO_TEST_CASE(what_does_not_belong_together_is_refused) {
  const std::string leave = "scenario \"Ben\"\n  leave \"Ben\" from 2027-01-01\n";
  const std::string file = write("o.scenarios.spanne", "scenarios \"O\" of \"guideline.spanne\"\n" + leave);
  refused({"plan", guideline, accounts, file, "--as-of", "2026-11-29"}, 2, "names Ben, so it takes a file of people");
  std::string title = rules;
  title.replace(title.find("Small"), 5, "Other");
  refused({"plan", write("other.spanne", title), accounts, file, "--as-of", "2026-11-29", "--kams", kams}, 1,
          "is of the guideline \"Small\"");
  refused({"plan", guideline, accounts, "--as-of", "2026-11-29"}, 2, "SCENARIOS is missing");
  refused({"eval", file, accounts}, 1, "error[E0600]: this is a file of scenarios, not a rule file");
  refused({"plan", guideline, accounts, file, "--as-of", "2026-11-29", "--kams", kams, "--every", "quarter"}, 2,
          "--every and --until belong together");
  const Result stranger = plan("scenario \"Set\"\n  set kam = \"Bob\" where sites > 10\n");
  BOOST_TEST(stranger.status == 1);
  BOOST_TEST(stranger.err.find("error[E0618]: by this line Bob gets rows on 2026-11-29") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_what_if_of_eval_says_so_wherever_it_goes) {
  const std::vector<std::string> set{
      "eval", guideline, accounts, "--as-of", "2026-11-29", "--set", "sites = if sites > 10 then 20 else sites"};
  const std::string said = "sites = if sites > 10 then 20 else sites (1 row)";
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), set.begin(), set.end());
    return spanne_run(more);
  };
  BOOST_TEST(with({"--format", "table"}).out.starts_with("what if: " + said + "\n"));
  BOOST_TEST(with({"--format", "table", "--by", "kam"}).out.starts_with("what if: " + said + "\n"));
  BOOST_TEST(with({"--format", "csv"}).err.find("what if: " + said + "\n") != std::string::npos);
  BOOST_TEST(json::parse(with({"--format", "json"}).out)["what_if"][0] == said);
  BOOST_TEST(json::parse(with({"--format", "json", "--by", "kam"}).out)["what_if"][0] == said);
  const std::string receipt = (path / "r.json").string();
  BOOST_TEST(with({"-o", (path / "r.csv").string(), "--receipt", receipt}).status == 0);
  BOOST_TEST(json::parse(contents(receipt))["changed"][0] == 1);
  BOOST_TEST(spanne_run({"verify", receipt}).status == 0);
  std::string forged = contents(receipt);
  const auto at = forged.find("\"changed\"");
  BOOST_REQUIRE(at != std::string::npos);
  forged.replace(forged.find('1', at), 1, "2");
  write("r.json", forged);
  BOOST_TEST(spanne_run({"verify", receipt}).status != 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
