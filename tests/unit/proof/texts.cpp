// Texts that stand for all others: compared with all texts of a small alphabet, and with what is proved of them.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>
#include <set>

#include "engine/model/condition_terms.hpp"
#include "engine/proof/questions/prover.hpp"
#include "engine/proof/text_classes.hpp"
#include "tests/support/random.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

const std::string head =
    "ruleset \"Texts\" version 1.0.0\nattributes\n  id text key\n  t text\n  u text\n  n integer 0 .. 9\n"
    "cluster all: otherwise -> 0.1 FTE\n";

Model model_of(const std::string& rules) {
  auto read = tests::read(head + rules);
  for (const auto& code : read.codes) BOOST_TEST_MESSAGE(code);
  BOOST_REQUIRE(read.checked.model);
  return std::move(*read.checked.model);
}

/// Calls `visit` with every text of the letters up to a length.
void each_text(const std::string& letters, std::size_t longest, const std::function<void(const std::string&)>& visit) {
  std::string text;
  const std::function<void()> extend = [&] {
    if (!text.empty()) visit(text);
    if (text.size() == longest) return;
    for (const char letter : letters) {
      text.push_back(letter);
      extend();
      text.pop_back();
    }
  };
  extend();
}

/// What all conditions on a text answer.
std::string answers(const Model& model, const std::string& text) {
  std::string all;
  for (const Term& term : model.terms) {
    if (term.operands.size() != 2) continue;
    const std::string& other = model.term(term.operands[1]).text;
    if (is_text_match(term.op)) all += text_matches(term.op, text, other) ? '1' : '0';
    if (term.op == Op::equal) all += text == other ? '1' : '0';
  }
  return all;
}

std::string random_part(test::Random& random) {
  std::string part;
  for (auto length = random.between(1, 3); length > 0; --length) part += random.chance(50) ? 'a' : 'b';
  return part;
}

std::string random_rules(test::Random& random) {
  std::string rules;
  for (auto count = random.between(1, 6); count > 0; --count)
    rules += "t " + random.pick<std::string>({"starts with", "contains", "contains", "ends with", "ends with", "="}) +
             " \"" + random_part(random) + "\" -> +0.1 FTE\n";
  return rules;
}

/// Whether a claim about one account is proved, by boxes and by the solver.
std::vector<Claim> claims(const std::string& rules, const std::string& claim) {
  const Model model = model_of(rules + "property \"P\": " + claim + "\n");
  std::vector<Claim> all;
  for (const bool boxes : {true, false}) {
    ProofOptions options = test::with_solver();
    options.boxes = boxes;
    options.seconds = 2;
    const Proof proof = prove(model, options);
    for (const auto& finding : proof.findings) BOOST_TEST(finding.code != "E0599");
    all.push_back(proof.properties.front().claim);
  }
  return all;
}

struct Example {
  const char* claim;
  Claim boxes, solver;
};
std::ostream& operator<<(std::ostream& out, const Example& one) { return out << one.claim; }

constexpr Claim proved = Claim::proved, refuted = Claim::refuted, undecided = Claim::undecided;
const Example examples[] = {
    {"when t starts with \"aba\": t contains \"ab\" and t contains \"ba\"", proved, proved},
    {"when t ends with \"bab\": t contains \"ab\"", proved, proved},
    {"when t starts with \"aba\" and t ends with \"bab\": t contains \"abab\"", refuted, refuted},
    {"when t starts with \"aba\" and t ends with \"bab\": not t = \"abab\"", refuted, refuted},
    {"when t starts with \"A\" and t ends with \"B\": t contains \"C\"", refuted, refuted},
    {"when t starts with \"A\" and t ends with \"B\": t not contains \"C\"", refuted, refuted},
    {"when t starts with \"A\": t not starts with \"B\"", proved, proved},
    {"when t ends with \"AG\": t not ends with \"G\"", refuted, refuted},
    {"when t ends with \"AG\": t ends with \"G\"", proved, proved},
    {"when t in (\"Hafen AG\", \"Kai AG\"): t ends with \" AG\" and t contains \"a\"", proved, proved},
    {"when t in (\"Hafen AG\", \"Kai\"): t ends with \"AG\"", refuted, refuted},
    {"when t contains \"ab\" and t contains \"ba\": t contains \"aba\" or t contains \"bab\"", refuted, refuted},
    {"when t contains \"&\" and t contains \"+\" and t contains \"any\": t contains \"&+\"", refuted, refuted},
    {"when t = u and t contains \"x\": u contains \"x\"", proved, proved},
    {"when t contains \"x\" and u contains \"x\": t = u", refuted, refuted},
    {"when t contains \"x\" and u not contains \"x\": t != u", proved, proved},
    {"when not (t contains \"x\") and t = \"axb\": n < 0", proved, proved},
    {"t contains (if n > 4 then \"a\" else \"ab\") or t not contains \"ab\"", proved, undecided},
    // Looking for a text of the account: never proved, whatever the representatives are.
    {"t starts with u", undecided, undecided},
    {"when t = u: u contains t", undecided, undecided},
    {"t ends with u or not t ends with u", undecided, undecided},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(texts)

BOOST_DATA_TEST_CASE(claims_about_texts, boost::unit_test::data::make(examples), example) {
  const auto found = claims("", example.claim);
  BOOST_CHECK(found[0] == example.boxes);
  BOOST_CHECK(found[1] == example.solver);
}

BOOST_AUTO_TEST_CASE(representatives_give_every_answer_there_is) {
  test::Random random(21);
  for (int round = 0; round < 60; ++round) {
    const std::string rules = random_rules(random);
    const Model model = model_of(rules);
    const proof::TextClasses classes = proof::text_classes(model);
    BOOST_REQUIRE(classes.suffice);
    std::set<std::string> represented;
    for (const std::string& text : classes.all) represented.insert(answers(model, text));
    std::set<std::string> missing;
    each_text("abc", 7, [&](const std::string& text) {
      if (represented.count(answers(model, text)) == 0) missing.insert(text);
    });
    BOOST_TEST(missing.empty(), "no representative answers like \"" << *missing.begin() << "\":\n" << rules);
  }
}

BOOST_AUTO_TEST_CASE(every_class_has_as_many_representatives_as_texts_compared) {
  const Model model = model_of("t = u and t contains \"ab\" and u ends with \"b\" -> +0.1 FTE\n");
  const proof::TextClasses classes = proof::text_classes(model);
  std::map<std::string, int> counts;
  for (const std::string& text : classes.all)
    ++counts[std::string(text.find("ab") != std::string::npos ? "1" : "0") + (text.ends_with("b") ? "1" : "0")];
  BOOST_TEST(counts.size() == 4U);
  for (const auto& [answer, count] : counts) BOOST_TEST(count >= 3, answer);  // id, t and u
}

BOOST_AUTO_TEST_CASE(too_many_combinations_are_left_undecided) {
  std::string rules;
  for (char letter = 'a'; letter <= 'n'; ++letter) rules += std::string("t contains \"x") + letter + "\" -> +0.1 FTE\n";
  const proof::TextClasses classes = proof::text_classes(model_of(rules + "t ends with \"y\" -> +0.1 FTE\n"));
  BOOST_TEST(!classes.suffice);
  BOOST_CHECK(claims(rules, "fte <= 1.5 FTE")[0] == proved);  // holds whatever the answers are
  BOOST_CHECK(claims(rules, "fte <= 1.4 FTE")[0] == undecided);
  BOOST_CHECK(claims(rules, "fte <= 0.1 FTE")[0] == refuted);
}

BOOST_AUTO_TEST_SUITE_END()
