// Receipts that earlier programs wrote (archive/, never by the one under test) are judged for ever; and a folder of
// receipts is verified as a whole.
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;

namespace {

const fs::path archive = fs::path(SPANNE_SOURCE_DIR) / "tests/trail/archive";

/// The archive, which a test may change.
struct Archive : Folder {
  Archive() { fs::copy(archive, "archive", fs::copy_options::recursive); }
};

std::size_t count_of(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archives, Archive)

BOOST_AUTO_TEST_CASE(receipts_of_format_2_are_confirmed) {
  for (const std::string what : {"csv", "json", "jsonl", "xlsx", "groups", "exact", "whatif"}) {
    const std::string file = "archive/format-2/receipt-" + what + ".json";
    BOOST_REQUIRE(contents(file).starts_with("{\n  \"spanne_receipt\": 2,\n  \"arithmetic\": 2,\n  \"canonical\": 2,"));
    const Result result = typed({"verify", file, "--trust", "archive/format-2/approvers.pub"});
    expect(result, 0, "made again, the same to the last byte");
    BOOST_TEST(result.err.empty(), result.err);
  }
}

BOOST_AUTO_TEST_CASE(a_log_with_a_policy_and_receipts_of_format_3_are_confirmed) {
  const std::string folder = "archive/format-3/", trust = folder + "trusted.pub";
  expect(typed({"verify", folder + "guideline.spanne", "--trust", trust}), 0,
         "2 releases, 1 withdrawal, 1 policy, every line whole and in its place, signed by trusted keys");
  for (const std::string what : {"signed", "check", "diff", "with", "moves"}) {
    const std::string file = folder + "receipt-" + what + ".json";
    BOOST_REQUIRE(contents(file).starts_with("{\n  \"spanne_receipt\": 3,"));
    expect(typed({"verify", file, "--trust", trust}), 0, "made again, the same to the last byte");
  }
}

BOOST_AUTO_TEST_CASE(without_anything_new_receipts_keep_their_bytes) {
  fs::current_path("archive/format-2");
  const std::vector<std::string> plain{"eval", "guideline.spanne", "accounts.csv", "--as-of", "2026-07-01"};
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {"csv", {"-o", "result.csv"}},
      {"json", {"--kams", "kams.csv", "-o", "result.json"}},
      {"xlsx", {"--kams", "kams.csv", "-o", "result.xlsx"}},
      {"groups", {"--by", "kam", "--kams", "kams.csv", "-o", "groups.csv"}},
      {"exact", {"--exact", "--columns", "id,fte", "--locale", "de", "-o", "exact.csv"}},
      {"whatif",
       {"--set", "sites = sites + 1", "--all-columns", "--out-locale", "de", "--missing", "k. A., -", "-o",
        "whatif.csv"}}};
  for (const auto& [what, options] : cases) {
    auto args = plain;
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), {"--receipt", "again.json"});
    BOOST_REQUIRE_EQUAL(typed(args).status, 1);  // some rows are rejected
    const auto without_engine = [](const std::string& file) {
      Json receipt = Json::parse(contents(file));
      receipt.erase("engine");
      receipt.erase("receipt_digest");
      // A what-if has been counted since, which needs format 3.
      if (receipt.erase("changed") > 0) receipt["spanne_receipt"] = 2;
      return receipt.dump(2);
    };
    BOOST_TEST(without_engine("again.json") == without_engine("receipt-" + what + ".json"));
  }
  fs::current_path("../..");
}

// Made from one of today: what says how many rows were changed is taken out of result and receipt.
BOOST_AUTO_TEST_CASE(what_ifs_from_before_they_were_counted_are_confirmed) {
  put("g.spanne", guideline("1.0.0"));
  put("a.csv", "id,kam,sites\nA,Anna,1\nB,Ben,25\n");
  expect(typed({"release", "g.spanne", "--approved-by", "Jane Doe"}), 0, "");
  expect(typed({"eval", "g.spanne", "a.csv", "--as-of", "2026-07-01", "--set", "sites = sites + 1", "-o", "r.json",
                "--receipt", "r.receipt"}),
         0, "");
  expect(typed({"verify", "r.receipt"}), 0, "made again, the same to the last byte");
  std::string result = contents("r.json");
  const std::size_t told = result.find(",\n\"what_if\"");
  BOOST_REQUIRE(told != std::string::npos);
  result.erase(told, result.rfind(']') + 1 - told);
  put("r.json", result);
  Json receipt = Json::parse(contents("r.receipt"));
  BOOST_REQUIRE_EQUAL(receipt.erase("changed"), 1U);
  receipt["spanne_receipt"] = 2;
  receipt["output"]["sha256"] = spanne::engine::byte_digest(result);
  receipt.erase("receipt_digest");
  receipt["receipt_digest"] = spanne::engine::byte_digest(receipt.dump(2));
  put("r.receipt", receipt.dump(2) + "\n");
  expect(typed({"verify", "r.receipt"}), 0, "made again, the same to the last byte");
}

BOOST_AUTO_TEST_CASE(a_folder_is_verified_as_a_whole) {
  const Result result = typed({"verify", "--archive", "archive"});
  BOOST_TEST(result.status == 1);
  for (const std::string words :
       {"archive/counts/receipt-csv.json: confirmed, the same to the last byte\n",
        "archive/quotients/receipt-csv.json: not confirmed: 3 rows differ, in lines 2, 3, 7: it was made with rounded "
        "arithmetic (CHANGES.md: Calculations are exact)\n",
        "archive/quotients/receipt-xlsx.json: not confirmed: it was made with rounded arithmetic",
        "archive: 31 receipts, 24 confirmed, 7 not (7 made with rounded arithmetic); 4 other JSON files are no "
        "receipts\n"})
    expect(result, 1, words);
  BOOST_TEST(count_of(result.out, ": confirmed,") == 24U);
  for (const std::string tampered : {"is not what", "has been changed", "are not those of", "tampered"})
    BOOST_TEST(result.out.find(tampered) == std::string::npos);
  BOOST_TEST(result.err.empty());
  const Result good = typed({"verify", "--archive", "archive/format-2", "--trust", "archive/format-2/approvers.pub"});
  expect(good, 0, "archive/format-2: 7 receipts, 7 confirmed, 0 not");
}

BOOST_AUTO_TEST_CASE(whatever_differs_is_named) {
  const std::string folder = "archive/format-2/";
  put(folder + "result.jsonl", contents(folder + "result.jsonl") + "\n");
  put(folder + "receipt-xlsx.json", contents(folder + "receipt-xlsx.json") + "\n");
  std::string later = contents(folder + "receipt-groups.json");
  later.replace(later.find("2"), 1, "9");
  put(folder + "receipt-groups.json", later);
  put(folder + "receipt-exact.json", "{\"spanne_receipt\": " + std::string(200'000, '['));
  const Result result = typed({"verify", "--archive", folder});
  expect(result, 1, "receipt-jsonl.json: not confirmed: archive/format-2/result.jsonl has been changed since");
  expect(result, 1, "receipt-xlsx.json is not a receipt as this program writes it: it has been changed");
  expect(result, 1, "receipt-groups.json was written by a later version of this program");
  expect(result, 1, "receipt-exact.json is not a receipt");
  expect(result, 1, "7 receipts, 3 confirmed, 4 not");
  expect(typed({"verify", "--archive", folder, "--trust", folder + "approvers.pub", "--signed"}), 1,
         "receipt-csv.json is not signed, or its signature has been taken out");
  fs::create_directory("old");
  expect(typed({"verify", "--archive", "old"}), 1, "there is no receipt in old");
  expect(typed({"verify", "--archive", "none"}), 3, "cannot read the folder none");
  expect(typed({"verify"}), 2, "FILE is missing");
  expect(typed({"verify", "g.spanne", "--archive", "old"}), 2, "a file or an archive");
}

BOOST_AUTO_TEST_SUITE_END()
