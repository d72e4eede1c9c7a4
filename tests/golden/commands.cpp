// What people type that cannot be done as it stands, and what they see on a terminal.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;
using spanne::cli::Terminal;

struct Files : Folder {
  std::string rules = write("rules.spanne",
                            "ruleset \"Test\" version 1.0.0\n"
                            "  working time  1_440 h/year\n"
                            "attributes\n"
                            "  id     text     key\n"
                            "  kam    text     owner\n"
                            "  sites  integer  1 ..\n"
                            "  growth percent  optional\n"
                            "cluster all: otherwise -> 2 h/month\n");
  std::string accounts = write("accounts.csv", "id,kam,sites,note\nA,Anna,2,x\nB,Ben,3,y\n");

  std::vector<std::string> eval(const std::vector<std::string>& options) const {
    std::vector<std::string> args{"eval", rules, accounts};
    args.insert(args.end(), options.begin(), options.end());
    return args;
  }
};

BOOST_FIXTURE_TEST_SUITE(commands, Files)

BOOST_AUTO_TEST_CASE(columns_are_named_as_people_list_them) {
  const std::string expected = "id,sites,note\nA,2,x\nB,3,y\n";
  BOOST_TEST(spanne_run(eval({"--columns", "id, sites ,note"})).out == expected);
  BOOST_TEST(spanne_run(eval({"--columns", "id", "--columns", "sites,note,"})).out == expected);
  refused(eval({"--columns", ","}), 2, "--columns names nothing");
  refused(eval({"--columns", ""}), 2, "--columns is empty");
  refused(eval({"--columns", "id,id"}), 2, "--columns names id twice");
  refused(eval({"--columns", "site"}), 2, "did you mean sites?");
  const std::string listed = spanne_run(eval({"--columns", "site"})).err;
  BOOST_TEST(listed.find(" id,") == listed.rfind(" id,"));  // attributes and columns of the file once
}

BOOST_AUTO_TEST_CASE(groups_are_named_as_people_list_them) {
  const auto both = spanne_run(eval({"--by", "kam", "--by", "sites"}));
  BOOST_TEST(both.status == 0);
  BOOST_TEST(both.out.starts_with("kam,sites,rows,"));
  BOOST_TEST(spanne_run(eval({"--by", "kam, sites"})).out == both.out);
  refused(eval({"--by", "kam", "--by", "kam"}), 2, "--by names kam twice");
  refused(eval({"--by", "Kam"}), 2, "did you mean kam?");
  refused(eval({"--by", "kam", "--columns", "id"}), 2, "--columns chooses columns of single rows");
  refused(eval({"--by", "kam", "--all-columns"}), 2, "--all-columns chooses columns of single rows");
}

BOOST_AUTO_TEST_CASE(no_file_is_lost_or_read_twice) {
  const std::string kams = write("kams.csv", "kam,capacity\nAnna,1\nBen,1\n");
  for (const std::string& input : {rules, accounts, kams}) {
    const std::string before = contents(input);
    refused(eval({"--kams", kams, "-o", input}), 2, "would be written over " + input);
    refused(eval({"--kams", kams, "-o", (path / "." / std::filesystem::path(input).filename()).string()}), 2, input);
    BOOST_TEST(contents(input) == before);
  }
  refused({"eval", "-", "-"}, 2, "only one of the files can come from standard input");
  refused({"eval", rules, "-", "--kams", "-"}, 2, "only one of the files can come from standard input");
  refused(eval({"-o", (path / "no" / "out.csv").string()}), 3, "No such file or directory");
  refused(eval({"-o", path.string()}), 3, "Is a directory");
  refused(eval({"-o", "/dev/full"}), 3, "No space left on device");
}

BOOST_AUTO_TEST_CASE(the_name_of_the_result_says_its_format) {
  const auto written = [&](const std::string& name) {
    BOOST_TEST(spanne_run(eval({"-o", (path / name).string()})).status == 0);
    return contents(path / name);
  };
  BOOST_TEST(written("out.JSON").starts_with("{"));
  BOOST_TEST(written("out.jsonl").starts_with("{\"id\""));
  BOOST_TEST(written("out.csv").starts_with("id,kam,"));
  BOOST_TEST(written("out").starts_with("id,kam,"));
  BOOST_TEST(written("out.txt").starts_with("id,kam,"));
  for (const char* name : {"out.xlsx", "out.XLS", "out.ods"})
    refused(eval({"-o", (path / name).string()}), 2, "workbooks cannot be written");
  BOOST_TEST(spanne_run(eval({"--format", "JSON"})).out.starts_with("{"));
  refused(eval({"--format", "xml"}), 2, "there is no format xml");
}

BOOST_AUTO_TEST_CASE(what_the_library_says_is_said_plainly) {
  refused(eval({"--decimals", "x"}), 2, "this is no number: --decimals = x");
  refused(eval({"--decimals", "19"}), 2, "--decimals takes a number from 0 to 18");
  refused(eval({"--format"}), 2, "behind --format its value is missing");
  refused(eval({"--kams", "a", "--kams", "b"}), 2, "--kams is given twice");
  refused(eval({"extra"}), 2, "too much is given: extra");
  refused({"eval", rules}, 2, "ACCOUNTS is missing");
  refused({"check"}, 2, "RULES is missing");
  refused({"explain", rules, "--key", "A"}, 2, "explain takes its KEY without --key before it");
  refused({"explain", rules, "--kee", "A"}, 2, "explain has no option --kee");
  refused({"explain", rules, "---"}, 2, "explain has no option ---");
}

BOOST_AUTO_TEST_CASE(an_assignment_points_into_its_own_words_only) {
  const auto result = spanne_run(eval({"--set", "sites = growth * 3"}));
  BOOST_TEST(result.status == 2);
  BOOST_TEST(result.err.find("--set:1:9: error[E0401]") != std::string::npos);
  BOOST_TEST(result.err.find("declared optional") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(findings_of_a_file_whose_name_is_no_utf8) {
  const std::string odd = write("M\xFCller.spanne", "$\n");
  const auto result = spanne_run({"check", odd, "--format", "json"});
  BOOST_TEST(result.status == 1);
  BOOST_TEST(result.out.find("M\xEF\xBF\xBDller.spanne") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(on_a_terminal) {
  Terminal screen;
  screen.out = true;
  screen.width = 80;
  const std::string columns = spanne_run(eval({"--columns", "sites,id,fte", "--color", "never"}), screen).out;
  BOOST_TEST(columns.starts_with("sites  id       fte\n    2  A   0.016667\n"));
  BOOST_TEST(spanne_run(eval({"--color", "never"}), screen).out.find("A   Anna  all      0.017  ") !=
             std::string::npos);
  BOOST_TEST(spanne_run(eval({"--color", "never", "--decimals", "5"}), screen).out.find("  0.01667  ") !=
             std::string::npos);
  BOOST_TEST(spanne_run(eval({"--color", "never", "--exact"}), screen).out.find("  1/60  ") != std::string::npos);
  BOOST_TEST(spanne_run(eval({}), screen).out.find("\x1b[1m") != std::string::npos);
  screen.no_color = true;
  BOOST_TEST(spanne_run(eval({}), screen).out.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cell_cannot_command_the_terminal) {
  accounts =
      write("accounts.csv", "id,kam,sites,\"odd\nhead\x1b[31m\"\n\"A\nB\x1b[31m\",Anna,2,\nC\x1b[31m,Ben,x\x1b[31m,\n");
  Terminal screen;
  screen.out = true;
  const auto result = spanne_run(eval({"--color", "never"}), screen);
  BOOST_TEST(result.status == 1);
  BOOST_TEST(result.out.find("A B�[31m  Anna") != std::string::npos);
  BOOST_TEST((result.out + result.err + spanne_run(eval({})).err).find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
