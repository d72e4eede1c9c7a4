// Files of scenarios: read, and laid out.
#include <array>
#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

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

/// The line with the help that is pasted in place, the first where there are several.
std::string mended(const std::string& line, bool in_balance) {
  const std::string begin =
      std::string("scenarios \"O\" of \"g.spanne\"\n") + (in_balance ? "balance\n" : "scenario \"One\"\n");
  std::string text = begin + line + "\n";
  const ParsedScenarios broken = parsed(text);
  if (broken.diagnostics.size() != 1) return "messages: " + std::to_string(broken.diagnostics.size());
  const Diagnostic& finding = broken.diagnostics.front();
  if (finding.replacements.empty()) return "advice: " + finding.help;
  text.replace(finding.replaced.begin, finding.replaced.end - finding.replaced.begin, finding.replacements.front());
  const ParsedScenarios again = parsed(text);
  if (!again.diagnostics.empty()) return "again: " + again.diagnostics.front().message + ": " + text;
  return text.substr(begin.size(), text.size() - begin.size() - 1);
}

BOOST_AUTO_TEST_CASE(helps_keep_what_the_author_wrote) {
  for (const auto& [line, result] : std::initializer_list<std::pair<const char*, const char*>>{
           {"leave \"Anna Berg\" 2027-07-01", "leave \"Anna Berg\" from 2027-07-01"},
           {"leave \"Anna Berg\" ab 2027-07-01", "leave \"Anna Berg\" from 2027-07-01"},
           {"leave \"Anna Berg\"", "advice: write from and the day, such as from 2027-01-01"},
           {"hire \"X\" 1 FTE ab 2027-07-01", "hire \"X\" 1 FTE from 2027-07-01"},
           {"hire \"X\" 1 FTE 2027-07-01 ramp 30 % .. 100 % over 6 months",
            "hire \"X\" 1 FTE from 2027-07-01 ramp 30 % .. 100 % over 6 months"},
           {"hire \"X\" 1 FTE from 2027-07-01 ramp 30 % .. 100 % over six months",
            "hire \"X\" 1 FTE from 2027-07-01 ramp 30 % .. 100 % over 6 months"},
           {"capacity \"Anna\" 50 from 2027-07-01", "capacity \"Anna\" 50 % from 2027-07-01"},
           {"capacity \"Anna\" 0.5 from 2027-07-01", "capacity \"Anna\" 0.5 FTE from 2027-07-01"},
           {"assign \"Anna\" kunde = \"A\"", "assign \"Anna\" where kunde = \"A\""},
           {"assign \"Anna\" wenn kunde = \"A\"", "assign \"Anna\" where kunde = \"A\""},
           {"assign \"Anna\" from 2027-01-01 not decentral", "assign \"Anna\" from 2027-01-01 where not decentral"},
           {"assign \"A\", \"B\" where x",
            "advice: a line of its own for each person, with the rows that each is to have: assign \"…\" where …"},
           {"drop land = AT", "drop where land = AT"},
           {"drop", "advice: where, and a condition that says which rows: where … = …"},
           {"set standorte + 3 where dezentral", "set standorte = standorte + 3 where dezentral"},
           {"set standorte += 3", "set standorte = standorte + 3"},
           {"set standorte 3", "set standorte = 3"},
           {"set standorte auf 3", "set standorte = 3"},
           {"set standorte = +3 where dezentral", "set standorte = standorte + 3 where dezentral"},
       })
    BOOST_TEST(mended(line, false) == result);
  for (const auto& [line, result] : std::initializer_list<std::pair<const char*, const char*>>{
           {"keep reichweite = national", "keep where reichweite = national"},
           {"allow land = 1", "allow where land = 1"},
           {"allow if land = kam.land", "allow where land = kam.land"},
           {"limit zwei moves per betreuer", "limit 2 moves per betreuer"},
           {"limit 2 per betreuer", "limit 2 moves per betreuer"},
           {"limit 2 Wechsel per betreuer", "limit 2 moves per betreuer"},
           {"limit 2 moves betreuer", "limit 2 moves per betreuer"},
           {"limit 2 moves", "advice: write per and the attribute that the guideline calls owner: per …"},
       })
    BOOST_TEST(mended(line, true) == result);
}

/// A broken heading costs one message: the lines below it belong to it.
BOOST_AUTO_TEST_CASE(headings_are_mended_in_place) {
  const std::string header = "scenarios \"O\" of \"g.spanne\"\n";
  for (const auto& [heading, line, result] : {std::array{"scenario \"A\":", "drop where x", "scenario \"A\""},
                                              {"Szenario \"A\"", "drop where x", "scenario \"A\""},
                                              {"balance:", "keep where x", "balance"}}) {
    std::string text = header + heading + "\n" + line + "\n";
    const ParsedScenarios broken = parsed(text);
    BOOST_REQUIRE(broken.diagnostics.size() == 1U);
    const Diagnostic& finding = broken.diagnostics.front();
    BOOST_REQUIRE(!finding.replacements.empty());
    text.replace(finding.replaced.begin, finding.replaced.end - finding.replaced.begin, finding.replacements.front());
    BOOST_TEST(text == header + result + "\n" + line + "\n");
    BOOST_TEST(broken.file.scenarios.size() == (std::string(line).starts_with("drop") ? 1U : 0U));
  }
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
