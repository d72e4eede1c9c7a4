// `spanne eval --by rule` as it is typed.
#include <boost/test/unit_test.hpp>

#include "tests/support/program.hpp"

namespace {

using namespace spanne;
using test::spanne_run;

const std::string guideline =
    "ruleset \"Test\" version 1.0.0\n"
    "attributes\n"
    "  account  text     key\n"
    "  kam      text     owner\n"
    "  sites    integer  1 .. 5_000\n"
    "cluster big: sites > 50  -> 1 .. 1.5 FTE\n"
    "cluster all: otherwise   -> 0.2 FTE\n"
    "table care\n"
    "  | sites     || hours |\n"
    "  | <= 10     || 1     |\n"
    "  | otherwise || 2     |\n"
    "visits: sites > 10 -> +(hours) h/month\n"
    "scale:  sites > 4  -> x 1.2\n"
    "table extra\n"
    "  | sites  || + FTE |\n"
    "  | 3 .. 9 || 0.05  |\n"
    "  | >= 90  || 0.5   |\n"
    "remark: sites > 1 -> flag \"many\"\n";
const std::string accounts = "account,kam,sites\nA,Ann,1\nB,Ann,5\nC,Ben,12\nD,Ben,100\nE,Ben,none\n";

struct Files : test::Folder {
  std::string rules = write("guideline.spanne", guideline), rows = write("accounts.csv", accounts);

  std::vector<std::string> call(std::vector<std::string> more) const {
    std::vector<std::string> all{"eval", rules, rows};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string csv(std::vector<std::string> more) const {
    more.insert(more.end(), {"--format", "csv"});
    return spanne_run(call(more)).out;
  }
};

/// The cells of the first line that begins with `begin`.
std::vector<std::string> line_of(const std::string& csv, const std::string& begin) {
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(begin + ",")) continue;
    std::vector<std::string> cells;
    std::istringstream rest(line);
    for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
    return cells;
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(eval_by_rule)

BOOST_AUTO_TEST_CASE(every_rule_has_its_part_and_the_total_is_that_of_eval) {
  const Files files;
  const std::string csv = files.csv({"--by", "rule"});
  BOOST_TEST(csv.starts_with("rule,rows,to_low,to_mid,to_high\n"));
  BOOST_TEST(line_of(csv, "cluster all") == (std::vector<std::string>{"cluster all", "3", "0.6", "0.6", "0.6"}));
  // 2 h/month of 1,600 h are 0.015 FTE, in two accounts.
  BOOST_TEST(line_of(csv, "visits") == (std::vector<std::string>{"visits", "2", "0.03", "0.03", "0.03"}));
  BOOST_TEST(line_of(csv, "extra#2") == (std::vector<std::string>{"extra#2", "1", "0.5", "0.5", "0.5"}));
  BOOST_TEST(line_of(csv, "remark").empty());
  const auto total = line_of(csv, "total"), plain = line_of(files.csv({"--by", "cluster"}), "total");
  BOOST_TEST(total[1] == "4");
  BOOST_TEST(total[2] == plain[3]);
  BOOST_TEST(total[3] == plain[4]);
  BOOST_TEST(total[4] == plain[5]);
}

BOOST_AUTO_TEST_CASE(groups_stand_where_they_are_named) {
  const Files files;
  const std::string first = files.csv({"--by", "rule,kam"}), last = files.csv({"--by", "kam,rule"});
  BOOST_TEST(first.starts_with("rule,kam,rows,"));
  BOOST_TEST(first.find("cluster all,Ann,2,0.4,0.4,0.4\n") != std::string::npos);
  BOOST_TEST(last.starts_with("kam,rule,rows,"));
  BOOST_TEST(last.find("Ann,cluster all,2,0.4,0.4,0.4\n") != std::string::npos);
  BOOST_TEST(last.find("total,,4,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_rule_is_an_evaluation_of_the_edited_file) {
  const Files files;
  const auto edited = [&](const std::string& line) {
    std::string text = guideline;
    text.erase(text.find(line), line.size());
    return files.write("edited.spanne", text);
  };
  const std::pair<std::string, std::string> rules[] = {{"scale", "scale:  sites > 4  -> x 1.2\n"},
                                                       {"extra#1", "  | 3 .. 9 || 0.05  |\n"}};
  for (const auto& [name, line] : rules) {
    const auto with = line_of(files.csv({"--by", "rule", "--without", name}), name);
    const auto plain =
        line_of(spanne_run({"eval", edited(line), files.rows, "--by", "cluster", "--format", "csv"}).out, "total");
    BOOST_TEST_CONTEXT(name) {
      BOOST_REQUIRE_EQUAL(with.size(), 9U);
      BOOST_TEST(with[5] == plain[3]);
      BOOST_TEST(with[6] == plain[4]);
      BOOST_TEST(with[7] == plain[5]);
      BOOST_TEST(with[8] == "1");
    }
  }
  const std::string all = files.csv({"--by", "rule", "--without", "all"});
  BOOST_TEST(line_of(all, "visits").size() == 9U);
  BOOST_TEST(line_of(all, "cluster all")[5] == "");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_left_out_is_said) {
  const Files files;
  const auto refused = [&](const std::string& name, const std::string& words) {
    test::refused(files.call({"--by", "rule", "--format", "csv", "--without", name}), 2, words);
  };
  refused("big", "cluster big is where the effort of its accounts begins");
  refused("care", "name a rule that uses it: visits");
  refused("care#1", "gives values to the rules that use it");
  refused("extra", "name one of its rows: extra#1");
  refused("visit", "did you mean visits?");
  refused("all,visits", "--without all has every rule already");
  test::refused(files.call({"--without", "visits"}), 2, "--by rule");
  test::refused(files.call({"--by", "rule", "--format", "jsonl"}), 2, "--format json");
  test::refused(files.call({"--by", "rule", "--strict"}), 2, "rejected rows are counted");
  test::refused(files.call({"--by", "rule,kma"}), 2, "no attribute is called so");
}

BOOST_AUTO_TEST_CASE(a_what_if_says_so) {
  const Files files;
  const auto result = spanne_run(files.call({"--by", "rule", "--set", "sites = 5", "--format", "table"}));
  BOOST_TEST(result.out.starts_with("what if: sites = 5\n"));
  BOOST_TEST(result.status == 1);  // one row is rejected
}

BOOST_AUTO_TEST_CASE(the_likely_range_is_on_the_screen_and_not_in_files) {
  const Files files;
  std::string many = "account,kam,sites\n";
  for (int row = 0; row < 40; ++row) many += "A" + std::to_string(row) + ",Ann,60\n";
  const std::string path = files.write("many.csv", many);
  const auto rows = spanne_run({"eval", files.rules, path, "--format", "table"});
  BOOST_TEST(rows.out.find("likely (90 %): ") != std::string::npos);
  const auto groups = spanne_run({"eval", files.rules, path, "--by", "kam", "--format", "table"});
  BOOST_TEST(groups.out.find("likely (90 %)") != std::string::npos);
  const std::string to = files.file("groups.txt");
  spanne_run({"eval", files.rules, path, "--by", "kam", "--format", "table", "-o", to});
  BOOST_TEST(test::contents(to).find("likely") == std::string::npos);
  BOOST_TEST(spanne_run({"eval", files.rules, path, "--format", "json"}).out.find("likely") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
