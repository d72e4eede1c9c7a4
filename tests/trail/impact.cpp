// Who moves between two versions, and what a receipt's accounts would get under another one.
#include <fmt/format.h>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

const std::string head =
    "attributes\n  id text key\n  kam text owner\n  sites integer 1 .. 50\n"
    "  size one of small, large default small\n";

/// Ten sites more or less, and who is large.
void write_two() {
  Folder::put("old.spanne", "ruleset \"G\" version 1.0.0\n" + head +
                                "cluster large: size = large -> 0.3 FTE\ncluster small: otherwise -> 0.1 FTE\n"
                                "many: sites > 10 -> +0.01 FTE per sites above 10\n"
                                "gone: sites > 30 -> +10 %\n");
  Folder::put("new.spanne", "ruleset \"G\" version 1.1.0\n" + head +
                                "cluster big: size = large -> 0.3 FTE\ncluster small: otherwise -> 0.1 FTE\n"
                                "lots: sites > 20 -> +0.01 FTE per sites above 20\n"
                                "new: sites = 5 -> +0.05 FTE\n");
  Folder::put("accounts.csv",
              "id,kam,sites,size\nA,Anna,1,\nB,Ben,15,large\nC,Anna,5,small\nD,Ben,40,small\nE,Cleo,60,\nF,Cleo,x,\n");
  Folder::put("kams.csv", "kam,capacity\nAnna,0.25\nBen,1\nCleo,1\n");
}

Result diff(const std::vector<std::string>& more = {}) {
  std::vector<std::string> args{"diff", "old.spanne", "new.spanne", "accounts.csv"};
  args.insert(args.end(), more.begin(), more.end());
  return typed(args);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(impact, Folder)

BOOST_AUTO_TEST_CASE(who_moves_and_why) {
  write_two();
  const Result result = diff({"--kams", "kams.csv"});
  BOOST_TEST(result.status == 1);  // E and F are rejected
  BOOST_TEST(result.out ==
             "id  kam   cluster             FTE  change  accounts per KAM  because of\n"
             "D   Ben   small        0.44 → 0.3   -0.14         1–2 → 2–3  lots, many, gone\n"
             "B   Ben   large → big  0.35 → 0.3   -0.05           2 → 2–3  many\n"
             "C   Anna  small        0.1 → 0.15   +0.05        8–10 → 5–6  new\n"
             "\n"
             "responsible: rule many for 2, rule gone for 1, rule lots for 1, rule new for 1\n"
             "\n"
             "kam          FTE  change          load  band\n"
             "Ben   0.79 → 0.6   -0.19   79 % → 60 %  under\n"
             "Anna  0.2 → 0.25   +0.05  80 % → 100 %  in band\n"
             "\n"
             "3 of 6 engagements move, 1 stay as they are, 2 are rejected by both versions\n"
             "total: 0.99 → 0.85 FTE (-0.14), KAMs needed: 1–2\n");
  BOOST_TEST(result.err.find("new: rule set \"G\" version 1.1.0, digest ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_whole_story_in_a_file) {
  write_two();
  const Result csv = diff({"--format", "csv"});
  BOOST_TEST(csv.out.find("D,Ben,5,-0.14,small,0.44,0.44,0.44,1,2,,,ok,,small,0.3,0.3,0.3,2,3,,,ok,,"
                          "\"rule lots +0.2 FTE; rule many no longer (+0.3 FTE); rule gone no longer (+10 %)\"\n") !=
             std::string::npos);
  expect(diff({"--format", "csv", "--by", "cluster"}), 1,
         "small,-0.09,3,0,0.64,0.64,0.64,1,1,,,3,0,0.55,0.55,0.55,1,1,,\n");
  expect(diff({"--format", "csv", "--by", "kam"}), 1,
         "total,-0.14,6,2,0.99,0.99,0.99,1,2,,,6,2,0.85,0.85,0.85,1,2,,\n");
  const Result json = diff({"--format", "json", "--kams", "kams.csv"});
  for (const std::string part : {"\"moved\": 3, \"same\": 1, \"rejected_by_both\": 2", "\"change\": -0.14",
                                 "\"new_fte\": 0.3", "\"old_load\": 0.79"})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(json.out.find(part) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rejected_by_one_version_only) {
  write_two();
  std::string text = contents("new.spanne");
  put("new.spanne", text.replace(text.find("1 .. 50"), 7, "1 .. 30"));
  const Result result = diff();
  expect(result, 1, "rejected, and so in no sum: 2 → 3");
  BOOST_TEST(result.out.find("D   Ben   small → rejected    0.44 → –") != std::string::npos);
  expect(diff({"--format", "csv"}), 1, "D,Ben,5,,small,0.44,0.44,0.44,1,2,,,ok,,,,,,,,,,rejected,");
}

BOOST_AUTO_TEST_CASE(versions_of_different_years_and_columns) {
  write_two();
  std::string text = contents("old.spanne");
  put("old.spanne", text.replace(text.find("attributes"), 10, "  effective 2025-01-01 .. 2025-12-31\nattributes"));
  expect(diff({"--as-of", "2026-07-01"}), 1, "as of 2025-12-31, the nearest day of its effective period");
  expect(diff({"--as-of", "soon"}), 2, "soon is no day");
  text = contents("new.spanne");
  put("new.spanne", text.replace(text.find("size one of"), 11, "wide one of"));
  expect(diff(), 1, "error[E0");
  while (text.find("size") != std::string::npos) text.replace(text.find("size"), 4, "wide");
  put("new.spanne", text);
  BOOST_TEST(diff().status == 1);
  put("accounts.csv", "id,kam\nA,Anna\n");
  expect(diff(), 1, "accounts.csv: old.spanne cannot read it: a column is missing: sites");
}

/// With enough rows that both versions evaluate blocks.
BOOST_AUTO_TEST_CASE(an_owner_only_the_old_version_finds) {
  const std::string names = "attributes\n  id text key\n  sites integer\n  kam text ";
  const std::string rules = "cluster all: otherwise -> 0.1 FTE\nmany: sites > 10 -> ";
  put("old.spanne", "ruleset \"G\" version 1.0.0\n" + names + "optional column \"cared for\"\n" + rules + "+0.1 FTE\n");
  put("new.spanne",
      "ruleset \"G\" version 1.1.0\n" + names + "owner optional column \"manager\"\n" + rules + "+0.2 FTE\n");
  std::string accounts = "id,cared for,sites,manager\n";
  for (int row = 10'000; row < 13'000; ++row) accounts += fmt::format("A{},Anna,20,\n", row);
  put("accounts.csv", accounts);
  expect(diff(), 0, "A10000  Anna  all      0.2 → 0.3    +0.1         4–5 → 2–3  many\n");
  expect(diff({"--format", "csv"}), 0, "\nA12999,Anna,3001,0.1,all,0.2,");
}

BOOST_AUTO_TEST_CASE(what_is_misused) {
  write_two();
  expect(diff({"--format", "xml"}), 2, "diff has no format xml");
  expect(diff({"--by", "kan"}), 2, "did you mean kam?");
  expect(diff({"--locale", "fr"}), 2, "--locale en");
  expect(diff({"--set", "sites = nothing"}), 2, "nothing");
  expect(typed({"diff", "old.spanne", "new.spanne", "--by", "kam"}), 2, "spanne diff OLD NEW ACCOUNTS");
  expect(typed({"diff", "old.spanne", "new.spanne", "none.csv"}), 3, "No such file");
  put("kams.csv", "kam,capacity\nAnna,1\nBen,1\n");
  expect(diff({"--kams", "kams.csv"}), 1, "line 6: Cleo is not in kams.csv");
  expect(diff({"--set", "sites = 1"}), 1, "0 of 6 engagements move, 4 stay as they are");
}

BOOST_AUTO_TEST_CASE(a_receipt_under_another_version) {
  write_two();
  BOOST_TEST(typed({"eval", "old.spanne", "accounts.csv", "--kams", "kams.csv", "--as-of", "2026-07-01", "-o",
                    "out.csv", "--receipt", "r.json"})
                 .status == 1);
  const Result expected = diff({"--kams", "kams.csv", "--as-of", "2026-07-01"});
  const Result result = typed({"replay", "r.json", "--with", "new.spanne"});
  BOOST_TEST(result.out == expected.out);
  BOOST_TEST(result.err == expected.err);
  expect(typed({"replay", "r.json"}), 2, "--with");
  expect(typed({"replay", "out.csv", "--with", "new.spanne"}), 1, "out.csv is not a receipt");
  put("accounts.csv", contents("accounts.csv") + "G,Anna,1,\n");
  expect(typed({"replay", "r.json", "--with", "new.spanne"}), 1, "accounts.csv has been changed since");
}

BOOST_AUTO_TEST_SUITE_END()
