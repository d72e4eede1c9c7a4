// 06xx: files of scenarios.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation scenario_explanations[] = {
    {"E0600", "A file of scenarios where a rule file belongs",
     "Scenarios are tried on a guideline and accounts, which are named first: spanne plan guideline.spanne "
     "accounts.csv "
     "options.scenarios.spanne --kams kams.csv.",
     "", "", "plan"},
    {"E0601", "The heading of the scenarios is missing",
     "A file of scenarios begins with a title and the file of the guideline that it is of, so that names and units can "
     "be "
     "checked.",
     R"(scenario "More sites"
  set sites = sites + 3)",
     R"(scenarios "Options" of "guideline.spanne"
scenario "More sites"
  set sites = sites + 3)",
     "plan", true},
    {"E0602", "A second heading", "A file of scenarios is of one guideline and has one heading.",
     R"(scenarios "Options" of "guideline.spanne"
scenarios "More options" of "guideline.spanne"
scenario "More sites"
  set sites = sites + 3)",
     R"(scenarios "Options" of "guideline.spanne"
scenario "More sites"
  set sites = sites + 3)",
     "plan", true},
    {"E0603", "A line that belongs to no scenario",
     "Lines stand below the name of the scenario that they belong to: scenario \"What is tried\".",
     "set sites = sites + 3",
     R"(scenario "More sites"
  set sites = sites + 3)",
     "plan"},
    {"E0604", "A line that begins with no word of scenarios",
     "A line of a scenario begins with set, assign, hire, leave, capacity, rules, include, add or drop.",
     R"(scenario "More sites"
  asign "Ben Maier" where sites > 3)",
     R"(scenario "More sites"
  assign "Ben Maier" where sites > 3)",
     "plan"},
    {"E0605", "A line does not say which rows it concerns",
     "Nobody is meant to get every row, and not every row to be dropped; so assign and drop have a condition behind "
     "where. If all rows are meant, where sites >= 1, or another condition that always holds, says so.",
     R"(scenario "Without small ones"
  drop)",
     R"(scenario "Without small ones"
  drop where sites = 1)",
     "plan"},
    {"E0606", "A day is missing",
     "Who is hired, leaves or works less does so from a day on, and figures are those of a day.",
     R"(scenario "Ben leaves"
  leave "Ben Maier")",
     R"(scenario "Ben leaves"
  leave "Ben Maier" from 2027-04-01)",
     "plan"},
    {"E0607", "How much somebody works is not given in FTE",
     "Capacity is in FTE, as in the file of people: 1 FTE for somebody who works full time, 0.5 FTE or 50 % for half.",
     R"(scenario "Ben works less"
  capacity "Ben Maier" 0.5 from 2027-04-01)",
     R"(scenario "Ben works less"
  capacity "Ben Maier" 0.5 FTE from 2027-04-01)",
     "plan"},
    {"E0608", "A ramp that is none",
     "A ramp goes from one percentage of the capacity to another over a whole number of days, weeks, months or years: "
     "the "
     "first on the day of the hire, the last when that time has passed.",
     R"(scenario "One hire"
  hire "New KAM" 1 FTE from 2027-01-01 ramp 0.3 .. 1 over 6 months)",
     R"(scenario "One hire"
  hire "New KAM" 1 FTE from 2027-01-01 ramp 30 % .. 100 % over 6 months)",
     "plan"},
    {"E0609", "A name is empty", "People and scenarios are found by their names, and files by their paths.",
     R"(scenario "Ben leaves"
  leave "" from 2027-04-01)",
     R"(scenario "Ben leaves"
  leave "Ben Maier" from 2027-04-01)",
     "plan"},
    {"E0610", "A file that a scenario names cannot be read",
     "Paths are relative to the file of scenarios. A guideline among them has no mistakes: spanne check shows those it "
     "has.",
     R"(scenario "The other rules"
  rules "no-such-guideline.spanne")",
     R"(scenario "The other rules"
  rules "guideline.spanne")",
     "plan"},
    {"E0611", "Two scenarios of one name",
     "Scenarios are included and shown by their names, so each has one of its own.",
     R"(scenario "More sites"
  set sites = sites + 3
scenario "More sites"
  set sites = sites + 5)",
     R"(scenario "More sites"
  set sites = sites + 3
scenario "Many more sites"
  set sites = sites + 5)",
     "plan"},
    {"E0612", "An included scenario is not in the file", "What is included stands in the same file, by the same name.",
     R"(scenario "More sites"
  set sites = sites + 3
scenario "All of it"
  include "More site")",
     R"(scenario "More sites"
  set sites = sites + 3
scenario "All of it"
  include "More sites")",
     "plan"},
    {"E0613", "Scenarios that include one another",
     "A scenario that includes itself, by whatever way, would have no end.",
     R"(scenario "One"
  include "Two"
scenario "Two"
  include "One")",
     R"(scenario "One"
  set sites = sites + 1
scenario "Two"
  include "One")",
     "plan"},
    {"E0614", "Somebody is hired twice", "Two people have two names, else nobody could say whose row is whose.",
     R"(scenario "Two hires"
  hire "New KAM" 1 FTE from 2027-01-01
  hire "New KAM" 1 FTE from 2027-04-01)",
     R"(scenario "Two hires"
  hire "New KAM"       1 FTE from 2027-01-01
  hire "Second new KAM" 1 FTE from 2027-04-01)",
     "plan"},
    {"E0615", "Two guidelines in one scenario", "Rows are evaluated by one guideline: two of them are two scenarios.",
     R"(scenario "Other rules"
  rules "guideline.spanne"
  rules "./guideline.spanne")",
     R"(scenario "Other rules"
  rules "guideline.spanne")",
     "plan"},
    {"E0616", "Two capacities from one day", "From one day on somebody has one capacity.",
     R"(scenario "Ben works less"
  capacity "Ben Maier" 0.5 FTE from 2027-04-01
  capacity "Ben Maier" 0.6 FTE from 2027-04-01)",
     R"(scenario "Ben works less"
  capacity "Ben Maier" 0.5 FTE from 2027-04-01)",
     "plan"},
    {"E0617", "The guideline knows no people",
     "Who looks after an account is the attribute that the guideline calls owner. Without one nobody can be assigned, "
     "hired "
     "or leave.",
     "", "", "plan"},
    {"E0618", "Somebody nobody knows",
     "Everybody whom a scenario names stands in the file of people, on whatever day, or is hired in the scenario or "
     "one that "
     "it includes. So no load depends on a name that is spelt in two ways.",
     R"(scenario "Ben leaves"
  leave "Ben Meier" from 2027-04-01)",
     R"(scenario "Ben leaves"
  leave "Ben Maier" from 2027-04-01)",
     "plan"},
    {"E0619", "Somebody is hired who is there already",
     "Who stands in the file of people is not hired again: capacity says what they have from a day on.",
     R"(scenario "One hire"
  hire "Ben Maier" 1 FTE from 2027-01-01)",
     R"(scenario "One hire"
  hire "New KAM" 1 FTE from 2027-01-01)",
     "plan"},
    {"E0620", "Two values for one attribute of one row",
     "The order of lines never changes a result, so none of two lines can win: their conditions have to exclude one "
     "another. Every condition sees the row as the file gives it, before any line.",
     R"(scenario "More sites"
  set sites = 5 where sites < 10
  set sites = 9 where decentral = no)",
     R"(scenario "More sites"
  set sites = 5 where sites < 10 and decentral
  set sites = 9 where decentral = no)",
     "plan"},
    {"W0621", "A scenario without lines", "It is what is today, under another name.", R"(scenario "Nothing")",
     R"(scenario "Something"
  set sites = sites + 1)",
     "plan"},
    {"E0622", "Two rows with one key",
     "By a line that sets a part of the key, or by added accounts, two rows would have the same key, and nobody could "
     "tell "
     "them apart.",
     R"(scenario "One name"
  set account = "A")",
     R"(scenario "One name"
  set account = "A" where account = "B" and sites > 100)",
     "plan"},
    {"E0623", "A value that another guideline reads otherwise",
     "The guideline that a scenario names by rules reads the same file. Where it reads a bare number in thousands, "
     "say, "
     "and today's guideline in units, the cell that a line sets would be one value before and another after.",
     R"(scenario "As proposed"
  rules "proposed.spanne"
  set   sites = 5 where decentral)",
     R"(scenario "As proposed"
  rules "proposed.spanne")",
     "plan"},
};

}  // namespace

std::span<const CodeExplanation> scenario_codes() { return scenario_explanations; }

}  // namespace spanne::report
