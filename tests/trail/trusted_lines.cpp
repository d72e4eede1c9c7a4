// What a trust file says of the lines of a log: roles, days, revoked keys, programme, policy, and the end that was
// seen.
#include "tests/trail/team.hpp"

using namespace spanne::tests;

BOOST_FIXTURE_TEST_SUITE(trusted_lines, Team)

BOOST_AUTO_TEST_CASE(the_end_of_a_log_cannot_be_cut_off_from_who_kept_an_anchor) {
  done(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  const std::string one = contents("RELEASES.jsonl");
  done(released("1.1.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  done({"eval", "g.spanne", "a.csv", "-o", "r.csv", "--receipt", "r.json"});
  const std::string anchor = last_anchor();
  expect(verified({"--expect", anchor, "--at-least", "r.json"}), 0, "line 2 is the one that was expected");
  put("RELEASES.jsonl", one);
  put("g.spanne", guideline("1.0.0"));
  expect(verified(), 0, "every line whole");  // nothing but an anchor shows it
  expect(verified({"--expect", anchor}), 1, "line 2 was expected, but there are only 1: its end has been cut off");
  expect(verified({"--at-least", "r.json"}), 1, "r.json names line 2, version 1.1.0, which is not there");
  for (const char* nonsense : {"2", "2:", "x:", "0:ab", "2:abc"})
    expect(verified({"--expect", nonsense}), 2, "this is no line and digest");
}

BOOST_AUTO_TEST_CASE(a_key_signs_what_the_trust_file_allows) {
  done(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  const auto bob = [](const std::string& fields) {
    trust({{"Bob", fields}});
    return verified();
  };
  expect(bob("role: approver"), 0, "signed by trusted keys");
  expect(bob("role: author"), 1, "line 1 (version 1.0.0) is signed with the key of Bob");
  expect(bob("role: author"), 1, "which may write changes, but not approve them");
  expect(bob("rules: g.spanne, h.spanne"), 0, "signed by trusted keys");
  expect(bob("rules: h.spanne"), 1, "which may sign for h.spanne, but not for g.spanne");
  expect(bob("from: 2999-01-01"), 1, "which may sign from 2999-01-01 on");
  expect(bob("until: 2026-01-01"), 1, "which might sign until 2026-01-01");
  expect(bob("revoked: 2026-01-01"), 1, "which was revoked on 2026-01-01");
  trust({});
  const std::string anchor = last_anchor();
  trust({{"Bob", "revoked: 2026-01-01"}});
  expect(verified({"--expect", anchor}), 1, "which was revoked on 2026-01-01");  // whoever has seen it
}

BOOST_AUTO_TEST_CASE(a_key_signs_for_a_file_however_its_name_is_stored) {
  const std::string rules = "gro\u0308sse.spanne";  // as a Mac stores it
  put(rules, guideline("1.0.0"));
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  done({"release", rules, "--approved-by", "Bob", "--sign", key("Bob")});
  done({"eval", rules, "a.csv", "-o", "r.csv", "--receipt", "r.json", "--sign", key("Bob")});
  trust({{"Bob", "rules: gr\u00F6sse.spanne"}});
  expect(typed({"verify", rules, "--trust", "trust.pub"}), 0, "signed by trusted keys");
  expect(typed({"verify", "r.json", "--trust", "trust.pub", "--signed"}), 0, "signed with the key of Bob");
  trust({{"Bob", "rules: other.spanne"}});
  expect(typed({"verify", "r.json", "--trust", "trust.pub", "--signed"}), 1, "which may not sign for gr");
}

BOOST_AUTO_TEST_CASE(a_revoked_key_counts_where_others_vouch_for_its_lines) {
  done(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  trust({{"Bob", "revoked: 2999-01-01"}});
  expect(verified(), 1, "was revoked on 2999-01-01, and no other key shows that the line was there before");
  expect(verified({"--expect", last_anchor()}), 0, "signed by trusted keys");
  done(released("1.1.0", {"--approved-by", "Cem", "--sign", key("Cem")}));
  expect(verified(), 0, "signed by trusted keys");
  trust({{"Bob", "revoked: 2999-01-01"}, {"Cem", "revoked: 2999-01-01"}});
  expect(verified(), 1, "no other key shows");
  put("trust.pub", contents("trust.pub") + "seen: " + last_anchor() + "\n");
  expect(verified(), 0, "signed by trusted keys");
  const std::string log = contents("RELEASES.jsonl");
  put("RELEASES.jsonl", log.substr(0, log.find('\n') + 1));
  put("g.spanne", guideline("1.0.0"));
  expect(verified(), 1, "line 2 was expected, but there are only 1: its end has been cut off (seen: in trust.pub)");
}

BOOST_AUTO_TEST_CASE(under_a_policy_names_and_keys_belong_together) {
  set_policy();
  const auto swapped = [](const std::string& cem, const std::string& bob) {
    return released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Cem", "--sign", cem, "--sign", bob});
  };
  refused(swapped(key("Cem"), key("Bob")), "Cem/own.key is the key of Cem, who cannot sign for Bob");
  const std::string bob = nameless("Bob"), cem = nameless("Cem");
  refused(joined(swapped(cem, bob), {"--trust", "trust.pub"}), "the log would not be as trust.pub asks");
  refused(joined(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Dan", "--sign", bob, "--sign", cem}),
                 {"--trust", "trust.pub"}),
          "trust.pub has no approver called Dan");
  done(swapped(cem, bob));
  expect(verified(), 1, "is approved by Bob, but signed with the key of Cem");
}

BOOST_AUTO_TEST_CASE(an_author_apart_is_somebody_who_is_known) {
  set_policy();
  put("g.spanne", guideline("1.0.0"));
  done({"release", "g.spanne", "--changed-by", "Zed", "--approved-by", "Bob", "--approved-by", "Cem", "--sign",
        key("Bob"), "--sign", key("Cem")});
  expect(verified(), 1, "was changed by Zed, who is no author of it in trust.pub");
}

BOOST_AUTO_TEST_CASE(an_author_apart_is_known_from_the_first_line_on) {
  const std::vector<std::string> two{"--approved-by", "Bob",      "--approved-by", "Cem",
                                     "--sign",        key("Bob"), "--sign",        key("Cem")};
  const std::vector<std::string> policy{"policy", "g.spanne", "--require", "2", "--author-apart", "--changed-by"};
  refused(joined(joined(policy, {"Zed", "--trust", "trust.pub"}), two), "the log would not be as trust.pub asks");
  trust({{"Ann", "role: author; rules: g.spanne"}});
  done(joined(joined(policy, {"Ann", "--trust", "trust.pub"}), two));
  expect(verified(), 1, "g.spanne has not been released");
  expect(verified(), 1, "RELEASES.jsonl: keep --expect 1:");  // so that the policy can be kept before the first release
  trust({{"Ann", "role: author; until: 2026-01-01"}});
  expect(verified(), 1, "was changed by Ann, who is no author of it in trust.pub");
}

BOOST_AUTO_TEST_CASE(names_are_one_whatever_their_case_in_every_alphabet) {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
           {"ŁUKASZ NOWAK", "łukasz nowak"}, {"Şahin", "şahin"}, {"STRAẞE", "straße"}, {"Zoë", "Zoe\u0308"}})
    expect(typed({"release", "g.spanne", "--approved-by", one, "--approved-by", other}), 2, "are one approver");
}

BOOST_AUTO_TEST_CASE(a_programme_is_called_so_that_trust_files_can_ask_for_it) {
  const auto named = [](const std::string& programme) {
    return typed({"policy", "g.spanne", "--require", "1", "--approved-by", "Bob", "--sign", key("Bob"), "--programme",
                  programme});
  };
  expect(named("KAM; Zurich"), 2, "--programme: the name of the programme has a semicolon");
  expect(named("K\u0410M"), 2, "mixes two alphabets");
  expect(named("KAM Zu\u0308rich"), 0, "line 1");
  put("trust.pub", contents("trust.pub") + "programme: KAM Z\u00FCrich\n");
  done(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  expect(verified(), 0, "signed by trusted keys");
}

BOOST_AUTO_TEST_CASE(a_trust_file_names_the_programme) {
  set_policy();
  release_by_two("1.0.0");
  const std::string keys = contents("trust.pub");
  put("trust.pub", keys + "programme: KAM Europe\n");
  expect(verified(), 0, "signed by trusted keys");
  put("trust.pub", keys + "programme: KAM Asia\n");
  expect(verified(), 1,
         "this is the log of the programme \"KAM Europe\", but trust.pub is for the programme \"KAM Asia\"");
}

BOOST_AUTO_TEST_SUITE_END()
