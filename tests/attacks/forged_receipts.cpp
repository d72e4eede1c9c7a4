// Receipts made up by hand: another approver, day, release or option than those of the result.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

BOOST_FIXTURE_TEST_SUITE(forged_receipts, History)

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
  expect(verify(), 1,
         "line 1 of RELEASES.jsonl releases another text than the one the receipt was made with, which is in line 2");
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
    forge_receipt([place = Json::json_pointer(field), other = value](Json& receipt) { receipt[place] = other; });
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

BOOST_AUTO_TEST_CASE(a_replay_is_of_the_day_of_the_receipt) {
  for (const std::string day : {"", "today", "01.07.2026"}) {
    evaluate();
    forge_receipt([&](Json& receipt) { receipt["as_of"] = day; });
    expect(typed({"replay", "r.json", "--with", "release:0.1.0:g.spanne"}), 1, "r.json is not a receipt");
  }
}

BOOST_AUTO_TEST_CASE(a_what_if_is_called_one) {
  evaluate({"--set", "sites = sites + 50", "--by", "kam", "--kams", "kams.csv", "--decimals", "2", "--exact",
            "--locale", "en"});
  expect(verify(), 0,
         "as of 2026-07-01, with --set 'sites = sites + 50' --by kam --decimals 2 --exact --locale en "
         "--kams kams.csv: made again");
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

BOOST_AUTO_TEST_SUITE_END()
