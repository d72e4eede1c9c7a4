// One mistake, one finding: a line each, added to a sound head, with the code it must get and no other.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/rules.hpp"

namespace {

using namespace spanne;

struct Mistake {
  const char* line;
  const char* code;
};
std::ostream& operator<<(std::ostream& out, const Mistake& one) { return out << one.line; }

const std::string cluster = "cluster all: otherwise -> 0.1 FTE\n";

const Mistake mistakes[] = {
    {"a: sits > 10 -> +0.1 FTE", "E0201"},
    {"a: reach = globl -> +0.1 FTE", "E0202"},
    {"a: maxi(sites, 3) > 3 -> +0.1 FTE", "E0203"},
    {"a: sites > 3 -> +0.1 FTE extern", "E0204"},
    {"a: sites > 3 -> flag \"{nothing}\"", "E0205"},
    {"rules for nobody", "E0206"},
    {"test \"t\"\n  given site = 3\n  expect fte = 0.1 FTE", "E0207"},
    {"test \"t\"\n  given sites = 3, sites = 4\n  expect fte = 0.1 FTE", "E0426"},
    {"test \"t\"\n  expect ftes = 0.1 FTE", "E0208"},
    {"test \"t\"\n  expect rule nothing", "E0209"},
    {"define a = a + 1", "E0210"},
    {"define external = 3", "E0211"},
    {"define sites = 3", "E0212"},
    {"a: sites > 3 -> +0.1 FTE\na: sites > 4 -> +0.1 FTE", "E0214"},
    {"a: sites > 3 -> +1 fortnight", "E0311"},
    {"a: sites > 3 -> +0.3 internal", "E0313"},
    {"a: sites > 3 -> +0.3", "E0316"},
    {"a: sites > 3 -> +0.3 .. 0.2 FTE", "E0318"},
    {"a: fte > 1 FTE -> +0.1 FTE", "E0320"},
    {"a: sites -> +0.1 FTE", "E0330"},
    {"a: revenue > 5_000 -> +0.1 FTE", "E0331"},
    {"a: sites > 5 M EUR -> +0.1 FTE", "E0331"},
    {"a: growth is known and growth > 15 -> +0.1 FTE", "E0331"},
    {"a: decentral > no -> +0.1 FTE", "E0332"},
    {"a: revenue + 1 > 5 EUR -> +0.1 FTE", "E0335"},
    {"a: (revenue) FTE > 1 FTE -> flag \"x\"", "E0341"},
    {"a: always -> -120 %", "E0345"},
    {"a: always -> x -1", "E0346"},
    {"a: always -> +10 % per sites", "E0347"},
    {"a: growth > 15 % -> +0.1 FTE", "E0401"},
    {"a: growth is known or growth > 15 % -> +0.1 FTE", "E0401"},
    {"a: sites is known -> +0.1 FTE", "E0403"},
    {"a: always -> +0.1 FTE from 2026-07-01 until 2026-06-30", "E0410"},
    {"define v = 1 until 2026-06-30\ndefine v = 2 from 2026-06-30", "E0411"},
    {"define v = 1 until 2026-06-30\ndefine v = 2 from 2026-07-02", "E0412"},
};

BOOST_AUTO_TEST_SUITE(findings)

BOOST_DATA_TEST_CASE(each_mistake_gets_one_finding, boost::unit_test::data::make(mistakes), mistake) {
  const auto result = tests::read(tests::usual_head + cluster + mistake.line + "\n");
  BOOST_REQUIRE_EQUAL(result.codes.size(), 1U);
  BOOST_TEST(result.codes.front() == mistake.code);
}

const char* const sound[] = {
    "sites > 10 and decentral -> +0.3 FTE",
    "a: growth is known and growth > 15 % -> +0.1 FTE",
    "a: growth is missing or growth > 15 % -> +0.1 FTE",
    "a: if growth is known then growth > 15 % else no -> +0.1 FTE",
    "define grows = growth is known and growth > 0 %\na: grows and growth > 15 % -> +(growth / 1 %) %",
    "sites: reach >= national -> x1.4 external",
    "a: reach in (national, global) -> + 2 h/week per started 10 sites above 20",
    "a: revenue in 1 .. 5 M EUR -> +0.01 FTE per 100 k EUR revenue above 1 M EUR",
    "a: ends is known and ends - as_of < 90 -> -(0.05 .. 0.1) FTE",
    "a: cluster = all -> at most 3 FTE, flag \"{sites} sites, {growth}\"",
    "define visit = 3 h/month until 2026-06-30\ndefine visit = 4 h/month from 2026-07-01\na: always -> +visit external",
    "table t\n  | sites | growth || + FTE | because |\n  |-------|--------||-------|---------|\n  | 1 .. 3 | missing "
    "|| 0.1 | \"x\" |\n"
    "  | > 10, 5 | > 15 % || 0.2 .. 0.3 | |\n  | otherwise || | |",
    "table calls first\n  | reach || calls |\n  | global || 36 |\n  | - || 12 |\na: always -> +0.001 FTE per calls",
    "property \"p\": fte never falls as sites rises",
};

BOOST_DATA_TEST_CASE(sound_lines_have_no_findings, boost::unit_test::data::make(sound), line) {
  const auto result = tests::read(tests::usual_head + cluster + line + "\n");
  BOOST_TEST(result.codes.empty());
  BOOST_TEST(result.checked.model.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
