// Notes and warnings that change a result, money that is divided by a name, and more of one thing than can be walked.
#include <chrono>
#include <fmt/format.h>

#include "tests/support/program.hpp"

using namespace spanne::test;

namespace {

const std::string head =
    "ruleset \"Attacked\" version 1.0.0\n"
    "attributes\n"
    "  account    text         key\n"
    "  growth     percent in %  -100 % .. 1_000 %\n"
    "  revenue    money EUR    0 ..\n"
    "  sites      integer      1 ..\n"
    "  country    text\n"
    "  decentral  boolean\n"
    "cluster all: otherwise -> 1 FTE\n";

struct Attacked : Folder {
  std::string guideline(const std::string& rest) const { return write("guideline.spanne", head + rest); }

  Result check(const std::string& rest, bool proofs = false) const {
    if (proofs) return spanne_run({"check", guideline(rest)});
    return spanne_run({"check", "--no-proof", guideline(rest)});
  }

  /// What two accounts get, and by which rules. A is fast, large and has the star, B has nothing of it.
  void gets(const std::string& rest, const std::string& a, const std::string& b) const {
    const std::string accounts = write("accounts.csv",
                                       "account,growth,revenue,sites,country,decentral\n"
                                       "A,5,2000,4,N*,yes\n"
                                       "B,0.2,1,1,North,no\n");
    const Result result = spanne_run({"eval", guideline(rest), accounts, "--format", "csv"});
    BOOST_TEST_CONTEXT(rest << result.err << result.out) {
      BOOST_TEST(result.status == 0);
      for (const auto& [account, expected] : {std::pair("A", a), std::pair("B", b)}) {
        const std::size_t line = result.out.find(std::string("\n") + account + ",all,");
        BOOST_REQUIRE(line != std::string::npos);
        const std::string words = result.out.substr(line + 1, result.out.find('\n', line + 1) - line - 1);
        const auto [effort, rules] = halves(expected);
        BOOST_TEST(words.starts_with(fmt::format("{0},all,{1},{1},{1},", account, effort)));
        BOOST_TEST(words.find(rules) != std::string::npos);
      }
    }
  }

  /// A note about `condition` stands in the head or a cell of a lookup; what uses the lookup must not change.
  void lookup(const std::string& heads, const std::string& cells, const std::string& factor = "3") const {
    gets(fmt::format("table speed\n  | {} || factor | fast |\n  | {} || {} | yes |\n  | otherwise || 1 | no |\n"
                     "scaled: always -> x factor\nquick: fast -> +1 FTE\nslow: not fast -> +5 FTE\n",
                     heads, cells, factor),
         "6 \"scaled;quick\"", "6 \"scaled;slow\"");
  }

  void accepted(const std::string& rest) const {
    const Result result = check(rest);
    BOOST_TEST_CONTEXT(rest << result.err) BOOST_TEST(result.status == 0);
  }
  void refused_with(const std::string& rest, const std::string& words) const {
    const Result result = check(rest);
    BOOST_TEST_CONTEXT(rest << result.err) {
      BOOST_TEST(result.status == 1);
      BOOST_TEST(result.err.find(words) != std::string::npos);
    }
  }

 private:
  static std::pair<std::string, std::string> halves(const std::string& text) {
    const std::size_t blank = text.find(' ');
    return {text.substr(0, blank), text.substr(blank + 1)};
  }
};

std::string times(std::size_t count, const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(notes, Attacked)

BOOST_AUTO_TEST_CASE(a_note_in_a_lookup_changes_nothing) {
  lookup("growth", ">= 0.5 %");
  lookup("growth", ">= 0.5");
  lookup("growth", "0.5 % .. 100 %");
  lookup("growth", "not -100 .. 0.4");
  lookup("revenue", "> 1.500 EUR");
  lookup("revenue", "> 1.500");
  lookup("sites", "2.000 .. 9");
  lookup("sites", "> 1", "3.000");
  lookup("(country = \"N*\")", "yes");
  lookup("(growth >= 0.5 %) | (revenue > 1.500 EUR)", "yes | yes");
  lookup("(if growth > 0.5 % then 1 else 0)", "1");
}

BOOST_AUTO_TEST_CASE(the_second_end_of_a_range_in_a_cell_speaks_for_both) {
  // 1 .. 2 k EUR is from one thousand on, in a cell as in a condition.
  gets("table t\n  | revenue || + FTE |\n  | 1 .. 2 k EUR || 1 |\na: revenue in 1 .. 2 k EUR -> +2 FTE\n", "4 t#1;a",
       "1 ,,ok");
  gets("table t\n  | revenue || + FTE |\n  | 1 EUR .. 2 k EUR || 1 |\n  | 0 ..< 1 EUR || 2 |\n", "2 t#1", "2 t#1");
  gets("table t\n  | sites || + FTE |\n  | not 0.001 .. 0.003 k || 1 |\n", "2 t#1", "1 ,,ok");
}

BOOST_AUTO_TEST_CASE(a_note_on_the_way_to_a_lookup_changes_nothing) {
  gets(
      "define quick_growth = growth >= 0.5 %\n"
      "table inner\n  | quick_growth || points |\n  | yes || 1.250 |\n  | no || 0 |\n"
      "table outer sum\n  | points || factor |\n  | 1.250 || 2.000 |\n  | - || 1 |\n"
      "scaled: points = 1.250 -> x factor\n",
      "3 scaled", "1 ,,ok");
}

BOOST_AUTO_TEST_CASE(weeks_and_years_in_a_lookup_change_nothing) {
  gets(
      "table care\n  | decentral || visit |\n  | yes || 40 h/week |\n  | no || 1_600 h/year |\n"
      "cared: always -> +visit\n",
      "2 cared", "2 cared");
}

BOOST_AUTO_TEST_CASE(a_wrong_property_is_not_proved_beside_a_note) {
  const std::string rest =
      "table speed\n  | growth || factor | fast |\n  | >= 0.5 % || 3 | yes |\n  | otherwise || 1 | no |\n"
      "scaled: always -> x factor\nquick: fast -> +1 FTE\nslow: not fast -> +5 FTE\n";
  const Result wrong = check(rest + "property \"seven\": fte = 7 FTE\n", true);
  BOOST_TEST(wrong.status == 1);
  BOOST_TEST(wrong.err.find("E0520") != std::string::npos);
  const Result right = check(rest + "property \"six\": fte = 6 FTE\n", true);
  BOOST_TEST(right.status == 0);
  BOOST_TEST((right.out + right.err).find("is proved") != std::string::npos);
  const Result printed = spanne_run({"print", guideline(rest)});
  BOOST_TEST(printed.status == 0);
  BOOST_TEST(printed.out.find("always") == printed.out.rfind("always"));
}

BOOST_AUTO_TEST_CASE(a_note_in_what_is_set_or_given_is_not_the_end_of_it) {
  const std::string file = guideline("fast: growth > 10 % -> +1 FTE\n");
  const std::string accounts = write("accounts.csv", "account,growth,revenue,sites,country,decentral\nA,50,1,1,X,no\n");
  const Result set = spanne_run({"eval", file, accounts, "--set", "growth = 0.5 %", "--format", "csv"});
  BOOST_TEST(set.status == 0);
  BOOST_TEST(set.out.find("A,all,1,1,1,") != std::string::npos);
  const Result given = spanne_run(
      {"explain", file, "--given", "growth = 0.5 %, revenue = 1.500 EUR, sites = 1, country = \"X\", decentral = no"});
  BOOST_TEST(given.status == 0);
  BOOST_TEST(given.out.find("0.5 %") != std::string::npos);
}

// ---------------------------------------------------------------------------------------------- money by a name

BOOST_AUTO_TEST_CASE(money_is_divided_by_whatever_is_a_number) {
  for (const std::string divisor :
       {"sites", "min(sites, 3)", "(sites + 1)", "(if decentral then sites else 1)", "max(1, sites) / sites",
        "sites * sites", "floor(sites / 1)", "3", "-sites", "month", "100 %"})
    for (const std::string money : {"1_000_000 EUR", "1 M EUR", "0.5 bn EUR", "5M EUR", "(1_000 EUR)"})
      for (const std::string sign : {" / ", "/", " * "})
        accepted(
            fmt::format("define month = 2\ndefine share = {0}{1}{2}\na: revenue > share -> +1 FTE\n"
                        "b: revenue in 0 EUR .. {0}{1}{2} -> +1 FTE\nc: {0}{1}{2} < revenue -> +1 FTE\n"
                        "d: revenue / ({0}{1}{2}) > 1 -> +1 FTE per ({0}{1}{2})\n",
                        money, sign, divisor));
  accepted("a: revenue > 100 EUR / if decentral then 1 else 2 -> +1 FTE\n");
  accepted(
      "above: revenue > 1 EUR / sites -> +1 FTE\ntest \"t\"\n  given growth = 1 %, revenue = 9 EUR, sites = 1, "
      "country = \"\", decentral = no\n  expect rule above\n");
  gets("share: revenue >= 1_000 EUR / sites -> +1 FTE\n", "2 share", "1 ,,ok");
  gets("share: revenue >= 500 EUR * sites -> +1 FTE\n", "2 share", "1 ,,ok");
}

BOOST_AUTO_TEST_CASE(units_of_time_keep_their_stroke) {
  for (const std::string unit : {"h/month", "h / month", "hours/week", "days/quarter", "days / year", "h /\n  week"})
    accepted(
        fmt::format("define visit = 3 {0}\na: always -> +2 {0} per sites, +(sites / 2) {0}, at most 9 {0}\n", unit));
  // An attribute called as a period does not take it away.
  accepted("define month = sites * 2\na: always -> +3 h/month per month\n");
}

BOOST_AUTO_TEST_CASE(effort_that_is_divided_by_a_name_is_told_what_to_write) {
  refused_with("a: always -> +0.1 FTE / sites\n", "help: per sites");
  refused_with("a: always -> +0.1 FTE/sites\n", "help: per sites");
  refused_with("a: always -> +3 h/sites\n", "help: h/month per sites");
  accepted("a: always -> +3 h/month per sites\n");
  refused_with("define each = 1 FTE / sites\n", "E0333");
  refused_with("define each = 1 FTE / max(sites, 2)\n", "E0333");
  refused_with("a: revenue > 5 euro / sites -> +1 FTE\n", "help: EUR");
}

// ---------------------------------------------------------------------------------------------- a great many

BOOST_AUTO_TEST_CASE(a_great_many_of_anything_is_refused_or_read_at_once) {
  constexpr std::size_t many = 100'000;
  const std::vector<std::pair<std::string, std::string>> conditions{{"-", "sites > 1"},
                                                                    {"- ", "sites > 1"},
                                                                    {"not ", "decentral"},
                                                                    {"(", "sites > 1"},
                                                                    {"if ", "decentral"},
                                                                    {"if decentral then 1 else ", "1 > 1"},
                                                                    {"if (", "decentral"},
                                                                    {"if (1 + ", "1"},
                                                                    {"decentral or (", "decentral"},
                                                                    {"min(1, ", "sites > 1"},
                                                                    {"sites in (", "1"},
                                                                    {"1 - ", "1 > 1"},
                                                                    {"sites + ", "1 > 1"},
                                                                    {"decentral and ", "sites"},
                                                                    {"sites < ", "1"},
                                                                    {"= ", "1"},
                                                                    {"=", "1"},
                                                                    {"1,", "1a > 1"},
                                                                    {"1.", "1 > 1"},
                                                                    {"1 000 ", "1"},
                                                                    {"'", "1"},
                                                                    {"[", "1"},
                                                                    {"1 EUR / ", "sites > 1"},
                                                                    {"|", "1"},
                                                                    {"power(", "sites"},
                                                                    {"growth is known and ", "1"}};
  for (const auto& [piece, end] : conditions) {
    const auto begin = std::chrono::steady_clock::now();
    const Result result = check(fmt::format("a: {}{} -> +1 FTE\n", times(many, piece), end));
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    BOOST_TEST_CONTEXT(piece << result.err) {
      BOOST_TEST(result.status == 1);
      BOOST_TEST(seconds < 10);  // the square of their number would take minutes
    }
  }
  for (const std::string piece : {"-", "- ", "not ", "(", "if decentral then 1 else ", "min(1, "})
    refused_with(fmt::format("a: {}sites > 1 -> +1 FTE\n", times(many, piece)), "E0120");
  for (const std::string amount : {"+", "-", "x ", "at most "})
    for (const std::string piece : {"-", "(", "-("})
      refused_with(fmt::format("a: always -> {}{}1 FTE\n", amount, times(many, piece)), "error[");
}

BOOST_AUTO_TEST_CASE(defines_that_rest_on_one_another_are_bounded_in_either_order) {
  const auto chain = [](std::size_t count, bool upwards, const std::string& step, const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t id = upwards ? i : count - 1 - i;
      const std::string value = id == 0 ? last : fmt::format(fmt::runtime(step), id - 1);
      text += fmt::format("define d{} = {}\n", id, value);
    }
    return text;
  };
  for (const bool upwards : {true, false}) {
    accepted(chain(500, upwards, "d{} + 1", "sites"));
    accepted(chain(900, upwards, "not d{}", "decentral"));
    refused_with(chain(20'000, upwards, "d{} + 1", "sites"), "E0216");
    refused_with(chain(20'000, upwards, "not d{}", "decentral"), "E0216");
    refused_with(chain(20'000, upwards, "(((d{})))", "sites"), "E0216");
  }
}

BOOST_AUTO_TEST_CASE(sums_in_brackets_and_lists_in_lists_are_bounded) {
  std::string sum = "sites", list = "sites in (1, 2)", few = list;
  for (int level = 0; level < 150; ++level) sum = fmt::format("({}{})", sum, times(100, " + 1"));
  for (int level = 0; level < 60; ++level) list = fmt::format("({}) in (yes, no)", list);
  for (int level = 0; level < 8; ++level) few = fmt::format("({}) in (yes, no)", few);
  refused_with("a: " + sum + " > 1 -> +1 FTE\n", "E0216");
  refused_with("a: " + list + " -> +1 FTE\n", "E0217");
  gets("a: " + few + " -> +1 FTE\n", "2 a", "2 a");
}

BOOST_AUTO_TEST_CASE(values_and_kinds_in_their_thousands_are_compared_once) {
  std::string values, kinds;
  for (int i = 0; i < 50'000; ++i) values += fmt::format("v{}, ", i), kinds += fmt::format("k{}, ", i);
  const std::string file = write("many.spanne", "ruleset \"Many\" version 1.0.0\n  effort " + kinds +
                                                    "k\nattributes\n  id text key\n  v one of " + values +
                                                    "v\ncluster all: otherwise -> 1 FTE\n");
  const auto begin = std::chrono::steady_clock::now();
  BOOST_TEST(spanne_run({"check", "--no-proof", file}).status == 0);
  BOOST_TEST(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < 20);
}

BOOST_AUTO_TEST_SUITE_END()
