// Every code: that it is explained, that its example shows it and nothing else, and that a golden file holds its
// message.
#include "report/codes/codes.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "tests/support/program.hpp"

using namespace spanne::test;
using spanne::report::CodeExplanation;
using spanne::report::explanations;

namespace {

using Codes = std::set<std::string>;

Codes codes_in(const std::string& text, const char* pattern) {
  static std::map<std::string, std::regex> patterns;
  const auto& regex = patterns.try_emplace(pattern, pattern).first->second;
  Codes codes;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) codes.insert((*at)[1]);
  return codes;
}

/// What a run says: codes stand in brackets after error, warning or note. Facts (I) are told of many a rule set that
/// has no findings, so they count only where their own code is asked for.
Codes said(const Result& result, const std::string& code) {
  if (!code.starts_with('I')) return codes_in(result.err, R"(\[([EWN]0\d\d\d)\])");
  return result.err.find("[" + code + "]") == std::string::npos ? Codes{} : Codes{code};
}

/// In the sources a code stands in quotation marks.
Codes printed_by_the_program() {
  Codes codes;
  for (const char* folder : {"grammar", "engine", "records", "report", "cli"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || entry.path().parent_path().filename() == "codes") continue;
      codes.merge(codes_in(contents(entry.path()), R"re("([EWNI]0\d\d\d)")re"));
    }
  return codes;
}

Codes explained() {
  Codes codes;
  for (const auto& one : explanations()) codes.emplace(one.code);
  return codes;
}

struct Examples : Folder {
  /// Only the codes of proofs ask for proofs; what else they would say of a small example is beside the point.
  static Result check(const CodeExplanation& explanation, const std::string& file) {
    if (explanation.code.substr(1, 2) == "05") return spanne_run({"check", file});
    return spanne_run({"check", "--no-proof", file});
  }
  /// Scenarios of a small portfolio.
  Result plan(const std::string& scenarios) const {
    const std::string rules =
        write("guideline.spanne",
              "ruleset \"Example\" version 1.0.0\nattributes\n  account text key\n  kam text owner\n"
              "  sites integer 1 ..\n  decentral boolean\ncluster all: otherwise -> 0.1 FTE\n");
    write("proposed.spanne",
          "ruleset \"Example\" version 1.1.0\nattributes\n  account text key\n  kam text owner\n"
          "  sites integer in k 1 ..\n  decentral boolean\ncluster all: otherwise -> 0.1 FTE\n");
    const std::string accounts =
        write("accounts.csv", "account,kam,sites,decentral\nA,Ben Maier,2,no\nB,Ben Maier,12,yes\n");
    return spanne_run({"plan", rules, accounts, scenarios, "--kams", write("kams.csv", "kam,capacity\nBen Maier,1\n")});
  }
  Result run(const CodeExplanation& explanation, std::string_view example) const {
    if (explanation.shown_by == "check")
      return check(explanation, write("example.spanne", example_file(explanation, example)));
    if (explanation.shown_by == "plan")
      return plan(write("example.scenarios.spanne", example_file(explanation, example)));
    BOOST_REQUIRE(explanation.shown_by == "eval --set");
    const std::string rules = write("example.spanne", example_file(explanation, ""));
    const std::string accounts =
        write("accounts.csv", "account,reach,country,revenue,sites,decentral\nA,global,DE,1,2,no\n");
    return spanne_run({"eval", rules, accounts, "--set", std::string(example)});
  }
};

BOOST_FIXTURE_TEST_SUITE(codes, Examples)

BOOST_AUTO_TEST_CASE(every_code_is_explained_and_nothing_else_is) {
  const Codes printed = printed_by_the_program(), known = explained();
  BOOST_TEST(printed.size() > 150U);
  BOOST_TEST(printed == known, boost::test_tools::per_element());
  BOOST_TEST(known.size() == explanations().size());
}

BOOST_AUTO_TEST_CASE(every_example_shows_its_code_and_its_cure_shows_none) {
  // What would fill the screen, or needs a file larger than anybody wants to see.
  // Nor does what is undecided fit into a small example, or a fault of the program.
  const Codes without{"E0100", "E0107", "E0120", "E0125", "E0216", "E0217", "W0515", "W0521",
                      "W0530", "E0259", "E0599", "E0281", "E0245", "E0600", "E0617"};
  for (const auto& one : explanations()) BOOST_TEST_CONTEXT(one.code) {
      if (without.count(std::string(one.code)) != 0) continue;
      const bool empty = one.before.empty() && one.shown_by == "check";
      BOOST_TEST(!empty);
      const Result before = run(one, one.before), after = run(one, one.after);
      BOOST_TEST(said(before, std::string(one.code)) == Codes{std::string(one.code)}, boost::test_tools::per_element());
      BOOST_TEST(said(after, std::string(one.code)) == Codes{}, boost::test_tools::per_element());
      BOOST_TEST(after.status == 0);
    }
}

BOOST_AUTO_TEST_CASE(every_code_of_a_check_has_a_golden_file) {
  // Too large for a file in the tree, or said to something that is no file; unit tests hold their messages.
  const std::map<std::string, const char*> excused{{"E0100", "needs 16 MB"},
                                                   {"E0107", "needs a thousand mistakes"},
                                                   {"E0180", "said to eval --set only"},
                                                   {"E0245", "said to matrix --by only"},
                                                   {"E0259", "a fault of the program"},
                                                   {"E0599", "a fault of the program"},
                                                   {"E0600", "said to eval and its like only"},
                                                   {"E0618", "said by plan, which knows the people"},
                                                   {"E0619", "likewise"},
                                                   {"E0620", "said by plan, which knows the rows"},
                                                   {"E0622", "likewise"},
                                                   {"E0623", "said by plan, which knows the other guideline"},
                                                   {"W0521", "what is undecided is too hard for a small file"},
                                                   {"W0530", "likewise"}};
  Codes golden;
  for (const char* folder : {"tests/golden/errors", "tests/golden/proofs"})
    for (const auto& file : sorted(root / folder))
      if (file.extension() == ".expected") golden.merge(codes_in(contents(file), R"(\[([EWNI]0\d\d\d)\])"));
  for (const auto& code : explained())
    BOOST_TEST_CONTEXT(code) BOOST_TEST((golden.count(code) + excused.count(code)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_code_is_found_however_it_is_written) {
  for (const std::string typed :
       {"E0316", "e0316", "[E0316]", "error[E0316]: this amount has no unit", "0316", "316"}) {
    const Result result = spanne_run({"help", typed});
    BOOST_TEST_CONTEXT(typed) {
      BOOST_TEST(result.status == 0);
      BOOST_TEST(result.err == "");
      BOOST_TEST(result.out.starts_with("E0316: "));
      BOOST_TEST(result.out.find("Before:\n  many: sites > 10 -> +0.2\n") != std::string::npos);
      BOOST_TEST(result.out.find("error[E0316]: this amount has no unit") != std::string::npos);
      BOOST_TEST(result.out.find("After:\n  many: sites > 10 -> +0.2 FTE\n") != std::string::npos);
    }
  }
  BOOST_TEST(spanne_run({"help", "w0261"}).out.starts_with("W0261: "));
  BOOST_TEST(spanne_run({"help", "262"}).out.starts_with("N0262: "));
}

BOOST_AUTO_TEST_CASE(a_code_that_is_none_is_answered_with_the_nearest) {
  refused({"help", "E0361"}, 2, "there is no code E0361; the nearest is E0360");
  refused({"help", "E3016"}, 2, "the nearest is E0316");
  refused({"help", "E9999"}, 2, "there is no code E9999; the nearest is");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
