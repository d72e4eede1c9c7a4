// What all planning commands share, as it is typed.
#include <boost/test/unit_test.hpp>

#include "cli/planning_input.hpp"
#include "tests/support/program.hpp"

namespace {

using namespace spanne;

BOOST_AUTO_TEST_CASE(the_sample_is_read_with_its_people) {
  const std::string folder = (test::root / "rules/key-account-guideline").string();
  std::ostringstream out, err;
  cli::SafeStream to_out(out), to_err(err);
  cli::PlanningArguments arguments;
  arguments.rules = folder + "/guideline.spanne";
  arguments.accounts = folder + "/accounts.csv";
  arguments.kams = folder + "/kams.csv";
  arguments.as_of = "2026-11-01";
  const auto input = cli::read_planning_input(arguments, {to_out, to_err, {}});
  BOOST_TEST(input.rows.rows.size() == input.summary.rows);
  BOOST_TEST(input.rows.rows.size() > 30U);
  BOOST_TEST(input.kams.front().name == "Team Meridian");
  arguments.accounts.clear();
  BOOST_CHECK_THROW(cli::read_planning_input(arguments, {to_out, to_err, {}}), cli::Stop);
}

}  // namespace
