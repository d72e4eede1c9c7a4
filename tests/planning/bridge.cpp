// `spanne diff RULES OLD.csv NEW.csv` as it is typed, and the worked example of its page.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/program.hpp"

using namespace spanne::test;
using Json = nlohmann::json;

namespace {

/// An empty folder, which is the current one until the test ends.
struct BridgeFolder : Folder {
  BridgeFolder() : before(fs::current_path()) { fs::current_path(path); }
  ~BridgeFolder() { fs::current_path(before); }
  fs::path before;
};

const std::string head =
    "ruleset \"G\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  sites integer 1 .. 100\n";
const std::string rules =
    head + "cluster all: otherwise -> 0.2 FTE\nmany: sites > 10 -> +0.01 .. 0.02 FTE per sites above 10\n";

void write_files() {
  put("rules.spanne", rules);
  put("old.csv", "id,kam,sites\nA,Anna,20\nB,Ben,5\nC,Ben,30\n");
  put("new.csv", "id,kam,sites\nA,Anna,40\nB,Anna,5\nD,Ben,10\n");
  put("kams.csv", "kam,capacity,from\nAnna,1,\nBen,0.5,2026-07-01\n");
}

Result diff(std::vector<std::string> args) {
  args.insert(args.begin(), "diff");
  return spanne_run(args);
}

/// The code blocks of a page, after its heading `By hand`.
std::vector<std::string> blocks_of(const fs::path& page) {
  std::string text = contents(page);
  text.erase(0, text.find("## By hand"));
  std::vector<std::string> blocks;
  for (std::size_t at = text.find("```\n"); at != std::string::npos; at = text.find("```\n", at)) {
    const std::size_t begin = at + 4, end = text.find("```\n", begin);
    blocks.push_back(text.substr(begin, end - begin));
    at = end + 4;
  }
  return blocks;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(bridge, BridgeFolder)

BOOST_AUTO_TEST_CASE(the_worked_example_is_what_is_printed) {
  const auto blocks = blocks_of(root / "docs/planning/bridge.md");
  BOOST_REQUIRE_EQUAL(blocks.size(), 4U);
  put("rules.spanne", blocks[0]);
  put("q1.csv", blocks[1]);
  put("q2.csv", blocks[2]);
  const Result result = diff({"rules.spanne", "q1.csv", "q2.csv"});
  BOOST_TEST(result.status == 0);
  BOOST_TEST(result.out == blocks[3]);
}

BOOST_AUTO_TEST_CASE(all_tables_stand_in_json) {
  write_files();
  const Result result = diff({"rules.spanne", "old.csv", "new.csv", "--kams", "kams.csv", "--as-of", "2026-07-01",
                              "--as-of-before", "2026-06-30", "--format", "json"});
  BOOST_TEST(result.status == 0);
  const Json json = Json::parse(result.out);
  const Json& steps = json["bridge"];
  BOOST_TEST(steps.front()["step"] == "before");
  BOOST_TEST(steps.back()["step"] == "after");
  double fte = steps.front()["fte"];
  for (const Json& step : steps)
    if (!step["change"].is_null()) fte += step["change"].get<double>();
  BOOST_TEST(std::abs(fte - steps.back()["fte"].get<double>()) < 1e-9);
  BOOST_TEST(json["engagements"].size() == 4U);  // A has more sites, B another person, C is gone, D is new
  BOOST_TEST(json["changes"].size() == 4U);
  const Json& people = json["people"];
  BOOST_TEST(people.size() == 3U);
  BOOST_TEST(people[1]["kam"] == "Ben");
  BOOST_TEST(people[1]["capacity_before"] == 0);
  BOOST_TEST(people[1]["capacity"] == 0.5);
  BOOST_TEST(people[1]["capacity_change"] == 0.5);
  const Json& capacity = json["capacity"];  // after: A 0.6 .. 0.9, B and D 0.2 each; 1.5 FTE of capacity
  BOOST_TEST(capacity[1]["fte_high"] == 1.2);
  BOOST_TEST(capacity[1]["gap_low"] == -0.6);
  BOOST_TEST(capacity[1]["gap_high"] == 0);
  BOOST_TEST(capacity[1]["gap_people_low"] == 0);
}

BOOST_AUTO_TEST_CASE(another_guideline_is_a_cause) {
  write_files();
  put("before.spanne", head + "cluster all: otherwise -> 0.1 FTE\n");
  const Result result = diff({"rules.spanne", "old.csv", "old.csv", "--rules-before", "before.spanne", "--format",
                              "csv", "--as-of", "2026-07-01"});
  BOOST_TEST(result.status == 0);
  BOOST_TEST(result.out ==
             "step,what,engagements,without_effect,change_low,change,change_high,fte_low,fte,fte_high\n"
             "before,old.csv,3,,,,,0.3,0.3,0.3\n"
             "rules,\"the guideline, 1.0.0 → 1.0.0\",3,0,0.6,0.75,0.9,0.9,1.05,1.2\n"
             "after,old.csv,3,,,,,0.9,1.05,1.2\n");
  BOOST_TEST(result.err.find("before: rule set \"G\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_change_between_guidelines_with_other_defaults_has_two_values) {
  const std::string begin = "ruleset \"D\" version 1.0.0\nattributes\n  id text key\n  dec boolean default ";
  const std::string end = "\ncluster all: otherwise -> 0.1 FTE\nmore: dec -> +0.2 FTE\n";
  put("no.spanne", begin + "no" + end);
  put("yes.spanne", begin + "yes" + end);
  put("empty.csv", "id,dec\nA,\nB,yes\n");
  put("said.csv", "id,dec\nA,no\nB,yes\n");
  const Result result = diff(
      {"yes.spanne", "empty.csv", "said.csv", "--rules-before", "no.spanne", "--view", "changes", "--format", "csv"});
  BOOST_TEST(result.out.find("A,data,dec,yes,no,-0.1,") != std::string::npos, result.out);
}

BOOST_AUTO_TEST_CASE(workbooks_and_german_csv) {
  write_files();
  BOOST_TEST(diff({"rules.spanne", "old.csv", "new.csv", "-o", "b.xlsx"}).status == 0);
  BOOST_TEST(contents("b.xlsx").starts_with("PK"));
  const Result german = diff({"rules.spanne", "old.csv", "new.csv", "--out-locale", "de", "--view", "changes"});
  BOOST_TEST(german.out.find("A;data;sites;20;40;0,2;0,3;0,4") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_are_told_by_what_they_are) {
  write_files();
  put("plain", rules);
  put("rules.csv", "# a comment\n" + rules);
  put("list", contents("new.csv"));
  BOOST_TEST(diff({"plain", "old.csv", "list"}).out.find("gone") != std::string::npos);
  BOOST_TEST(diff({"rules.spanne", "plain", "old.csv"}).out.find("engagements") != std::string::npos);
  refused({"diff", "rules.spanne", "rules.csv", "new.csv"}, 2,
          "rules.csv can be a guideline, by its first word, or a table, by its name");
  refused({"diff", "old.csv", "new.csv", "rules.spanne"}, 2, "old.csv is no guideline");
  refused({"diff", "rules.spanne", "old.csv", "rules.spanne"}, 2, "rules.spanne is a guideline, where accounts are");
  refused({"diff", "rules.spanne", "plain", "rules.spanne"}, 2, "rules.spanne is a guideline, where accounts are");
  refused({"diff", "rules.spanne", "plain", "old.csv", "--kams-before", "kams.csv"}, 2, "for the accounts of two days");
  refused({"diff", "rules.spanne", "plain", "--view", "people"}, 2, "for the accounts of two days");
}

BOOST_AUTO_TEST_CASE(what_does_not_go_together_is_refused) {
  write_files();
  const auto refused_with = [](const std::vector<std::string>& more, int status, const std::string& words) {
    std::vector<std::string> args{"diff", "rules.spanne", "old.csv", "new.csv"};
    args.insert(args.end(), more.begin(), more.end());
    refused(args, status, words);
  };
  refused_with({"--set", "sites = 1"}, 2, "--set assumes other data");
  refused_with({"--by", "kam"}, 2, "--by makes groups");
  refused_with({"--with", "old.csv"}, 2, "--with says where accounts come from");
  refused_with({"--kams-before", "kams.csv"}, 2, "--kams-before names the people of the earlier file only");
  refused_with({"--receipt", "r.json", "-o", "b.csv"}, 2, "there are no receipts of two accounts files");
  refused_with({"--view", "persons", "--format", "csv"}, 2, "there is no view persons");
  refused_with({"-o", "old.csv"}, 2, "old.csv");
  put("kams.csv", "kam,capacity\nAnna,1\n");
  refused_with({"--kams", "kams.csv"}, 1, "Ben is not in kams.csv");
  put("wider.spanne",
      "ruleset \"G\" version 2.0.0\nattributes\n  id text key\n  region text\ncluster all: otherwise -> 1 FTE\n");
  refused_with({"--rules-before", "wider.spanne"}, 1,
               "old.csv: wider.spanne cannot read it: a column is missing: region");
  put("rules.spanne",
      "ruleset \"G\" version 1.0.0\nattributes\n  sites integer 1 .. 100\ncluster all: otherwise -> 1 FTE\n");
  refused_with({}, 1, "the rule set has no key");
}

BOOST_AUTO_TEST_CASE(rejected_rows_are_shown_and_the_status_tells) {
  write_files();
  put("new.csv", "id,kam,sites\nA,Anna,many\nB,Ben,5\nC,Ben,30\n");
  const Result result = diff({"rules.spanne", "old.csv", "new.csv"});
  BOOST_TEST(result.status == 1);
  BOOST_TEST(result.out.find("rejected now, but not before") != std::string::npos);
  BOOST_TEST(result.out.find("sites: many is not a number") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
