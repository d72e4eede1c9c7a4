// 03xx: types and units.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation units[] = {
    {"E0310", "A number is too large", "With its magnitude the number is beyond nine million million.",
     "large: revenue > 99_000 bn EUR -> +0.1 FTE", "large: revenue > 99 bn EUR -> +0.1 FTE"},
    {"E0311", "There is no such unit",
     "Efforts are in FTE (VZÄ) or in hours or days per week, month, quarter or year; money in a currency of three "
     "letters; bare numbers have no unit.",
     "many: sites > 10 -> +2 h", "many: sites > 10 -> +2 h/week"},
    {"E0313", "The unit is missing before the kind", "First the unit of the effort, then what kind it is of.",
     "many: sites > 10 -> +0.2 external", "many: sites > 10 -> +0.2 FTE external"},
    {"E0314", "A range between things that are no numbers", "The ends of a range of effort are two numbers.",
     "define visit = 3 h/month\nmany: sites > 10 -> +visit .. 0.3 FTE", "many: sites > 10 -> +0.2 .. 0.3 FTE"},
    {"E0315", "A factor with a unit", "A factor says how many times: x 1.2 is a fifth more, and so is +20 %.",
     "many: sites > 10 -> x 20 %", "many: sites > 10 -> +20 %"},
    {"E0316", "An effort has no unit",
     "A bare number could be FTE, hours or percent. Where the type is not plain from the place, the unit is written.",
     "many: sites > 10 -> +0.2", "many: sites > 10 -> +0.2 FTE"},
    {"E0317", "A range in two units", "Both ends of a range are either efforts or percentages.",
     "many: sites > 10 -> +10 % .. 0.3 FTE", "many: sites > 10 -> +10 .. 30 %"},
    {"E0318", "A range is turned round", "The smaller end of a range stands first.",
     "many: sites > 10 -> +0.3 .. 0.2 FTE", "many: sites > 10 -> +0.2 .. 0.3 FTE"},
    {"E0319", "A factor that is no number", "A factor is a bare number, or a calculation that gives one.",
     "many: sites > 10 -> x revenue", "many: sites > 10 -> x (revenue / 1 M EUR)"},
};

constexpr CodeExplanation typed_conditions[] = {
    {"E0320", "A result is used too early",
     "What a rule adds cannot depend on the sum it is added to. Results are known to rules that only leave a remark, "
     "to "
     "properties and to tests.",
     "many: fte > 1 FTE -> +0.3 FTE", R"(many: fte > 1 FTE -> flag "Needs a team")"},
    {"E0321", "The cluster is used too early",
     "Which cluster an account is in is known only when clusters have been read.",
     "cluster big: cluster = big -> 0.3 FTE\ncluster all: otherwise -> 0.1 FTE",
     "cluster big: sites > 100 -> 0.3 FTE\ncluster all: otherwise -> 0.1 FTE"},
    {"E0323", "Not a whole number", "The attribute is a whole number, and has no halves.",
     "table work\n  | sites || + FTE |\n  | 2.5   || 0.1   |",
     "table work\n  | sites || + FTE |\n  | > 2   || 0.1   |"},
    {"E0330", "A condition is needed",
     "A condition is true or not: a comparison, a value of yes or no, or several of them joined.",
     "many: sites -> +0.2 FTE", "many: sites > 10 -> +0.2 FTE"},
    {"E0331", "Two values of different sorts",
     "A number is compared with a number, money with money of the same currency, a percentage with a percentage, a "
     "text "
     "with a text in quotation marks. Otherwise 15 % could be taken for 15.",
     "large: revenue > 5_000_000 -> +0.1 FTE", "large: revenue > 5_000_000 EUR -> +0.1 FTE"},
    {"E0332", "Something without an order",
     "Greater and smaller are for numbers, money, dates, efforts, and choices declared with <.",
     R"(late: country > "M" -> +0.1 FTE)", R"(late: country = "M" -> +0.1 FTE)"},
};

constexpr CodeExplanation calculations[] = {
    {"E0333", "An effort times something that changes",
     "An effort is an exact fraction, and stays one when it is multiplied by a fixed number. What depends on the "
     "account "
     "is calculated first, and gets its unit at the end.",
     "define visit = 0.01 FTE\nmany: always -> +(visit * sites)", "many: always -> +(0.01 * sites) FTE"},
    {"E0334", "A division by 0", "Nothing can be divided by 0.", "define half = 1 FTE / 0", "define half = 1 FTE / 2"},
    {"E0335", "Values that cannot be combined",
     "Money and bare numbers cannot be added, nor can two dates. Give the number its unit.",
     "large: revenue + 1 > 5 EUR -> +0.1 FTE", "large: revenue + 1 EUR > 5 EUR -> +0.1 FTE"},
    {"E0336", "A minus sign before something that is no number", "Only numbers, money and efforts can be negative.",
     R"(north: -country = "N" -> +0.1 FTE)", R"(north: country = "N" -> +0.1 FTE)"},
    {"E0337", "A calculation takes another number of values",
     "`min` and `max` take two or more values, `round` and `power` two, the others one.",
     "many: round(sites / 3) > 2 -> +0.1 FTE", "many: round(sites / 3, 0) > 2 -> +0.1 FTE"},
    {"E0338", "A number of places that is none", "`round` takes a fixed whole number of places, from 0 to 6.",
     "many: round(sites / 3, sites) > 2 -> +0.1 FTE", "many: round(sites / 3, 2) > 2 -> +0.1 FTE"},
    {"E0339", "A calculation with something that is no number", "Calculations take numbers of one sort.",
     "many: max(sites, country) > 2 -> +0.1 FTE", "many: max(sites, 2) > 2 -> +0.1 FTE"},
    {"E0340", "`then` and `else` of different sorts", "Whatever the condition, the value is of the same sort.",
     R"(define work = if sites > 10 then 2 else "none")", "define work = if sites > 10 then 2 else 0"},
    {"E0341", "A unit behind something that has one already",
     "A unit behind brackets turns a bare number into an effort. Divide money by money first.",
     "large: always -> +(revenue) FTE", "large: always -> +(revenue / 100 M EUR) FTE"},
    {"E0324", "A number of parts that the bracket does not have",
     "`at least 2 of (…)` asks how many of its parts hold: a whole number from 1 to the number of parts. That none of "
     "them holds is written with `not` and `or`.",
     "much: at least 3 of (decentral, sites > 10) -> +0.1 FTE",
     "much: at least 2 of (decentral, sites > 10) -> +0.1 FTE"},
    {"E0342", "A part of something that is no text",
     "`starts with`, `contains` and `ends with` look for one text in another.",
     R"(many: sites starts with "1" -> +0.1 FTE)", R"(many: country starts with "N" -> +0.1 FTE)"},
};

constexpr CodeExplanation typed_effects[] = {
    {"E0343", "Something that cannot be counted", "`per` counts a number or money.",
     "visits: always -> +2 h/month per country", "visits: always -> +2 h/month per sites"},
    {"E0344", "Portions of 0", "Nobody can count in portions of nothing.", "visits: always -> +2 h/month per 0 sites",
     "visits: always -> +2 h/month per 3 sites"},
    {"E0345", "A discount of more than all", "More than 100 % cannot be taken away.", "few: sites < 3 -> -120 %",
     "few: sites < 3 -> -20 %"},
    {"E0346", "A factor below 0", "An effort cannot be turned into its opposite.", "few: sites < 3 -> x -0.5",
     "few: sites < 3 -> x 0.5"},
    {"E0347", "A percentage per something",
     "Percentages scale the whole effort at the end, when everything has been added; only efforts are counted per "
     "something.",
     "visits: always -> +10 % per sites", "visits: always -> +2 h/month per sites"},
    {"E0348", "A limit in percent", "A limit is an effort that the total does not go below or above.",
     "few: always -> at most 20 %", "few: always -> at most 3 FTE"},
    {"E0349", "A cluster begins with a percentage", "There is nothing yet to take a percentage of.",
     "cluster all: otherwise -> 20 %", "cluster all: otherwise -> 0.2 FTE"},
};

constexpr CodeExplanation tables[] = {
    {"E0350", "A table of values leaves one out",
     "Where a table gives a value, every row gives it: an account would otherwise have none.",
     "table care\n  | sites     || care_hours |\n  | 1 .. 3    ||            |\n  | otherwise || 36         |",
     "table care\n  | sites     || care_hours |\n  | 1 .. 3    || 12         |\n  | otherwise || 36         |"},
    {"E0351", "A table gives values of different sorts", "A value is of the same sort in every row.",
     "table care\n  | sites     || care_hours |\n  | 1 .. 3    || 12         |\n  | otherwise || \"many\"     |",
     "table care\n  | sites     || care_hours |\n  | 1 .. 3    || 12         |\n  | otherwise || 36         |"},
    {"E0352", "A table both gives values and adds effort",
     "Make two tables of it: one for the values, one for the effort.",
     "table care\n  | sites  || care_hours | + FTE |\n  | 1 .. 3 || 12         | 0.1   |",
     "table care\n  | sites  || care_hours |\n  | 1 .. 3 || 12         |"},
    {"E0353", "A table of values with a scope",
     "A value that is used by rules of all clusters, on every day, is there for all of them.",
     "table care for all\n  | sites  || care_hours |\n  | 1 .. 3 || 12         |",
     "table care\n  | sites  || care_hours |\n  | 1 .. 3 || 12         |"},
    {"E0354", "Rows stand below `otherwise`", "`otherwise` matches what no other row did, so it is the last row.",
     "table work\n  | sites     || + FTE |\n  | otherwise || 0.2   |\n  | 1 .. 3    || 0.1   |",
     "table work\n  | sites     || + FTE |\n  | 1 .. 3    || 0.1   |\n  | otherwise || 0.2   |"},
    {"E0355", "A sum of something that cannot be added", "A table that says `sum` gives numbers or efforts.",
     "table sort sum\n  | sites  || size    |\n  | 1 .. 3 || \"small\" |",
     "table sort first\n  | sites  || size    |\n  | 1 .. 3 || \"small\" |"},
    {"E0356", "A table has no rows", "A table is its heads and at least one row.", "table work",
     "table work\n  | sites  || + FTE |\n  | 1 .. 3 || 0.1   |"},
    {"E0357", "A length of time by itself",
     "Months and years have no even length, so no number of days is three years. Days, weeks, months and years stand "
     "behind a date and + or -, and dates are compared with dates.",
     "late: signed is known and as_of - signed > 3 years -> +0.1 FTE",
     "late: signed is known and as_of > signed + 3 years -> +0.1 FTE"},
    {"E0358", "Part of a month", "A date moves by whole days, weeks, months or years.",
     "late: signed is known and signed + 1.5 years < as_of -> +0.1 FTE",
     "late: signed is known and signed + 18 months < as_of -> +0.1 FTE"},
    {"E0359", "A cell of another sort than its head",
     "The head says what its cells are: below `+ FTE` stand efforts (`4 h/month`, too), below `+ %` surcharges.",
     "table t\n  | sites || + FTE |\n  | > 10  || 10 %  |", "table t\n  | sites || + % |\n  | > 10  || 10  |"},
    {"E0360", "Half a comparison",
     "`reach = global or national` would ask whether `national` is true. Each comparison says both sides, or a list "
     "says "
     "all values.",
     "abroad: reach = global or national -> +0.1 FTE", "abroad: reach in (global, national) -> +0.1 FTE"},
};

}  // namespace

std::span<const CodeExplanation> type_codes() {
  static const std::vector<CodeExplanation> all = [] {
    std::vector<CodeExplanation> result(std::begin(units), std::end(units));
    result.insert(result.end(), std::begin(typed_conditions), std::end(typed_conditions));
    result.insert(result.end(), std::begin(calculations), std::end(calculations));
    result.insert(result.end(), std::begin(typed_effects), std::end(typed_effects));
    result.insert(result.end(), std::begin(tables), std::end(tables));
    return result;
  }();
  return all;
}

}  // namespace spanne::report
