// What a stranger tried at last against files, logs, names and receipts, and found answered wrongly or in silence.
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/attacks/files.hpp"

using namespace spanne::tests;

namespace {

/// A command whose standard output is added to a file; the file has to stay as it was.
void refused_into(const std::string& command, const std::string& file) {
  const std::string before = contents(file);
  const int status = shell(command + " >> " + file + " 2> said");
  BOOST_TEST_CONTEXT(command << " >> " << file << "\n" << contents("said")) {
    BOOST_TEST(status == 2);
    BOOST_TEST(contents("said").find("(standard output is the same file)") != std::string::npos);
    BOOST_TEST((contents(file) == before));
  }
  Folder::put(file, before);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adversary)

BOOST_FIXTURE_TEST_CASE(no_answer_is_added_to_what_it_is_made_from, Sources) {
  BOOST_REQUIRE_EQUAL(typed(eval({"-o", "r.csv", "--receipt", "r.json"})).status, 0);
  put("old.spanne", guideline("0.9.0"));
  for (const std::string command :
       {"check g.spanne", "check g.spanne --format json", "test g.spanne", "log g.spanne",
        "test g.spanne --suggest --format json", "verify g.spanne", "fmt - < g.spanne", "diff old.spanne g.spanne",
        "diff release:1.0.0:g.spanne old.spanne --format json", "explain g.spanne accounts.csv A"})
    refused_into("spanne " + command, "g.spanne");
  for (const std::string command :
       {"log g.spanne --format json", "verify g.spanne", "check g.spanne", "diff old.spanne release:1.0.0:g.spanne"})
    refused_into("spanne " + command, "RELEASES.jsonl");
  for (const std::string command : {"explain g.spanne accounts.csv A --format json", "replay r.json --with old.spanne",
                                    "diff old.spanne g.spanne accounts.csv --format csv"})
    refused_into("spanne " + command, "accounts.csv");
  refused_into("spanne diff old.spanne g.spanne accounts.csv --kams kams.csv", "kams.csv");
  refused_into("spanne verify r.json", "r.json");
  refused_into("spanne replay r.json --with old.spanne", "r.json");
  fs::create_symlink("accounts.csv", "l.csv");
  refused_into("spanne explain g.spanne l.csv A", "accounts.csv");
}

BOOST_FIXTURE_TEST_CASE(suggested_tests_are_put_behind_their_guideline, Sources) {
  const std::string text = contents("g.spanne");
  BOOST_TEST(shell("spanne test g.spanne --suggest >> g.spanne") == 0);
  BOOST_TEST((contents("g.spanne").starts_with(text) && contents("g.spanne") != text));
}

BOOST_FIXTURE_TEST_CASE(a_result_reaches_a_reader_through_a_named_pipe_once, Sources) {
  BOOST_REQUIRE_EQUAL(::mkfifo("pipe", 0600), 0);
  for (const std::string more : {"", " --by kam --kams kams.csv", " --format json"}) {
    BOOST_TEST(shell("timeout 20 cat pipe > got & timeout 20 '" + std::string(SPANNE_PROGRAM) +
                     "' eval g.spanne accounts.csv -o pipe" + more + " && wait") == 0);
    shell("spanne eval g.spanne accounts.csv -o straight" + more);
    BOOST_TEST((contents("got") == contents("straight")));
    fs::remove("straight");
  }
}

BOOST_AUTO_TEST_SUITE_END()
