// Receipts: made, checked, carried elsewhere; and every change to any of the files is found and named.
#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

const std::string accounts = "id,kam,sites\nA,Anna,1\nB,Ben,25\nC,Anna,x\n";

/// A folder with results in a folder of their own.
void evaluate(const std::vector<std::string>& more = {}) {
  Folder::put("g.spanne", guideline("1.0.0"));
  Folder::put("accounts.csv", accounts);
  Folder::put("kams.csv", "kam,capacity\nAnna,1\nBen,0.8\n");
  fs::create_directory("results");
  std::vector<std::string> args{"eval",      "g.spanne",      "accounts.csv", "-o", "results/out.csv",
                                "--receipt", "results/r.json"};
  args.insert(args.end(), more.begin(), more.end());
  BOOST_REQUIRE_EQUAL(typed(args).status, 1);  // C is rejected
}

Result verify(const std::string& receipt = "results/r.json") { return typed({"verify", receipt}); }

void flip_each_byte(const std::string& file, const std::string& named) {
  const std::string text = contents(file);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 1);
    Folder::put(file, other);
    const Result result = verify();
    BOOST_REQUIRE_MESSAGE(result.status == 1, file << ", byte " << at);
    BOOST_REQUIRE_MESSAGE(result.err.find(named) != std::string::npos, file << ", byte " << at << "\n" << result.err);
  }
  Folder::put(file, text);
  BOOST_REQUIRE_EQUAL(verify().status, 0);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(receipts, Folder)

BOOST_AUTO_TEST_CASE(made_and_checked) {
  evaluate();
  const std::string receipt = contents("results/r.json");
  for (const std::string part :
       {"\"file\": \"../g.spanne\"", "\"file\": \"out.csv\"", "\"version\": \"1.0.0\"", "\"rows\": 3",
        "\"rejected\": 1", "\"fte\": \"0.35\"", "\"release\": null", "\"format\": \"csv\""})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(receipt.find(part) != std::string::npos);
  expect(verify(), 0, "made again, the same to the last byte");
  expect(verify(), 0, "g.spanne version 1.0.0 had not been released");
}

BOOST_AUTO_TEST_CASE(every_option_that_matters_is_kept) {
  evaluate({"--by", "kam", "--kams", "kams.csv", "--set", "sites = sites + 1", "--exact", "--out-locale", "de",
            "--locale", "en", "--as-of", "2026-07-01"});
  expect(
      verify(), 0,
      "as of 2026-07-01, with --set 'sites = sites + 1' --by kam --exact --locale en --out-locale de --kams kams.csv: "
      "made again");
  flip_each_byte("kams.csv", "kams.csv");
}

BOOST_AUTO_TEST_CASE(results_of_every_format_are_made_again) {
  evaluate();
  for (const std::string format : {"csv", "json", "jsonl", "xlsx"}) {
    const std::string file = "results/again." + format;
    const std::vector<std::string> args{
        "eval",           "g.spanne", "accounts.csv",     "-o", file, "--kams", "kams.csv", "--receipt",
        "results/r.json", "--set",    "sites = sites + 1"};
    BOOST_REQUIRE_EQUAL(typed(args).status, 1);
    BOOST_TEST(contents("results/r.json").find("out_locale") == std::string::npos);
    expect(verify(), 0, format == "csv" ? "made again" : "--format " + format + " --kams kams.csv: made again");
    std::string bytes = contents(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    Folder::put(file, bytes);
    expect(verify(), 1, file + " is not what the evaluation gives now");
  }
}

BOOST_AUTO_TEST_CASE(columns_and_decimals_are_kept) {
  evaluate({"--columns", "id,fte,line", "--all-columns", "--decimals", "2"});
  expect(verify(), 0, "made again");
}

BOOST_AUTO_TEST_CASE(the_same_bytes_in_another_place) {
  evaluate();
  const std::string receipt = contents("results/r.json"), out = contents("results/out.csv");
  fs::create_directory("elsewhere");
  for (const auto* name : {"g.spanne", "accounts.csv", "kams.csv", "results"})
    fs::rename(name, fs::path("elsewhere") / name);
  expect(verify("elsewhere/results/r.json"), 0, "made again");
  fs::current_path("elsewhere/results");
  BOOST_TEST(typed({"eval", "../g.spanne", "../accounts.csv", "-o", "out.csv", "--receipt", "r.json"}).status == 1);
  BOOST_TEST(contents("r.json") == receipt);
  BOOST_TEST(contents("out.csv") == out);
  expect(verify("r.json"), 0, "made again");
}

BOOST_AUTO_TEST_CASE(whatever_byte_changes_it_is_found_and_named) {
  evaluate();
  flip_each_byte("accounts.csv", "accounts.csv has been changed");
  flip_each_byte("results/out.csv", "results/out.csv has been changed");
  flip_each_byte("g.spanne", "g.spanne has been changed");
  flip_each_byte("results/r.json", "results/r.json ");
}

BOOST_AUTO_TEST_CASE(a_changed_result_is_shown_beside_the_right_one) {
  evaluate();
  const std::string out = contents("results/out.csv");
  put("results/out.csv", out.substr(0, out.find("B,")) + "B,Ben,all,9\n" + out.substr(out.find("C,")));
  expect(verify(), 1,
         "  line 3\n    made again  B,Ben,all,0.25,0.25,0.25,3,4,,,many,,ok,\n    the file    B,Ben,all,9\n");
}

BOOST_AUTO_TEST_CASE(missing_files) {
  evaluate();
  fs::remove("accounts.csv");
  expect(verify(), 3, "cannot read accounts.csv");
  put("accounts.csv", accounts);
  fs::remove("g.spanne");
  expect(verify(), 3, "cannot read g.spanne");
  expect(verify("none.json"), 3, "No such file");
}

BOOST_AUTO_TEST_CASE(a_released_version_outlives_its_file) {
  evaluate();
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "Jane"}).status == 0);
  fs::remove_all("results");
  evaluate();
  expect(verify(), 0, "made again");
  BOOST_TEST(contents("results/r.json").find("\"approved_by\": \"Jane\"") != std::string::npos);
  put("g.spanne", guideline("2.0.0", "0.5"));
  expect(verify(), 0, "version 1.0.0 is taken from RELEASES.jsonl");
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "Jane"}).status == 0);
  expect(verify(), 0, "made again");
  expect(typed({"eval", "release:1.0.0:g.spanne", "accounts.csv"}), 1, "A,Anna,all,0.1,");
  expect(typed({"eval", "release:1.5.0:g.spanne", "accounts.csv"}), 1, "released are 1.0.0, 2.0.0");
  // Another history, in which the version was released anew.
  fs::remove("RELEASES.jsonl");
  put("g.spanne", guideline("1.0.0"));
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "Joe"}).status == 0);
  expect(verify(), 1, "line 1 is not the release that the receipt names, approved by Jane");
}

BOOST_AUTO_TEST_CASE(signatures_reach_receipts) {
  BOOST_TEST(typed({"new-key", "k"}).status == 0);
  evaluate();
  expect(typed({"verify", "results/r.json", "--trust", "k.pub"}), 1, "so nobody signed it");
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "J", "--sign", "k"}).status == 0);
  fs::remove_all("results");
  evaluate();
  expect(typed({"verify", "results/r.json", "--trust", "k.pub"}), 0, "made again");
}

BOOST_AUTO_TEST_CASE(what_no_receipt_is_written_for) {
  evaluate();
  fs::remove("results/r.json");
  const auto asked = [](const std::vector<std::string>& more) {
    std::vector<std::string> args{"eval", "g.spanne", "accounts.csv", "--receipt", "r.json"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  };
  expect(asked({}), 2, "add -o FILE.csv");
  expect(asked({"-o", "out.csv", "--strict"}), 1, "no receipt was written");
  expect(asked({"-o", "out.txt", "--format", "table"}), 2, "which tables are not");
  expect(asked({"-o", "r.json"}), 2, "the receipt would be written over r.json, the result");
  expect(typed({"eval", "-", "accounts.csv", "-o", "o.csv", "--receipt", "r.json"}), 2, "standard input");
  BOOST_TEST(!fs::exists("r.json"));
}

BOOST_AUTO_TEST_CASE(rules_from_git) {
  put("g.spanne", guideline("1.0.0"));
  put("accounts.csv", "id,kam,sites\nA,Anna,1\n");
  if (shell("command -v git") != 0) return;
  BOOST_REQUIRE_EQUAL(shell("git init -q . && git add g.spanne && git -c user.name=a -c user.email=a@b commit -qm one"),
                      0);
  put("g.spanne", guideline("1.1.0", "0.2"));
  expect(typed({"eval", "git:HEAD:g.spanne", "accounts.csv"}), 0, "A,Anna,all,0.1,");
  expect(typed({"eval", "g.spanne", "accounts.csv"}), 0, "A,Anna,all,0.2,");
  fs::create_directory("deeper");
  fs::current_path("deeper");
  expect(typed({"eval", "git:HEAD:../g.spanne", "../accounts.csv"}), 0, "A,Anna,all,0.1,");
  fs::current_path("..");
  expect(typed({"check", "git:HEAD~7:g.spanne"}), 3, "cannot read g.spanne from git as of HEAD~7");
  expect(typed({"check", "git:HEAD:h.spanne"}), 3, "cannot read h.spanne from git as of HEAD");
  expect(typed({"check", "git:HEAD"}), 2, "git:HEAD~1:guideline.spanne");
  expect(typed({"check", "git:HEAD:/g.spanne"}), 3, "from git as of HEAD");
}

BOOST_AUTO_TEST_SUITE_END()
