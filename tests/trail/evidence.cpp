// `spanne evidence`: a result and all it rests on, packed, carried elsewhere, and verified there.
#include "tests/attacks/forged.hpp"
#include "tests/support/archives.hpp"

using namespace spanne::tests;

namespace {

Result pack(const std::vector<std::string>& more = {}, const std::string& receipt = "r.json") {
  std::vector<std::string> args{"evidence", receipt, "-o", "e.zip"};
  args.insert(args.end(), more.begin(), more.end());
  return typed(args);
}

/// The archive alone, in an empty folder; `keys`: what else there is.
Result verify_elsewhere(const std::string& archive, const std::vector<std::string>& keys = {}) {
  const fs::path from = fs::absolute(archive), back = fs::current_path();
  const spanne::test::Folder elsewhere;
  fs::copy_file(from, elsewhere.path / "carried.zip");
  std::vector<std::string> args{"verify", "carried.zip"};
  for (const auto& key : keys) args.insert(args.end(), {"--trust", fs::absolute(key).string()});
  fs::current_path(elsewhere.path);
  const Result result = typed(args);
  fs::current_path(back);
  BOOST_TEST(elsewhere.files() == 1U);
  return result;
}

void put_at(const std::string& name, const std::string& text) {
  fs::create_directories(fs::path(name).parent_path());
  Folder::put(name, text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence)

BOOST_FIXTURE_TEST_CASE(it_is_verified_where_nothing_else_is, History) {
  BOOST_REQUIRE_EQUAL(evaluate({"--kams", "kams.csv"}).status, 0);
  expect(pack({"--trust", "jane.key.pub"}), 0,
         "e.zip: evidence for r.csv, 13 files; to check it: spanne verify e.zip --trust KEYS");
  const Result result = verify_elsewhere("e.zip", {"jane.key.pub"});
  expect(result, 0,
         "files/g.spanne: version 0.2.0 was released on " + utc_day() +
             ", approved by Jane Doe, signed with the key of Jane Doe (");
  expect(result, 0,
         "files/r.json: files/r.csv is what files/g.spanne version 0.2.0 gives for files/accounts.csv as of "
         "2026-07-01, with --kams files/kams.csv: made again, the same to the last byte");
  expect(result, 0,
         "carried.zip: 13 files, every one as it was packed; reports and page made again, the same to the last byte");
  BOOST_TEST(result.err.empty());
  BOOST_TEST(result.out.find("vouch for nothing") == std::string::npos);
  BOOST_TEST(result.out.find("spanne-") == std::string::npos);  // no temporary folder shows through
}

BOOST_FIXTURE_TEST_CASE(without_trust_its_keys_vouch_for_nothing, History) {
  evaluate();
  pack({"--trust", "jane.key.pub"});
  expect(verify_elsewhere("e.zip"), 0, "note: the keys in the archive vouch for nothing by themselves");
  typed({"new-key", "eve.key"});
  expect(verify_elsewhere("e.zip", {"eve.key.pub"}), 1, "is signed with a key that is not in ");
}

BOOST_FIXTURE_TEST_CASE(what_is_in_it, History) {
  evaluate();
  pack();
  const Files files = files_of("e.zip");
  std::string names;
  for (const auto& [name, text] : files) names += name + "\n";
  BOOST_TEST(names ==
             "MANIFEST.sha256\nREADME.html\nfiles/RELEASES.jsonl\nfiles/accounts.csv\nfiles/g.spanne\nfiles/r.csv\n"
             "files/r.json\nkeys/signers.txt\nreports/changes.txt\nreports/check.txt\nreports/impact.txt\n"
             "reports/test.txt\n");
  BOOST_TEST(files.at("files/r.json") == contents("r.json"));
  BOOST_TEST(files.at("files/RELEASES.jsonl") == contents("RELEASES.jsonl"));
  BOOST_TEST(files.at("keys/signers.txt").find(contents("jane.key.pub").substr(18, 44)) != std::string::npos);
  BOOST_TEST(files.at("reports/changes.txt").starts_with("spanne diff release:0.1.0:files/g.spanne files/g.spanne\n"));
  BOOST_TEST(files.at("reports/impact.txt").find("files/accounts.csv --as-of 2026-07-01") != std::string::npos);
  BOOST_TEST(files.at("reports/check.txt").find("no mistakes") != std::string::npos);
  BOOST_TEST(files.at("reports/test.txt").find("no tests in this file") != std::string::npos);
  for (const auto& [name, text] : files) {
    BOOST_TEST_CONTEXT(name) {
      if (name != "README.html")
        BOOST_TEST(files.at("README.html").find("<code>" + name + "</code>") != std::string::npos);
      BOOST_TEST((name == "MANIFEST.sha256") ==
                 (files.at("MANIFEST.sha256").find("  " + name + "\n") == std::string::npos));
    }
  }
  BOOST_TEST(files.at("README.html").find("<script") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(other_programs_read_it, History) {
  evaluate();
  pack({"--trust", "jane.key.pub"});
  BOOST_TEST(shell("mkdir u && cd u && python3 -m zipfile -e ../e.zip . && sha256sum -c MANIFEST.sha256 && spanne "
                   "verify files/r.json") == 0);
}

BOOST_FIXTURE_TEST_CASE(the_same_bytes_each_time, History) {
  evaluate();
  pack({"--trust", "jane.key.pub"});
  const std::string first = contents("e.zip");
  ::setenv("TZ", "Pacific/Auckland", 1);
  fs::last_write_time("accounts.csv", fs::file_time_type::clock::now() - std::chrono::hours(9'999));
  pack({"--trust", "jane.key.pub"});
  ::unsetenv("TZ");
  BOOST_TEST((first == contents("e.zip")));
}

BOOST_FIXTURE_TEST_CASE(the_guideline_is_packed_as_it_was, History) {
  evaluate();
  const std::string then = contents("g.spanne");
  release("0.3.0", "0.3");
  expect(pack(), 0, "note: g.spanne has changed since; version 0.2.0 is taken from RELEASES.jsonl");
  BOOST_TEST(files_of("e.zip").at("files/g.spanne") == then);
  expect(verify_elsewhere("e.zip", {"jane.key.pub"}), 0, "version 0.2.0 is not the latest: 0.3.0 was released");
}

BOOST_FIXTURE_TEST_CASE(a_receipt_that_does_not_hold_is_not_packed, History) {
  evaluate();
  put("r.csv", contents("r.csv") + "X,Anna,1\n");
  expect(pack(), 1, "no evidence was written, because the receipt does not hold");
  BOOST_TEST(!fs::exists("e.zip"));
  evaluate();
  typed({"new-key", "eve.key"});
  expect(pack({"--trust", "eve.key.pub"}), 1, "no evidence was written");
  BOOST_TEST(!fs::exists("e.zip"));
}

BOOST_FIXTURE_TEST_CASE(nothing_released_yet, Folder) {
  put("g.spanne", guideline("0.1.0"));
  put("accounts.csv", "id,kam,sites\nA,Anna,1\n");
  typed({"eval", "g.spanne", "accounts.csv", "-o", "r.csv", "--receipt", "r.json"});
  expect(pack(), 0, "note: g.spanne version 0.1.0 had not been released");
  BOOST_TEST(files_of("e.zip").size() == 8U);
  expect(verify_elsewhere("e.zip"), 0, "8 files, every one as it was packed");
}

BOOST_FIXTURE_TEST_CASE(paths_that_lead_out_of_the_receipts_folder_lead_to_the_same_files, Folder) {
  put_at("work/rules/g.spanne", guideline("0.1.0"));
  put_at("work/data/accounts.csv", "id,kam,sites\nA,Anna,1\n");
  fs::create_directories("work/out/2026");
  BOOST_REQUIRE_EQUAL(typed({"release", "work/rules/g.spanne", "--approved-by", "Jane"}).status, 0);
  BOOST_REQUIRE_EQUAL(typed({"eval", "work/rules/g.spanne", "work/data/accounts.csv", "-o", "work/out/2026/r.csv",
                             "--receipt", "work/out/2026/r.json"})
                          .status,
                      0);
  expect(pack({}, "work/out/2026/r.json"), 0,
         "note: the receipt names files outside its folder, so it is packed as files/out/2026/r.json");
  const Files files = files_of("e.zip");
  for (const char* name : {"files/rules/g.spanne", "files/rules/RELEASES.jsonl", "files/data/accounts.csv",
                           "files/out/2026/r.csv", "files/out/2026/r.json"})
    BOOST_TEST(files.contains(name), name);
  BOOST_TEST(files.at("files/out/2026/r.json") == contents("work/out/2026/r.json"));
  expect(verify_elsewhere("e.zip"), 0, "files/out/2026/r.csv is what files/rules/g.spanne version 0.1.0 gives");
}

BOOST_FIXTURE_TEST_CASE(it_replaces_nothing_it_is_made_from, History) {
  evaluate();
  expect(pack({}, "r.csv"), 1, "r.csv is not a receipt");
  expect(typed({"evidence", "r.json", "-o", "e.txt"}), 2, "e.txt is no name for evidence, which is an archive");
  put("k.zip", contents("jane.key.pub"));
  expect(typed({"evidence", "r.json", "-o", "k.zip", "--trust", "k.zip"}), 2,
         "the archive would be written over k.zip, the trusted keys");
  expect(typed({"evidence", "-", "-o", "e.zip"}), 2, "standard input has none");
  expect(typed({"verify", "none.zip"}), 3, "cannot read none.zip");
}

BOOST_FIXTURE_TEST_CASE(by_any_name, History) {
  evaluate();
  pack();
  fs::rename("e.zip", "evidence.bin");
  expect(typed({"verify", "evidence.bin"}), 0, "evidence.bin: 12 files, every one as it was packed");
  typed({"eval", "g.spanne", "accounts.csv", "-o", "r.xlsx"});
  expect(typed({"verify", "r.xlsx"}), 1, "r.xlsx ");
  BOOST_TEST(typed({"verify", "r.xlsx"}).err.find("packed") == std::string::npos);
  fs::rename("r.xlsx", "r.zip");
  expect(typed({"verify", "r.zip"}), 1, "error: r.zip: ");
}

BOOST_FIXTURE_TEST_CASE(any_result, History) {
  for (const char* result : {"r.xlsx", "r2.json", "r.jsonl"}) {
    typed({"eval", "g.spanne", "accounts.csv", "-o", result, "--receipt", "rr.json", "--set", "sites = sites + 1"});
    expect(pack({}, "rr.json"), 0, std::string("e.zip: evidence for ") + result);
    expect(verify_elsewhere("e.zip"), 0, "with --set this is a what-if");
  }
}

BOOST_FIXTURE_TEST_CASE(the_shipped_guidelines_last_release, Folder) {
  const fs::path shipped = fs::path(SPANNE_SOURCE_DIR) / "rules/key-account-guideline";
  for (const char* name : {"guideline.spanne", "RELEASES.jsonl", "accounts.csv", "kams.csv"})
    fs::copy(shipped / name, name);
  BOOST_REQUIRE_EQUAL(typed({"eval", "guideline.spanne", "accounts.csv", "--kams", "kams.csv", "--as-of", "2026-07-01",
                             "-o", "result.csv", "--receipt", "r.json"})
                          .status,
                      0);
  expect(pack(), 0, "e.zip: evidence for result.csv, 12 files");
  expect(verify_elsewhere("e.zip"), 0, "12 files, every one as it was packed");
}

BOOST_AUTO_TEST_SUITE_END()
