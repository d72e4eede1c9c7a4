// What is proved of steps of months and of completed ones: by the solver alone, by boxes alone, and of pairs.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/proof/questions/prove.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/with_solver.hpp"

using namespace spanne;
using namespace spanne::engine;

namespace {

const std::string head =
    "ruleset \"Dates\" version 1.0.0\n  effective 2026-01-01 .. 2026-12-31\nattributes\n  id text key\n"
    "  signed date 2023-12-01 .. 2027-03-31\n  ends date 1890-01-01 .. 2110-12-31\n  n integer 0 .. 40\n"
    "  part decimal 0 .. 2\ncluster all: otherwise -> 0.1 FTE\n"
    "months: always -> +0.1 FTE per (max(0, months_between(signed, as_of)))\n";

Claim claim(const std::string& text, bool boxes) {
  const auto read = tests::read(head + "property \"P\": " + text + "\n");
  BOOST_REQUIRE(read.checked.model);
  ProofOptions options = boxes ? ProofOptions{} : spanne::test::with_solver();
  options.boxes = boxes;
  options.seconds = 5;
  const Proof proof = prove(*read.checked.model, options);
  for (const auto& finding : proof.findings) BOOST_TEST(finding.code != "E0599");
  return proof.properties.front().claim;
}

struct Case {
  const char* claim;
  bool holds;
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.claim; }

// Of the solver alone, whether or not boxes settle them.
const Case between_dates[] = {
    {"signed + 18 months >= signed + 17 months", true},
    {"signed + 1 month <= signed + 31 and signed + 1 month >= signed + 28", true},
    {"signed + 1 month <= signed + 30", false},
    {"signed + 1 month + 1 month = signed + 2 months", false},
    {"signed + 12 months = signed + 1 year and signed + 14 days = signed + 2 weeks", true},
    {"ends + 1 year <= ends + 366", true},
    {"ends + 4 years = ends + 1_461", false},  // 1900 and 2100 are no leap years
    {"when signed + 18 months <= as_of: months_between(signed, as_of) >= 18", true},
    {"when months_between(signed, as_of) >= 18: signed + 18 months <= as_of", true},
    {"when months_between(signed, as_of) > 18: signed + 18 months < as_of", true},
    {"months_between(signed, as_of) = -months_between(as_of, signed)", true},
    {"years_between(signed, as_of) * 12 <= months_between(signed, as_of)", false},  // -11 months are 0 years
    {"when signed <= as_of: years_between(signed, as_of) * 12 <= months_between(signed, as_of)", true},
    {"signed + (n) months >= signed", true},
    {"signed - (n) months <= signed - (n) weeks", true},
    {"signed + (n) months < signed + (n * 30) days", false},
};

// Boxes are exact where one date is compared with what is fixed.
const Case thresholds[] = {
    {"when signed + 18 months <= 2026-02-28: signed <= 2024-08-31", true},
    {"when signed + 18 months <= 2026-02-28: signed <= 2024-08-30", false},
    {"when signed > 2024-08-31: months_between(signed, 2026-02-28) < 18", true},
    {"when n >= 13: 2025-01-31 + (n) months >= 2026-02-28", true},
    {"when n >= 13: 2025-01-31 + (n) months > 2026-02-28", false},
    {"when part = 1: signed + (part) months > signed", true},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dates)

BOOST_DATA_TEST_CASE(steps_between_dates, boost::unit_test::data::make(between_dates), one) {
  BOOST_CHECK(claim(one.claim, false) == (one.holds ? Claim::proved : Claim::refuted));
}

BOOST_DATA_TEST_CASE(thresholds_by_boxes, boost::unit_test::data::make(thresholds), one) {
  BOOST_CHECK(claim(one.claim, true) == (one.holds ? Claim::proved : Claim::refuted));
}

BOOST_AUTO_TEST_CASE(completed_months_fall_as_the_first_date_rises) {
  BOOST_CHECK(claim("fte never rises as signed rises", true) == Claim::proved);
  BOOST_CHECK(claim("fte never falls as signed rises", true) == Claim::refuted);
}

BOOST_AUTO_TEST_CASE(what_may_not_be_whole_is_found) {
  const auto read = tests::read(head + "a: signed + (part) months > as_of -> +0.1 FTE\n");
  BOOST_REQUIRE(read.checked.model);
  std::size_t found = 0;
  for (const auto& finding : prove(*read.checked.model, spanne::test::with_solver()).findings)
    found += finding.code == "W0511" && finding.message.find("needs a whole number of months") != std::string::npos;
  BOOST_TEST(found == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
