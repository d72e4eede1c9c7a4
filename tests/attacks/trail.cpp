// Who wants another approver, another day or an older version in the log of releases: lines, keys and trust files made
// up by hand, with every digest right.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;
namespace records = spanne::records;

BOOST_FIXTURE_TEST_SUITE(forged_trail, History)

// ---------------------------------------------------------------------------------------------- the log

BOOST_AUTO_TEST_CASE(a_line_cannot_say_another_version_than_its_text) {
  forge_last_line([](engine::Release& line) { line.version = "7.0.0"; });
  for (const std::string command : {"verify", "log", "print"})
    expect(typed({command, "g.spanne"}), 1,
           "RELEASES.jsonl: line 2 says version 7.0.0, but the text in it says version 0.2.0");
  expect(typed({"eval", "release:7.0.0:g.spanne", "accounts.csv"}), 1, "line 2 says version 7.0.0");
}

BOOST_AUTO_TEST_CASE(a_line_cannot_hold_a_text_that_nobody_could_release) {
  forge_last_line([](engine::Release& line) { line.text += "nonsense here\n"; });
  expect(verify("g.spanne", ""), 1,
         "line 2 (version 0.2.0): the text in it has errors, so it was not released by this program");
  forge_last_line([](engine::Release& line) { line.text = "nonsense\n"; });
  expect(verify("g.spanne", ""), 1, "the text in it does not begin like a rule set");
}

BOOST_AUTO_TEST_CASE(a_line_cannot_supersede_what_was_not_there) {
  const auto superseding = [](const std::string& version) {
    forge_last_line([&](engine::Release& line) {
      line.text = guideline("0.2.0", "0.2");
      line.text.insert(line.text.find("\nattributes"), "\n  supersedes " + version);
    });
    return verify("g.spanne", "");
  };
  expect(superseding("0.1.5"), 1,
         "line 2 (version 0.2.0): the text in it supersedes 0.1.5, but the release before it is");
  BOOST_TEST(superseding("0.1.0").err.find("the text in it supersedes") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_cannot_name_a_program_that_never_was) {
  for (const std::string engine : {"0.0.9", "99.0.0", "", "best", "1.0", "1..0", "1.0.0.0"}) {
    forge_last_line([&](engine::Release& line) { line.engine = engine; });
    expect(verify("g.spanne", ""), 1, "line 2 (version 0.2.0): it names spanne " + engine + " as the program");
  }
}

BOOST_AUTO_TEST_CASE(a_line_dated_before_the_one_above_is_named) {
  forge_last_line([](engine::Release& line) { line.date = "2019-01-01"; }, "jane.key");
  const std::string words = "line 2 (version 0.2.0) is dated 2019-01-01, but line 1 above it " + utc_day();
  expect(verify("g.spanne"), 1, "error: RELEASES.jsonl: " + words);
  expect(verify("g.spanne", ""), 1, words);
  expect(typed({"log", "g.spanne"}), 0, "warning: RELEASES.jsonl: " + words);
  expect(typed({"print", "g.spanne"}), 0, "warning: RELEASES.jsonl: " + words);
  evaluate();
  expect(verify(), 1, words);
}

BOOST_AUTO_TEST_CASE(days_that_cannot_be_are_told_and_nothing_follows_them) {
  forge_last_line([](engine::Release& line) { line.date = "2999-12-31"; }, "jane.key");
  expect(verify("g.spanne"), 0, "warning: RELEASES.jsonl: line 2 (version 0.2.0) is dated 2999-12-31, which is yet to");
  put("g.spanne", guideline("0.3.0"));
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 1,
         "not released: line 2 of the log is dated 2999-12-31, but today is " + utc_day());
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 1, "help: check the clock of this machine");
  fs::remove("RELEASES.jsonl");
  put("g.spanne", guideline("0.1.0"));
  BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "J"}).status, 0);
  forge_last_line([](engine::Release& line) { line.date = "1999-12-31"; });
  expect(verify("g.spanne", ""), 0, "is dated 1999-12-31, when there was no such program");
  forge_last_line([](engine::Release& line) { line.date = "2026-02-30"; });
  expect(verify("g.spanne", ""), 1, "line 1 is dated 2026-02-30, which is no day");
}

BOOST_AUTO_TEST_CASE(a_file_that_was_rolled_back_is_told) {
  put("g.spanne", guideline("0.1.0", "0.1"));
  const std::string later = "version 0.1.0 is not the latest: 0.2.0 was released on " + utc_day() + " (line 2 of ";
  expect(verify("g.spanne"), 0, "warning: g.spanne: " + later);
  expect(typed({"print", "g.spanne"}), 0, "| **Later release** | version 0.2.0, on " + utc_day() + " |");
  expect(typed({"eval", "release:0.1.0:g.spanne", "accounts.csv"}), 0, "note: " + later);
  expect(typed({"check", "release:0.1.0:g.spanne"}), 0, "note: " + later);
  evaluate();
  expect(verify(), 0, "note: g.spanne: " + later);
  put("g.spanne", guideline("0.2.0", "0.2"));
  for (const auto& result : {verify("g.spanne"), typed({"eval", "release:0.2.0:g.spanne", "accounts.csv"}),
                             typed({"print", "g.spanne"}), typed({"diff", "release:0.1.0:g.spanne", "g.spanne"})})
    BOOST_TEST((result.out + result.err).find("later") == (result.out + result.err).find("not the latest"));
}

// ---------------------------------------------------------------------------------------------- who signed

BOOST_AUTO_TEST_CASE(whose_key_signed_is_said_everywhere) {
  BOOST_REQUIRE_EQUAL(typed({"new-key", "bob.key", "--name", "Bob"}).status, 0);
  release("0.3.0", "0.3", "The Board", "bob.key");
  put("all.pub", contents("jane.key.pub") + contents("bob.key.pub"));
  expect(verify("g.spanne", "all.pub"), 0, "RELEASES.jsonl: lines 1–2 signed with the key of Jane Doe (");
  expect(verify("g.spanne", "all.pub"), 0, "RELEASES.jsonl: line 3 signed with the key of Bob (");
  const std::string warning = "line 3 (version 0.3.0) is approved by The Board, but signed with the key of Bob (";
  evaluate();
  for (const auto& result :
       {verify("g.spanne", "all.pub"), verify("r.json", "all.pub"), typed({"log", "g.spanne", "--trust", "all.pub"}),
        typed({"print", "g.spanne", "--trust", "all.pub"})})
    expect(result, 0, "warning: RELEASES.jsonl: " + warning);
  expect(typed({"log", "g.spanne", "--trust", "all.pub"}), 0, "Bob (");
  const Json log = Json::parse(typed({"log", "g.spanne", "--trust", "all.pub", "--format", "json"}).out);
  BOOST_TEST(log[2]["signed_by"] == "Bob");
  BOOST_TEST(log[2]["trusted"] == true);
  BOOST_TEST(Json::parse(typed({"log", "g.spanne", "--format", "json"}).out)[2]["trusted"].is_null());
  // Without keys it is said that there are some, and which.
  expect(verify("g.spanne", ""), 0, "RELEASES.jsonl: there are signatures; whose they are is said with --trust KEYS");
  expect(typed({"log", "g.spanne"}), 0, "yes (" + contents("bob.key.pub").substr(18, 12) + ")");
  // Bob is not trusted here.
  for (const std::string command : {"log", "print", "verify"})
    expect(typed({command, "g.spanne", "--trust", "jane.key.pub"}), 1,
           "is signed with a key that is not in jane.key.pub");
  expect(typed({"log", "g.spanne", "--trust", "jane.key.pub"}), 1, "unknown key (");
}

BOOST_AUTO_TEST_CASE(two_keys_of_one_name_are_told_apart) {
  BOOST_REQUIRE_EQUAL(typed({"new-key", "other.key", "--name", "Jane Doe"}).status, 0);
  release("0.3.0", "0.3", "Jane Doe", "other.key");
  put("all.pub", contents("jane.key.pub") + contents("other.key.pub"));
  const auto shown = [](const std::string& file) { return contents(file).substr(18, 12); };
  expect(verify("g.spanne", "all.pub"), 0, "lines 1–2 signed with the key of Jane Doe (" + shown("jane.key.pub") + ")");
  expect(verify("g.spanne", "all.pub"), 0, "line 3 signed with the key of Jane Doe (" + shown("other.key.pub") + ")");
}

BOOST_AUTO_TEST_CASE(one_name_stored_in_two_ways_is_one_name) {
  BOOST_REQUIRE_EQUAL(typed({"new-key", "zoe.key", "--name", "Zoe\u0308 Mu\u0308ller"}).status, 0);
  put("all.pub", contents("jane.key.pub") + contents("zoe.key.pub"));
  release("0.3.0", "0.3", "Zoë Müller", "zoe.key");
  BOOST_TEST(verify("g.spanne", "all.pub").err == "");
  release("0.4.0", "0.4", "Zoe Müller", "zoe.key");  // another letter is another name
  expect(verify("g.spanne", "all.pub"), 0, "approved by Zoe Müller, but signed with");
  release("0.5.0", "0.5", "Jane D0e");
  expect(verify("g.spanne", "all.pub"), 0, "approved by Jane D0e, but signed with the key of Jane Doe");
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_public_keys_is_not_trusted) {
  const std::string jane = contents("jane.key.pub"), key = jane.substr(0, jane.rfind(" Jane"));
  const auto trusting = [&](const std::string& text, const std::string& words) {
    put("some.pub", text);
    for (const std::string command : {"verify", "log", "print"})
      expect(typed({command, "g.spanne", "--trust", "some.pub"}), 1, words);
  };
  trusting("", "some.pub holds no key");
  trusting("# nobody\n\n", "some.pub holds no key");
  trusting(jane + "and Bob\n", "some.pub:2: this is no public key");
  trusting(jane + contents("jane.key"), "some.pub:2: this is a secret key");
  trusting(key + "x Jane Doe\n", "some.pub:1: this is no public key");
  trusting(jane + key + " The Board\n", "some.pub:2: this key is listed twice, as \"Jane Doe\" and as \"The Board\"");
  put("some.pub", "\xEF\xBB\xBF# from an editor on Windows\r\n" + jane.substr(0, jane.size() - 1) + "\r\n" + jane);
  expect(verify("g.spanne", "some.pub"), 0, "signed with the key of Jane Doe (");
  put("some.pub", key + "\n");
  expect(verify("g.spanne", "some.pub"), 0, "signed with a key without a name (");
  expect(typed({"log", "g.spanne", "--trust", "none.pub"}), 3, "No such file");
  expect(typed({"print", "-", "--trust", "jane.key.pub"}), 2, "standard input has none");
}

// ---------------------------------------------------------------------------------------------- days and schemes

/// 14 hours before UTC and 12 after it: never the same day, and at least one of them is another day than in UTC.
BOOST_AUTO_TEST_CASE(today_is_the_day_where_one_is_and_the_log_is_dated_in_utc) {
  std::string begun, ended;
  do {
    begun = utc_day();
    fs::remove("RELEASES.jsonl");
    for (const std::string zone : {"EAST-14", "WEST12"}) {
      const std::string file = zone + ".spanne";
      put(file, guideline("1.0.0"));
      BOOST_REQUIRE_EQUAL(shell("TZ=" + zone + " '" SPANNE_PROGRAM "' release " + file + " --approved-by J"), 0);
      BOOST_REQUIRE_EQUAL(shell("TZ=" + zone + " '" SPANNE_PROGRAM "' eval g.spanne accounts.csv > " + zone + " 2>&1"),
                          0);
    }
    ended = utc_day();
  } while (begun != ended);  // midnight has passed
  const auto log = records::read_log_text(contents("RELEASES.jsonl"));
  BOOST_REQUIRE_EQUAL(log.releases.size(), 2U);
  for (const auto& line : log.releases) BOOST_TEST(line.date == ended);
  BOOST_TEST(log.backdated.empty());
  const auto day = [](const std::string& file) {
    const std::string text = contents(file);
    return text.substr(text.find("as of ") + 6, 10);
  };
  BOOST_TEST(day("EAST-14") >= ended);
  BOOST_TEST(day("WEST12") <= ended);
  BOOST_TEST(day("EAST-14") != day("WEST12"));
}

BOOST_AUTO_TEST_CASE(a_release_of_before_the_schemes_stays_valid) {
  const std::string open = guideline("0.3.0") + "table more\n  | sites || + FTE |\n  | > 3 || 0.1\n  | <= 3 || 0.2";
  put("g.spanne", open);
  BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", "Jane Doe"}).status, 0);
  forge_last_line([](engine::Release& line) { line.schemes = engine::first_schemes; }, "jane.key");
  const std::string log = contents("RELEASES.jsonl");
  BOOST_TEST(log.find("{\"spanne_release\":1,\"file\"") != std::string::npos);
  expect(verify("g.spanne"), 0, "version 0.3.0 as released on");
  BOOST_REQUIRE_EQUAL(typed({"fmt", "g.spanne"}).status, 0);
  BOOST_TEST(contents("g.spanne") != open);
  expect(verify("g.spanne"), 1, "only layout or comments differ");
  expect(typed({"release", "g.spanne", "--approved-by", "Jane Doe"}), 1, "this text differs from it in layout");
  BOOST_TEST(contents("RELEASES.jsonl") == log);
}

BOOST_AUTO_TEST_CASE(what_a_later_program_wrote_is_left_to_it) {
  evaluate();
  BOOST_TEST(Json::parse(contents("r.json"))["spanne_receipt"] == 2);
  BOOST_TEST(Json::parse(contents("r.json"))["canonical"] == 2);
  for (const std::string field : {"spanne_receipt", "arithmetic", "canonical"}) {
    evaluate();
    forge_receipt([&](Json& receipt) { receipt[field] = field == "spanne_receipt" ? 4 : 3; });
    expect(verify(), 1, "r.json was written by a later version of this program, which is needed to check it");
  }
  evaluate();
  forge_receipt([](Json& receipt) { receipt["canonical"] = 0; });
  expect(verify(), 1, "it has been changed");
  evaluate();
  forge_receipt([](Json& receipt) {  // as receipts were before there were schemes
    receipt["spanne_receipt"] = 1;
    receipt.erase("arithmetic");
    receipt.erase("canonical");
    receipt.erase("skipped");
  });
  expect(verify(), 0, "made again");
}

BOOST_AUTO_TEST_SUITE_END()
