// Receipts that are signed, that name a second table, and that name a copy of what a database gave.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;

namespace {

const std::vector<std::string> signing{"--sign", "jane.key", "--made-by", "Jane Doe", "--purpose", "Budget 2027"};

/// A rule set with columns of every kind that a copy has to keep.
const std::string wide_rules =
    "ruleset \"Wide\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  sites integer 1 .. 5_000\n"
    "  revenue money EUR\n  since date optional\n  remote boolean optional\n"
    "cluster all: otherwise -> 0.1 FTE\nrich: revenue >= 1000 EUR -> +0.1 FTE\n";

Result eval_wide(const std::vector<std::string>& more) {
  std::vector<std::string> args{"eval", "w.spanne", "--as-of", "2026-07-01"};
  args.insert(args.end(), more.begin(), more.end());
  return typed(args);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(signed_receipts, History)

BOOST_AUTO_TEST_CASE(whose_receipt_it_is) {
  BOOST_REQUIRE_EQUAL(evaluate(signing).status, 0);
  const Json receipt = Json::parse(contents("r.json"));
  BOOST_TEST(receipt["spanne_receipt"] == 3);
  BOOST_TEST(receipt["declared"] == Json({{"made_by", "Jane Doe"}, {"purpose", "Budget 2027"}}));
  BOOST_TEST((std::prev(receipt.end())).key() == "signature");
  expect(verify(), 0, "r.json: signed with the key of Jane Doe (");
  expect(verify(), 0, "declared by the signer, not checked: made by Jane Doe");
  expect(verify(), 0, "declared by the signer, not checked: purpose \"Budget 2027\"");
  BOOST_TEST(verify().err.empty());
  expect(verify("r.json", ""), 0, "whose key it is is said with --trust KEYS");
  expect(typed({"verify", "r.json", "--trust", "jane.key.pub", "--signed"}), 0, "made again");
  expect(typed({"verify", "r.json", "--signed"}), 2, "--trust KEYS");
  expect(typed({"verify", "g.spanne", "--signed", "--trust", "jane.key.pub"}), 2, "--signed is about a receipt");
}

BOOST_AUTO_TEST_CASE(an_unsigned_receipt_is_allowed_unless_it_may_not_be) {
  evaluate();
  BOOST_TEST(Json::parse(contents("r.json"))["spanne_receipt"] == 2);
  expect(verify(), 0, "note: the receipt itself is not signed; with --signed that is an error");
  expect(typed({"verify", "r.json", "--trust", "jane.key.pub", "--signed"}), 1, "r.json is not signed, or");
}

BOOST_AUTO_TEST_CASE(a_stranger_and_another_name_are_told) {
  BOOST_REQUIRE_EQUAL(typed({"new-key", "bob.key", "--name", "Bob"}).status, 0);
  evaluate({"--sign", "bob.key", "--made-by", "Jane Doe"});
  expect(verify(), 1, "r.json is signed with a key that is not in jane.key.pub (");
  put("both.pub", contents("jane.key.pub") + contents("bob.key.pub"));
  expect(verify("r.json", "both.pub"), 0,
         "warning: the receipt is declared to be made by Jane Doe, but signed with the key of Bob (");
}

BOOST_AUTO_TEST_CASE(what_is_not_signed) {
  expect(evaluate({"--made-by", "Jane"}), 2, "nobody signs it");
  expect(evaluate({"--sign", "jane.key", "--sign", "jane.key"}), 2, "a receipt is signed with one key");
  expect(evaluate({"--sign", "jane.key.pub"}), 1, "holds a public key");
  expect(evaluate({"--sign", "none.key"}), 3, "none.key");
  expect(evaluate({"--sign", "jane.key", "--made-by", "J\u0430ne"}), 2, "--made-by");
  expect(evaluate({"--sign", "jane.key", "--purpose", "one\ntwo"}), 2, "--purpose takes one line of text");
  BOOST_TEST(!fs::exists("r.csv"));
  BOOST_TEST(!fs::exists("r.json"));
  expect(typed({"eval", "g.spanne", "accounts.csv", "--sign", "jane.key"}), 2, "and none is asked for");
  expect(typed({"check", "g.spanne", "--purpose", "x"}), 2, "and none is asked for");
  expect(typed({"diff", "g.spanne", "g.spanne", "--sign", "jane.key"}), 2, "and none is asked for");
  expect(typed({"eval", "g.spanne", "accounts.csv", "-o", "r.csv", "--receipt", "jane.key", "--sign", "jane.key"}), 2,
         "the receipt would be written over jane.key");
}

BOOST_AUTO_TEST_CASE(what_was_found_in_the_file_is_named) {
  put("accounts.csv", "id;kam;sites\nA;Anna;1\nB;Ben;2.500,0\nC;Ben;-\n");
  BOOST_REQUIRE_EQUAL(evaluate(signing).status, 1);  // C lacks its sites
  BOOST_TEST(Json::parse(contents("r.json"))["reading"] ==
             Json({{"numbers", "decimal comma"}, {"missing", {{"-", 1}}}}));
  expect(verify(), 0, "made again");
}

BOOST_AUTO_TEST_CASE(a_second_table_is_one_of_the_files) {
  put("first.csv", "id,kam\nA,Anna\nB,Ben\n");
  put("second.csv", "id,sites\nA,1\nB,25\n");
  const std::vector<std::string> args{"eval",       "g.spanne",  "first.csv",   "--with",  "second.csv", "-o",
                                      "joined.csv", "--receipt", "joined.json", "--as-of", "2026-07-01"};
  BOOST_REQUIRE_EQUAL(typed(args).status, 0);
  const Json receipt = Json::parse(contents("joined.json"));
  BOOST_TEST(receipt["with"]["file"] == "second.csv");
  BOOST_TEST(receipt["spanne_receipt"] == 3);
  expect(verify("joined.json"), 0, "as of 2026-07-01, with --with second.csv: made again");
  expect(typed({"replay", "joined.json", "--with", "release:0.1.0:g.spanne"}), 1, "come from two tables");
  put("second.csv", "id,sites\nA,1\nB,26\n");
  expect(verify("joined.json"), 1, "second.csv has been changed since the receipt was written");
}

BOOST_AUTO_TEST_CASE(a_database_is_copied_first) {
  put("w.spanne", wide_rules);
  // JSON has types like a database; SQLite itself is tried where the program is run by hand.
  put("accounts.json",
      R"([{"id": "A", "kam": "Anna, \"x\"", "sites": 1, "revenue": 1.234, "since": "2026-07-01", "remote": true},
          {"id": 1.234, "kam": " Ben;c", "sites": 25, "revenue": 1234.5, "since": "01.07.2026", "remote": false},
          {"id": "C", "kam": "a\nb", "sites": 3, "revenue": "1,234", "since": null},
          {"id": "D", "kam": "Anna", "sites": "3", "revenue": "1.234,5"}])");
  for (const std::string locale : {"auto", "en", "de"}) {
    eval_wide({"accounts.json", "--locale", locale, "-o", "plain.csv"});
    BOOST_REQUIRE_LE(eval_wide({"accounts.json", "--locale", locale, "--snapshot", "copy.csv", "-o", "copied.csv",
                                "--receipt", "copied.json"})
                         .status,
                     1);
    expect(verify("copied.json", ""), 0,
           "note: copy.csv is a copy of accounts.json, as the receipt says, which cannot");
    BOOST_TEST(Json::parse(contents("copied.json"))["accounts"]["file"] == "copy.csv");
    BOOST_TEST(Json::parse(contents("copied.json"))["snapshot_of"] == Json({{"source", "accounts.json"}}));
    // The numbers of the source itself are exact in either case; a text that two ways could read may be decided by
    // them.
    const auto rows = [](const std::string& file) { return contents(file).substr(0, contents(file).find("\nC,")); };
    BOOST_TEST(rows("plain.csv") == rows("copied.csv"));
    if (locale != "auto") BOOST_TEST(contents("plain.csv") == contents("copied.csv"));
  }
  fs::remove("accounts.json");
  expect(verify("copied.json", ""), 0, "made again");
  put("copy.csv", contents("copy.csv") + "\n");
  expect(verify("copied.json", ""), 1, "copy.csv has been changed since the receipt was written");
}

BOOST_AUTO_TEST_CASE(what_is_not_copied) {
  const auto asked = [](const std::vector<std::string>& more) {
    std::vector<std::string> args{"eval", "g.spanne", "-o", "r.csv", "--receipt", "r.json"};
    args.insert(args.begin() + 2, more.begin(), more.end());
    return typed(args);
  };
  expect(asked({"accounts.csv", "--snapshot", "s.csv"}), 1, "these accounts are a file already");
  expect(asked({"postgresql://me:secret@nowhere/db"}), 2, "--snapshot FILE.csv");
  expect(asked({"accounts.csv", "--with", "postgresql://me:secret@nowhere/db"}), 2, "--snapshot FILE.csv");
  expect(asked({"accounts.db", "--table", "t"}), 2, "a receipt is for accounts from files, since a database moves on");
  put("accounts.json", R"([{"id": "A", "kam": "Anna", "sites": [1]}])");
  expect(asked({"accounts.json", "--snapshot", "s.csv"}), 1, "no text stands for this cell");
  expect(asked({"accounts.json", "--snapshot", "g.spanne"}), 2, "g.spanne");
  BOOST_TEST(!fs::exists("s.csv"));
  BOOST_TEST(!fs::exists("r.json"));
}

BOOST_AUTO_TEST_CASE(a_replay_checks_signatures_too) {
  evaluate(signing);
  const auto replay = [](const std::string& trust) {
    return typed({"replay", "r.json", "--with", "release:0.1.0:g.spanne", "--trust", trust});
  };
  expect(replay("jane.key.pub"), 0, "r.json: signed with the key of Jane Doe (");
  BOOST_TEST(replay("jane.key.pub").out.find("signed with") == std::string::npos);  // the comparison alone
  BOOST_REQUIRE_EQUAL(typed({"new-key", "bob.key"}).status, 0);
  expect(replay("bob.key.pub"), 1, "is signed with a key that is not in bob.key.pub");
  BOOST_TEST(replay("bob.key.pub").out.empty());
  put("g.spanne", guideline("0.3.0", "0.3"));
  evaluate();
  expect(replay("jane.key.pub"), 1, "had not been released, so nobody signed it");
}

BOOST_AUTO_TEST_SUITE_END()
