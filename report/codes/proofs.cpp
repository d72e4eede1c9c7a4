// 05xx: what is proved for all possible accounts (docs/proofs.md#what-is-looked-for).
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation proofs[] = {
    {"W0501", "No account reaches this cluster",
     "Clusters are read from top to bottom, and the first that fits counts. Either no account fits this one, or those "
     "above take them all: then the narrower one belongs above the wider one.",
     R"(cluster large: sites > 10 -> 0.3 FTE
cluster huge: sites > 100 -> 0.5 FTE
cluster small: otherwise -> 0.1 FTE)",
     R"(cluster huge: sites > 100 -> 0.5 FTE
cluster large: sites > 10 -> 0.3 FTE
cluster small: otherwise -> 0.1 FTE)"},
    {"W0502", "This rule never counts",
     "No account that the attributes allow meets its condition, in the clusters the rule is for. Often a threshold was "
     "changed in one place and not in the other.",
     "none: sites < 1 -> +0.1 FTE", "one: sites < 2 -> +0.1 FTE"},
    {"W0503", "This row never counts",
     "No account fits the row, or in a table that says `first` the rows above take them all: then the narrower row "
     "belongs above the wider one.",
     R"(table visits first
  | sites || + FTE |
  | > 10  || 0.1   |
  | > 20  || 0.2   |)",
     R"(table visits first
  | sites || + FTE |
  | > 20  || 0.2   |
  | > 10  || 0.1   |)"},
    {"W0504", "Some accounts belong to no cluster",
     "Such an account would be rejected. A last cluster with `otherwise` takes what is left.",
     "cluster large: sites > 10 -> 0.3 FTE", R"(cluster large: sites > 10 -> 0.3 FTE
cluster small: otherwise -> 0.1 FTE)"},
    {"W0505", "Two rows fit the same account",
     "A table promises that at most one row fits, unless it says `first` or `sum`. An account with two rows would be "
     "rejected.",
     R"(table visits
  | sites    || + FTE |
  | 1 .. 10  || 0.1   |
  | 10 .. 20 || 0.2   |)",
     R"(table visits
  | sites    || + FTE |
  | 1 .. 10  || 0.1   |
  | 11 .. 20 || 0.2   |)"},
    {"W0506", "For some accounts the table gives no value",
     "What a table of values gives has to be there for every account. A last row with `otherwise` says what counts for "
     "the rest.",
     R"(table calls
  | reach  || calls |
  | global || 36    |
visits: decentral -> +0.001 FTE per calls)",
     R"(table calls
  | reach     || calls |
  | global    || 36    |
  | otherwise || 12    |
visits: decentral -> +0.001 FTE per calls)"},
    {"W0507", "Two limits can contradict each other",
     "An account for which `at least` lies above `at most` is rejected, because nobody can say which of the two "
     "counts.",
     R"(least: decentral -> at least 2 FTE
most: sites > 10 -> at most 1 FTE)",
     R"(least: decentral -> at least 2 FTE
most: sites > 10 -> at most 3 FTE)"},
    {"W0508", "Two rules fix the effort, or one fixes it below 0",
     "An account whose effort is fixed at two different values, or below 0, is rejected.",
     R"(one: decentral -> exactly 1 FTE
two: sites > 10 -> exactly 2 FTE)",
     R"(one: decentral -> exactly 1 FTE
two: not decentral and sites > 10 -> exactly 2 FTE)"},
    {"W0509", "A calculation can become too large",
     "Calculations are exact, and a number may have some 1,200 digits before and after its fraction bar. An account "
     "that "
     "exceeds this is rejected; a range for the attribute rules it out.",
     R"(attributes
  account text key
  sites integer 1 .. 5_000
many: power(2, sites) > 10 -> +0.1 FTE)",
     R"(attributes
  account text key
  sites integer 1 .. 500
many: power(2, sites) > 10 -> +0.1 FTE)"},
    {"W0510", "A calculation can divide by zero",
     "An account for which the divisor is 0 is rejected. A condition before it, joined with `and`, rules that out.",
     "spread: 100 / (sites - 1) > 5 -> +0.1 FTE", "spread: sites > 1 and 100 / (sites - 1) > 5 -> +0.1 FTE"},
    {"W0511", "A calculation can be without a value",
     "There is no root of a negative number, no 0 to a negative power, and no day after the year 9999.",
     R"(attributes
  account text key
  sites integer 1 .. 100
many: power(5 - sites, 0.5) > 1 -> +0.1 FTE)",
     R"(attributes
  account text key
  sites integer 1 .. 100
many: power(sites, 0.5) > 2 -> +0.1 FTE)"},
    {"W0512", "Discounts can take more than everything",
     "All discounts of an account are added up. More than 100 % together, or a factor below 0, rejects the account.",
     R"(less: decentral -> -60 %
more: sites > 10 -> -60 %)",
     R"(less: decentral -> -60 %
more: sites > 10 -> -40 %)"},
    {"W0513", "This is never in force", "Its days all lie outside the days on which the rule set is effective.",
     R"(ruleset "Example" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
old: sites > 10 -> +0.1 FTE until 2025-12-31)",
     R"(ruleset "Example" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
old: sites > 10 -> +0.1 FTE until 2026-06-30)"},
    {"W0514", "This rule counts for every account",
     "Its condition is true for all accounts it is for. If that is meant, write `always`.",
     "any: sites >= 1 -> +0.1 FTE", "any: always -> +0.1 FTE"},
    {"W0515", "Wherever one rule adds, the other does too",
     "This is a question, not a fault: is the same work counted twice, or are both meant? It does not count with "
     "`--strict`.",
     "", ""},
    {"W0516", "Versions of a rule leave days out, or overlap",
     "Rules of the same condition and effect that follow one another in time usually begin on the day after the other "
     "ends.",
     R"(ruleset "Example" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
before: sites > 10 -> +0.1 FTE until 2026-03-31
after: sites > 10 -> +0.2 FTE from 2026-05-01)",
     R"(ruleset "Example" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
before: sites > 10 -> +0.1 FTE until 2026-03-31
after: sites > 10 -> +0.2 FTE from 2026-04-01)"},
    {"E0520", "A property does not hold",
     "The account that is shown breaks it. Either the rules are not what they should be, or the promise is too large.",
     R"(many: sites > 10 -> +0.1 FTE
property "Small": fte <= 0.1 FTE)",
     R"(many: sites > 10 -> +0.1 FTE
property "Small": fte <= 0.2 FTE)"},
    {"W0521", "A property is neither proved nor refuted",
     "Some conditions, such as products of two attributes, are beyond what can be proved, and some are too much work: "
     "`--time-limit` allows more of it. The property may hold or not.",
     "", ""},
    {"W0530", "A question was not settled",
     "Nothing is claimed either way. `--time-limit` allows more work for each question.", "", ""},
    {"I0542", "The effort jumps at a threshold",
     "Two accounts that differ by one step of one attribute, and the effort of one is more than twice that of the "
     "other. Whoever looks after them would not see the difference. Steps in between, or an amount that follows the "
     "attribute, make the way up gradual; where the jump is meant, nothing needs to be done.",
     "many: sites > 10 -> +0.3 FTE", "many: always -> +0.03 FTE per sites above 10"},
    {"I0543", "An effort that no real account has",
     "The least and greatest effort of a cluster are those of all accounts the attributes allow. An attribute without "
     "an end allows numbers that nobody has, and the figure says nothing. With a range in its declaration it does, and "
     "a number mistyped in the data is found, too.",
     R"(attributes
  account  text key
  sites    integer 1 ..
visits: always -> +0.01 FTE per sites)",
     R"(attributes
  account  text key
  sites    integer 1 .. 5_000
visits: always -> +0.01 FTE per sites)"},
    {"I0544", "Profiles overlap",
     "An account can be in both profiles, and is then counted in the columns of both. Where that is meant, nothing "
     "needs to be done.",
     "profile small:  sites <= 10\nprofile medium: sites in 10 .. 20",
     "profile small:  sites <= 10\nprofile medium: sites in 11 .. 20"},
    {"I0545", "A profile that no account of a cluster fits",
     "The table of clusters and profiles has an empty cell there. Where that is meant, nothing needs to be done.",
     "cluster large: sites > 100 -> 0.3 FTE\nprofile small: sites <= 10", ""},
    {"E0599", "Proof and evaluation do not agree",
     "This is a fault of the program, never of the rules. Please report it with the rule file, and do not rely on that "
     "run.",
     "", ""}};

}  // namespace

std::span<const CodeExplanation> proof_codes() { return proofs; }

}  // namespace spanne::report
