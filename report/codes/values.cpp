// 04xx: missing values, periods, tests and properties.
#include "report/codes/codes.hpp"

namespace spanne::report {
namespace {

constexpr CodeExplanation value_explanations[] = {
    {"E0401", "A value that may be missing",
     "An optional value may be missing, and nobody can say whether what is missing is above 15 %. Ask first whether it "
     "is "
     "known.",
     "fast: growth > 15 % -> +10 %", "fast: growth is known and growth > 15 % -> +10 %"},
    {"E0402", "Only an attribute can be missing", "Calculations and defines always have a value.",
     "fast: (sites + 1) is known -> +10 %", "fast: growth is known -> +10 %"},
    {"E0403", "A value that is never missing", "The attribute is not optional, so every account has it.",
     "many: sites is known -> +10 %", "many: sites > 10 -> +10 %"},
    {"E0404", "A cell asks for something that is never missing",
     "Only optional attributes can be `known` or `missing`. A - matches anything.",
     "table work\n  | sites   || + FTE |\n  | missing || 0.1   |",
     "table work\n  | sites || + FTE |\n  | -     || 0.1   |"},
    {"E0405", "A missing value is asked for with =",
     "A missing value is equal to nothing. Whether it is missing is asked with `is`.",
     "fast: growth = missing -> +10 %", "fast: growth is missing -> +10 %"},
    {"E0410", "A period ends before it begins", "Both days belong to the period, the first one first.",
     "many: sites > 10 -> +0.2 FTE from 2026-07-01 until 2026-06-30",
     "many: sites > 10 -> +0.2 FTE from 2026-06-30 until 2026-07-01"},
    {"E0411", "A define has two values on one day",
     "Periods include both their days. One has to end the day before the other begins.",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4 h/month  from 2026-06-30",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4 h/month  from 2026-07-01"},
    {"E0412", "A define has no value on some days",
     "Whatever the day, a rule that uses the define needs its value. The periods leave no day uncovered.",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4 h/month  from 2026-08-01",
     "define visit = 3 h/month  until 2026-06-30\ndefine visit = 4 h/month  from 2026-07-01"},
    {"E0420", "A test gives a value outside its range",
     "An account with this value would be rejected; a test of that would test the reading, not the guideline.",
     R"(test "No site"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 0
  expect fte = 0.1 FTE)",
     R"(test "One site"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 1
  expect fte = 0.1 FTE)"},
    {"E0421", "A test leaves a value out",
     "Keys, optional attributes and those with a default may be left out; the others are needed to evaluate the "
     "account.",
     R"(test "Two sites"
  given  sites = 2
  expect fte = 0.1 FTE)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte = 0.1 FTE)"},
    {"E0422", "A test expects a word where a figure is needed", "Results are figures; only a span can be `unlimited`.",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect accounts_per_kam_high = many)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect accounts_per_kam_high = 10)"},
    {"E0423", "A test of a day on which the guideline does not hold",
     "Outside the effective period nothing can be evaluated.",
     R"(ruleset "Key accounts" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
attributes
  account  text  key
test "Later"
  given  as_of = 2027-01-01
  expect fte = 0.1 FTE)",
     R"(ruleset "Key accounts" version 1.0.0
  effective 2026-01-01 .. 2026-12-31
attributes
  account  text  key
test "At the end"
  given  as_of = 2026-12-31
  expect fte = 0.1 FTE)"},
    {"E0424", "A test expects nothing", "A test that expects nothing would pass whatever the guideline says.",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte = 0.1 FTE)"},
    {"E0425", "Something that cannot rise", "Only numbers, money, dates and choices declared with < go up and down.",
     R"(property "Decentral": fte never falls as decentral rises)",
     R"(property "More sites": fte never falls as sites rises)"},
    {"E0426", "A value is given twice",
     "A test, or `--given`, says each attribute once: nobody could know which counts.",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2, sites = 3
  expect fte = 0.1 FTE)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte = 0.1 FTE)"},
    {"E0427", "An expectation about no result",
     "What a test expects is about what comes out. What it gives cannot be wrong, so expecting it would test nothing.",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect sites < 3 and reach = regional)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect fte <= 0.2 FTE and cluster = all)"},
    {"E0428", "A number of accounts inside a condition",
     "accounts_per_kam and kams_per_account have two ends and no middle, so each is compared with a number or with one "
     "range, as an item by itself.",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect accounts_per_kam >= 8 and fte <= 0.2 FTE)",
     R"(test "Two sites"
  given  reach = regional, country = "DE", revenue = 0, decentral = no, sites = 2
  expect accounts_per_kam >= 8, fte <= 0.2 FTE)"},
};

}  // namespace

std::span<const CodeExplanation> value_codes() { return value_explanations; }

}  // namespace spanne::report
