// 02xx: names, attributes, the header and the whole, and what is allowed but deserves a second look.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation names[] = {
    {"E0201", "Nothing has this name",
     "Conditions and calculations name attributes, defines and what is built in. Case matters. Letters of other "
     "alphabets "
     "can look the same and are not.",
     "many: site > 10 -> +0.2 FTE", "many: sites > 10 -> +0.2 FTE"},
    {"E0202", "The choice has no such value", "A choice has exactly the values that its attribute declares.",
     "abroad: reach = globl -> +0.2 FTE", "abroad: reach = global -> +0.2 FTE"},
    {"E0203", "There is no such calculation",
     "There are `min`, `max`, `abs`, `floor`, `ceil`, `round` and `power`. Sums are written with +, a root as "
     "power(x, 0.5).",
     "many: MAX(sites, 3) > 10 -> +0.2 FTE", "many: max(sites, 3) > 10 -> +0.2 FTE"},
    {"E0204", "There is no such kind of effort", "The kinds of effort are declared in the header, behind `effort`.",
     "many: sites > 10 -> +0.2 FTE externl", "many: sites > 10 -> +0.2 FTE external"},
    {"E0205", "A remark shows something that is not there",
     "Between { and } a remark names an attribute or a define, whose value is shown instead.",
     R"(many: sites > 10 -> flag "{site} sites")", R"(many: sites > 10 -> flag "{sites} sites")"},
    {"E0206", "There is no such cluster", "Rules for a cluster, and tests, name one of the clusters of the same file.",
     R"(rules "Many" for al
  many: sites > 10 -> +0.2 FTE)",
     R"(rules "Many" for all
  many: sites > 10 -> +0.2 FTE)"},
    {"E0207", "There is no such attribute", "Tests, properties and `--set` name attributes of the guideline.",
     R"(property "More sites": fte never falls as site rises)",
     R"(property "More sites": fte never falls as sites rises)"},
    {"E0208", "There is no such result",
     "Results are called like the columns of the output: `fte`, `fte_low`, `fte_high`, the kinds of effort, "
     "`accounts_per_kam` and `kams_per_account`.",
     R"(property "More sites": effort never falls as sites rises)",
     R"(property "More sites": fte never falls as sites rises)"},
    {"E0209", "There is no such rule",
     "A test names a rule by its name, a rule without one by its line (`line 31`), and a row of a table as "
     "`contracts#3`.",
     R"(many: sites > 10 -> +0.2 FTE
test "Many sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 12
  expect rule mny)",
     R"(many: sites > 10 -> +0.2 FTE
test "Many sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 12
  expect rule many)"},
    {"E0210", "A value goes round in a circle",
     "A define may use others, whatever their order, but not, by way of others, itself: nobody could ever work it out.",
     "define work  = visits + 1\ndefine visits = work * 2", "define work   = visits + 1\ndefine visits = sites * 2"},
    {"E0211", "The name is taken by a result",
     "Attributes, defines, kinds of effort and the columns of the results share their names, so that each column has "
     "one "
     "meaning.",
     "define external = sites - 2", "define external_sites = sites - 2"},
    {"E0212", "A name is given twice", "Attributes, defines, kinds of effort and values of tables share their names.",
     "define sites = 3", "define most_sites = 3"},
    {"E0213", "Two clusters have one name", "Results and rules name clusters, so each has a name of its own.",
     "cluster a: sites > 10 -> 0.2 FTE\ncluster a: otherwise  -> 0.1 FTE",
     "cluster a: sites > 10 -> 0.2 FTE\ncluster b: otherwise  -> 0.1 FTE"},
    {"E0214", "Two rules have one name",
     "Results say which rules matched, so each rule and table has a name of its own.",
     "many: sites > 10 -> +0.2 FTE\nmany: sites > 20 -> +0.2 FTE",
     "many:      sites > 10 -> +0.2 FTE\nvery_many: sites > 20 -> +0.2 FTE"},
    {"E0215", "A unit is used as a name",
     "FTE and VZÄ are units. In the head of a table a unit has a + or - before it; without, the table would define a "
     "value "
     "called so.",
     "table work\n  | sites  || FTE |\n  | 1 .. 3 || 0.1 |",
     "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0216", "Too many calculations rest on one another",
     "A define may rest on another, and that one on the next, but not more than 2,000 steps in a row are computed, the "
     "brackets and sums on the way counted as well.",
     "", ""},
    {"E0217", "A condition looks at too many values",
     "What stands before \"in\" is computed anew for every value behind it, so lists inside what stands there "
     "multiply. "
     "A "
     "define is computed once.",
     "", ""},
};

constexpr CodeExplanation attribute_names[] = {
    {"E0220", "The currency is missing", "Amounts of money are in one currency, which the attribute says.",
     "attributes\n  account  text   key\n  budget   money", "attributes\n  account  text   key\n  budget   money EUR"},
    {"E0221", "A choice has a value twice", "Each value of a choice is there once.",
     "attributes\n  account  text  key\n  size     one of small, large, small",
     "attributes\n  account  text  key\n  size     one of small, large"},
    {"E0222", "There is no such type",
     "Types are `text`, `integer`, `decimal`, `percent`, `money` with a currency, `boolean` (yes or no), `date`, and "
     "`one of` with the values of a choice.",
     "attributes\n  account  text  key\n  sites    number", "attributes\n  account  text  key\n  sites    integer"},
    {"E0223", "This type has no range", "Only numbers, percentages, money and dates lie between two ends.",
     "attributes\n  account  text  key\n  country  text  1 .. 5",
     "attributes\n  account  text     key\n  sites    integer  1 .. 5"},
    {"E0224", "A declared range is turned round", "The smaller end of a range stands first.",
     "attributes\n  account  text     key\n  sites    integer  100 .. 1",
     "attributes\n  account  text     key\n  sites    integer  1 .. 100"},
    {"E0225", "Optional, and yet with a default", "With a default a value is never missing. Leave out one of the two.",
     "attributes\n  account  text     key\n  sites    integer  optional default 1",
     "attributes\n  account  text     key\n  sites    integer  default 1"},
    {"E0226", "A key that may be missing", "The key says which account a row is, so it has to be there.",
     "attributes\n  account  text  key optional", "attributes\n  account  text  key"},
    {"E0227", "The owner is no name", "The owner is the person who carries the work: a text or a choice.",
     "attributes\n  account  text     key\n  kam      integer  owner",
     "attributes\n  account  text     key\n  kam      text     owner"},
    {"E0228", "The default is outside the range", "What is taken where an account says nothing has to be allowed, too.",
     "attributes\n  account  text     key\n  sites    integer  1 .. 5  default 7",
     "attributes\n  account  text     key\n  sites    integer  1 .. 5  default 5"},
    {"E0229", "Two attributes read one column",
     "Each attribute is read from a column of its own; case does not matter.",
     R"(attributes
  account  text     key
  sites    integer  column "Standorte"
  plants   integer  column "standorte")",
     R"(attributes
  account  text     key
  sites    integer  column "Standorte"
  plants   integer  column "Werke")"},
    {"E0230", "There are two owners", "One attribute names the person who carries the work.",
     "attributes\n  account  text  key\n  kam      text  owner\n  deputy   text  owner",
     "attributes\n  account  text  key\n  kam      text  owner\n  deputy   text"},
    {"E0231", "A define changes its type",
     "A define with several periods has one type in all of them, or conditions could not be checked.",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4          from 2026-07-01",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4 h/month  from 2026-07-01"},
    {"E0233", "One text stands for two values",
     "What files write for a value stands behind `as`, and is no other value's name or text.",
     "attributes\n  account  text  key\n  role     one of lead as \"KAM\", national as \"KAM\"",
     "attributes\n  account  text  key\n  role     one of lead as \"KAM\", national as \"NAKM\""},
    {"E0234", "A head is given twice", "Case does not matter in heads, so each of them is there once.",
     "attributes\n  account  text     key\n  plants   integer  column \"Werke\" or \"werke\"",
     "attributes\n  account  text     key\n  plants   integer  column \"Werke\" or \"Standorte\""},
    {"E0235", "A head is empty", "Columns are found by their heads; one without a head belongs to no attribute.",
     "attributes\n  account  text     key\n  plants   integer  column \"\"",
     "attributes\n  account  text     key\n  plants   integer  column \"Werke\""},
    {"E0236", "What is counted from the file is not understood",
     "`count`, `sum of …`, `least …`, `greatest …` or `distinct …`, then per and what the rows of a group have in "
     "common, then perhaps where and a condition.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  turnover money EUR = sum revenue per customer",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  turnover money EUR = sum of revenue per customer"},
    {"E0237", "A figure has another type than what it is counted from",
     "A count is a whole number; a sum, a least and a greatest value are of the type of what they are taken from.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     text = count per customer",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer = count per customer"},
    {"E0238", "Something is counted that is not in the file",
     "What is counted from the file rests on its own columns: on no other figure, no value of a table, no cluster.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer = count per customer\n  twice    integer = sum of team per customer",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer = count per customer\n  twice    integer = sum of sites per customer"},
    {"E0239", "A figure could have more than six decimals",
     "Attributes have six decimals. A quotient can have more, so say how it is rounded before it is added up.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  each     money EUR = sum of revenue / sites per customer",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  each     money EUR = sum of round(revenue / sites, 2) per customer"},
    {"E0280", "A figure may be missing but is not optional",
     "A row that is in no group has no figure, nor is there a least value where no row counts.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer = count per kam",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer optional = count per kam"},
    {"E0281", "A figure of a group is set", "`--set` sets what figures are counted from; they follow by themselves.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n"},
    {"E0282", "A figure of a group has a part that only columns have",
     "What is counted is no key, nobody's name, and has no default.",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer default 1 = count per customer",
     "attributes\n  account  text     key\n  customer text\n  kam      text     optional\n  revenue  money EUR 0 ..\n  "
     "sites    integer  1 ..\n  team     integer = count per customer"},
};

constexpr CodeExplanation whole[] = {
    {"E0240", "Clusters stand below `otherwise`",
     "Clusters are read from top to bottom, and `otherwise` takes all that is left. What stands below it is never "
     "reached.",
     "cluster small: otherwise   -> 0.1 FTE\ncluster big:   sites > 100 -> 0.3 FTE",
     "cluster big:   sites > 100 -> 0.3 FTE\ncluster small: otherwise   -> 0.1 FTE"},
    {"E0241", "There is no cluster", "Every account belongs to a cluster, which says what effort it begins with.",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0242", "There are no attributes", "Attributes say what is known of an account; at least the key is needed.",
     R"(ruleset "Key accounts" version 1.0.0
cluster all: otherwise -> 0.1 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0243", "Two clusters say `otherwise`",
     "The first of them takes all that is left; for the second nothing remains.",
     "cluster small: otherwise -> 0.1 FTE\ncluster rest:  otherwise -> 0.05 FTE",
     "cluster small: sites < 3 -> 0.1 FTE\ncluster rest:  otherwise -> 0.05 FTE"},
    {"E0244", "Two profiles have one name", "Columns of the table are told apart by the profiles' names.",
     "profile small: sites <= 10\nprofile small: sites <= 20",
     "profile small:  sites <= 10\nprofile medium: sites in 11 .. 20"},
    {"E0245", "Columns that cannot be made",
     "`matrix --by` cuts the values of attributes into columns. Numbers, money and dates need the parts, `sites: 1 .. "
     "2 "
     "| 3 .. 10 | 11 ..`, and every combination of parts is a column, at most 40 in all.",
     "", ""},
    {"E0250", "Working time in another unit",
     "Working time is given in h/year, h/week and h/day; from these months and quarters follow.",
     R"(ruleset "Key accounts" version 1.0.0
  working time 133 h/month)",
     R"(ruleset "Key accounts" version 1.0.0
  working time 1_600 h/year)"},
    {"E0251", "Working time of 0", "Efforts in hours are divided by the working time, so it is above 0.",
     R"(ruleset "Key accounts" version 1.0.0
  working time 0 h/year)",
     R"(ruleset "Key accounts" version 1.0.0
  working time 1_600 h/year)"},
    {"E0252", "Working time is given twice", "Hours per year, per week and per day are given once each.",
     R"(ruleset "Key accounts" version 1.0.0
  working time 40 h/week, 38 h/week)",
     R"(ruleset "Key accounts" version 1.0.0
  working time 40 h/week)"},
    {"E0253", "A capacity of 0", "A KAM who can carry nothing would need endlessly many others.",
     R"(ruleset "Key accounts" version 1.0.0
  capacity 0 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
  capacity 1 FTE)"},
    {"E0254", "Utilisation is not in percent", "The band in which a person counts as well loaded is given in percent.",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 0.8 .. 1.0)",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 80 % .. 100 %)"},
    {"E0255", "Utilisation begins at 0 %",
     "Below the lower end nobody could be well loaded with any number of accounts.",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 0 % .. 100 %)",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 80 % .. 100 %)"},
    {"E0259", "A part was left out while the rules were checked",
     "This is a fault of the program, never of the rules. It is noticed before anything is computed, so no result is "
     "wrong. Please report it with the rule file.",
     "", ""},
};

constexpr CodeExplanation second_looks[] = {
    {"W0260", "Weeks and years do not agree",
     "A week of 40 hours and a year of 1,600 hours do not fit: 52 weeks would be 2,080. That is right if the year "
     "leaves "
     "out holidays and illness, and h/week means a share of a working week. If not, write all efforts in one of them, "
     "or "
     "state a working time that agrees.",
     "visits: always -> +2 h/week\ncalls:  always -> +2 h/month",
     "visits: always -> +2 h/week\ncalls:  always -> +1 h/week"},
    {"W0261", "A point that may have been meant for thousands",
     "In German 5.000 is five thousand; here it is five. The message shows both ways to write it so that nobody "
     "doubts.",
     "large: revenue > 50.000 EUR -> +0.1 FTE", "large: revenue > 50_000 EUR -> +0.1 FTE"},
    {"N0262", "A percentage below one",
     "0.15 as a share is 15 %; 0.15 % is about a seven-hundredth. If the small one is meant, nothing is to be done.",
     "fast: growth is known and growth > 0.15 % -> +0.1 FTE", "fast: growth is known and growth > 15 % -> +0.1 FTE"},
    {"N0283", "A claim holds a figure as it is",
     "`fte never falls as sites rises` compares two accounts that differ in sites only. A figure that is counted from "
     "sites is the same for both, although in a file it would change along. Such a claim is no claim about that.",
     "attributes\n  account  text     key\n  customer text\n  sites    integer  1 ..\n  team     integer = count per "
     "customer where sites > 2\n"
     "claim: team > 3 -> +0.1 FTE\nproperty \"More sites\": fte never falls as sites rises",
     "attributes\n  account  text     key\n  customer text\n  sites    integer  1 ..\n  team     integer = count per "
     "customer where sites > 2\n"
     "claim: team > 3 -> +0.1 FTE\nproperty \"More sites\": fte >= 0.1 FTE"},
    {"W0263", "A star that stands for itself",
     "Texts are compared letter by letter. `starts with`, `contains` and `ends with` ask for a part of a text.",
     R"(north: country = "N*" -> +0.1 FTE)", R"(north: country starts with "N" -> +0.1 FTE)"},
    {"W0264", "A part that counts twice",
     "`at least 2 of (…)` counts parts, and one that is written twice holds or fails twice.",
     "much: at least 2 of (decentral, sites > 10, decentral) -> +0.1 FTE",
     "much: at least 2 of (decentral, sites > 10) -> +0.1 FTE"},
    {"W0265", "No more than all of the parts",
     "At most as many of its parts hold as the bracket has, so the condition holds for every account.",
     "some: at most 2 of (decentral, sites > 10) -> +0.1 FTE",
     "some: at most 1 of (decentral, sites > 10) -> +0.1 FTE"},
    {"W0270", "A word of two alphabets",
     "Cyrillic and Greek have letters that look like Latin ones. A name with one of them cannot be typed again by "
     "anybody "
     "who sees it.",
     "define s\u0456ze = sites * 2", "define size = sites * 2"},
    {"W0271", "Two names look alike",
     "1 and l, 0 and O, or an accent stored in another way make two names that nobody can tell apart on paper.",
     "define level1 = sites\ndefine levell = sites * 2", "define level_one = sites\ndefine level_two = sites * 2"},
    {"W0272", "Hidden signs turn the reading order round",
     "Signs for scripts written from right to left cannot be seen, and make a line read otherwise than it is "
     "evaluated.",
     "many: sites > 10 -> +0.2 FTE  # \u202Enever\u202C", "many: sites > 10 -> +0.2 FTE  # never"},
    {"W0273", "A character that cannot be seen",
     "Characters without width or ink come in with text that is copied. Two texts that differ in one of them look the "
     "same, and only one of them equals what stands in the accounts.",
     "north: country = \"D\u200BE\" -> +0.1 FTE", R"(north: country = "DE" -> +0.1 FTE)"},
};

}  // namespace

std::span<const CodeExplanation> name_codes() {
  static const std::vector<CodeExplanation> all = [] {
    std::vector<CodeExplanation> result(std::begin(names), std::end(names));
    result.insert(result.end(), std::begin(attribute_names), std::end(attribute_names));
    result.insert(result.end(), std::begin(whole), std::end(whole));
    result.insert(result.end(), std::begin(second_looks), std::end(second_looks));
    return result;
  }();
  return all;
}

}  // namespace spanne::report
