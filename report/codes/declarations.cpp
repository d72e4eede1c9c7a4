// 015x to 018x: the header, attributes, clusters, rules, tests, properties and tables as they are written.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation declaration_explanations[] = {
    {"E0150", "Something is said twice", "Each line of the header, and each part of an attribute, stands once.",
     R"(ruleset "Key accounts" version 1.0.0
  owner "KAM office"
  owner "Sales")",
     R"(ruleset "Key accounts" version 1.0.0
  owner "KAM office")"},
    {"E0151", "The effective period has one day only",
     "The period goes from one day to another. Either end may be left open: `2026-01-01 ..`.",
     R"(ruleset "Key accounts" version 1.0.0
  effective 2026-01-01)",
     R"(ruleset "Key accounts" version 1.0.0
  effective 2026-01-01 ..)"},
    {"E0152", "Utilisation is one number only",
     "Utilisation is the band in which a person counts as well loaded, from its lower to its upper end.",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 80 %)",
     R"(ruleset "Key accounts" version 1.0.0
  utilisation 80 % .. 100 %)"},
    {"E0153", "The values of a choice are parted in another way",
     "The values of a choice are parted by commas, or all of them by < where they have an order; no brackets around "
     "them.",
     "attributes\n  account  text  key\n  size     one of small / large",
     "attributes\n  account  text  key\n  size     one of small, large"},
    {"E0154", "A range without dots", "The range of an attribute has two dots, and may be open: `1 ..` is one or more.",
     "attributes\n  account  text     key\n  sites    integer  5_000",
     "attributes\n  account  text     key\n  sites    integer  .. 5_000"},
    {"E0155", "A part of an attribute that nobody knows",
     "Behind the type of an attribute stand, in any order, a range, `key`, `owner`, `optional`, `default` with a "
     "value, "
     "`column` with the head of the column (or several, with `or` between them), and a description in quotation marks.",
     "attributes\n  account  text     key\n  growth   percent  optinal",
     "attributes\n  account  text     key\n  growth   percent  optional"},
    {"E0156", "An = is missing", "`define`, `given` and `expect` say what is equal to what.", R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites 2
  expect fte = 0.1 FTE)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte = 0.1 FTE)"},
    {"E0157", "The version is missing",
     "Every result names the version it was made with, so the first line says it behind the title.",
     R"(ruleset "Key accounts")", R"(ruleset "Key accounts" version 1.0.0)"},
    {"E0158", "A line of the header that nobody knows",
     "Below the title may stand `effective`, `owner`, `supersedes`, `capacity`, `utilisation`, `working time`, "
     "`effort`, `locale` and `capacity_column`.",
     R"(ruleset "Key accounts" version 1.0.0
  capcity 1 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
  capacity 1 FTE)"},
    {"E0159", "A colon is missing", "A colon parts a name or title from what follows.",
     "cluster all otherwise -> 0.1 FTE", "cluster all: otherwise -> 0.1 FTE"},
    {"E0160", "The condition is missing",
     "A rule for every account has the condition `always`; a cluster for all that is left, `otherwise`.",
     "base: -> +0.1 FTE", "base: always -> +0.1 FTE"},
    {"E0161", "The arrow is missing",
     "An arrow stands between the condition and what a rule does, so that it is plain where the condition ends.",
     "many: sites > 10 +0.2 FTE", "many: sites > 10 -> +0.2 FTE"},
    {"E0162", "A claim that is not complete", "A property says what never happens: `fte never falls as sites rises`.",
     R"(property "More sites": fte never falls when sites rises)",
     R"(property "More sites": fte never falls as sites rises)"},
    {"E0163", "The first word of a statement is not known",
     "Statements begin with `attributes`, `define`, `cluster`, `profile`, `rules`, `table`, `test` or `property`; a "
     "rule "
     "begins with its name or its condition.",
     R"(Regeln "Komplexität"
  many: sites > 10 -> +0.2 FTE)",
     R"(rules "Komplexität"
  many: sites > 10 -> +0.2 FTE)"},
    {"E0164", "The line `attributes` is missing", "Attributes stand together below a line that says `attributes`.",
     R"(ruleset "Key accounts" version 1.0.0
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
attributes
  account  text  key
cluster all: otherwise -> 0.1 FTE)",
     "check", true},
    {"E0165", "A sign between an attribute and its type",
     "An attribute is its name, its type, and what else is to be said of it, with nothing but blanks between them.",
     "attributes\n  account: text key", "attributes\n  account  text key"},
    {"E0166", "`given` or `expect` without a test", "Both belong to a test, which begins with its title.",
     "  given sites = 2", R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte = 0.1 FTE)"},
    {"E0167", "A spreadsheet's formula",
     "Formulas know cells; a guideline knows attributes, and says in words what a formula says in signs.",
     "define work = IF(sites > 10; 2; 1)", "define work = if sites > 10 then 2 else 1"},
    {"E0168", "What a column counts is not understood",
     "Where a file writes numbers in thousands or millions, the attribute says so directly behind its type: `in k`, "
     "`in M` or `in bn`, for integer, decimal and money. The range stays in units.",
     "attributes\n  account  text                key\n  budget   money EUR in Mio.  0 ..",
     "attributes\n  account  text            key\n  budget   money EUR in M  0 .."},
    {"E0169", "There is no such locale",
     "The header line `locale` says how the files of this rule set write numbers and days: `de` (1.234,5), `ch` "
     "(1'234.5), `en` (1,234.5), `en-GB` and `en-US`, which also say whether the day or the month comes first.",
     R"(ruleset "Key accounts" version 1.0.0
  locale german)",
     R"(ruleset "Key accounts" version 1.0.0
  locale de)"},
    {"E0170", "A row has a second ||", "One || parts what is asked from what is done. All other cells are parted by |.",
     "table work\n  | sites || + FTE || because |\n  | 1 .. 3 || 0.1 || \"x\" |",
     "table work\n  | sites  || + FTE | because |\n  | 1 .. 3 || 0.1   | \"x\"     |"},
    {"E0171", "A row has no ||",
     "The || parts what is asked (left of it) from what is done (right of it), in the head and in every row.",
     "table work\n  | sites  | + FTE |\n  | 1 .. 3 | 0.1   |",
     "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0172", "A head is missing",
     "Left of the || each head is an attribute, a define or a calculation in brackets; right of it what is done.",
     "table work\n  | sites > 3 || + FTE |\n  | yes       || 0.1   |",
     "table work\n  | (sites > 3) || + FTE |\n  | yes         || 0.1   |"},
    {"E0173", "A head has no unit", "The head says the unit, so that the cells can be bare numbers.",
     "table work\n  | sites  || +   |\n  | 1 .. 3 || 0.1 |",
     "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0174", "A row has too few or too many cells",
     "Every row has a cell for every head. Where a head has nothing to say, the cell is empty or holds a -.",
     "table work\n  | sites  | decentral || + FTE |\n  | 1 .. 3 || 0.1   |",
     "table work\n  | sites  | decentral || + FTE |\n  | 1 .. 3 | -         || 0.1   |"},
    {"E0175", "A row without a table", "Rows stand below the line that begins their table.",
     "  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |", "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0176", "A row without its bars", "A row begins and ends with |.", "table work\n  sites || + FTE",
     "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0177", "A cell that is not understood",
     "A cell left of the || holds values (`3`, `a, b`), a range (`1 .. 3`), a comparison (`>= 10`), `known`, "
     "`missing`, "
     "or - for anything. Right of it stand bare numbers and ranges, without sign.",
     "table work\n  | sites || + FTE |\n  | 10+   || 0.1   |",
     "table work\n  | sites || + FTE |\n  | >= 10 || 0.1   |"},
    {"E0178", "A table pasted from a spreadsheet",
     "Cells out of a spreadsheet are parted by tabs. A table has | between its cells, and || between what is asked and "
     "what is done.",
     "table work\n  sites\tFTE\n  1 .. 3\t0,1", "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0180", "Nothing is set", "`--set` takes an attribute, =, and its new value.", "", "sites = sites + 5",
     "eval --set"},
    {"E0190", "A calculation without brackets",
     "An amount is a number with its unit. Where it is calculated, the calculation stands in brackets and the unit "
     "behind them, so that it is plain what the unit belongs to; what an effort is counted by stands behind `per`.",
     "a: decentral -> +sites * 0.1 FTE", "a: decentral -> +(sites * 0.1) FTE"},
    {"E0191", "A line begins with an operator",
     "A statement ends with its line, unless the line ends in an operator, in a comma or inside brackets.",
     "define places = sites\n  + 2", "define places = sites + 2"},
    {"E0192", "The head of a column in place of a name",
     "Rules use the names of attributes. The heads of columns and the labels are for files and for people.",
     "attributes\n  account  text     key\n  visits   integer  0 ..  column \"Visits a year\"\n\n"
     "a: Visits a year > 12 -> +0.1 FTE",
     "attributes\n  account  text     key\n  visits   integer  0 ..  column \"Visits a year\"\n\n"
     "a: visits > 12 -> +0.1 FTE"},
    {"E0193", "A condition behind what it decides",
     "Conditions stand in front: in a rule before its arrow, in a value as `if … then … else …`.",
     "a: sites > 10 -> +0.1 FTE if decentral", "a: sites > 10 and decentral -> +0.1 FTE"},
    {"E0194", "A profile that says more than its condition",
     "A profile is a name for accounts of a kind: a column of the table that `spanne matrix` shows. It changes no "
     "effort, "
     "so it ends with its condition, and accounts in no profile need none of their own.",
     "profile small \"Few sites\": sites <= 10 -> 0.1 FTE", "profile small \"Few sites\": sites <= 10"},
};

}  // namespace

std::span<const CodeExplanation> declaration_codes() { return declaration_explanations; }

}  // namespace spanne::report
