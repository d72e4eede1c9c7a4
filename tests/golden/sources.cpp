// Accounts from JSON, databases and two tables, as people name them on the command line.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;

struct Sources : Folder {
  std::string rules = write("rules.spanne",
                            "ruleset \"Test\" version 1.0.0\n"
                            "attributes\n"
                            "  id       text       key\n"
                            "  kam      text       owner optional\n"
                            "  sites    integer    1 ..\n"
                            "  revenue  money EUR  optional\n"
                            "  since    date       optional\n"
                            "cluster all: otherwise -> 0.1 FTE\n"
                            "rules \"R\"\n"
                            "  more: sites > 1 -> +0.1 FTE per sites above 1\n");
  std::string accounts = write("accounts.csv", "id,kam,sites\nA,Anna,2\nB,Ben,3\n");

  Result eval(const std::vector<std::string>& options) const {
    std::vector<std::string> args{"eval", rules};
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), {"--as-of", "2026-07-01"});
    return spanne_run(args);
  }
};

bool says(const Result& result, const std::string& words) { return result.err.find(words) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(sources, Sources)

BOOST_AUTO_TEST_CASE(results_are_read_again) {
  for (const char* name : {"again.json", "again.jsonl"}) {
    const std::string file = (path / name).string();
    BOOST_TEST(eval({accounts, "--all-columns", "-o", file}).status == 0);
    const Result result = eval({file});
    BOOST_TEST(result.status == 0);
    BOOST_TEST(result.out == eval({accounts}).out);
  }
}

BOOST_AUTO_TEST_CASE(from_takes_the_place_of_accounts) {
  const std::string expected = eval({accounts}).out;
  BOOST_TEST(expected.size() > 50);
  BOOST_TEST(eval({"--from", accounts}).out == expected);
  const Result explained = spanne_run({"explain", rules, accounts, "B"});
  BOOST_TEST(explained.status == 0);
  BOOST_TEST(spanne_run({"explain", rules, "B", "--from", accounts}).out == explained.out);
  const Result compared = spanne_run({"diff", rules, rules, accounts});
  BOOST_TEST(compared.status == 0);
  BOOST_TEST(spanne_run({"diff", rules, rules, "--from", accounts}).out == compared.out);
  refused({"eval", rules}, 2, "eval: ACCOUNTS is missing");
  refused({"eval", rules, accounts, "--from", accounts}, 2, "and from --from");
  refused({"eval", rules, accounts, "--table", "a", "--query", "SELECT 1"}, 2, "--table and --query both say");
  refused({"diff", rules, rules, "--with", accounts}, 2, "say something about accounts, but none are given");
  refused({"eval", rules, accounts, "--table", "a"}, 1, "--table and --query ask for a part of a database");
}

/// Whatever fails, the password is not shown.
BOOST_AUTO_TEST_CASE(passwords_are_not_shown) {
  const std::string address = "postgresql://me:geheim@host.invalid:1/db?password=geheim";
  for (const auto& args : std::vector<std::vector<std::string>>{
           {"eval", rules, address},
           {"eval", rules, "--from", address},
           {"eval", rules, address, "--format", "table"},
           {"eval", rules, address, "--from", accounts},
           {"eval", rules, address, "-o", (path / "o.csv").string(), "--receipt", (path / "r.json").string()},
           {"eval", rules, accounts, "--with", address},
           {"explain", rules, address, "A"},
           {"explain", rules, address, "A", "--given", "sites = 1"},
           {"diff", rules, rules, address}}) {
    const Result result = spanne_run(args);
    BOOST_TEST_CONTEXT(result.err) {
      BOOST_TEST(result.status != 0);
      BOOST_TEST(result.err.find("geheim") == std::string::npos);
      BOOST_TEST(result.out == "");
    }
  }
}

BOOST_AUTO_TEST_CASE(two_tables) {
  const std::string lean = write("lean.csv", "id,kam\nA,Anna\nB,Ben\n");
  const std::string others = write("others.csv", "Sites;id;Revenue\n2;A;1.234,50 EUR\n3;B;\n");
  const Result joined = eval({lean, "--with", others});
  BOOST_TEST(joined.status == 0);
  BOOST_TEST(joined.out == eval({accounts}).out);
  BOOST_TEST(says(joined, "note: sites, revenue come from "));
  const std::string json = write("others.json", "[{\"id\": \"A\", \"sites\": 2},\n{\"id\": \"B\", \"sites\": 3.0}]");
  BOOST_TEST(eval({lean, "--with", json}).out == joined.out);
  const std::string lean_json =
      write("lean.json", "[{\"id\": \"A\", \"kam\": \"Anna\"},\n{\"id\": \"B\", \"kam\": \"Ben\"}]");
  BOOST_TEST(eval({lean_json, "--with", others}).out == joined.out);
  BOOST_TEST(eval({lean_json, "--with", others, "--format", "table"}).out == eval({accounts, "--format", "table"}).out);
}

BOOST_AUTO_TEST_CASE(accounts_without_a_partner_or_with_two) {
  const std::string lean = write("lean.csv", "id,kam\nA,Anna\nB,Ben\nC,Anna\nD,\n");
  const std::string others = write("others.csv", "id,sites\nA,2\nC,1\nX,9\nC,4\n");
  const Result joined = eval({lean, "--with", others});
  BOOST_TEST(joined.status == 1);
  BOOST_TEST(says(joined, "line 3: sites is missing"));
  BOOST_TEST(says(joined, "line 4: sites: lines 3 and 5 of " + others + " both have its key"));
  BOOST_TEST(says(joined, "2 rows have no partner in " + others + ": lines 3 and 5"));
  BOOST_TEST(says(joined, "1 row has two partners in " + others + ": line 4"));
  BOOST_TEST(says(joined, "1 row belongs to no account"));
  refused({"eval", rules, lean, "--with", write("a.csv", "sites\n3\n")}, 1, "have no key in common");
  refused({"eval", rules, lean, "--with", write("b.csv", "id,note\nA,x\n")}, 1, "has no attribute that is not here");
  refused({"eval", rules, lean, "--with", (path / "missing.csv").string()}, 3, "cannot read");
  refused({"eval", rules, lean, "--with", write("c.json", "[{]")}, 1, "c.json: line 1, column 3");
}

/// Each file writes numbers in its own way; what only one of them could mean is not read by the other's way.
BOOST_AUTO_TEST_CASE(numbers_of_two_tables) {
  const std::string english = write("english.csv", "id,kam,sites\nA,Anna,\"1,234,567\"\nB,Ben,3\n");
  const std::string german = write("german.csv", "id;revenue\nA;1.234,50\nB;2.000\n");
  const Result joined = eval({english, "--with", german, "--columns", "id,revenue,sites"});
  BOOST_TEST_CONTEXT(joined.err) BOOST_TEST(joined.out == "id,revenue,sites\nA,1234.5 EUR,1234567\nB,2000 EUR,3\n");
  const std::string doubtful = write("doubtful.csv", "id,revenue\nA,1.234\nB,3\n");
  const Result doubted = eval({english, "--with", doubtful});
  BOOST_TEST(doubted.status == 1);
  BOOST_TEST_CONTEXT(doubted.err) BOOST_TEST(says(doubted, "1.234 can be"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
