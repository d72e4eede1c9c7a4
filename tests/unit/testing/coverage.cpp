// What tests do not reach, in the author's words: rules in, the exact list out.
#include "engine/testing/coverage.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;
using engine::Gap;

const engine::Date day = *engine::make_date(2026, 7, 1);

std::string text(const Gap& gap, const engine::Model& model) {
  static constexpr const char* kinds[] = {"cluster", "rule", "row", ""};
  const std::string line = std::to_string(model.source->position(gap.span.begin).line -
                                          std::count(tests::usual_head.begin(), tests::usual_head.end(), '\n'));
  if (gap.kind != Gap::Kind::side) return line + " " + kinds[static_cast<int>(gap.kind)] + " " + gap.name;
  return line + " " + gap.name + ": " + gap.condition + " never " +
         (!gap.missing_result   ? "tried"
          : *gap.missing_result ? "yes"
                                : "no");
}

std::string gaps(const std::string& rules) {
  const auto model = tests::model(rules);
  std::string all;
  for (const auto& gap : engine::coverage(model, day).gaps) all += (all.empty() ? "" : "\n") + text(gap, model);
  return all;
}

std::string test(const std::string& given) { return "test \"T\"\n given " + given + "\n expect fte = 1 FTE\n"; }

struct DatedAccount {
  const char* what;
  std::string rules, gaps;
};
std::ostream& operator<<(std::ostream& out, const DatedAccount& one) { return out << one.what; }

const std::string all = "cluster all: otherwise -> 0.1 FTE\n";

const DatedAccount cases[] = {
    {"no tests", "cluster big: sites > 10 -> 1 FTE\n" + all + "a: decentral -> +1 FTE\n",
     "1 cluster big\n1 cluster big: sites > 10 never tried\n2 cluster all\n3 rule a\n3 a: decentral never tried"},
    {"one side of each", "cluster big: sites > 10 -> 1 FTE\n" + all + "a: decentral -> +1 FTE\n" + test("sites = 11"),
     "1 cluster big: sites > 10 never no\n2 cluster all\n3 rule a\n3 a: decentral never yes"},
    {"both sides",
     "cluster big: sites > 10 -> 1 FTE\n" + all + "a: decentral -> +1 FTE\n" + test("sites = 11") +
         test("sites = 10, decentral = yes"),
     ""},
    {"and stops at the first no", all + "a: sites > 10 and decentral -> +1 FTE\n" + test("decentral = yes"),
     "2 rule a\n2 a: sites > 10 never yes\n2 a: decentral never tried"},
    {"or stops at the first yes", all + "a: sites > 10 or decentral -> +1 FTE\n" + test("sites = 11"),
     "2 a: sites > 10 never no\n2 a: decentral never tried"},
    {"if asks one side only", all + "a: if decentral then sites > 10 else sites > 20 -> +1 FTE\n" + test("sites = 15"),
     "2 rule a\n2 a: decentral never yes\n2 a: sites > 10 never tried\n2 a: sites > 20 never yes"},
    {"a condition within a number", all + "a: always -> +((if decentral then 1 else 2)) FTE\n" + test("sites = 1"),
     "2 a: decentral never yes"},
    {"through defines",
     "define large = sites > 10 and reach >= national\n" + all + "a: large -> +1 FTE\n" + test("sites = 11"),
     "1 large: sites > 10 never no\n1 large: reach >= national never yes\n3 rule a"},
    {"through lookups",
     "table t\n | sites || calls |\n | 1 .. 9 || 1 |\n | otherwise || 2 |\n" + all + "a: decentral -> +(calls) FTE\n" +
         test("sites = 1, decentral = yes"),
     "3 t#1: sites in 1 .. 9 never no\n4 row t#2\n6 a: decentral never no"},
    {"a lookup that nobody asks",
     "table t\n | sites || calls |\n | 1 .. 9 || 1 |\n | otherwise || 2 |\n" + all + test("sites = 1"), ""},
    {"a lookup that no test asks",
     "table t\n | sites || calls |\n | 1 .. 9 || 1 |\n | otherwise || 2 |\n" + all +
         "a: decentral and calls > 1 -> +1 FTE\n" + test("sites = 1"),
     "3 row t#1\n3 t#1: sites in 1 .. 9 never tried\n4 row t#2\n6 rule a\n6 a: decentral never yes\n"
     "6 a: calls > 1 never tried"},
    {"cells and lists",
     all +
         "a: reach in (national, global) -> +1 FTE\ntable t\n | sites | growth || + FTE |\n | 1, > 9 | > 5 % || 1 |\n" +
         test("sites = 1, growth = 6 %"),
     "2 rule a\n2 a: reach = national never yes\n2 a: reach = global never yes\n5 t#1: sites = 1 never no\n"
     "5 t#1: sites > 9 never tried\n5 t#1: growth > 5 % never no"},
    {"cells are tried from left to right",
     all + "table t\n | sites | decentral || + FTE |\n | > 9 | yes || 1 |\n" + test("decentral = yes"),
     "4 row t#1\n4 t#1: sites > 9 never yes\n4 t#1: decentral = yes never tried"},
    {"presence", all + "a: growth is known and growth > 15 % -> +1 FTE\n" + test("sites = 1"),
     "2 rule a\n2 a: growth is known never yes\n2 a: growth > 15 % never tried"},
    {"only the cluster in scope",
     "cluster big: sites > 10 -> 1 FTE\n" + all + "rules for big\na: decentral -> +1 FTE\n" + test("decentral = yes"),
     "1 cluster big\n1 cluster big: sites > 10 never yes\n4 rule a\n4 a: decentral never tried"},
    {"only while in force", all + "a: decentral -> +1 FTE until 2026-06-30\n" + test("decentral = yes"),
     "2 rule a\n2 a: decentral never tried"},
    {"results", all + "a: fte > 1 FTE -> flag \"Much\"\n" + test("sites = 1"), "2 rule a\n2 a: fte > 1 FTE never yes"},
    {"accounts that fail to be classified get no further",
     "cluster odd: 1 / (sites - 1) > 2 -> 1 FTE\n" + all + "a: decentral -> +1 FTE\n" + test("sites = 1"),
     "1 cluster odd\n1 cluster odd: 1 / (sites - 1) > 2 never tried\n2 cluster all\n3 rule a\n3 a: decentral never "
     "tried"},
};

BOOST_AUTO_TEST_SUITE(coverage)

BOOST_DATA_TEST_CASE(each_gap_is_named, boost::unit_test::data::make(cases), one) {
  BOOST_TEST(gaps(one.rules) == one.gaps);
}

BOOST_AUTO_TEST_CASE(shares_are_rounded_down) {
  const auto model = tests::model(all + "a: sites > 1 and decentral -> +1 FTE\nb: reach = global -> +1 FTE\n" +
                                  test("sites = 2, decentral = yes"));
  const auto reached = engine::coverage(model, day);
  BOOST_TEST(reached.clusters.percent() == 100U);
  BOOST_TEST(reached.rules.percent() == 50U);
  BOOST_TEST(reached.rows.percent() == 100U);
  BOOST_TEST(reached.sides.count == 3U);
  BOOST_TEST(reached.sides.all == 6U);
  BOOST_TEST((engine::Reached{199, 200}.percent()) == 99U);
  BOOST_TEST(!reached.complete());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
