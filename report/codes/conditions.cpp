// 012x to 014x: conditions, numbers and effects as they are written.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation conditions[] = {
    {"E0120", "Brackets are nested too deep",
     "Nobody can read more than 200 brackets, minus signs or `not` inside one another. Give a part of it a name with "
     "`define`.",
     "", ""},
    {"E0121", "`then` is missing", "A value that depends on a condition is written `if … then … else …`.",
     "define work = if sites > 10, 2, 1", "define work = if sites > 10 then 2 else 1"},
    {"E0122", "`else` is missing", "A value is needed for every account, so `if` has to say what counts otherwise.",
     "define work = if sites > 10 then 2", "define work = if sites > 10 then 2 else 1"},
    {"E0123", "A bracket is not closed", "Every ( has its ). The mark stands below the one that has none.",
     "many: (sites > 10 and decentral -> +0.2 FTE", "many: (sites > 10 and decentral) -> +0.2 FTE"},
    {"E0124", "A value is missing",
     "On both sides of a sign or of `and` and `or` something has to stand. What is compared is named each time.",
     "some: sites > 3 and < 10 -> +0.1 FTE", "some: sites > 3 and sites < 10 -> +0.1 FTE"},
    {"E0125", "A sum or condition has too many parts",
     "A sum, a product or a chain of `and` or `or` has at most 1,000 parts. Give a part of it a name with `define`.",
     "", ""},
    {"E0126", "A sign or word of another program or language",
     "Spreadsheets, programming languages and German have other signs and words for the same things. The message says "
     "which are used here: `and or not`, `= != < <= > >=`, `->`, round brackets, commas, `#` before comments.",
     "many: sites > 10 und decentral -> +0.2 FTE", "many: sites > 10 and decentral -> +0.2 FTE"},
    {"E0127", "More than two values are compared at a time",
     "`3 < sites < 10` is two comparisons. Write both, joined by `and`, or ask for a range with `in`.",
     "some: 3 < sites < 10 -> +0.1 FTE", "some: 3 < sites and sites < 10 -> +0.1 FTE"},
    {"E0128", "`is` asks only for known and missing",
     "`is known` and `is missing` ask whether an optional value is there at all. Whether it is a certain value is "
     "asked "
     "with `=`.",
     "abroad: reach is global -> +0.1 FTE", "abroad: reach = global -> +0.1 FTE"},
    {"E0129", "A bracket was never opened", "Every ) has its (.", "many: sites > 10) and decentral -> +0.2 FTE",
     "many: (sites > 10) and decentral -> +0.2 FTE"},
};

constexpr CodeExplanation numbers[] = {
    {"E0130", "A number has too many decimals",
     "Numbers have six decimals at most, so that every calculation stays exact. Efforts finer than that are fractions "
     "such as 1 h/year.",
     "large: revenue > 0.1234567 EUR -> +0.1 FTE", "large: revenue > 0.123456 EUR -> +0.1 FTE"},
    {"E0131", "A number is too large",
     "Numbers reach to about nine million million. Larger ones would not fit into an exact calculation.",
     "large: revenue > 100_000_000_000_000_000 EUR -> +0.1 FTE", "large: revenue > 100_000_000_000 EUR -> +0.1 FTE"},
    {"E0132", "A number has more than one point",
     "The point stands before the decimals. Thousands are parted by _, or left as they are.",
     "large: revenue > 5.000.000 EUR -> +0.1 FTE", "large: revenue > 5_000_000 EUR -> +0.1 FTE"},
    {"E0133", "A comma in a number",
     "0,3 is a decimal in German and two numbers in a list. Decimals have a point, thousands a _, and a list has a "
     "blank "
     "behind each comma.",
     "many: sites > 10 -> +0,3 FTE", "many: sites > 10 -> +0.3 FTE"},
    {"E0134", "A number is missing",
     "A number has to stand here: the other end of a range, or the number before a unit.",
     "table work\n  | sites || + FTE |\n  | 10 .. || 0.2  |", "table work\n  | sites || + FTE |\n  | >= 10 || 0.2   |"},
    {"E0135", "Thousands are parted in another way",
     "1,000,000 and 1'000'000 and 1 000 000 mean the same in three countries and something else in a fourth. Here the "
     "thousands are parted by _, or not at all.",
     "large: revenue > 5,000,000 EUR -> +0.1 FTE", "large: revenue > 5_000_000 EUR -> +0.1 FTE"},
    {"E0136", "A currency is written in another way",
     "A currency is three letters behind the number, so that dollars of several countries cannot be mixed up.",
     "large: revenue > 5 Mio € -> +0.1 FTE", "large: revenue > 5 Mio EUR -> +0.1 FTE"},
    {"E0137", "A range is written in another way",
     "Between the ends of a range stand two dots. A dash is read as minus; where the difference is meant, it stands in "
     "brackets: `(3 - 10)`.",
     "some: sites in 3-10 -> +0.1 FTE", "some: sites in 3 .. 10 -> +0.1 FTE"},
    {"E0138", "A list or range is not where it belongs",
     "`in` takes a range (`3 .. 10`) or a list in round brackets (`(regional, national)`). A comparison takes one "
     "value.",
     "abroad: reach in national, global -> +0.1 FTE", "abroad: reach in (national, global) -> +0.1 FTE"},
    {"E0139", "Working time is written in another way",
     "Efforts in hours and days are written per week, month, quarter or year: `2 h/week`, `3 days/month`.",
     "many: sites > 10 -> +2 hours per week", "many: sites > 10 -> +2 h/week"},
};

constexpr CodeExplanation effects[] = {
    {"E0140", "What is counted is missing", "Behind `per` stands what is counted: an attribute, or a sum in brackets.",
     "visits: always -> +2 h/month per", "visits: always -> +2 h/month per sites"},
    {"E0141", "The + or - is missing",
     "A rule changes what the cluster begins with, so its effort says whether it is added or taken away.",
     "many: sites > 10 -> 0.2 FTE", "many: sites > 10 -> +0.2 FTE"},
    {"E0142", "This is nothing a rule can do",
     "A rule adds or takes effort (`+0.3 FTE`, `-10 %`), multiplies (`x 1.4`), limits (`at least`, `at most`, "
     "`exactly`) "
     "or leaves a remark (`flag`). Several are parted by commas.",
     R"(many: sites > 10 -> +0.2 FTE and flag "Many sites")", R"(many: sites > 10 -> +0.2 FTE, flag "Many sites")"},
    {"E0143", "A rule written with if",
     "A rule is its condition, an arrow, and what it does. `if … then … else …` gives a value inside a calculation.",
     "if sites > 10 then +0.2 FTE", "sites > 10 -> +0.2 FTE"},
    {"E0144", "A rule for all others",
     "Rules do not wait for one another: every rule whose condition holds counts, in whatever order they stand. So "
     "there "
     "is nothing left over for a last one. Say what its condition is. Clusters and tables do have `otherwise`.",
     "many: sites > 10 -> +0.2 FTE\nfew:  otherwise -> +0.1 FTE",
     "many: sites > 10        -> +0.2 FTE\nfew:  not (sites > 10)  -> +0.1 FTE"},
    {"E0145", "A connecting word is missing",
     "Between two conditions stands `and` or `or`, between two values a comparison, and a text of several words stands "
     "in "
     "quotation marks.",
     "many: sites > 10 decentral -> +0.2 FTE", "many: sites > 10 and decentral -> +0.2 FTE"},
    {"E0146", "A cluster's effort has a sign",
     "A cluster says what an account begins with, and there is nothing yet to add it to.",
     "cluster all: otherwise -> +0.1 FTE", "cluster all: otherwise -> 0.1 FTE"},
    {"E0147", "A condition where an effect belongs",
     "`at least 2 of (…)` asks how many of its parts hold, and stands before the arrow; `at least 0.2 FTE` behind it "
     "is "
     "the least that the account needs.",
     "much: always -> at least 1 of (decentral, sites > 10)",
     "much: at least 1 of (decentral, sites > 10) -> +0.1 FTE"},
    {"E0148", "Two minus signs",
     "One minus before an amount takes it away; a second one would turn it round again, and of a range one end only. "
     "Of a range the one minus stands for both ends: `-0.1 .. 0.2 FTE` takes between 0.1 and 0.2.",
     "few: sites < 3 -> --0.1 FTE", "few: sites < 3 -> -0.1 FTE"},
};

}  // namespace

std::span<const CodeExplanation> condition_codes() {
  static const std::vector<CodeExplanation> all = [] {
    std::vector<CodeExplanation> result(std::begin(conditions), std::end(conditions));
    result.insert(result.end(), std::begin(numbers), std::end(numbers));
    result.insert(result.end(), std::begin(effects), std::end(effects));
    return result;
  }();
  return all;
}

}  // namespace spanne::report
