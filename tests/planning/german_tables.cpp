// CSV as German Excel opens it, of every table of every planning command: no cell that is a number has a point, which
// German Excel reads as a thousands separator or a day.
#include <nlohmann/json.hpp>

#include "tests/support/program.hpp"

namespace {

using namespace spanne;
using nlohmann::json;
using test::spanne_run;

const std::string guideline =
    "ruleset \"Decimals\" version 1.0.0\n  utilisation 80 % .. 100 %\nattributes\n"
    "  id text key\n  part decimal key\n  kam text owner optional\n  size decimal 0 .. 9.5\n  share percent\n"
    "  central boolean\n"
    "cluster near: central -> 0.1 .. 0.25 FTE\ncluster far: otherwise -> 0.2 FTE\n"
    "big: size > 1.25 -> x 1.5\nwide: share > 12.5 % -> +0.05 .. 0.15 FTE\n"
    "table fx\n  | size || x   |\n  | > 2  || 1.1 |\n"
    "profile small: size <= 1.5\n";

struct Decimals : test::Folder {
  std::string rules = write("guideline.spanne", guideline);
  std::string list = write("list.csv",
                           "id,part,kam,size,share,central\nA,1.5,Anna,1.5,12.5 %,yes\nB,2.5,Anna,2.25,25 %,no\n"
                           "C,0.5,,1.125,2.5 %,yes\n");
  std::string later = write("later.csv",
                            "id,part,kam,size,share,central\nA,1.5,Ben,2.5,13.5 %,no\nB,2.5,Anna,2.25,25 %,no\n"
                            "D,0.5,,1.125,2.5 %,yes\n");
  std::string people = write("people.csv", "kam,capacity\nAnna,0.35\nBen,0.75\n");
  std::string scenarios = write("options.scenarios.spanne",
                                "scenarios \"Options\" of \"guideline.spanne\"\nscenario \"Other\"\n"
                                "  set size = size + 0.5 where central\n  assign \"Ben\" where id = \"A\"\n"
                                "  leave \"Anna\" from 2027-01-01\n");

  /// The names of all tables that a command has.
  std::vector<std::string> views(std::vector<std::string> args) const {
    args.insert(args.end(), {"--format", "json"});
    const test::Result result = spanne_run(args);
    BOOST_TEST_CONTEXT(result.err) BOOST_REQUIRE(!result.out.empty());
    std::vector<std::string> names;
    const json all = json::parse(result.out);
    for (const auto& [name, table] : all.items())
      if (table.is_array() && name != "notes" && name != "what_if") names.push_back(name);
    BOOST_REQUIRE(!names.empty());
    return names;
  }
};

std::string unquoted(std::string cell) {
  if (cell.size() > 1 && cell.front() == '"') return cell.substr(1, cell.size() - 2);
  return cell;
}

/// Numbers, ranges of them and shares with a point; yes and no. Words of rule text, such as `0.2 FTE`, stay as they
/// are.
bool is_english(const std::string& cell) {
  if (cell == "yes" || cell == "no") return true;
  std::string digits = cell;
  for (const char* sign : {"–", " to ", " %", "+", "-", "/"})
    for (std::size_t at = digits.find(sign); at != digits.npos; at = digits.find(sign))
      digits.erase(at, std::string(sign).size());
  return digits.find('.') != digits.npos && digits.find_first_not_of("0123456789.") == digits.npos;
}

void expect_german(const std::string& csv) {
  std::istringstream lines(csv);
  bool is_head = true;
  for (std::string line; std::getline(lines, line); is_head = false) {
    std::istringstream rest(line);
    for (std::string cell; std::getline(rest, cell, ';');)
      BOOST_TEST_CONTEXT(line) BOOST_TEST((is_head || !is_english(unquoted(cell))), cell);
  }
}

BOOST_FIXTURE_TEST_SUITE(german_tables, Decimals)

BOOST_AUTO_TEST_CASE(no_table_has_a_decimal_point) {
  const std::vector<std::vector<std::string>> commands{
      {"matrix", rules, list},
      {"matrix", rules, list, "--rows", "cluster,central", "--by", "size: 1.5 | 2.25 .."},
      {"sensitivity", rules, list},
      {"eval", rules, list, "--by", "rule"},
      {"eval", rules, list, "--by", "rule,size,central", "--without", "all"},
      {"diff", rules, list, later},
      {"diff", rules, list, later, "--kams", people},
      {"plan", rules, list, scenarios, "--kams", people, "--details"},
      {"plan", rules, list, scenarios, "--kams", people, "--at", "2026-12-01,2027-02-01", "--details"},
      {"balance", rules, list, "--kams", people}};
  for (const auto& command : commands)
    for (const std::string& view : views(command)) {
      auto german = command;
      german.insert(german.end(), {"--format", "csv", "--out-locale", "de", "--view", view});
      if (command.front() == "eval") german.resize(german.size() - 2);  // has no --view
      const test::Result result = spanne_run(german);
      BOOST_TEST_CONTEXT(command.front() + " --view " + view + "\n" + result.err) {
        BOOST_TEST(result.out.starts_with("\xEF\xBB\xBF"));
        expect_german(result.out.substr(3));
      }
    }
}

BOOST_AUTO_TEST_CASE(what_stood_there_with_a_point) {
  const auto german = [](std::vector<std::string> args) {
    args.insert(args.end(), {"--format", "csv", "--out-locale", "de"});
    return spanne_run(args).out;
  };
  const auto expect = [](const std::string& text, const std::string& words) {
    BOOST_TEST_CONTEXT(text) BOOST_TEST(text.find(words) != std::string::npos, words);
  };
  expect(german({"matrix", rules, list}), "their FTE;");
  expect(german({"diff", rules, list, later, "--view", "changes"}), "A;\"1,5\";data;size;\"1,5\";\"2,5\";");
  expect(german({"diff", rules, list, later, "--view", "changes"}), "A;\"1,5\";data;central;ja;nein;");
  expect(german({"sensitivity", rules, list}), "fx#1;factor;\"1,1\";\"1,09\";");
  expect(german({"eval", rules, list, "--by", "rule,size"}), "big;\"1,5\";");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
