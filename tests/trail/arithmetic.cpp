// Receipts of results that were made with rounded arithmetic (archive/, written by the program before it computed
// exactly, never by the one under test): the same bytes are confirmed, others are reported as that arithmetic's.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;

namespace {

const fs::path archive = fs::path(SPANNE_SOURCE_DIR) / "tests/trail/archive";

/// A folder of the archive, which a test may change.
struct Archived : Folder {
  static void bring(const std::string& name) {
    fs::copy(archive / name, ".", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    BOOST_REQUIRE(contents("receipt-csv.json").starts_with("{\n  \"spanne_receipt\": 2,\n  \"arithmetic\": 1,"));
  }
  static Result verified(const std::string& what) {
    return typed({"verify", "receipt-" + what + ".json", "--trust", "approvers.pub"});
  }
};

/// Replaces `before` in the archived result, and makes the digests of the receipt anew.
void forge(const std::string& before, const std::string& after) {
  std::string text = contents("result.csv");
  BOOST_REQUIRE(text.find(before) != std::string::npos);
  text.replace(text.find(before), before.size(), after);
  Folder::put("result.csv", text);
  fs::copy("receipt-csv.json", "r.json", fs::copy_options::overwrite_existing);
  forge_receipt([&](Json& receipt) { receipt["output"]["sha256"] = spanne::engine::byte_digest(text); });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rounded_arithmetic, Archived)

BOOST_AUTO_TEST_CASE(the_same_bytes_verify_as_before) {
  for (const std::string guideline : {"counts", "halves"}) {
    bring(guideline);
    for (const std::string what : {"csv", "json", "jsonl", "groups", "exact", "statuses"}) {
      const Result result = verified(what);
      expect(result, 0, "made again, the same to the last byte");
      BOOST_TEST(result.out.find("signed with the key of Jane Doe") != std::string::npos);
      BOOST_TEST(result.err.empty());
    }
    expect(typed({"verify", "guideline.spanne", "--trust", "approvers.pub"}), 0, "version 1.0.0 as released on");
  }
}

BOOST_AUTO_TEST_CASE(other_bytes_are_reported_as_rounded) {
  bring("quotients");
  const std::pair<std::string, std::string> cases[] = {
      {"csv",
       "result.csv was made with rounded arithmetic; 3 rows differ today, first:\n  line 2\n"
       "    made again  A,Anna,large,1,1,1,"},
      {"json", "result.json was made with rounded arithmetic; 3 rows differ today, first:\n  line 4\n"},
      {"jsonl", "result.jsonl was made with rounded arithmetic; 3 rows differ today, first:\n  line 1\n"},
      {"xlsx", "result.xlsx was made with rounded arithmetic; the workbook differs today\n"},
      {"groups", "groups.csv was made with rounded arithmetic; 3 rows differ today, first:\n  line 2\n"},
      {"exact", "exact.csv was made with rounded arithmetic; 4 rows differ today, first:\n  line 2\n"},
      {"statuses",
       "statuses.csv was made with rounded arithmetic; no row differs today, but the exact sums do:\n"
       "  sum of fte_low: 8.333333 then, "}};
  for (const auto& [what, words] : cases) {
    const Result result = verified(what);
    expect(result, 1, "error: " + words);
    BOOST_TEST(result.err.find("  sum of fte_low: 8.333333 then, 65/6 today\n") != std::string::npos, result.err);
    for (const std::string tampered : {"is not what the evaluation gives", "has been changed", "are not those of"})
      BOOST_TEST(result.err.find(tampered) == std::string::npos);
  }
  expect(typed({"verify", "guideline.spanne", "--trust", "approvers.pub"}), 0, "version 1.0.0 as released on");
}

BOOST_AUTO_TEST_CASE(log_lines_and_receipts_say_their_arithmetic) {
  bring("halves");
  std::string text = contents("guideline.spanne");
  text.replace(text.find("1.0.0"), 5, "1.1.0");
  put("guideline.spanne", text);
  BOOST_REQUIRE_EQUAL(typed({"release", "guideline.spanne", "--approved-by", "Jane Doe"}).status, 0);
  const std::string log = contents("RELEASES.jsonl");
  BOOST_TEST(log.starts_with("{\"spanne_release\":2,\"arithmetic\":1,\"canonical\":2,"));
  BOOST_TEST(log.find("\n{\"spanne_release\":2,\"arithmetic\":2,\"canonical\":2,") != std::string::npos);
  expect(typed({"verify", "guideline.spanne"}), 0, "version 1.1.0 as released on");
  BOOST_REQUIRE_EQUAL(typed({"eval", "guideline.spanne", "accounts.csv", "-o", "o.csv", "--receipt", "r.json"}).status,
                      0);
  BOOST_TEST(contents("r.json").starts_with("{\n  \"spanne_receipt\": 2,\n  \"arithmetic\": 2,\n  \"canonical\": 2,"));
  expect(typed({"verify", "r.json"}), 0, "made again");
}

BOOST_AUTO_TEST_CASE(other_bytes_are_those_of_the_arithmetic_where_a_guideline_divides) {
  bring("halves");
  forge("B,Ben,all,1.5,", "B,Ben,all,1.499999,");
  const Result result = typed({"verify", "r.json"});
  expect(result, 1, "error: result.csv was made with rounded arithmetic; 1 row differs today, first:\n  line 3\n");
  expect(result, 1, "    the file    B,Ben,all,1.499999,1.5,1.5,");
  for (const std::string tampered : {"is not what the evaluation gives", "has been changed", "are not those of"})
    BOOST_TEST(result.err.find(tampered) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(sums_alone_can_differ) {
  bring("halves");
  fs::copy("receipt-statuses.json", "r.json");
  forge_receipt([](Json& receipt) { receipt["totals"]["fte"] = "3.749998"; });
  expect(typed({"verify", "r.json"}), 1,
         "statuses.csv was made with rounded arithmetic; no row differs today, but the exact sums do:\n"
         "  sum of fte: 3.749998 then, 3.75 today\n");
}

BOOST_AUTO_TEST_CASE(nobody_hides_behind_the_arithmetic) {
  // of a guideline that never rounded
  bring("counts");
  forge("B,Ben,other,0.0225,", "B,Ben,other,0.0226,");
  expect(typed({"verify", "r.json"}), 1, "result.csv is not what the evaluation gives now");
  BOOST_TEST(typed({"verify", "r.json"}).err.find("rounded arithmetic") == std::string::npos);
  // of a receipt that says exact arithmetic
  bring("halves");
  forge("B,Ben,all,1.5,", "B,Ben,all,1.499999,");
  forge_receipt([](Json& receipt) { receipt["arithmetic"] = 2; });
  expect(typed({"verify", "r.json"}), 1, "result.csv is not what the evaluation gives now");
  // of a result whose digest is another
  bring("halves");
  put("result.csv", contents("result.csv") + "\n");
  expect(verified("csv"), 1, "result.csv has been changed since the receipt was written");
  expect(verified("csv"), 1, "result.csv is not what the evaluation gives now");
}

BOOST_AUTO_TEST_CASE(a_replay_says_that_both_sides_are_exact) {
  for (const std::string guideline : {"counts", "halves"}) {
    bring(guideline);
    const Result result = typed({"replay", "receipt-csv.json", "--with", "guideline.spanne"});
    BOOST_TEST(result.status == (guideline == "counts" ? 1 : 0));  // whose last row is rejected
    const bool noted = result.err.find("note: the receipt was made with rounded arithmetic") != std::string::npos;
    BOOST_TEST(noted == (guideline == "halves"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
