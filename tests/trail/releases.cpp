// Releases as people make them: what is refused, what is found, and that no accident costs a line.
#include <algorithm>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

Result release(const std::string& file = "g.spanne") { return typed({"release", file, "--approved-by", "Jane Doe"}); }

void release_three() {
  for (const std::string version : {"1.0.0", "1.1.0", "2.0.0"}) {
    Folder::put("g.spanne", guideline(version, version.substr(0, 3)));
    BOOST_REQUIRE_EQUAL(release().status, 0);
  }
}

void replace(const std::string& file, const std::string& from, const std::string& to) {
  std::string text = contents(file);
  const std::size_t at = text.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  Folder::put(file, text.replace(at, from.size(), to));
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(releases, Folder)

BOOST_AUTO_TEST_CASE(released_logged_and_verified) {
  release_three();
  const Result log = typed({"log", "g.spanne"});
  BOOST_TEST(log.status == 0);
  for (const std::string word : {"1.0.0", "1.1.0", "2.0.0", "Jane Doe"})
    BOOST_TEST(log.out.find(word) != std::string::npos);
  expect(typed({"log", "g.spanne", "--format", "json"}), 0, "\"version\": \"1.1.0\"");
  expect(typed({"verify", "g.spanne"}), 0, "version 2.0.0 as released on");
  put("g.spanne", guideline("1.1.0", "1.1"));
  expect(typed({"verify", "g.spanne"}), 0, "version 1.1.0 as released on");
}

BOOST_AUTO_TEST_CASE(what_is_not_released) {
  put("g.spanne", guideline("1.0.0", "0.1", "broken\n"));
  expect(release(), 1, "not released");
  put("g.spanne", guideline("1.0.0", "0.1", "test \"wrong\"\n  given sites = 1\n  expect fte = 0.2 FTE\n"));
  expect(release(), 1, "not released: \"wrong\" fails");
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
  put("g.spanne", guideline("1.0.0"));
  expect(typed({"release", "g.spanne"}), 2, "--approved-by");
  expect(typed({"release", "g.spanne", "--approved-by", " "}), 2, "somebody has to approve");
  expect(typed({"release", "g.spanne", "--approved-by", "a", "--note", "a\nb"}), 2, "--note takes one line");
  expect(typed({"release", "-", "--approved-by", "a"}), 2, "the log lies beside a file");
  expect(typed({"release", "none.spanne", "--approved-by", "a"}), 3, "No such file");
  expect(typed({"log", "g.spanne"}), 1, "g.spanne has not been released");
  expect(typed({"verify", "g.spanne"}), 1, "g.spanne has not been released");
  BOOST_TEST(release().status == 0);
  expect(release(), 1, "with exactly this content");
  put("g.spanne", guideline("1.0.0", "0.2"));
  expect(release(), 1, "released already with other content");
  put("g.spanne", guideline("0.9.9"));
  expect(release(), 1, "does not rise above 1.0.0");
  expect(typed({"log", "gg.spanne"}), 1, "did you mean g.spanne?");
  BOOST_TEST(lines(contents("RELEASES.jsonl")) == 1U);
}

BOOST_AUTO_TEST_CASE(warnings_are_accepted_by_name) {
  put("g.spanne", guideline("1.0.0", "0.1", "weekly: sites > 3 -> +1 h/week\nmonthly: sites > 4 -> +1 h/month\n"));
  expect(typed({"check", "g.spanne"}), 0, "warning[W0260]");
  expect(release(), 1, "--accept-warnings");
  BOOST_TEST(typed({"release", "g.spanne", "--approved-by", "J", "--accept-warnings"}).status == 0);
  expect(typed({"log", "g.spanne"}), 0, "accepted warning: line 8: a week here");
}

BOOST_AUTO_TEST_CASE(promises_have_to_be_kept) {
  put("g.spanne", guideline("1.0.0", "0.1", "property \"Never much\": fte_high <= 0.2 FTE\n"));
  expect(release(), 1, "not released: a guideline that does not keep what it promises");
  BOOST_TEST(!fs::exists("RELEASES.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_changed_file_is_named_with_its_first_difference) {
  release_three();
  const std::string text = contents("g.spanne");
  replace("g.spanne", "+0.01 FTE", "+0.02 FTE");
  expect(typed({"verify", "g.spanne"}), 1, "this is not version 2.0.0 as it was released");
  expect(typed({"verify", "g.spanne"}), 1,
         "  line 7\n    released  many: sites > 10 -> +0.01 FTE per sites above 10\n"
         "    here      many: sites > 10 -> +0.02 FTE per sites above 10\n");
  put("g.spanne", text + "# a comment\n");
  expect(typed({"verify", "g.spanne"}), 1, "only layout or comments differ");
  put("g.spanne", text.substr(0, text.find("cluster")));
  expect(typed({"verify", "g.spanne"}), 1, "(the file ends before)");
  put("g.spanne", guideline("3.0.0"));
  expect(typed({"verify", "g.spanne"}), 1, "version 3.0.0 has not been released; the latest release is 2.0.0");
  // Whatever byte flips, it is found.
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 1);
    put("g.spanne", other);
    BOOST_REQUIRE_EQUAL(typed({"verify", "g.spanne"}).status, 1);
  }
}

BOOST_AUTO_TEST_CASE(a_changed_log_stops_everything) {
  release_three();
  replace("RELEASES.jsonl", "Jane", "June");
  const std::string broken = contents("RELEASES.jsonl");
  for (const std::string command : {"log", "verify"})
    expect(typed({command, "g.spanne"}), 1, "RELEASES.jsonl: line 1 has been changed");
  put("g.spanne", guideline("2.1.0"));
  expect(release(), 1, "RELEASES.jsonl: line 1 has been changed");
  BOOST_TEST(contents("RELEASES.jsonl") == broken);
}

BOOST_AUTO_TEST_CASE(signed_releases) {
  expect(typed({"new-key", "anna.key", "--name", "Anna"}), 0, "anna.key.pub");
  BOOST_TEST(typed({"new-key", "ben.key"}).status == 0);
  expect(typed({"new-key", "anna.key"}), 3, "exists already");
  const auto others = fs::status("anna.key").permissions() & (fs::perms::group_all | fs::perms::others_all);
  BOOST_TEST((others == fs::perms::none));
  put("g.spanne", guideline("1.0.0"));
  expect(typed({"release", "g.spanne", "--approved-by", "A", "--sign", "anna.key.pub"}), 1, "holds a public key");
  expect(typed({"release", "g.spanne", "--approved-by", "A", "--sign", "g.spanne"}), 1, "is not a key file");
  expect(release(), 0, "line 1");
  expect(typed({"verify", "g.spanne", "--trust", "anna.key.pub"}), 1, "line 1 (version 1.0.0) is not signed");
  put("g.spanne", guideline("1.1.0"));
  expect(typed({"release", "g.spanne", "--approved-by", "A", "--sign", "anna.key"}), 0, "signed: line 2");
  expect(typed({"verify", "g.spanne", "--trust", "anna.key.pub"}), 0, "its signature covers the lines before it");
  expect(typed({"verify", "g.spanne", "--trust", "ben.key.pub"}), 1, "is signed with a key that is not in ben.key.pub");
  expect(typed({"verify", "g.spanne", "--trust", "anna.key"}), 1, "this is a secret key");
  expect(typed({"verify", "g.spanne", "--trust", "none"}), 3, "No such file");
  put("g.spanne", guideline("1.2.0"));
  BOOST_TEST(release().status == 0);
  expect(typed({"verify", "g.spanne", "--trust", "anna.key.pub"}), 1, "line 3 (version 1.2.0) is not signed");
  put("both.pub", "# those who may sign\n\n" + contents("anna.key.pub") + contents("ben.key.pub"));
  put("g.spanne", guideline("1.3.0"));
  expect(typed({"release", "g.spanne", "--approved-by", "B", "--sign", "ben.key"}), 0, "line 4");
  expect(typed({"verify", "g.spanne", "--trust", "both.pub"}), 1, "line 3 (version 1.2.0) is not signed");
}

BOOST_AUTO_TEST_CASE(a_release_killed_while_it_writes_leaves_the_log) {
  put("g.spanne", guideline("1.0.0", "0.1", "# " + std::string(5'000, 'x') + "\n"));
  BOOST_TEST(release().status == 0);
  const std::string old = contents("RELEASES.jsonl");
  put("g.spanne", guideline("1.1.0"));
  // The system kills a process that writes more than it may: in the middle of the new log.
  BOOST_TEST(shell("(ulimit -f 4; spanne release g.spanne --approved-by J)") != 0);
  BOOST_TEST(contents("RELEASES.jsonl") == old);
  BOOST_TEST(typed({"verify", "g.spanne"}).status == 1);
  BOOST_TEST(release().status == 0);
  BOOST_TEST(lines(contents("RELEASES.jsonl")) == 2U);
}

BOOST_AUTO_TEST_CASE(a_release_killed_at_any_moment_is_whole_or_not_there) {
  std::size_t released = 0;
  for (int i = 0; i < 20; ++i) {
    put("g.spanne", guideline("1." + std::to_string(i) + ".0"));
    shell("'" SPANNE_PROGRAM "' release g.spanne --approved-by J & sleep 0.00" + std::to_string(i % 10) +
          "; kill -9 $!; wait");
    const std::string log = fs::exists("RELEASES.jsonl") ? contents("RELEASES.jsonl") : std::string();
    BOOST_TEST(lines(log) >= released);
    BOOST_TEST(lines(log) <= released + 1);
    released = lines(log);
    if (released > 0) BOOST_TEST(typed({"log", "g.spanne"}).status == 0);
  }
}

BOOST_AUTO_TEST_CASE(releases_at_the_same_moment_lose_none) {
  std::string commands;
  for (int i = 0; i < 8; ++i) {
    const std::string file = "g" + std::to_string(i) + ".spanne";
    put(file, guideline("1.0.0"));
    commands += "spanne release " + file + " --approved-by J &\n";
  }
  shell(commands + "wait\n");
  BOOST_TEST(lines(contents("RELEASES.jsonl")) == 8U);
  BOOST_TEST(typed({"log", "g0.spanne"}).status == 0);
  put("h.spanne", guideline("1.0.0"));
  shell("for i in 1 2 3 4; do spanne release h.spanne --approved-by J & done; wait");
  BOOST_TEST(lines(contents("RELEASES.jsonl")) == 9U);
}

BOOST_AUTO_TEST_CASE(printed_with_its_history) {
  release_three();
  expect(typed({"print", "g.spanne"}), 0, "| **Released** | yes, exactly this text |");
  expect(typed({"print", "g.spanne"}), 0, "| 1.1.0 |");
  BOOST_TEST(typed({"print", "release:1.0.0:g.spanne"}).out.find("| 1.1.0 |") == std::string::npos);
  BOOST_TEST(typed({"print", "g.spanne", "-o", "g.html"}).status == 0);
  BOOST_TEST(contents("g.html").starts_with("<!DOCTYPE html>"));
  put("g.spanne", contents("g.spanne") + "# more\n");
  expect(typed({"print", "g.spanne"}), 0, "| **Released** | no |");
  expect(typed({"print", "g.spanne", "--format", "pdf"}), 2, "print has no format pdf");
  put("g.spanne", "nonsense\n");
  expect(typed({"print", "g.spanne"}), 1, "error[");
  replace("RELEASES.jsonl", "Jane", "June");
  put("g.spanne", guideline("2.0.0"));
  expect(typed({"print", "g.spanne"}), 1, "line 1 has been changed");
}

/// The guideline the project ships, as its log has it: who edits it releases it, or this says so.
BOOST_AUTO_TEST_CASE(the_shipped_guideline_is_released) {
  const std::string shipped = std::string(SPANNE_SOURCE_DIR) + "/rules/key-account-guideline/guideline.spanne";
  expect(typed({"verify", shipped}), 0, "5 releases, every line whole and in its place");
  expect(typed({"verify", shipped}), 0, "version 1.4.0 as released on");
  expect(typed({"log", shipped}), 0, "Since July an escalation ends with a written");
  expect(typed({"diff", "release:1.0.0:" + shipped, "release:1.1.0:" + shipped}), 0, "rule service_centre");
  expect(typed({"diff", "release:1.1.0:" + shipped, "release:1.2.0:" + shipped}), 0, "define escalation_work");
  expect(typed({"diff", "release:1.1.0:" + shipped, "release:1.2.0:" + shipped}), 0, "2026-07-01");
  expect(typed({"diff", "release:1.2.0:" + shipped, "release:1.3.0:" + shipped}), 0, "attribute national_kams");
  expect(typed({"diff", "release:1.3.0:" + shipped, "release:1.4.0:" + shipped}), 0, "profile simple");
}

BOOST_AUTO_TEST_SUITE_END()
