// Policies, co-signatures and withdrawals, as people on several machines use them.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/trail/digest.hpp"
#include "tests/trail/team.hpp"

using namespace spanne::tests;
using Json = nlohmann::ordered_json;

BOOST_FIXTURE_TEST_SUITE(four_eyes, Team)

// ---------------------------------------------------------------------------------------------- policies

BOOST_AUTO_TEST_CASE(a_log_without_a_policy_asks_for_one_approver) {
  expect(typed({"policy", "g.spanne"}), 0, "no policy; one approver is enough, and nobody has to sign");
  expect(typed({"policy", "elsewhere/g.spanne"}), 3, "cannot read elsewhere/g.spanne");
  done({"release", "g.spanne", "--approved-by", "Bob"});
  expect(typed({"verify", "g.spanne"}), 0, "1 release, every line whole");
}

BOOST_AUTO_TEST_CASE(a_policy_is_kept_by_every_later_line) {
  set_policy();
  expect(typed({"policy", "g.spanne"}), 0, "2 signed approvals, by others than the author, since line 1 of ");
  expect(typed({"policy", "g.spanne"}), 0, "programme KAM Europe");
  refused(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}),
          "not released: this line breaks the policy of line 1: it names 1 approver, but 2 are asked for");
  refused(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Cem", "--sign", key("Bob")}),
          "it names Cem as approver, who has not signed it");
  refused(
      released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Ann", "--sign", key("Bob"), "--sign", key("Ann")}),
      "it is approved by Ann, who made the change");
  refused({"release", "g.spanne", "--approved-by", "Bob", "--approved-by", "Cem", "--sign", key("Bob"), "--sign",
           key("Cem")},
          "it does not say who made the change");
  release_by_two("1.0.0");
  expect(verified(), 0, "version 1.0.0 as released on ");
  expect(verified(), 0, "approved by Bob and Cem");
  expect(verified(), 0, "RELEASES.jsonl: lines 1–2 signed with the key of Bob (");
}

BOOST_AUTO_TEST_CASE(one_person_is_not_two) {
  expect(typed(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "bob"})), 2, "Bob and bob are one approver");
  expect(typed(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "B0b"})), 2, "Bob and B0b are one approver");
  expect(typed(released("1.0.0",
                        {"--approved-by", "Bob", "--approved-by", "Cem", "--sign", key("Bob"), "--sign", key("Bob")})),
         2, "hold the same key");
  expect(typed(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob"), "--sign", key("Cem")})), 2,
         "2 keys are to sign, but only one approver is named");
  set_policy();
  // Whatever the case: names that look the same are those of one person.
  refused({"release", "g.spanne", "--changed-by", "BOB", "--approved-by", "Bob", "--approved-by", "Cem", "--sign",
           key("Bob"), "--sign", key("Cem")},
          "it is approved by Bob, who made the change");
}

BOOST_AUTO_TEST_CASE(a_policy_keeps_itself_and_the_one_before) {
  refused({"policy", "g.spanne", "--require", "2", "--approved-by", "Bob", "--sign", key("Bob")},
          "the policy was not set: this line breaks the policy that it sets itself");
  set_policy();
  const std::vector<std::string> alone{"policy", "g.spanne",      "--require", "1",      "--changed-by",
                                       "Ann",    "--approved-by", "Bob",       "--sign", key("Bob")};
  refused(alone, "this line breaks the policy of line 1: it names 1 approver, but 2 are asked for");
  const Result looser = typed(joined(alone, {"--approved-by", "Cem", "--sign", key("Cem")}));
  expect(looser, 0, "warning: this policy asks for less than that of line 1: 1 approval instead of 2, and authors may");
  release_by_two("1.0.0");
  expect(verified(), 0, "warning: RELEASES.jsonl: the policy of line 2 asks for less than that of line 1");
  done(released("1.1.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  expect(typed({"policy", "g.spanne"}), 0, "1 signed approval, since line 2");
  expect(typed({"policy", "g.spanne"}), 0, "programme KAM Europe");  // it stays
}

BOOST_AUTO_TEST_CASE(a_programme_stays) {
  set_policy();
  refused({"policy", "g.spanne", "--require", "2", "--programme", "KAM Asia", "--changed-by", "Ann", "--approved-by",
           "Bob", "--approved-by", "Cem", "--sign", key("Bob"), "--sign", key("Cem")},
          "names the programme \"KAM Asia\", but the lines above it are those of \"KAM Europe\"");
  expect(typed({"policy", "g.spanne", "--programme", "x"}), 2, "a policy says how many have to sign");
  for (const char* number : {"0", "10", "two"})
    expect(typed({"policy", "g.spanne", "--require", number, "--approved-by", "Bob"}), 2, "--require");
}

// ---------------------------------------------------------------------------------------------- several machines

BOOST_AUTO_TEST_CASE(a_line_is_prepared_cosigned_and_entered) {
  set_policy();
  done(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Cem", "--note", "First", "--sign", key("Bob"),
                          "--prepare", "line.json"}));
  refused({"enter", "g.spanne", "line.json"}, "it names Cem as approver, who has not signed it");
  // On Cem's machine there is only the prepared line.
  fs::rename("line.json", "Cem/line.json");
  const Result shown = typed({"cosign", "Cem/line.json"});
  for (const char* words : {"version 1.0.0 of ", "changed by Ann", "approved by Bob, signed",
                            "approved by Cem, not signed", "note: \"First\"", "first release"})
    expect(shown, 0, words);
  BOOST_TEST(std::count(shown.out.begin(), shown.out.end(), '\n') == 7);
  expect(typed({"cosign", "Cem/line.json", "--approved-by", "Bob", "--sign", key("Cem")}), 1,
         "Bob has signed this line");
  expect(typed({"cosign", "Cem/line.json", "--approved-by", "Ann", "--sign", key("Ann")}), 1,
         "not to be approved by Ann");
  expect(typed({"cosign", "Cem/line.json", "--approved-by", "Cem"}), 2, "whoever signs has a name and a key");
  expect(typed({"cosign", "Cem/line.json", "--approved-by", "Cem", "--sign", key("Cem")}), 0,
         "approved by Cem, signed");
  done({"enter", "g.spanne", "Cem/line.json", "--trust", "trust.pub"});
  expect(verified(), 0, "approved by Bob and Cem");
  refused({"enter", "g.spanne", "Cem/line.json"}, "was prepared to follow another line than the last one");
}

BOOST_AUTO_TEST_CASE(a_prepared_line_that_was_changed_or_overtaken_is_refused) {
  set_policy();
  const std::vector<std::string> two{"--approved-by", "Bob",      "--approved-by", "Cem",
                                     "--sign",        key("Bob"), "--sign",        key("Cem")};
  done(released("1.0.0", joined(two, {"--prepare", "line.json"})));
  const std::string honest = contents("line.json");
  Json line = Json::parse(honest);
  line["note"] = "Another";
  put("line.json", line.dump() + "\n");
  refused({"enter", "g.spanne", "line.json"}, "line.json: this line has been changed: it does not fit its own digest");
  put("line.json", honest + "x");
  refused({"enter", "g.spanne", "line.json"}, "is no prepared line");
  put("line.json", honest);
  put("g.spanne", guideline("1.0.0", "0.2"));
  refused({"enter", "g.spanne", "line.json"}, "the prepared line has another text than g.spanne gives now");
  put("h.spanne", guideline("3.0.0"));
  done(joined({"release", "h.spanne", "--changed-by", "Ann"}, two));
  put("g.spanne", guideline("1.0.0"));
  refused({"enter", "g.spanne", "line.json"}, "was prepared to follow another line than the last one");
}

/// Two people on two machines, and a colleague who releases something else meanwhile, in every order.
BOOST_AUTO_TEST_CASE(every_order_of_signing_and_entering) {
  set_policy();
  const std::string log = contents("RELEASES.jsonl");
  std::vector<std::string> order{"bob", "cem", "colleague", "enter"};
  do {
    put("RELEASES.jsonl", log);
    fs::remove("line.json");
    done(released("1.0.0", {"--approved-by", "Bob", "--approved-by", "Cem", "--prepare", "line.json"}));
    std::set<std::string> so_far;
    for (const std::string& step : order) {
      if (step == "bob") done({"cosign", "line.json", "--approved-by", "Bob", "--sign", key("Bob")});
      if (step == "cem") done({"cosign", "line.json", "--approved-by", "Cem", "--sign", key("Cem")});
      if (step == "colleague") {
        put("h.spanne", guideline("1.0.0"));
        done({"release", "h.spanne", "--changed-by", "Ann", "--approved-by", "Bob", "--approved-by", "Cem", "--sign",
              key("Bob"), "--sign", key("Cem")});
      }
      const std::vector<std::string> entering{"enter", "g.spanne", "line.json"};
      if (step == "enter" && so_far.contains("colleague")) refused(entering, "was prepared to follow another line");
      if (step == "enter" && !so_far.contains("colleague") && so_far.size() < 2)
        refused(entering, so_far.empty() ? "is signed by nobody, but 2 are asked for" : "who has not signed it");
      if (step == "enter" && !so_far.contains("colleague") && so_far.size() == 2) done(entering);
      so_far.insert(step);
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

BOOST_AUTO_TEST_CASE(a_policy_and_a_withdrawal_are_cosigned_too) {
  done({"policy", "g.spanne", "--require", "2", "--approved-by", "Bob", "--approved-by", "Cem", "--prepare", "p.json"});
  done({"cosign", "p.json", "--approved-by", "Bob", "--sign", key("Bob")});
  expect(typed({"cosign", "p.json", "--approved-by", "Cem", "--sign", key("Bob")}), 1,
         "own.key is the key of Bob, who cannot sign for Cem");
  const std::string signed_once = contents("p.json");
  expect(typed({"cosign", "p.json", "--approved-by", "Cem", "--sign", nameless("Bob")}), 1,
         "signed twice with one key");
  BOOST_TEST(contents("p.json") == signed_once);  // what Bob signed is not lost
  done({"cosign", "p.json", "--approved-by", "Cem", "--sign", key("Cem")});
  done({"policy", "g.spanne", "--require", "2", "--approved-by", "Bob", "--approved-by", "Cem", "--prepare", "q.json"});
  for (const std::string name : {"Cem", "Bob"}) done({"cosign", "q.json", "--approved-by", name, "--sign", key(name)});
  done({"enter", "g.spanne", "q.json"});
  release_by_two("1.0.0");
  done({"withdraw", "g.spanne", "1.0.0", "--note", "No", "--approved-by", "Bob", "--approved-by", "Cem", "--prepare",
        "w.json"});
  for (const std::string name : {"Bob", "Cem"}) done({"cosign", "w.json", "--approved-by", name, "--sign", key(name)});
  done({"enter", "g.spanne", "w.json", "--trust", "trust.pub"});
  expect(verified(), 0, "version 1.0.0 was withdrawn");
}

BOOST_AUTO_TEST_CASE(one_approver_may_sign_a_prepared_line_elsewhere) {
  done({"release", "g.spanne", "--approved-by", "Bob", "--prepare", "line.json"});
  done({"cosign", "line.json", "--approved-by", "Bob", "--sign", key("Bob")});
  done({"enter", "g.spanne", "line.json"});
  expect(verified(), 0, "signed with the key of Bob");
}

BOOST_AUTO_TEST_CASE(a_line_that_waited_for_long_is_neither_signed_nor_entered) {
  done({"release", "g.spanne", "--approved-by", "Bob", "--approved-by", "Cem", "--prepare", "line.json"});
  Json line = Json::parse(contents("line.json"));
  line["date"] = "2026-09-30";
  line.erase("signatures");
  line.erase("line_digest");
  line["line_digest"] = spanne::engine::byte_digest(line.dump());
  line["signatures"] = Json::array();
  put("line.json", line.dump() + "\n");
  const std::string words = "this line was prepared on 2026-09-30, more than 30 days ago";
  expect(typed({"cosign", "line.json", "--approved-by", "Bob", "--sign", key("Bob")}), 1, words);
  refused({"enter", "g.spanne", "line.json"}, words);
  refused({"enter", "h.spanne", "line.json"}, "this line is about g.spanne, not about h.spanne");
}

// ---------------------------------------------------------------------------------------------- withdrawals

BOOST_AUTO_TEST_CASE(a_withdrawn_version_is_told_wherever_it_is_used) {
  done(released("1.0.0", {"--approved-by", "Bob"}));
  done(released("1.1.0", {"--approved-by", "Bob"}));
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  expect(typed({"withdraw", "g.spanne", "1.1.0", "--approved-by", "Bob"}), 2, "ask why it was withdrawn");
  refused({"withdraw", "g.spanne", "1.2.0", "--approved-by", "Bob", "--note", "No"},
          "not withdrawn: this line withdraws version 1.2.0 of g.spanne, which no line above it releases");
  done({"withdraw", "g.spanne", "1.1", "--approved-by", "Bob", "--note", "Counts sites twice"});
  refused({"withdraw", "g.spanne", "1.1.0", "--approved-by", "Bob", "--note", "Again"}, "which line 3 has withdrawn");
  expect(typed({"verify", "g.spanne"}), 0, "warning: g.spanne: version 1.1.0 was withdrawn on ");
  expect(typed({"eval", "release:1.1.0:g.spanne", "a.csv"}), 0, "(line 3 of RELEASES.jsonl): Counts sites twice");
  BOOST_TEST(typed({"eval", "release:1.0.0:g.spanne", "a.csv"}).err.find("later") == std::string::npos);
  const Json log = Json::parse(typed({"log", "g.spanne", "--format", "json"}).out);
  BOOST_TEST(log[1]["withdrawn_on"] == log[2]["date"]);
  BOOST_TEST(log[2]["withdrawn"] == "1.1.0");
  expect(typed({"log", "g.spanne"}), 0, "withdrawal of 1.1.0");
  const std::string printed = typed({"print", "g.spanne"}).out;
  BOOST_TEST(printed.find("| **Withdrawn** | on ") != std::string::npos);
  BOOST_TEST(printed.find("; withdrawn on ") == std::string::npos);  // the release had no note
  BOOST_TEST(printed.find("withdrawn on ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(eval_names_the_version_in_force_on_the_day) {
  put("a.csv", "id,kam,sites\nA,Anna,1\n");
  done(released("1.0.0", {"--approved-by", "Bob"}));
  const auto evaluated = [](const std::string& rules, const std::string& day) {
    const Result result = typed({"eval", rules, "a.csv", "--as-of", day});
    BOOST_TEST(result.status == 0);
    std::istringstream lines(result.err);
    for (std::string line; std::getline(lines, line);)
      if (line.find("was in force") != std::string::npos) return line;
    return std::string();
  };
  BOOST_TEST(evaluated("g.spanne", "2999-01-01") == "");
  put("g.spanne", guideline("1.1.0"));
  const std::string note = "note: on 2999-01-01 version 1.0.0 was in force (line 1 of RELEASES.jsonl), but this is ";
  BOOST_TEST(evaluated("g.spanne", "2999-01-01") == note + "version 1.1.0: spanne eval release:1.0.0:g.spanne");
  BOOST_TEST(evaluated("g.spanne", "2026-01-01") == "");  // nothing had been released
  put("g.spanne", guideline("1.0.0", "0.2"));
  BOOST_TEST(evaluated("g.spanne", "2999-01-01") ==
             note + "another text of version 1.0.0: spanne eval release:1.0.0:g.spanne");
  done(released("1.1.0", {"--approved-by", "Bob"}));
  BOOST_TEST(evaluated("release:1.0.0:g.spanne", "2999-01-01").find("version 1.1.0 was in force") != std::string::npos);
  done({"withdraw", "g.spanne", "1.1.0", "--approved-by", "Bob", "--note", "Wrong"});
  BOOST_TEST(evaluated("release:1.0.0:g.spanne", "2999-01-01") == "");
}

BOOST_AUTO_TEST_CASE(versions_that_are_compared_are_signed_releases) {
  done(released("1.0.0", {"--approved-by", "Bob", "--sign", key("Bob")}));
  done(released("1.1.0", {"--approved-by", "Cem", "--sign", key("Cem")}));
  const auto compared = [](const std::string& next, const std::string& trusted) {
    return typed({"diff", "release:1.0.0:g.spanne", next, "--trust", trusted});
  };
  expect(compared("release:1.1.0:g.spanne", "trust.pub"), 0, "1.1.0");
  expect(compared("release:1.1.0:g.spanne", key("Bob") + ".pub"), 1,
         "line 2 (version 1.1.0) is signed with a key that");
  put("h.spanne", guideline("1.2.0"));
  expect(compared("h.spanne", "trust.pub"), 0, "note: h.spanne is no release, so nobody signed it");
}

BOOST_AUTO_TEST_SUITE_END()
