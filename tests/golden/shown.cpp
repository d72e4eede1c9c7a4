// What is shown of figures that are no short decimals: rounded with a ≈, or as fractions where they are asked for.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;
using spanne::cli::Terminal;

std::string guideline(const std::string& version, const std::string& effort) {
  return "ruleset \"Shares\" version " + version +
         "\n"
         "  utilisation 100 % .. 100 %\n"
         "attributes\n"
         "  id     text     key\n"
         "  kam    text     owner\n"
         "  part   integer  1 ..\n"
         "  whole  integer  1 ..\n"
         "cluster all: otherwise -> " +
         effort +
         " FTE\n"
         "large: part / whole > 1 / 2 -> flag \"{part_of_whole} of it\"\n"
         "define part_of_whole = part / whole\n";
}

/// Two accounts for each denominator, which need one person together.
std::string accounts_of(int pairs) {
  std::string text = "id,kam,part,whole\n";
  for (int pair = 0; pair < pairs; ++pair) {
    const int whole = 1'000'003 + 2 * pair;
    text += fmt::format("A{0},Anna,1,{1}\nB{0},Anna,{2},{1}\n", pair, whole, whole - 1);
  }
  return text;
}

struct Files : Folder {
  std::string rules = write("rules.spanne", guideline("1.0.0", "(part / whole)"));
  std::string other = write("other.spanne", guideline("1.1.0", "(2 * part / whole)"));
  std::string accounts = write("accounts.csv", "id,kam,part,whole\nA,Anna,1,3\nB,Anna,999999999989,1000000000039\n");
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(shown_figures, Files)

BOOST_AUTO_TEST_CASE(an_explanation_marks_what_it_rounds) {
  const std::string shown = spanne_run({"explain", rules, accounts, "B"}).out;
  for (const std::string part : {"part / whole ≈ 1 > 1 / 2 0.5", "remark \"≈ 1 of it\"", "≈ 1 FTE"})
    BOOST_TEST(has(shown, part), shown);
  BOOST_TEST(!has(shown, "999999999989/1000000000039"));
  const std::string exact = spanne_run({"explain", rules, accounts, "B", "--exact"}).out;
  BOOST_TEST(!has(exact, "≈"), exact);
  for (const std::string part : {"remark \"999999999989/1000000000039 of it\"", "999999999989/1000000000039 FTE"})
    BOOST_TEST(has(exact, part), exact);
}

BOOST_AUTO_TEST_CASE(versions_are_compared_in_fractions) {
  const std::vector<std::string> args{"diff", rules, other, accounts, "--exact", "--by", "kam"};
  const auto with = [&](const std::string& format) {
    auto all = args;
    all.insert(all.end(), {"--format", format});
    return spanne_run(all).out;
  };
  const std::string total = "4000000000006/3000000000117";
  BOOST_TEST(has(with("csv"), total + ","));
  BOOST_TEST(has(with("json"), "\"old_fte\": \"1/3\""));
  BOOST_TEST(has(with("json"), "\"old_fte\": \"" + total + "\""));
  BOOST_TEST(has(with("table"), "1/3 → 2/3"));
  BOOST_TEST(has(spanne_run(args).out, "+" + total));
}

BOOST_AUTO_TEST_CASE(a_sum_of_too_many_denominators_is_rounded_and_still_decided) {
  const std::string many = write("many.csv", accounts_of(1'000));
  const auto run = spanne_run({"eval", rules, many, "--by", "kam", "--exact", "--format", "csv"});
  BOOST_TEST(has(run.out, "\nAnna,2000,0,1000,1000,1000,1000,1000,"), run.out);
  BOOST_TEST(has(run.err, "rounded to 30 decimals"), run.err);
  BOOST_TEST(!has(run.err, "two ways"));
}

BOOST_AUTO_TEST_CASE(a_sum_that_does_not_decide_has_both_readings) {
  const std::string many = write("many.csv", accounts_of(1'100));
  const auto by_kam = [&](const std::string& format) {
    return spanne_run({"eval", rules, many, "--by", "kam", "--format", format});
  };
  const auto table = by_kam("table");
  BOOST_TEST(has(table.out, "≈ 1100 or 1101"), table.out);
  BOOST_TEST(has(table.err, "of 2 of 2 sums"), table.err);
  BOOST_TEST(has(by_kam("json").out, "\"headcount_low_or\": 1100, \"headcount_high_or\": 1100"));
  BOOST_TEST(has(by_kam("csv").out, "\nAnna,2200,0,1100,1100,1100,1101,1101,"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
