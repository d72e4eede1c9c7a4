// One test: what is compared, and how a difference is told.
#include "engine/testing/run.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/testing/trace_lines.hpp"
#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

const engine::Date day = *engine::make_date(2026, 7, 1);
const std::string rules =
    "cluster all: otherwise -> 0.2 .. 0.3 FTE external, 0.1 FTE internal\n"
    "a: sites > 10 -> +0.01 FTE internal per sites above 10\n"
    "b: sites > 20 -> +50 %, flag \"Many: {sites}\"\n"
    "c: sites > 30 -> at most 0.5 FTE\n"
    "table t\n | reach || + FTE external | flag |\n | global || 0.05 | \"World\" |\n";

engine::TestResult result(const engine::Model& model) { return engine::run_test(model, model.tests.front(), day); }

struct DatedAccount {
  std::string test, differences;
};
std::ostream& operator<<(std::ostream& out, const DatedAccount& one) { return out << one.test; }

const DatedAccount cases[] = {
    {"expect cluster = all, fte = 0.3 .. 0.4 FTE, external = 0.2 .. 0.3 FTE, internal = 0.1 FTE, no flags, no rule a",
     ""},
    {"expect accounts_per_kam = 2 .. 3, fte_low = 0.3 FTE, fte_high = 0.4 FTE, fte = 0.35 FTE", ""},
    {"expect fte = 0.1 FTE", "fte = 0.1 FTE | fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE"},
    {"expect internal = 0.2 FTE", "internal = 0.2 FTE | internal = 0.1 FTE"},
    {"expect fte = 0.3 .. 0.5 FTE", "fte = 0.3 .. 0.5 FTE | fte = 0.3 .. 0.4 FTE"},
    {"expect accounts_per_kam = 8 .. 10", "accounts_per_kam = 8 .. 10 | accounts_per_kam = 2 .. 3"},
    {"expect rule a, rule t#1", "rule a | no rule a\nrule t#1 | no rule t#1"},
    {"given sites = 25\n expect no flags, flag \"Many: 26\"",
     "no flags | flag \"Many: 25\"\nflag \"Many: 26\" | flag \"Many: 25\""},
    {"expect rejected", "rejected | not rejected"},
    // conditions on results: fte is 0.3 .. 0.4, its middle 0.35; external 0.2 .. 0.3, internal 0.1
    {"expect fte >= 0.35 FTE, fte_low >= 0.3 FTE, external > internal, not fte > 0.35 FTE", ""},
    {"expect fte = (7 / 20) FTE, fte = 0.25 FTE + internal, fte = 0.35 FTE and cluster = all", ""},
    {"expect fte in 0.3 .. 0.4 FTE, external in 0.1 .. 0.35 FTE, fte not in 0.31 .. 0.5 FTE", ""},
    {"expect fte in (0.35 FTE, 1 .. 2 FTE), fte_low in (0.3 FTE), cluster in (all)", ""},
    {"expect fte in 0.31 .. 0.5 FTE", "fte in 0.31 .. 0.5 FTE | fte = 0.3 .. 0.4 FTE"},
    {"expect fte in 0.3 ..< 0.4 FTE", "fte in 0.3 ..< 0.4 FTE | fte = 0.3 .. 0.4 FTE"},
    {"expect fte > 0.35 FTE", "fte > 0.35 FTE | fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE"},
    {"expect internal >= external_high", "internal >= external_high | internal = 0.1 FTE; external_high = 0.3 FTE"},
    {"expect fte = internal", "fte = internal | fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE; internal = 0.1 FTE"},
    {"expect fte = (1 / 3) FTE", "fte = (1 / 3) FTE | fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE"},
    {"expect cluster != all or fte < 0.1 FTE",
     "cluster != all or fte < 0.1 FTE | cluster = all; fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE"},
    {"expect fte > (1 / (sites - 1)) FTE",
     "fte > (1 / (sites - 1)) FTE | fte = 0.35 FTE, the middle of 0.3 .. 0.4 FTE: 1 / (sites - 1) divides by zero"},
    // accounts_per_kam is 2 .. 3; kams_per_account has no value
    {"expect accounts_per_kam >= 2, accounts_per_kam in 1 .. 3, 3 >= accounts_per_kam, accounts_per_kam != 2", ""},
    {"expect accounts_per_kam_low < 3, accounts_per_kam not in 3 .. 9, accounts_per_kam in 2 ..< 4", ""},
    {"expect accounts_per_kam > 2", "accounts_per_kam > 2 | accounts_per_kam = 2 .. 3"},
    {"expect accounts_per_kam in 2 ..< 3", "accounts_per_kam in 2 ..< 3 | accounts_per_kam = 2 .. 3"},
    {"expect accounts_per_kam_high <= 2.5", "accounts_per_kam_high <= 2.5 | accounts_per_kam_high = 3"},
};

BOOST_AUTO_TEST_SUITE(running)

BOOST_DATA_TEST_CASE(differences_are_told_side_by_side, boost::unit_test::data::make(cases), one) {
  const auto model = tests::model(rules + "test \"T\"\n " + one.test + "\n");
  std::string text;
  for (const auto& difference : result(model).differences)
    text += (text.empty() ? "" : "\n") + difference.expected + " | " + difference.actual;
  BOOST_TEST(text == one.differences);
}

std::string trace_lines(const std::string& given) {
  const auto model = tests::model(rules + "test \"T\"\n given " + given + "\n expect rejected\n");
  std::string text;
  for (const auto& line : engine::trace_lines(model, result(model))) text += line.name + ": " + line.text + "\n";
  return text;
}

BOOST_AUTO_TEST_CASE(a_difference_is_explained_in_a_few_lines) {
  BOOST_TEST(trace_lines("sites = 12, reach = global") ==
             "cluster all: 0.2 .. 0.3 FTE external, 0.1 FTE internal\n"
             "a: +0.01 FTE internal per sites above 10 = 0.02 FTE\n"
             "t#1: 0.05 external, \"World\"\n"
             "kinds: external 0.25 .. 0.35 FTE, internal 0.12 FTE\n"
             "total: 0.37 .. 0.47 FTE\n");
  BOOST_TEST(trace_lines("sites = 31") ==
             "cluster all: 0.2 .. 0.3 FTE external, 0.1 FTE internal\n"
             "a: +0.01 FTE internal per sites above 10 = 0.21 FTE\n"
             "b: +50 %, flag \"Many: {sites}\"\n"
             "c: at most 0.5 FTE\n"
             "kinds: external 0.3 .. 0.45 FTE, internal 0.465 FTE\n"
             "limits: 0.765 .. 0.915 FTE becomes 0.5 FTE\n"
             "total: 0.5 FTE\n");
}

BOOST_AUTO_TEST_CASE(a_rejection_is_explained_by_its_reasons) {
  const auto model = tests::model("cluster big: sites > 10 -> 1 FTE\ntest \"T\"\n expect fte = 1 FTE\n");
  const auto lines = engine::trace_lines(model, result(model));
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines.front().name == "rejected");
  BOOST_TEST(lines.front().text == "no cluster fits this account");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
