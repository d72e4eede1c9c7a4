// Where a solver goes wrong by itself: division by zero gives anything, division rounds down, sums over nothing abort.
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/proof/questions/prover.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

const std::string head =
    "ruleset \"Traps\" version 1.0.0\nattributes\n  id text key\n  a integer -1_000 .. 1_000\n  b integer -1_000 .. "
    "1_000\n";

/// What becomes of one claim, by the solver alone.
Claim claim(const std::string& text) {
  const auto read = tests::read(head + "cluster all: otherwise -> 0.1 FTE\nproperty \"P\": " + text + "\n");
  BOOST_REQUIRE(read.checked.model);
  ProofOptions options = spanne::test::with_solver();
  options.boxes = false;
  options.seconds = 2;
  const Proof proof = prove(*read.checked.model, options);
  for (const auto& finding : proof.findings) BOOST_TEST(finding.code != "E0599");
  return proof.properties.front().claim;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(traps)

BOOST_AUTO_TEST_CASE(division_by_zero_has_no_value) {
  BOOST_CHECK(claim("when b != 0: a / b < 1_001") == Claim::proved);
  BOOST_CHECK(claim("a / b < 1_001") == Claim::refuted);  // a claim without a value does not hold
  BOOST_CHECK(claim("when b = 0: a / b = 7") == Claim::refuted);
}

BOOST_AUTO_TEST_CASE(quotients_are_exact) {
  BOOST_CHECK(claim("a / 3 * 3 = a") == Claim::proved);
  BOOST_CHECK(claim("when a = 2: a / 3 > 0.666666 and a / 3 < 0.666667") == Claim::proved);
  BOOST_CHECK(claim("when a = -2: a / 3 = -0.666667") == Claim::refuted);
  BOOST_CHECK(claim("when a = 1: a / 2_000_000 > 0 and a / 2_000_000 * 2_000_000 = 1") == Claim::proved);
  BOOST_CHECK(claim("when a = -2: round(a / 3, 6) = -0.666667") == Claim::proved);
  BOOST_CHECK(claim("when a = 1: round(a / 2_000_000, 6) = 0.000001") == Claim::proved);
  BOOST_CHECK(claim("when b > 0 and a = -1: a / b < 0.001") == Claim::proved);
  BOOST_CHECK(claim("when a = 2 * b and b < 0: a / b = 2") == Claim::proved);
  BOOST_CHECK(claim("when a = 2 * b + 1 and b < 0: a / b < 2") == Claim::proved);
  BOOST_CHECK(claim("when a = 2 * b + 1 and b > 0: a / b < 2") == Claim::refuted);
}

BOOST_AUTO_TEST_CASE(whole_parts_of_negative_numbers) {
  BOOST_CHECK(claim("when a = -3: floor(a / 2 + b * 0) = -2") == Claim::proved);
  BOOST_CHECK(claim("when a = -3: ceil(a / 2 + b * 0) = -1") == Claim::proved);
  BOOST_CHECK(claim("when a = -5: round(a / 2 + b * 0, 0) = -3") == Claim::proved);
}

BOOST_AUTO_TEST_CASE(a_rule_set_without_effects_has_a_sum_over_nothing) {
  const auto read = tests::read(head + "cluster all: a > b\ncluster rest: otherwise\nproperty \"P\": fte = 0 FTE\n");
  BOOST_REQUIRE(read.checked.model);
  for (const bool boxes : {true, false}) {
    ProofOptions options = spanne::test::with_solver();
    options.boxes = boxes;
    BOOST_CHECK(prove(*read.checked.model, options).properties.front().claim == Claim::proved);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_linear_stays_undecided) {
  BOOST_CHECK(claim("when a > 2 and b > 2: a * b != 7_919") == Claim::undecided);
  BOOST_CHECK(claim("when a > 500 and b > 500: a * b > 0") != Claim::refuted);
}

BOOST_AUTO_TEST_CASE(a_solver_that_is_not_there_is_named) {
  const auto read = tests::read(head + "cluster all: otherwise -> 0.1 FTE\n");
  BOOST_REQUIRE(read.checked.model);
  const proof::Prover prover(*read.checked.model, {});
  proof::Answer answer{proof::Found::undecided};
  BOOST_TEST(prover.why(answer) == "there are too many cases to look at");
  answer.unasked = true;
  BOOST_TEST(prover.why(answer).find("libz3") != std::string::npos);
}

/// The codes of what is found in a table `t`; boxes and solver do not contradict the plain evaluator.
std::set<std::string> codes_of(const std::string& table, bool boxes) {
  const auto read = tests::read(head + "cluster all: otherwise -> 0.1 FTE\ntable t" + table);
  BOOST_REQUIRE(read.checked.model);
  ProofOptions options = spanne::test::with_solver();
  options.boxes = boxes;
  std::set<std::string> codes;
  for (const auto& finding : prove(*read.checked.model, options).findings) codes.insert(finding.code);
  BOOST_TEST(codes.count("E0599") == 0U);
  return codes;
}

/// The account is rejected for the cell then. That two rows fit it is told nevertheless: it stays when the cell is
/// mended.
BOOST_AUTO_TEST_CASE(rows_overlap_even_where_another_cell_of_their_table_has_no_value) {
  for (const bool boxes : {true, false})
    for (const std::string divisor : {"0", "(a - a)", "a", "(b / a)"})
      for (const std::string scope : {"", " for all", " from 2026-01-01"})
        BOOST_TEST_CONTEXT(divisor << scope << boxes) {
          const auto codes = codes_of(scope + "\n  | (1 / " + divisor +
                                          ") | b || + FTE |\n  | 0 .. 3 | > 900 || 0.1 |\n  | - | 1, 2 || 0.2 |\n" +
                                          "  | - | - || 0.3 |\n",
                                      boxes);
          BOOST_TEST(codes.count("W0505") == 1U);
          if (boxes) BOOST_TEST(codes.count("W0510") == 1U);
        }
}

BOOST_AUTO_TEST_CASE(rows_overlap_where_only_accounts_fit_both_that_another_cell_rejects) {
  for (const bool boxes : {true, false}) BOOST_TEST_CONTEXT(boxes) {
      const std::string rows = "  | 0 | - || 1 |\n  | <= 1 | no || 2 |\n  | 0 .. 1 | yes || 3 |\n";
      const std::string apart = "  | 0 | - || 1 |\n  | <= -1 | no || 2 |\n  | 1 .. 2 | - || 3 |\n";
      const std::string cells = "\n  | a | (1 / a > 0.5) || ";
      for (const std::string gives : {"+ FTE |\n", "l |\n"}) {
        BOOST_TEST(codes_of(cells + gives + rows, boxes).count("W0505") == 0U);
        BOOST_TEST(codes_of(cells + gives + rows + "  | 0, 7 | - || 4 |\n", boxes).count("W0505") == 1U);
        BOOST_TEST(codes_of(cells + gives + apart, boxes).count("W0505") == 0U);
      }
    }
}

/// A sum over rows of which one has no value is none: the search ended undecided there, and a cluster was not shown.
BOOST_AUTO_TEST_CASE(a_sum_over_a_cell_without_a_value_has_none) {
  const auto read = tests::read(head + "table look sum\n  | a | (1 / a > 0) || l |\n  | 0 .. 1 | yes || 2 |\n" +
                                "  | > 2 | - || 2 |\n  | otherwise || 0.2 |\ncluster all: a in 0 .. 3 -> 0.5 FTE\n" +
                                "cluster rest: otherwise\nr: l >= 1 -> +1 FTE\n");
  BOOST_REQUIRE(read.checked.model);
  const Proof proof = prove(*read.checked.model, spanne::test::with_solver());
  const auto& efforts = proof.clusters.front();
  BOOST_REQUIRE((efforts.least && efforts.greatest));
  BOOST_TEST((efforts.least->proved && efforts.greatest->proved));
  BOOST_TEST(efforts.least->effort.to_exact_text() == "0.5");
  BOOST_TEST(efforts.greatest->effort.to_exact_text() == "1.5");
}

BOOST_AUTO_TEST_SUITE_END()
