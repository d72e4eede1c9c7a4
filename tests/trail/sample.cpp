// `spanne sample`: what is drawn depends on seed and accounts, and on nothing else.
#include <algorithm>
#include <map>
#include <random>
#include <regex>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

struct Drawing : Folder {
  Drawing() { put("g.spanne", guideline("0.1.0")); }

  static std::vector<std::string> rows(std::size_t count) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < count; ++i)
      rows.push_back("C-" + std::to_string(i) + ",Anna," + std::to_string(1 + i % 30) + "\n");
    return rows;
  }

  static void write(const std::vector<std::string>& rows) {
    std::string text = "id,kam,sites\n";
    for (const auto& row : rows) text += row;
    put("accounts.csv", text);
  }

  static Result draw(const std::string& size, const std::string& seed, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"sample", "g.spanne", "accounts.csv", "-n",        size,
                                  "--seed", seed,       "--as-of",      "2026-07-01"};
    args.insert(args.end(), more.begin(), more.end());
    return typed(args);
  }

  /// The names of the accounts that were drawn.
  static std::vector<std::string> names(const std::string& paper) {
    std::vector<std::string> found;
    const std::regex heading("(?:^|\n)[0-9]+\\. ([^\n]+)\n-");
    for (std::sregex_iterator at(paper.begin(), paper.end(), heading), end; at != end; ++at) found.push_back((*at)[1]);
    return found;
  }

  static std::string without_digest_of_file(const std::string& paper) {
    return std::regex_replace(paper, std::regex("Digest of that file +[0-9a-f]{64}"), "");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sample, Drawing)

BOOST_AUTO_TEST_CASE(the_same_bytes_whatever_the_order_of_the_rows) {
  auto all = rows(200);
  all.push_back("BAD,Anna,0\n");
  write(all);
  const std::string first = draw("20", "s").out;
  BOOST_TEST(names(first).size() == 20U);
  BOOST_TEST(first == draw("20", "s").out);
  std::shuffle(all.begin(), all.end(), std::mt19937(1));
  write(all);
  const std::string second = draw("20", "s").out;
  BOOST_TEST(first != second);  // it is another file
  BOOST_TEST(without_digest_of_file(first) == without_digest_of_file(second));
}

BOOST_AUTO_TEST_CASE(another_seed_is_another_sample) {
  write(rows(200));
  BOOST_TEST(names(draw("20", "s").out) != names(draw("20", "t").out));
  BOOST_TEST(names(draw("20", "s").out) != names(draw("20", "s ").out));
}

BOOST_AUTO_TEST_CASE(a_larger_sample_begins_with_the_smaller_one) {
  write(rows(200));
  auto larger = names(draw("40", "s").out);
  larger.resize(20);
  BOOST_TEST(larger == names(draw("20", "s").out));
}

BOOST_AUTO_TEST_CASE(every_account_is_drawn_about_equally_often) {
  write(rows(20));
  std::map<std::string, int> drawn;
  constexpr int seeds = 300;
  for (int seed = 0; seed < seeds; ++seed)
    for (const auto& name : names(draw("4", std::to_string(seed)).out)) ++drawn[name];
  BOOST_TEST(drawn.size() == 20U);
  // 60 of 300 are expected, give or take 7: 30 would be more than four times that off.
  for (const auto& [name, count] : drawn) BOOST_TEST((count > 30 && count < 90), name << " " << count);
}

BOOST_AUTO_TEST_CASE(anyone_can_draw_by_hand) {
  write(rows(50));
  const std::string first = names(draw("1", "2026-03-01").out).at(0);
  BOOST_TEST(
      shell(
          "for i in $(seq 0 49); do printf '%s %s\\n' \"$(printf '2026-03-01\\nC-%s\\n' $i | sha256sum | cut -c1-64)\" "
          "\"C-$i\"; done | sort | head -1 | cut -d' ' -f2 > by_hand") == 0);
  BOOST_TEST(contents("by_hand") == first + "\n");
}

BOOST_AUTO_TEST_CASE(rejected_rows_belong_to_it) {
  write({"A,Anna,1\n", "B,Anna,0\n", "C,Anna,many\n", ",Anna,7\n", "A,Anna,2\n"});
  const Result result = draw("25", "s");
  expect(result, 0, "5 accounts, of which 4 rejected; rejected ones may be drawn like all");
  expect(result, 0, "all 5, since 25 were asked for and there are no more");
  expect(result, 0, "- Rejected: sites: 0 is out of range; it has to be at least 1 and at most 5000");
  expect(result, 0, "The row as it stands: B | Anna | 0");
  expect(result, 0, "The row as it stands: C | Anna | many");
  auto found = names(result.out);
  std::sort(found.begin(), found.end());
  BOOST_TEST(found == (std::vector<std::string>{"A", "A", "Anna 7", "B", "C"}));
}

BOOST_AUTO_TEST_CASE(accounts_that_the_rules_reject_are_explained) {
  put("g.spanne", guideline("0.1.0", "0.1", "define share = 10 / (sites - 5)\nmore: share > 1 -> +0.01 FTE\n"));
  write({"A,Anna,1\n", "B,Anna,5\n"});
  const Result result = draw("2", "s");
  expect(result, 0, "2 accounts, of which 1 rejected");
  expect(result, 0, "rejected");
  BOOST_TEST(names(result.out).size() == 2U);
}

BOOST_AUTO_TEST_CASE(figures_of_a_group_are_counted_from_all_rows) {
  put("g.spanne",
      "ruleset \"Small\" version 0.1.0\nattributes\n  id text key\n  kam text owner\n  sites integer 1 .. 5_000\n"
      "  peers integer 0 .. 99 = count per kam\ncluster all: otherwise -> 0.1 FTE\nmany: peers > 1 -> +0.01 FTE per "
      "peers\n");
  write(rows(7));
  expect(draw("1", "s"), 0, "peers 7: counted from 7 rows of the file");
}

BOOST_AUTO_TEST_CASE(as_a_page_and_as_markdown) {
  write(rows(9));
  expect(draw("3", "s", {"-o", "s.html"}), 0, "rule set \"Small\" version 0.1.0");
  BOOST_TEST(contents("s.html").starts_with("<!DOCTYPE html>"));
  BOOST_TEST(contents("s.html").find("[  ] agreed") != std::string::npos);
  BOOST_TEST(contents("s.html").find("<script") == std::string::npos);
  draw("3", "s", {"-o", "s.md"});
  BOOST_TEST(contents("s.md").starts_with("# Sample of 3 accounts from accounts.csv\n"));
  draw("3", "s", {"-o", "s.txt"});
  BOOST_TEST(contents("s.txt") == draw("3", "s").out);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_drawn_again_is_refused) {
  write(rows(3));
  expect(typed({"sample", "g.spanne", "accounts.csv"}), 2, "so that it cannot be chosen to suit them");
  expect(draw("0", "s"), 2, "a sample has at least one account");
  expect(typed({"sample", "g.spanne", "-", "--seed", "s"}), 2, "standard input is none");
  expect(typed({"sample", "g.spanne", "--seed", "s"}), 2, "ACCOUNTS is missing");
  expect(draw("3", "s", {"-o", "s.pdf"}), 2, "s.pdf");
  expect(draw("3", "s", {"-o", "accounts.csv"}), 2, "accounts.csv");
  expect(draw("3", "s", {"--with", "more.csv"}), 2, "a sample is drawn from one file");
  expect(typed({"sample", "g.spanne", "none.csv", "--seed", "s"}), 3, "cannot read none.csv");
}

BOOST_AUTO_TEST_SUITE_END()
