// What a stranger tried at last against files, logs, names and receipts, and found answered wrongly or in silence.
#include <fcntl.h>
#include <sys/stat.h>

#include "records/io/destination.hpp"
#include "tests/attacks/files.hpp"
#include "tests/attacks/forged.hpp"

using namespace spanne::tests;
namespace engine = spanne::engine;

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

/// A second opening would wait for a second reader; whoever reads has taken the first one's end for the end of all.
BOOST_FIXTURE_TEST_CASE(a_pipe_is_opened_once_however_often_a_result_begins_anew, Folder) {
  BOOST_REQUIRE_EQUAL(::mkfifo("pipe", 0600), 0);
  const int reader = ::open("pipe", O_RDONLY | O_NONBLOCK);
  BOOST_REQUIRE(reader >= 0);
  std::ostringstream unused;
  spanne::records::Destination destination("pipe", unused);
  BOOST_TEST(!destination.restart());
  BOOST_TEST(!destination.write("forgotten"));
  ::close(reader);
  ::alarm(20);
  BOOST_TEST(!destination.restart());
  ::alarm(0);
  const int next = ::open("pipe", O_RDONLY | O_NONBLOCK);
  BOOST_TEST(!destination.write("kept"));
  BOOST_TEST(!destination.commit());
  char bytes[16];
  BOOST_TEST(::read(next, bytes, sizeof bytes) == 4);
  ::close(next);
}

BOOST_FIXTURE_TEST_CASE(who_rolled_back_is_told_a_version_that_can_be_released, History) {
  put("g.spanne", guideline("0.1.0", "0.1"));
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 1, "raise the version: version 0.2.1");
  put("g.spanne", guideline("0.1.0", "0.3"));
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 1, "help: version 0.2.1");
}

BOOST_FIXTURE_TEST_CASE(a_receipt_of_an_unreleased_text_under_a_released_version_is_told, History) {
  put("g.spanne", guideline("0.2.0", "0.9"));
  BOOST_REQUIRE_EQUAL(evaluate().status, 0);
  const std::string words = "line 2 of RELEASES.jsonl releases version 0.2.0 of g.spanne with another text";
  expect(verify("r.json", ""), 0, words);
  expect(verify(), 1, words);
  put("g.spanne", guideline("0.2.0", "0.2"));
  expect(verify(), 1, "its text of then, version 0.2.0, is in no line of RELEASES.jsonl");
}

BOOST_FIXTURE_TEST_CASE(signs_alone_approve_nothing, Sources) {
  put("g.spanne", guideline("1.1.0"));
  for (const std::string nobody : {"-", "?", "...", "\u2013", "\u2026", "\u3002", "()", "\u00ab \u00bb"})
    untouched({"release", "g.spanne", "--approved-by=" + nobody}, "somebody has to approve it");
  expect(typed({"new-key", "a.key", "--name", "?"}), 2, "it has no letter and no digit");
  for (const std::string somebody : {"7", "\u5c71\u7530", "\u00c9", "O'Neil"}) {
    put("h.spanne", guideline("1.0.0"));
    fs::remove("RELEASES.jsonl");
    expect(typed({"release", "h.spanne", "--approved-by", somebody}), 0, "approved by " + somebody);
  }
}

BOOST_FIXTURE_TEST_CASE(a_line_written_by_hand_names_somebody_who_can_be_seen, History) {
  const std::string honest = contents("RELEASES.jsonl");
  const auto approved = [&](const std::string& name) {
    put("RELEASES.jsonl", honest);
    forge_last_line([&](engine::Release& line) { line.approvals.front().name = name; });
    return verify("g.spanne", "");
  };
  for (const std::string nobody : {" ", "\u3164", "\u200b"}) expect(approved(nobody), 1, "line 2 names nobody who app");
  expect(approved("\u202eeoD enaJ"), 0,
         "warning: RELEASES.jsonl: line 2 (version 0.2.0): in the approver's name, char");
  expect(approved("J\u0430ne Doe"), 0, "in the approver's name, \"J\u0430ne Doe\" mixes two alphabets");
  for (const std::string command : {"log", "print"})
    expect(typed({command, "g.spanne"}), 0, "line 2 (version 0.2.0): in the approver's name, ");
  BOOST_TEST(approved("Jane Doe").err.find("warning") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(two_public_keys_run_together_are_no_name, History) {
  std::string jane = contents("jane.key.pub");
  BOOST_REQUIRE_EQUAL(typed({"new-key", "bob.key", "--name", "Bob"}).status, 0);
  jane.pop_back();
  put("all.pub", jane + contents("bob.key.pub"));
  expect(verify("g.spanne", "all.pub"), 1, "all.pub:1: two keys stand in one line");
}

BOOST_FIXTURE_TEST_CASE(a_log_that_was_converted_is_called_so, History) {
  std::string text = contents("RELEASES.jsonl");
  for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 2) text.insert(at, "\r");
  put("RELEASES.jsonl", text);
  for (const std::string command : {"verify", "log", "print"})
    expect(typed({command, "g.spanne"}), 1, "line 1 ends as lines on Windows do");
}

BOOST_FIXTURE_TEST_CASE(a_folder_in_place_of_the_log_is_called_one, Sources) {
  fs::remove("RELEASES.jsonl");
  fs::create_directory("RELEASES.jsonl");
  expect(typed({"release", "g.spanne", "--approved-by", "J"}), 3, "cannot read RELEASES.jsonl: Is a directory");
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_verified_is_called_what_it_is, History) {
  BOOST_REQUIRE_EQUAL(evaluate().status, 0);
  expect(verify("RELEASES.jsonl", ""), 1, "RELEASES.jsonl is a log of releases, which is checked with the guideline");
  for (const std::string file : {"r.csv", "accounts.csv", "jane.key"})
    expect(verify(file, ""), 1, file + " is neither a guideline nor a receipt");
  for (const std::string file : {"r.csv", "g.spanne"})
    expect(typed({"replay", file, "--with", "g.spanne"}), 1, file + " is not a receipt\n");
}

BOOST_AUTO_TEST_SUITE_END()
