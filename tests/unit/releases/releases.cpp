// The log of releases: what may follow what, and that nothing in it can be changed unnoticed.
#include "records/trail/releases.hpp"

#include <boost/test/unit_test.hpp>

#include "engine/trail/digest.hpp"
#include "records/trail/signature.hpp"

using namespace spanne;
using engine::Release;
using records::ReleaseLog;

namespace {

Release release(const std::string& version, const std::string& rules) {
  const std::string text = "ruleset \"G\" version " + version + "\n" + rules;
  Release one;
  one.file = "g.spanne";
  one.version = version;
  one.text = text;
  one.digest = engine::canonical_digest(text);
  one.text_digest = engine::digest(text);
  one.date = "2026-07-01";
  one.approvals = {{"Zoë \"Q\" Müller", {}, {}}};
  one.changes = {"rule a added", "rule b: amount 1 → 2"};
  one.engine = "0.1.0";
  return one;
}

/// A release sealed with a key, or with none.
Release sealed(const Release& release, const std::string& key, const ReleaseLog& log = {}) {
  return std::get<Release>(records::sealed(release, log, key.empty() ? std::vector<std::string>() : std::vector{key}));
}

std::string log_of(const std::vector<Release>& releases, const std::string& key = {}) {
  std::string text;
  for (const Release& one : releases) text += records::to_line(sealed(one, key, records::read_log_text(text)));
  return text;
}

const std::vector<Release> three{release("1.0.0", "a: always\n"), release("1.1.0", "b: always # \t\n"),
                                 release("1.10.0", "c: \"always\"\r\n")};

std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> messages;
  for (const auto& fault : records::read_log_text(text).faults) messages.push_back(fault.message);
  return messages;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

void expect_fault(const std::string& text, const std::string& message) {
  const auto found = faults(text);
  BOOST_REQUIRE_EQUAL(found.size(), 1U);
  BOOST_TEST(found[0] == message);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(releases)

BOOST_AUTO_TEST_CASE(versions_rise_by_their_numbers) {
  const auto above = [](const char* a, const char* b) { return engine::compare_versions(a, b) > 0; };
  BOOST_TEST(above("2.10.0", "2.9.3"));
  BOOST_TEST(above("10.0.0", "9.99.99"));
  BOOST_TEST(above("1.0.1", "1.0.0"));
  BOOST_TEST(above("1.0.123456789012345678901234567890", "1.0.9"));
  BOOST_TEST(!above("1.0.0", "1.0.0"));
  BOOST_TEST((engine::compare_versions("1.02.0", "1.2.0") == 0));
  BOOST_TEST((engine::compare_versions("0.0.0", "0.0.1") < 0));
}

BOOST_AUTO_TEST_CASE(what_may_follow) {
  const auto refused = [](const Release& next, const std::optional<std::string>& supersedes = {}) {
    const auto found = engine::refusal(three, next, supersedes);
    return found ? found->message : "";
  };
  BOOST_TEST(refused(release("1.10.1", "d")) == "");
  BOOST_TEST(refused(release("1.10.1", "d"), "1.10.0") == "");
  BOOST_TEST(refused(release("1.10.1", "d"), "1.1.0") ==
             "the header says that it supersedes 1.1.0, but the latest release is 1.10.0");
  BOOST_TEST(refused(release("1.9.0", "d")) == "version 1.9.0 does not rise above 1.10.0, the latest release");
  BOOST_TEST(refused(release("1.1.0", "b: always # \t\n")) ==
             "version 1.1.0 is released already, on 2026-07-01, with exactly this content");
  BOOST_TEST(refused(release("1.1.0", "b : always\n")) ==
             "version 1.1.0 is released already; this text differs from it in layout or comments only");
  BOOST_TEST(refused(release("1.1.0", "b: never\n")) == "version 1.1.0 is released already with other content");
  Release other = release("0.1.0", "d");
  other.file = "h.spanne";
  BOOST_TEST(refused(other) == "");
}

BOOST_AUTO_TEST_CASE(a_log_is_read_as_it_was_written) {
  const ReleaseLog log = records::read_log_text(log_of(three));
  BOOST_TEST(log.faults.empty());
  BOOST_REQUIRE_EQUAL(log.releases.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(log.releases[i].text == three[i].text);
    BOOST_TEST(log.releases[i].version == three[i].version);
    BOOST_TEST(approvers(log.releases[i]) == approvers(three[i]));
    BOOST_TEST(log.releases[i].changes == three[i].changes);
  }
  BOOST_TEST(log.releases[0].previous == "");
  BOOST_TEST(records::read_log_text("").releases.empty());
}

BOOST_AUTO_TEST_CASE(no_byte_can_be_changed) {
  const std::string key = engine::make_key_pair().secret_key;
  const std::vector<Release> two{three[0], three[1]};
  for (const std::string& text : {log_of(two), log_of(two, key)}) {
    BOOST_REQUIRE(faults(text).empty());
    const auto lines = lines_of(text);
    std::size_t line = 1, left = lines[0].size();
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (const unsigned flip : {1U, 32U}) {
        if (flip != 1U && at % 5 != 0) continue;  // as good as all of them, and quick
        std::string other = text;
        other[at] = static_cast<char>(static_cast<unsigned char>(other[at]) ^ flip);
        const auto found = records::read_log_text(other).faults;
        BOOST_REQUIRE_MESSAGE(!found.empty(), "byte " << at << " flipped by " << flip << " goes unnoticed");
        BOOST_REQUIRE_EQUAL(found.front().line, line);
      }
      if (--left == 0 && line < lines.size()) left = lines[line++].size();
    }
  }
}

BOOST_AUTO_TEST_CASE(no_line_can_be_moved_or_taken_out) {
  const auto l = lines_of(log_of(three));
  expect_fault(l[1] + l[2], "line 1 is not the first line: one before it is missing");
  expect_fault(l[0] + l[2],
               "line 2 does not follow line 1: that line has been changed, or one has been removed or moved");
  BOOST_TEST(faults(l[1] + l[0] + l[2]).size() >= 1U);
  BOOST_TEST(faults(l[0] + l[2] + l[1]).size() >= 1U);
  BOOST_TEST(faults(l[0] + l[1] + l[1] + l[2]).size() == 1U);
  expect_fault(l[0] + "\n" + l[1], "line 2 is damaged: it is not a line as this program writes it");
  expect_fault(l[0] + l[1].substr(0, l[1].size() - 1), "line 2 is not complete: its end is missing");
  expect_fault("\xEF\xBB\xBF" + l[0], "line 1 is damaged: it is not a line as this program writes it");
  expect_fault("[]\n", "line 1 is damaged: it is not a line as this program writes it");
}

BOOST_AUTO_TEST_CASE(who_makes_the_digests_anew_is_caught_by_the_next_line) {
  auto l = lines_of(log_of(three));
  Release forged = three[0];
  forged.approvals.front().name = "Somebody else";
  forged = sealed(forged, "");
  expect_fault(records::to_line(forged) + l[1] + l[2],
               "line 2 does not follow line 1: that line has been changed, or one has been removed or moved");
  forged = three[0];
  forged.text += "more\n";
  forged = sealed(forged, "");
  expect_fault(records::to_line(forged), "line 1 has been changed: the text in it does not fit its digests");
}

BOOST_AUTO_TEST_CASE(versions_in_the_log_rise) {
  expect_fault(log_of({three[1], three[0]}), "line 2 releases version 1.0.0 after 1.1.0");
}

BOOST_AUTO_TEST_CASE(a_later_program_is_named) {
  for (const char* line : {"{\"spanne_release\":4}\n", "{\"spanne_release\":2,\"canonical\":3}\n",
                           "{\"spanne_release\":2,\"arithmetic\":3,\"canonical\":2}\n"})
    expect_fault(line, "line 1 was written by a later version of this program, which is needed to read it");
  for (const char* line : {"{\"spanne_release\":2,\"canonical\":0}\n", "{\"spanne_release\":2,\"canonical\":\"2\"}\n"})
    expect_fault(line, "line 1 is damaged: it is not a line as this program writes it");
}

BOOST_AUTO_TEST_CASE(lines_are_checked_by_the_schemes_they_were_made_with) {
  const std::string open = "table t\n  | a || + FTE |\n  | 1 || 2";
  Release old = release("1.0.0", open);
  old.schemes = engine::first_schemes;
  old.digest = engine::canonical_digest(old.text, 1);
  const Release today = release("1.1.0", open);
  BOOST_TEST(old.digest == engine::canonical_digest(old.text, 1));
  BOOST_TEST(today.digest != engine::canonical_digest(today.text, 1));
  const auto lines = lines_of(log_of({old, today}));
  BOOST_TEST(faults(lines[0] + lines[1]).empty());
  BOOST_TEST(lines[0].starts_with("{\"spanne_release\":1,\"file\""));
  BOOST_TEST(lines[1].starts_with("{\"spanne_release\":2,\"arithmetic\":2,\"canonical\":2,\"file\""));
  // A digest of one scheme under the number of the other.
  old.schemes = engine::current_schemes;
  expect_fault(log_of({old}), "line 1 has been changed: the text in it does not fit its digests");
  // Closing the row changes no meaning, whichever scheme the released digest is of.
  old.schemes = engine::first_schemes;
  const auto refused = engine::refusal({old}, release("1.0.0", open + " |\n"), {});
  BOOST_REQUIRE(refused.has_value());
  BOOST_TEST(refused->message ==
             "version 1.0.0 is released already; this text differs from it in layout or comments only");
}

BOOST_AUTO_TEST_CASE(a_line_agrees_with_its_text) {
  const auto expect = [](const auto& change, const std::string& message) {
    Release one = three[0];
    change(one);
    one.digest = engine::canonical_digest(one.text);
    one.text_digest = engine::digest(one.text);
    expect_fault(log_of({one}), "line 1 " + message);
  };
  expect([](Release& one) { one.version = "7.0.0"; }, "says version 7.0.0, but the text in it says version 1.0.0");
  expect([](Release& one) { one.version = "01.0.0"; }, "says version 01.0.0, but the text in it says version 1.0.0");
  for (const std::string text : {"", "a: always\n", "ruleset \"G\" version none\n"})
    expect([&](Release& one) { one.text = text; },
           "says version 1.0.0, but the text in it does not begin like a rule set");
  for (const std::string date : {"", "2026-02-30", "01.07.2026", "2026-7-1", "2026-07-01 ", "soon", "0000-01-01"})
    expect([&](Release& one) { one.date = date; }, "is dated " + date + ", which is no day");
  expect([](Release& one) { one.approvals.front().name.clear(); }, "names nobody who approved it");
  for (const std::string file : {"", "../g.spanne", "a/b"})
    expect([&](Release& one) { one.file = file; },
           "releases a file called \"" + file + "\", which is no name of a file in this folder");
}

BOOST_AUTO_TEST_CASE(days_do_not_go_back) {
  std::vector<Release> all = three;
  all[0].date = "2026-07-02";
  all[1].date = "2026-06-30";
  all[2].date = "2026-07-01";
  const ReleaseLog log = records::read_log_text(log_of(all));
  BOOST_TEST(log.faults.empty());
  BOOST_REQUIRE_EQUAL(log.backdated.size(), 2U);
  BOOST_TEST(log.backdated[0].message == "line 2 (version 1.1.0) is dated 2026-06-30, but line 1 above it 2026-07-02");
  BOOST_TEST(log.backdated[1].line == 3U);
  BOOST_TEST(latest_dated(log)->number == 1U);
  Release next = release("2.0.0", "d");
  next.date = "2026-07-01";
  const auto refused = engine::refuse_going_back(*latest_dated(log), next);
  BOOST_REQUIRE(refused.has_value());
  BOOST_TEST(refused->message == "line 1 of the log is dated 2026-07-02, but today is 2026-07-01 (UTC)");
  next.date = "2026-07-02";
  BOOST_TEST(!engine::refuse_going_back(*latest_dated(log), next).has_value());
}

BOOST_AUTO_TEST_CASE(signatures) {
  const auto anna = engine::make_key_pair(), ben = engine::make_key_pair();
  BOOST_TEST((engine::public_key_of(anna.secret_key) == anna.public_key));
  const std::string digest = engine::byte_digest("line");
  const std::string signature = engine::sign(engine::Signed::log_line, digest, anna.secret_key).value();
  BOOST_TEST(engine::is_signed(engine::Signed::log_line, digest, signature, anna.public_key));
  BOOST_TEST(!engine::is_signed(engine::Signed::log_line, digest, signature, ben.public_key));
  BOOST_TEST(!engine::is_signed(engine::Signed::log_line, engine::byte_digest("other"), signature, anna.public_key));
  BOOST_TEST(!engine::is_signed(engine::Signed::log_line, digest, "", anna.public_key));
  BOOST_TEST(!engine::public_key_of("nonsense").has_value());
  BOOST_TEST(!engine::public_key_of(anna.public_key).has_value());
}

BOOST_AUTO_TEST_CASE(a_signature_cannot_be_lost_or_lent) {
  const auto anna = engine::make_key_pair(), ben = engine::make_key_pair();
  Release one = records::read_log_text(log_of({three[0]}, anna.secret_key)).releases.at(0);
  Release bare = one;
  bare.approvals.front().signature.clear();
  expect_fault(records::to_line(bare), "line 1 has lost its signature");
  Release lent = one;
  lent.approvals.front().signature =
      engine::sign(engine::Signed::log_line, engine::byte_digest("other"), anna.secret_key).value();
  expect_fault(records::to_line(lent),
               "line 1 has a wrong signature: it was not made for this line with the key it names");
  Release stolen = one;  // Ben's name under Anna's release, with its digest made anew
  stolen = sealed(stolen, ben.secret_key);
  stolen.approvals.front().signature = one.approvals.front().signature;
  expect_fault(records::to_line(stolen),
               "line 1 has a wrong signature: it was not made for this line with the key it names");
}

BOOST_AUTO_TEST_SUITE_END()
