// Who wants another number, another approver or another day in the audit trail: receipts, logs and keys made up by
// hand, with every digest right.
#include "tests/trail/trail.hpp"

#include <ctime>
#include <nlohmann/json.hpp>

#include "engine/audit/digest.hpp"
#include "engine/audit/signature.hpp"
#include "records/releases.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;
namespace records = spanne::records;
using Json = nlohmann::ordered_json;

namespace {

/// Versions 0.1.0 and 0.2.0 released and signed by Jane Doe, and a receipt of the second.
struct History : Folder {
  History() {
    BOOST_REQUIRE_EQUAL(typed({"new-key", "jane.key", "--name", "Jane Doe"}).status, 0);
    put("accounts.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
    put("kams.csv", "kam,capacity\nAnna,1\nBen,0.8\n");
    release("0.1.0", "0.1");
    release("0.2.0", "0.2");
  }

  static void release(const std::string& version, const std::string& amount, const std::string& by = "Jane Doe",
                      const std::string& key = "jane.key") {
    put("g.spanne", guideline(version, amount));
    BOOST_REQUIRE_EQUAL(typed({"release", "g.spanne", "--approved-by", by, "--sign", key}).status, 0);
  }

  static Result evaluate(const std::vector<std::string>& more = {}) {
    fs::remove("r.csv");
    fs::remove("r.json");
    std::vector<std::string> args{"eval", "g.spanne", "accounts.csv", "--as-of", "2026-07-01",
                                  "-o",   "r.csv",    "--receipt",    "r.json"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  }
};

Result verify(const std::string& file = "r.json", const std::string& trust = "jane.key.pub") {
  std::vector<std::string> args{"verify", file};
  if (!trust.empty()) args.insert(args.end(), {"--trust", trust});
  return typed(args);
}

/// A receipt changed by hand, with its digest made anew.
template <class Change>
void forge_receipt(const Change& change) {
  Json receipt = Json::parse(contents("r.json"));
  change(receipt);
  receipt.erase("receipt_digest");
  receipt["receipt_digest"] = engine::byte_digest(receipt.dump(2));
  Folder::put("r.json", receipt.dump(2) + "\n");
}

/// The last line of the log changed by hand, every digest made anew, and signed where there is a key.
template <class Change>
void forge_last_line(const Change& change, const std::string& key_file = {}) {
  const std::string text = contents("RELEASES.jsonl");
  const std::size_t begin = text.rfind('\n', text.size() - 2) + 1;
  const auto before = records::read_log_text(text.substr(0, begin));
  engine::Release line = records::read_log_text(text).releases.back();
  change(line);
  line.digest = engine::canonical_digest(line.text, line.schemes.canonical);
  line.text_digest = engine::digest(line.text);
  std::string key = key_file.empty() ? "" : contents(key_file);
  if (!key.empty()) key = key.substr(key.find(' ') + 1, key.find('\n') - key.find(' ') - 1);
  records::seal(line, before, key);
  Folder::put("RELEASES.jsonl", text.substr(0, begin) + records::to_line(line));
}

std::string utc_day() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forged_trail, History)

// ---------------------------------------------------------------------------------------------- receipts

BOOST_AUTO_TEST_CASE(a_receipt_cannot_name_another_approver_or_day) {
  evaluate();
  expect(verify(), 0,
         "g.spanne: version 0.2.0 was released on " + utc_day() +
             ", approved by Jane Doe, signed with the "
             "key of Jane Doe (");
  forge_receipt([](Json& receipt) {
    receipt["release"]["approved_by"] = "The Board";
    receipt["release"]["date"] = "2020-01-01";
  });
  for (const std::string trust : {"", "jane.key.pub"}) {
    expect(verify("r.json", trust), 1,
           "the receipt says release.approved_by \"The Board\", but line 2 of RELEASES.jsonl says \"Jane Doe\"");
    expect(verify("r.json", trust), 1,
           "the receipt says release.date \"2020-01-01\", but line 2 of RELEASES.jsonl says \"" + utc_day() + "\"");
  }
}

BOOST_AUTO_TEST_CASE(a_receipt_cannot_borrow_the_release_of_another_text) {
  evaluate();
  const Json honest = Json::parse(contents("r.json"));
  put("g.spanne", guideline("0.2.0", "0.9"));
  evaluate();
  BOOST_TEST(Json::parse(contents("r.json"))["release"].is_null());
  forge_receipt([&](Json& receipt) { receipt["release"] = honest["release"]; });
  expect(verify(), 1, "line 2 of RELEASES.jsonl releases another text than the one the receipt was made with");
  BOOST_TEST(verify().out.find("made again") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nor_that_of_an_earlier_version) {
  const Json first = Json::parse(contents("RELEASES.jsonl").substr(0, contents("RELEASES.jsonl").find('\n')));
  evaluate();
  forge_receipt([&](Json& receipt) {
    receipt["release"]["line"] = 1;
    receipt["release"]["line_digest"] = first["line_digest"];
  });
  expect(verify(), 1, "the receipt says ruleset.version \"0.2.0\", but line 1 of RELEASES.jsonl says \"0.1.0\"");
}

BOOST_AUTO_TEST_CASE(nor_that_of_another_file_with_the_same_text) {
  put("h.spanne", contents("g.spanne"));
  BOOST_REQUIRE_EQUAL(typed({"release", "h.spanne", "--approved-by", "Bob", "--sign", "jane.key"}).status, 0);
  evaluate();
  // Each file has its own release, though the texts are the same.
  BOOST_TEST(Json::parse(contents("r.json"))["release"]["line"] == 2);
  const Json line = Json::parse(contents("RELEASES.jsonl").substr(contents("RELEASES.jsonl").rfind("{\"spanne")));
  forge_receipt([&](Json& receipt) {
    receipt["release"] = {
        {"line", 3}, {"date", line["date"]}, {"approved_by", "Bob"}, {"line_digest", line["line_digest"]}};
  });
  expect(verify(), 1, "line 3 of RELEASES.jsonl is a release of h.spanne, not of g.spanne");
}

BOOST_AUTO_TEST_CASE(a_receipt_that_hides_its_release_is_told) {
  evaluate();
  forge_receipt([](Json& receipt) { receipt["release"] = nullptr; });
  expect(verify("r.json", ""), 0,
         "note: the receipt names no release, but line 2 of RELEASES.jsonl releases exactly "
         "this text, approved by Jane Doe");
  expect(verify(), 1, "or somebody took it out, so nobody signed it");
}

BOOST_AUTO_TEST_CASE(every_other_field_of_a_receipt_is_made_again) {
  const std::vector<std::pair<const char*, Json>> changes{{"/engine", "9.9.9"},
                                                          {"/engine", "0.0.9"},
                                                          {"/engine", "mine"},
                                                          {"/ruleset/title", "Large"},
                                                          {"/ruleset/version", "0.1.0"},
                                                          {"/ruleset/digest", std::string(64, '0')},
                                                          {"/as_of", ""},
                                                          {"/as_of", "01.07.2026"},
                                                          {"/options/format", ""},
                                                          {"/options/format", "json"},
                                                          {"/options/by", {"kam"}},
                                                          {"/options/decimals", 1},
                                                          {"/rows", 3},
                                                          {"/rejected", 1},
                                                          {"/totals/fte", "7"},
                                                          {"/options/columns", {"id"}},
                                                          {"/options/all_columns", 1},
                                                          {"/options/set", {"sites = 20"}}};
  for (const auto& [field, value] : changes) {
    evaluate();
    forge_receipt([&](Json& receipt) { receipt[Json::json_pointer(field)] = value; });
    for (const std::string trust : {"", "jane.key.pub"}) {
      const Result result = verify("r.json", trust);
      BOOST_TEST_CONTEXT(field << " " << value << "\n" << result.out << result.err) {
        BOOST_TEST(result.status == 1);
        BOOST_TEST(result.err.find("error: ") != std::string::npos);
        BOOST_TEST(result.out.find("made again") == std::string::npos);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_what_if_is_called_one) {
  evaluate({"--set", "sites = sites + 50", "--by", "kam", "--kams", "kams.csv", "--decimals", "2", "--exact",
            "--locale", "en", "--format", "json"});
  expect(verify(), 0,
         "as of 2026-07-01, with --set 'sites = sites + 50' --by kam --decimals 2 --exact --locale en "
         "--format json --kams kams.csv: made again");
  expect(verify(), 0, "note: with --set this is a what-if");
  expect(typed({"replay", "r.json", "--with", "release:0.1.0:g.spanne"}), 0,
         "note: a what-if, as the receipt says: --set 'sites = sites + 50'");
  evaluate({"--columns", "id,fte", "--all-columns"});
  expect(verify(), 0, "as of 2026-07-01, with --columns id,fte --all-columns: made again");
  evaluate();
  expect(verify(), 0, "as of 2026-07-01: made again");
  BOOST_TEST(verify().out.find("what-if") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_receipt_names_files_only) {
  for (const std::string file : {"-", "/dev/null", ".", "/dev/stdin"}) {
    evaluate();
    forge_receipt([&](Json& receipt) { receipt["accounts"]["file"] = file; });
    expect(verify(), 1, "which is no file that can be read again");
  }
}

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

/// 14 hours before UTC and 12 behind it: never the same day, and at least one of them is another day than in UTC.
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
    forge_receipt([&](Json& receipt) { receipt[field] = 3; });
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
  });
  expect(verify(), 0, "made again");
}

BOOST_AUTO_TEST_SUITE_END()
