// Cliffs: where the effort jumps at a threshold, and where an attribute has no end. Rules in, the exact list out.
#include "engine/proof/questions/cliffs.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "tests/support/rules.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

struct Case {
  const char* what;
  std::string rules, cliffs;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.what; }

std::size_t line_in(const Model& model, grammar::TextSpan span) {
  return model.source->position(span.begin).line -
         static_cast<std::size_t>(std::count(tests::usual_head.begin(), tests::usual_head.end(), '\n'));
}

/// "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11", one line each.
std::string cliffs(const std::string& rules, const ProofOptions& options = {}) {
  const Model model = tests::model(rules);
  std::string found;
  for (const Cliff& cliff : prove(model, options).cliffs) {
    const Type& type = model.attributes[cliff.attribute].type;
    found += fmt::format("{}line {} {} {}|{}: {} -> {}, at {}", found.empty() ? "" : "\n",
                         line_in(model, cliff.note.span), model.attributes[cliff.attribute].name,
                         to_text(cliff.low, type, model), to_text(cliff.high, type, model),
                         cliff.effort_low.to_exact_text(), cliff.effort_high.to_exact_text(), cliff.account_high);
  }
  return found;
}

const std::string all = "cluster all: otherwise -> 0.1 FTE\n";

const Case cases[] = {
    {"none", all + "a: sites > 10 -> +0.1 FTE\n", ""},
    {"a rule", all + "a: sites > 10 -> +0.3 FTE\n", "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"from the threshold on", all + "a: sites >= 10 -> +0.3 FTE\n", "line 2 sites 9|10: 0.1 -> 0.4, at sites = 10"},
    {"downwards", all + "a: sites < 10 -> +0.3 FTE\n", "line 2 sites 9|10: 0.4 -> 0.1, at sites = 10"},
    {"both ends of a range", all + "a: sites in 10 .. 20 -> +0.3 FTE\n",
     "line 2 sites 9|10: 0.1 -> 0.4, at sites = 10\nline 2 sites 20|21: 0.4 -> 0.1, at sites = 21"},
    {"a whole number between", all + "a: sites * 2 > 21 -> +0.3 FTE\n",
     "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"one value", all + "a: sites = 10 -> +0.3 FTE\n",
     "line 2 sites 9|10: 0.1 -> 0.4, at sites = 10\nline 2 sites 10|11: 0.4 -> 0.1, at sites = 11"},
    {"money by a cent", all + "a: revenue > 5 M EUR -> +0.3 FTE\n",
     "line 2 revenue 5000000 EUR|5000000.01 EUR: 0.1 -> 0.4, at revenue = 5_000_000.01 EUR"},
    {"a threshold finer than a cent", all + "a: revenue > 5.0001 EUR -> +0.3 FTE\n",
     "line 2 revenue 5.0001 EUR|5.0002 EUR: 0.1 -> 0.4, at revenue = 5.0002 EUR"},
    {"thresholds nearer than a cent", all + "a: revenue > 5 EUR and revenue < 5.000003 EUR -> +0.3 FTE\n",
     "line 2 revenue 5.000002 EUR|5.000003 EUR: 0.4 -> 0.1, at revenue = 5.000003 EUR"},
    {"a day", all + "a: ends is known and ends < 2026-07-01 -> +0.3 FTE\n",
     "line 2 ends 2026-06-30|2026-07-01: 0.4 -> 0.1, at ends = 2026-07-01"},
    {"a cluster", "cluster big: sites > 100 -> 50 FTE\n" + all, "line 1 sites 100|101: 0.1 -> 50, at sites = 101"},
    {"a define", all + "define many = sites > 10\na: many -> +0.3 FTE\n",
     "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"a lookup",
     all + "table worth\n  | sites || factor |\n  | > 10 || 3 |\n  | <= 10 || 0 |\n"
           "a: always -> +(factor) h/month\nb: factor > 2 -> +0.3 FTE\n",
     "line 4 sites 10|11: 0.1 -> 0.4225, at sites = 11"},
    {"rows of a table", all + "table t\n  | sites || + FTE |\n  | 11 .. 20 || 0.3 |\n  | 21 .. 30 || 0.4 |\n",
     "line 5 sites 30|31: 0.5 -> 0.1, at sites = 31\nline 4 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"what else must hold", all + "a: decentral and reach = global and sites > 10 -> +0.3 FTE\n",
     "line 2 sites 10|11: 0.1 -> 0.4, at reach = global, sites = 11, decentral = yes"},
    {"only in a cluster",
     "cluster big: reach = global -> 0.2 FTE\n" + all + "rules \"Big\" for big\na: sites > 10 -> +0.3 FTE\n",
     "line 4 sites 10|11: 0.2 -> 0.5, at reach = global, sites = 11"},
    {"another attribute at one value", all + "a: size = 1234.5 and sites > 10 -> +0.3 FTE\n",
     "line 2 size 1234.49|1234.5: 0.1 -> 0.4, at sites = 11, size = 1234.5\n"
     "line 2 size 1234.5|1234.51: 0.4 -> 0.1, at sites = 11, size = 1234.51\n"
     "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11, size = 1234.5"},
    {"later only", all + "a: sites > 10 -> +0.3 FTE from 2030-01-01\n",
     "line 2 sites 10|11: 0.1 -> 0.4, at as_of = 2030-01-01, sites = 11"},
    {"several together", all + "a: sites > 10 -> +0.1 FTE\nb: sites >= 11 -> +0.1 FTE\n",
     "line 2 sites 10|11: 0.1 -> 0.3, at sites = 11"},
    {"once for a threshold", all + "a: sites > 10 -> +0.3 FTE\nb: decentral and sites > 10 -> +0.3 FTE\n",
     "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"the largest first", all + "a: sites > 10 -> +0.3 FTE\nb: size > 3 -> +5 FTE\nc: revenue > 7 EUR -> +0.4 FTE\n",
     "line 3 size 3|3.01: 0.1 -> 5.1, at size = 3.01\n"
     "line 4 revenue 7 EUR|7.01 EUR: 0.1 -> 0.5, at revenue = 7.01 EUR\n"
     "line 2 sites 10|11: 0.1 -> 0.4, at sites = 11"},
    {"as much as it follows", all + "a: sites > 10 -> +0.01 FTE per sites above 10\n", ""},
    {"a limit", all + "a: sites > 10 -> at least 2 FTE\n", "line 2 sites 10|11: 0.1 -> 2, at sites = 11"},
    {"fixed by hand", all + "a: size > 0 -> exactly (size) FTE\n", ""},
    {"rejected beyond", all + "a: sites > 10 -> +(1 / (sites - 11)) FTE\n", ""},
    {"no steps", all + "a: decentral -> +5 FTE\nb: reach >= global -> +5 FTE\n", ""},
    {"remarks", all + "a: sites > 10 and fte > 0 FTE -> flag \"Many\"\n", ""},
    {"the middle", all + "a: sites > 10 -> +0 .. 0.4 FTE\n", "line 2 sites 10|11: 0.1 -> 0.3, at sites = 11"}};

std::string open_ends(const std::string& attributes, const std::string& rules) {
  const auto read = tests::read("ruleset \"T\" version 1.0.0\nattributes\n  id text key\n" + attributes + rules);
  BOOST_REQUIRE(read.checked.model);
  std::string notes;
  for (const auto& finding : prove(*read.checked.model).findings)
    if (finding.code == "I0543") notes += finding.message + " (" + finding.help + ")\n";
  return notes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cliff_notes)

BOOST_DATA_TEST_CASE(each_and_no_other, boost::unit_test::data::make(cases), one) {
  BOOST_TEST(cliffs(one.rules) == one.cliffs);
}

BOOST_AUTO_TEST_CASE(more_than_half_of_the_larger_and_a_fifth_of_a_person) {
  const auto far = [](const Fraction& a, const Fraction& b) {
    BOOST_TEST(proof::is_cliff(a, b) == proof::is_cliff(b, a));
    return proof::is_cliff(a, b);
  };
  BOOST_TEST(far(0, Fraction::ratio(1, 5)));
  BOOST_TEST(!far(0, Fraction::ratio(199'999, 1'000'000)));
  BOOST_TEST(!far(1, 2));
  BOOST_TEST(far(1, Fraction::ratio(2'000'001, 1'000'000)));
  BOOST_TEST(far(Fraction::ratio(2, 5), 50));
  BOOST_TEST(!far(0, 0));
  BOOST_TEST(!far(3, 3));
}

BOOST_AUTO_TEST_CASE(the_same_on_any_number_of_threads_and_with_any_time) {
  const std::string rules = all + "a: decentral and sites > 10 -> +0.3 FTE\nb: size > 3 -> x 5\n";
  ProofOptions backwards = test::with_solver();
  backwards.seconds = 1;
  backwards.executor = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = count; i > 0; --i) task(i - 1);
  };
  BOOST_TEST(cliffs(rules, backwards) == cliffs(rules));
  BOOST_TEST(!cliffs(rules).empty());
}

BOOST_AUTO_TEST_CASE(an_effort_that_depends_on_a_missing_end_says_so) {
  const std::string all_sites = all + "a: always -> +0.01 FTE per sites\n";
  const std::string no_end =
      "sites has no upper end: the greatest effort of cluster all is that of sites = 9_223_372_036_854 ";
  const std::string help = "(give it the ends of real accounts, for example ";
  BOOST_TEST(open_ends("  sites integer 1 ..\n", all_sites) == no_end + help + "1 .. 1000)\n");
  BOOST_TEST(open_ends("  sites integer 1 ..\n", all_sites + "b: sites > 700 -> +1 FTE\n") ==
             no_end + help + "1 .. 10000)\n");
  BOOST_TEST(open_ends("  sites integer 1 .. 5_000\n", all_sites) == "");
  // reached, but not needed
  BOOST_TEST(open_ends("  sites integer 1 ..\n", all + "a: sites > 10 -> +1 FTE\n") == "");
  BOOST_TEST(open_ends("  since date\n", all + "a: since < 2020-01-01 -> +1 FTE\n") == "");
  BOOST_TEST(open_ends("  change decimal\n", all + "a: always -> +(max(0 - change, 0) / 1_000_000) FTE\n")
                 .starts_with("change has no lower end: the greatest effort of cluster all is that of change = -9_"));
}

BOOST_AUTO_TEST_SUITE_END()
