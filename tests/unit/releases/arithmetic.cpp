// Which rule sets can get other results by another arithmetic.
#include "engine/trail/arithmetic.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

using namespace spanne;

namespace {

bool depends(const std::string& rules) { return engine::depends_on_arithmetic(tests::model(rules)); }

const std::string all = "cluster all: otherwise -> 0.1 FTE\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(arithmetic)

BOOST_AUTO_TEST_CASE(what_multiplies_divides_or_takes_a_power) {
  for (const std::string& rules : std::vector<std::string>{
           all + "a: growth is known and growth > 15 % -> +0.1 FTE\n",
           std::string("cluster all: otherwise -> (1 / 6) FTE\n"), all + "a: sites * 2 > 10 -> +0.1 FTE\n",
           all + "a: always -> +(power(size, 2)) FTE\n", all + "a: always -> +2 h/month per (sites / 3)\n",
           all + "define dense = sites / 2\na: dense > 3 -> +0.1 FTE\n",
           all + "table t sum\n  | (sites / 2) || + FTE |\n  | > 3      || 0.1   |\n",
           all +
               "table worth\n  | (sites / 2) || factor |\n  | > 3 || 2 |\n  | <= 3 || 1 |\na: factor > 1 -> +0.1 FTE\n",
           all + "define third = size / 3\na: sites > 3 -> flag \"{third} each\"\n"})
    BOOST_TEST_CONTEXT(rules) BOOST_TEST(depends(rules));
}

BOOST_AUTO_TEST_CASE(what_adds_counts_and_scales_does_not) {
  for (const std::string& rules : std::vector<std::string>{
           all, "cluster all: sites > 3 -> 2 .. 3 h/month\ncluster other: otherwise -> 10 h/year\n",
           all + "a: sites + 3 - 1 > 10 -> +2 h/month per 3 sites above 2, x 1.4, +15 %, at most 2 FTE\n",
           all + "a: round(size, 2) > 10 -> +(min(size, 3)) FTE\n",
           // used by nothing that makes a result
           all + "define dense = sites / 2\n", all + "property \"P\": when sites / 2 > 3: fte_low > 0 FTE\n"})
    BOOST_TEST_CONTEXT(rules) BOOST_TEST(!depends(rules));
}

BOOST_AUTO_TEST_SUITE_END()
