// What people type at the command line from habit, and cells of their files: the answer can be typed as it stands.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;

struct HabitFiles : Folder {
  std::string rules = write("rules.spanne",
                            "ruleset \"Test\" version 1.0.0\n"
                            "attributes\n"
                            "  kunde      text     key\n"
                            "  betreuer   text     owner optional  column \"KAM\"\n"
                            "  standorte  integer  0 ..            column \"Standorte\"\n"
                            "  termine    integer  0 ..  optional  column \"Termine pro Jahr\"\n"
                            "  umsatz     money EUR  0 ..  default 0\n"
                            "  anteil     percent in %  optional\n"
                            "  dezentral  boolean\n"
                            "cluster alle: otherwise -> 0.1 FTE\n"
                            "viele: standorte > 4 -> +0.1 FTE\n");
  std::string accounts = write("accounts.csv",
                               "kunde,KAM,Standorte,Termine pro Jahr,umsatz,anteil,dezentral\n"
                               "A,Anna,2,3,5,,yes\nB,,3,,6,,no\n");

  Result eval(const std::vector<std::string>& options) const {
    std::vector<std::string> args{"eval", rules, accounts, "--format", "csv"};
    args.insert(args.end(), options.begin(), options.end());
    return spanne_run(args);
  }
  /// Sets what is asked for, then what the help says instead.
  void mended(const std::string& written, const std::string& help, const std::string& columns,
              const std::string& expected) const {
    const Result refused = eval({"--set", written});
    BOOST_TEST(refused.status != 0);
    BOOST_TEST(refused.err.find("help: " + help + "\n") != std::string::npos, refused.err);
    const Result done = eval({"--set", help, "--columns", columns});
    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(done.out == expected);
  }
};

BOOST_FIXTURE_TEST_SUITE(suggestions, HabitFiles)

BOOST_AUTO_TEST_CASE(a_condition_behind_what_is_set_comes_first) {
  mended("standorte = standorte + 3 when dezentral", "standorte = if dezentral then standorte + 3 else standorte",
         "kunde,standorte,rules", "kunde,standorte,rules\nA,5,viele\nB,3,\n");
  mended("standorte = 9 if not dezentral", "standorte = if not dezentral then 9 else standorte", "kunde,standorte",
         "kunde,standorte\nA,2\nB,9\n");
  mended("standorte = 9 wenn dezentral", "standorte = if dezentral then 9 else standorte", "kunde,standorte",
         "kunde,standorte\nA,9\nB,3\n");
  mended("standorte = 9 if dezentral else 1", "standorte = if dezentral then 9 else 1", "kunde,standorte",
         "kunde,standorte\nA,9\nB,1\n");
}

BOOST_AUTO_TEST_CASE(what_is_set_may_keep_a_missing_value) {
  const auto set = [&](const std::string& assignment, const std::string& columns) {
    const Result result = eval({"--set", assignment, "--columns", columns});
    return result.status == 0 ? result.out : result.err;
  };
  BOOST_TEST(set("betreuer = if kunde = \"A\" then \"Ben\" else betreuer", "kunde,betreuer") ==
             "kunde,betreuer\nA,Ben\nB,\n");
  BOOST_TEST(set("termine = if dezentral then 9 else termine", "kunde,termine") == "kunde,termine\nA,9\nB,\n");
  BOOST_TEST(set("termine = if dezentral then termine else (termine)", "kunde,termine") == "kunde,termine\nA,3\nB,\n");
  BOOST_TEST(set("termine = if dezentral then 9 else if standorte > 1 then termine else 1", "kunde,termine") ==
             "kunde,termine\nA,9\nB,\n");
  // What calculates with it needs it.
  const std::string refused = set("termine = if dezentral then 9 else termine + 1", "kunde");
  BOOST_TEST(refused.find("E0401") != std::string::npos, refused);
}

BOOST_AUTO_TEST_CASE(groups_are_asked_for_by_the_head_of_their_column) {
  const Result refused = eval({"--by", "KAM"});
  BOOST_TEST(refused.status == 2);
  BOOST_TEST(refused.err.find("\"KAM\" is the head of betreuer") != std::string::npos, refused.err);
  BOOST_TEST(refused.err.find("help: --by betreuer\n") != std::string::npos);
  BOOST_TEST(eval({"--by", "betreuer"}).status == 0);
  const Result words = eval({"--by", "Termine pro Jahr"});
  BOOST_TEST(words.err.find("help: --by termine\n") != std::string::npos, words.err);
  const Result set = eval({"--set", "Standorte = 3"});
  BOOST_TEST(set.err.find("help: standorte\n") != std::string::npos, set.err);
}

struct CellCase {
  std::string cells, said;
};

BOOST_AUTO_TEST_CASE(cells_say_what_may_stand_in_them) {
  const std::vector<CellCase> cases{
      {"x,,,yes", "x is not a number; write digits, such as 12\n"},
      {"2,x,,yes", "x is not a number; write digits, such as 12, or leave the cell empty"},
      {"2,,x,yes", "x is not a number; write digits, such as 15 %, or leave the cell empty"},
      {"######,,,yes", "the column was too narrow when the file was saved; widen it there and save again"},
      {"2,-   €,,yes", "1 cell with a dash and a currency was read as 0"},
  };
  for (const CellCase& one : cases) {
    const std::string file = write("cells.csv", "kunde,Standorte,umsatz,anteil,dezentral\nA," + one.cells + "\n");
    const Result result = spanne_run({"eval", rules, file, "--format", "csv"});
    BOOST_TEST(result.err.find(one.said) != std::string::npos, one.cells << ":\n" << result.err);
  }
}

BOOST_AUTO_TEST_CASE(a_cell_takes_what_its_message_says) {
  const auto run = [&](const std::string& cell, const std::string& locale) {
    const std::string file = write("cells.csv", "kunde,Standorte,anteil,dezentral\nA,2,\"" + cell + "\",yes\n");
    return spanne_run({"eval", rules, file, "--format", "csv", "--locale", locale, "--columns", "anteil"});
  };
  const Result refused = run("15,5 %", "en");
  BOOST_TEST(refused.err.find("write 15.5 %") != std::string::npos, refused.err);
  BOOST_TEST(run("15.5 %", "en").out == "anteil\n15.5 %\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
