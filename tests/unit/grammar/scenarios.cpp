// Files of scenarios: read, and laid out.
#include <boost/test/unit_test.hpp>

#include "grammar/layout/format.hpp"
#include "grammar/scenarios/parse_scenarios.hpp"

namespace {

using namespace spanne::grammar;

ParsedScenarios parsed(const std::string& text) { return parse_scenarios(Source("options.spanne", text)); }

std::string laid_out(const std::string& text) {
  const Source source("options.spanne", text);
  const ParsedScenarios scenarios = parse_scenarios(source);
  BOOST_REQUIRE(scenarios.diagnostics.empty());
  return format(source, scenarios.file);
}

BOOST_AUTO_TEST_SUITE(scenarios)

BOOST_AUTO_TEST_CASE(each_line_is_what_it_says) {
  const ParsedScenarios all = parsed(
      "scenarios \"Options\" of \"guideline.spanne\"\n"
      "scenario \"One\"\n"
      "  set sites = 3 where sites > 3\n    from 2027-01-01\n"
      "  assign \"Ben\" from 2027-02-01 where (decentral or sites = 3)\n"
      "  hire \"New\" 0.9 FTE from 2027-01-01\n    ramp 30 .. 100 % over 6 months\n"
      "  leave \"Ben\" from 2027-04-01\n  capacity \"Zoë\" 60 % from 2027-04-01\n"
      "scenario \"Two\"\n  rules \"other.spanne\"\n  include \"One\",\n    \"Three\"\n  add \"more.csv\"\n"
      "  drop\n  where sites = 1\n");
  BOOST_TEST(all.diagnostics.empty());
  BOOST_REQUIRE(all.file.scenarios.size() == 2U);
  const auto& one = all.file.scenarios[0].lines;
  BOOST_REQUIRE(one.size() == 5U);
  BOOST_TEST(std::get<SetSyntax>(one[0].node).from->year == 2027);
  BOOST_TEST((std::get<SetSyntax>(one[0].node).where != nullptr));
  BOOST_TEST(std::get<AssignSyntax>(one[1].node).from->month == 2);
  const auto& hire = std::get<HireSyntax>(one[2].node);
  BOOST_TEST(hire.capacity.digits == 900'000);
  BOOST_TEST(hire.ramp->over.digits == 6'000'000);
  BOOST_TEST(std::get<LeaveSyntax>(one[3].node).person.value == "Ben");
  BOOST_TEST(std::get<CapacitySyntax>(one[4].node).capacity.unit->text == "%");
  const auto& two = all.file.scenarios[1].lines;
  BOOST_REQUIRE(two.size() == 4U);
  BOOST_TEST(std::get<IncludeSyntax>(two[1].node).scenarios.size() == 2U);
  BOOST_TEST(std::get<AddSyntax>(two[2].node).path.value == "more.csv");
}

BOOST_AUTO_TEST_CASE(a_broken_line_costs_one_message_and_no_other_line) {
  const ParsedScenarios all = parsed(
      "scenarios \"Options\" of \"guideline.spanne\"\nscenario \"One\"\n  assign \"Ben\"\n  set sites = (3\n"
      "  set sites = 4\nscenario \"Two\"\n  set sites = 5\n");
  BOOST_TEST(all.diagnostics.size() == 2U);
  BOOST_REQUIRE(all.file.scenarios.size() == 2U);
  BOOST_TEST(all.file.scenarios[0].lines.size() == 1U);
  BOOST_TEST(all.file.scenarios[1].lines.size() == 1U);
  BOOST_TEST(all.file.scenarios[0].incomplete);
}

BOOST_AUTO_TEST_CASE(they_are_told_from_rule_files_by_their_first_word) {
  BOOST_TEST(is_scenario_file("# options\n\n  scenarios \"Options\" of \"guideline.spanne\"\n"));
  BOOST_TEST(is_scenario_file("\xEF\xBB\xBFscenario \"One\"\n"));
  BOOST_TEST(!is_scenario_file("ruleset \"scenarios\" version 1.0.0\n"));
  BOOST_TEST(!is_scenario_file("scenarios_of_ours: sites > 3 -> +0.1 FTE\n"));
  BOOST_TEST(!is_scenario_file(""));
}

BOOST_AUTO_TEST_CASE(their_layout_puts_words_conditions_and_days_below_one_another) {
  const std::string wanted =
      "# ours\n"
      "scenarios \"Options\" of \"guideline.spanne\"\n"
      "\n"
      "scenario \"One\"\n"
      "  set      sites = sites + -3  where decentral  # why not\n"
      "  assign   \"New\"               where kam = \"Anna\" and max(sites, 3) > 4  from 2027-02-01\n"
      "  hire     \"New\" 1 FTE  from 2027-01-01 ramp 30 % .. 100 % over 6 months\n"
      "\n"
      "scenario \"Two\"\n"
      "  include  \"One\"\n"
      "  drop     where sites = 1\n";
  const std::string laid = laid_out(
      "# ours\nscenarios   \"Options\" of \"guideline.spanne\"\nscenario \"One\"\n"
      "set sites = sites + - 3 where decentral # why not\n"
      "  assign \"New\" where kam=\"Anna\" and max (sites,3) > 4 from 2027-02-01\n"
      "hire \"New\" 1 FTE from 2027-01-01 ramp 30% .. 100% over 6 months\nscenario \"Two\"\ninclude \"One\"\ndrop "
      "where "
      "sites = 1");
  BOOST_TEST(laid == wanted);
  BOOST_TEST(laid_out(laid) == laid);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
