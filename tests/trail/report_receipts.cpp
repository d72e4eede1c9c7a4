// Receipts of check and diff: made, checked, made again elsewhere and after the guideline has moved on.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(report_receipts, History)

BOOST_AUTO_TEST_CASE(what_check_proves) {
  BOOST_REQUIRE_EQUAL(typed({"check", "g.spanne", "--receipt", "c.json", "--sign", "jane.key"}).status, 0);
  const Json receipt = Json::parse(contents("c.json"));
  BOOST_TEST(receipt["command"] == "check");
  BOOST_TEST(receipt["proof"] == Json({{"time_limit", 10}, {"solver", true}}));
  BOOST_TEST(receipt["release"]["line"] == 2);
  // The report is that of --format json.
  BOOST_TEST(receipt["report"] == Json::parse(typed({"check", "g.spanne", "--format", "json"}).out));
  expect(verify("c.json"), 0, "c.json: signed with the key of Jane Doe (");
  expect(verify("c.json"), 0, "are what check finds in g.spanne version 0.2.0, with --time-limit 10: made again");
  expect(typed({"replay", "c.json", "--with", "g.spanne"}), 1, "is a receipt of a report");
  // The guideline moves on, and the receipt stays.
  release("0.3.0", "0.3");
  expect(verify("c.json"), 0, "note: g.spanne has changed since; version 0.2.0 is taken from RELEASES.jsonl");
  expect(verify("c.json"), 0, "made again");
}

BOOST_AUTO_TEST_CASE(a_draft_may_be_reported_on_before_its_release) {
  put("g.spanne", guideline("0.3.0", "0.3"));
  const std::vector<std::string> sign{"--sign", "jane.key"};
  for (std::vector<std::string> args : {std::vector<std::string>{"check", "g.spanne", "--receipt", "c.json"},
                                        {"diff", "release:0.2.0:g.spanne", "g.spanne", "--receipt", "d.json"}}) {
    args.insert(args.end(), sign.begin(), sign.end());
    BOOST_REQUIRE_EQUAL(typed(args).status, 0);
  }
  for (const std::string receipt : {"c.json", "d.json"})
    expect(typed({"verify", receipt, "--trust", "jane.key.pub", "--signed"}), 0,
           "note: g.spanne version 0.3.0 had not been released");
  BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "Jane Doe", "--sign", "jane.key"}).status, 0);
  for (const std::string receipt : {"c.json", "d.json"})
    expect(typed({"verify", receipt, "--trust", "jane.key.pub", "--signed"}), 0,
           "but line 3 of RELEASES.jsonl releases exactly this text");
}

BOOST_AUTO_TEST_CASE(how_it_was_proved_is_kept) {
  BOOST_REQUIRE_EQUAL(typed({"check", "g.spanne", "--receipt", "c.json", "--no-solver", "--time-limit", "2"}).status,
                      0);
  expect(verify("c.json"), 0, "with --time-limit 2 --no-solver: made again");
  BOOST_REQUIRE_EQUAL(typed({"check", "g.spanne", "--receipt", "c.json", "--no-proof"}).status, 0);
  BOOST_TEST(Json::parse(contents("c.json"))["proof"].is_null());
  expect(verify("c.json"), 0, "with --no-proof: made again");
}

BOOST_AUTO_TEST_CASE(another_report_is_shown_beside_the_right_one) {
  BOOST_REQUIRE_EQUAL(typed({"check", "g.spanne", "--receipt", "r.json"}).status, 0);
  forge_receipt([](Json& receipt) { receipt["report"][0]["message"] = "all is well"; });
  expect(verify("r.json"), 1, "the report in r.json is not what check gives now");
  expect(verify("r.json"), 1, "\"message\": \"all is well\"");
}

BOOST_AUTO_TEST_CASE(versions_compared) {
  const std::vector<std::string> args{"diff", "release:0.1.0:g.spanne", "g.spanne", "--receipt", "d/r.json"};
  fs::create_directory("d");
  BOOST_REQUIRE_EQUAL(typed(args).status, 0);
  const Json receipt = Json::parse(contents("d/r.json"));
  BOOST_TEST(receipt["old"]["file"] == "release:0.1.0:../g.spanne");
  BOOST_TEST(receipt["new"]["file"] == "../g.spanne");
  BOOST_TEST(receipt["report"]["old"]["file"] == "release:0.1.0:../g.spanne");
  expect(
      verify("d/r.json"), 0,
      "d/r.json: what differs between g.spanne version 0.1.0 and g.spanne version 0.2.0, with --time-limit 10: made");
  // In another folder, by the same ways between the files.
  fs::create_directory("there");
  for (const auto* name : {"g.spanne", "RELEASES.jsonl", "d"}) fs::rename(name, fs::path("there") / name);
  expect(verify("there/d/r.json"), 0, "made again");
  fs::current_path("there/d");
  expect(verify("r.json", "../../jane.key.pub"), 0, "made again");
  BOOST_REQUIRE_EQUAL(typed({"diff", "release:0.1.0:../g.spanne", "../g.spanne", "--receipt", "again.json"}).status, 0);
  BOOST_TEST(contents("again.json") == contents("r.json"));
}

BOOST_AUTO_TEST_CASE(who_moves) {
  for (const std::string format : {"csv", "json", "xlsx"}) {
    const std::string file = "moves." + format;
    BOOST_REQUIRE_EQUAL(
        typed({"diff", "release:0.1.0:g.spanne", "g.spanne", "accounts.csv", "--kams", "kams.csv", "--set",
               "sites = sites + 1", "--as-of", "2026-07-01", "-o", file, "--receipt", "r.json", "--sign", "jane.key"})
            .status,
        0);
    expect(verify(), 0, file + " is who of accounts.csv moves between g.spanne version 0.1.0 and g.spanne version");
    expect(verify(), 0, "(2 moved, 0 same): made again");
    std::string bytes = contents(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    put(file, bytes);
    expect(verify(), 1, file + " is not what the comparison gives now");
    fs::remove(file);
  }
}

BOOST_AUTO_TEST_CASE(what_no_receipt_is_written_for) {
  const auto refused = [](std::vector<std::string> args, int status, const std::string& words) {
    args.insert(args.end(), {"--receipt", "r.json"});
    expect(typed(args), status, words);
    BOOST_TEST(!fs::exists("r.json"));
  };
  refused({"check", "g.spanne", "g.spanne"}, 2, "a receipt of check is about one guideline");
  refused({"check", "-"}, 2, "standard input");
  refused({"check", "git:HEAD:g.spanne"}, 2, "which are found again");
  refused({"diff", "g.spanne", "g.spanne", "accounts.csv"}, 2, "add -o FILE.csv");
  refused({"diff", "g.spanne", "g.spanne", "accounts.csv", "-o", "m.txt"}, 2, "which tables are not");
  refused({"diff", "g.spanne", "g.spanne", "a.db", "--table", "t", "-o", "m.csv"}, 2, "since a database moves on");
  put("broken.spanne", "ruleset");
  refused({"check", "broken.spanne"}, 1, "no receipt was written");
  put("RELEASES.jsonl", "damaged\n");
  refused({"check", "g.spanne"}, 1, "RELEASES.jsonl");
}

BOOST_AUTO_TEST_SUITE_END()
