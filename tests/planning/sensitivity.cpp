// `spanne sensitivity` as it is typed; the figures are those of docs/planning/sensitivity.md.
#include <boost/test/unit_test.hpp>

#include "tests/support/program.hpp"

namespace {

using namespace spanne;
using test::spanne_run;

const std::string guideline =
    "ruleset \"Test\" version 1.0.0\n"
    "attributes\n"
    "  account  text     key\n"
    "  sites    integer  1 .. 5_000\n"
    "cluster all: otherwise -> 0.2 FTE\n"
    "many_sites: sites > 10 -> +0.1 FTE\n";

struct Files : test::Folder {
  std::string rows = write("accounts.csv", "account,sites\nA,5\nB,12\nC,20\n");

  std::string csv(const std::string& text, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> call{"sensitivity", write("guideline.spanne", text), rows, "--format", "csv"};
    call.insert(call.end(), more.begin(), more.end());
    return spanne_run(call).out;
  }
  std::string total(const std::string& text) const {
    const auto result = spanne_run({"eval", write("edited.spanne", text), rows, "--by", "cluster", "--format", "csv"});
    return result.out.substr(result.out.find("\ntotal,"));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sensitivity_command)

BOOST_AUTO_TEST_CASE(figures_are_moved_and_the_most_moving_comes_first) {
  const Files files;
  const std::string csv = files.csv(guideline);
  BOOST_TEST(csv ==
             "rule,kind,figure,down_to,down_low,down,down_high,down_rows,down_rejected,up_to,up_low,up,up_high,up_rows,"
             "up_rejected\n"
             "many_sites,threshold,sites > 10,,,,,,,sites > 12,-0.1,-0.1,-0.1,1,\n"
             "cluster all,amount,0.2 FTE,0.18 FTE,-0.06,-0.06,-0.06,3,,0.22 FTE,0.06,0.06,0.06,3,\n"
             "many_sites,amount,+0.1 FTE,+0.09 FTE,-0.02,-0.02,-0.02,2,,+0.11 FTE,0.02,0.02,0.02,2,\n");
  BOOST_TEST(files.csv(guideline, {"--step", "50%"}).find("0.1 FTE,-0.3,-0.3,-0.3,3,,0.3 FTE,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_named_is_what_the_edited_file_says) {
  const Files files;
  const auto with = [&](std::string was, const std::string& is) {
    std::string text = guideline;
    return files.total(text.replace(text.find(was), was.size(), is));
  };
  BOOST_TEST(files.total(guideline).starts_with("\ntotal,3,0,0.8,0.8,0.8,"));
  BOOST_TEST(with("sites > 10", "sites > 12").starts_with("\ntotal,3,0,0.7,0.7,0.7,"));
  BOOST_TEST(with("0.2 FTE", "0.22 FTE").starts_with("\ntotal,3,0,0.86,0.86,0.86,"));
  BOOST_TEST(with("+0.1 FTE", "+0.09 FTE").starts_with("\ntotal,3,0,0.78,0.78,0.78,"));
}

BOOST_AUTO_TEST_CASE(borders_of_a_table_move_in_both_rows) {
  const Files files;
  const std::string csv = files.csv(
      "ruleset \"Test\" version 1.0.0\n"
      "attributes\n"
      "  account  text     key\n"
      "  sites    integer  1 .. 5_000\n"
      "cluster all: otherwise -> 0.2 FTE\n"
      "table size\n"
      "  | sites     || x   |\n"
      "  | 1 .. 10   || 1   |\n"
      "  | 11 .. 30  || 1.5 |\n"
      "  | > 30      || 2   |\n");
  BOOST_TEST(csv.find("\"size#1, size#2\",threshold,sites in 1 .. 10,,,,,,,sites in 1 .. 12,-0.1,-0.1,-0.1,1,\n") !=
             std::string::npos);
  BOOST_TEST(csv.find("size#2,factor,1.5,1.45,-0.02,-0.02,-0.02,2,,1.55,0.02,0.02,0.02,2,\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_threshold_moves_on_to_the_next_value_that_moves_some_effort) {
  Files files;
  files.rows = files.write("accounts.csv", "account,sites,dec\nA,12,no\nB,15,yes\nC,11,no\nD,9,no\nE,4,yes\nF,30,no\n");
  const std::string head =
      "ruleset \"Test\" version 1.0.0\nattributes\n  account text key\n  sites integer 1 .. 100\n  dec boolean\n";
  std::string csv = files.csv(head + "cluster all: otherwise -> 0.2 FTE\nr1: sites > 10 and dec -> +0.1 FTE\n");
  BOOST_TEST(csv.find("r1,threshold,sites > 10,,,,,,,sites > 15,-0.1,-0.1,-0.1,1,\n") != std::string::npos, csv);
  // The lower end alike, which `sites > 4` would leave out as well.
  csv = files.csv(head + "cluster all: otherwise -> 0.2 FTE\nr1: sites >= 10 and dec -> +0.1 FTE\n");
  BOOST_TEST(csv.find("r1,threshold,sites >= 10,sites >= 4,0.1,0.1,0.1,1,,sites >= 30,-0.1,-0.1,-0.1,1,\n") !=
                 std::string::npos,
             csv);
  csv = files.csv(head +
                  "cluster all: otherwise -> 0.2 FTE\nr1: dec -> +0.01 FTE per sites above 10\n"
                  "r2: sites > 10 and sites < 5 -> +0.1 FTE\n");
  BOOST_TEST(csv.find("r1,threshold,sites above 10,sites above 9,0.01,0.01,0.01,1,,sites above 11,-0.01,") !=
                 std::string::npos,
             csv);
  // No value makes r2 apply to anybody: there is no step.
  BOOST_TEST(csv.find("r2,threshold,sites > 10,,,,,,,,,,,,\n") != std::string::npos, csv);
}

BOOST_AUTO_TEST_CASE(a_step_is_a_percentage) {
  const Files files;
  const std::string rules = files.write("guideline.spanne", guideline);
  for (const char* step : {"0.1", "10", "0 %", "100 %", "-5 %", "ten", "2,5 %", ""})
    test::refused({"sensitivity", rules, files.rows, std::string("--step=") + step}, 2, "--step");
}

BOOST_AUTO_TEST_SUITE_END()
