// Figures of groups through the whole program: what is counted from a file, read from it instead, refused and told, in
// every command that evaluates.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;

const std::string head =
    "ruleset \"G\" version 1.0.0\n"
    "attributes\n"
    "  customer  text  key\n"
    "  kam       text  owner optional\n"
    "  role      one of lead, national, support  key\n"
    "  country   text  key default \"all\"\n"
    "  sites     integer  0 ..\n"
    "  days      integer  default 1\n";
const std::string rest =
    "cluster all: otherwise -> 0.1 FTE\n"
    "lead_work: role = lead -> +0.05 FTE per national_kams\n"
    "test \"a national KAM by himself\"\n  given role = national, sites = 1\n  expect fte = 0.1 FTE\n";
const std::string figure = "  national_kams integer 0 .. 3 = count per customer where role = national";

struct Groups : Folder {
  std::string rules = write("rules.spanne", head + figure + "\n" + rest);
  std::string accounts = write("accounts.csv",
                               "customer,kam,role,country,sites\n"
                               "A,Ann,lead,,5\nA,Ben,national,DE,3\nA,Ben,national,FR,2\nB,Ann,lead,,1\n"
                               "A,Ben,national,FR,9\nA,Ben,national,IT,x\n");

  static std::vector<std::string> shown(std::vector<std::string> args) {
    args.insert(args.end(), {"--as-of", "2026-07-01", "--columns", "customer,role,national_kams,fte,status"});
    return args;
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(group_figures, Groups)

BOOST_AUTO_TEST_CASE(rows_with_faults_and_repeated_keys_do_not_count) {
  const Result result = spanne_run(shown({"eval", rules, accounts}));
  BOOST_TEST(result.out ==
             "customer,role,national_kams,fte,status\n"
             "A,lead,2,0.2,ok\nA,national,2,0.1,ok\nA,national,2,0.1,ok\nB,lead,0,0.1,ok\n"
             "A,national,,,rejected\nA,national,,,rejected\n");
}

BOOST_AUTO_TEST_CASE(every_output_counts_alike) {
  const Result rows = spanne_run(shown({"eval", rules, accounts, "--format", "csv"}));
  BOOST_TEST(spanne_run(shown({"eval", rules, accounts, "--locale", "en"})).out == rows.out);
  const Result table = spanne_run({"eval", rules, accounts, "--format", "table", "--as-of", "2026-07-01"});
  BOOST_TEST(has(table.out, "0.2"));
  const Result groups = spanne_run({"eval", rules, accounts, "--by", "national_kams", "--as-of", "2026-07-01"});
  BOOST_TEST(has(groups.out, "\n2,3,0,0.4,"));
  BOOST_TEST(has(groups.out, "\n0,1,0,0.1,"));
}

BOOST_AUTO_TEST_CASE(assignments_come_first_and_cannot_set_what_is_counted) {
  const Result result = spanne_run(shown({"eval", rules, accounts, "--set", "role = national"}));
  BOOST_TEST(has(result.out, "A,national,3,0.1,ok\nA,national,3,0.1,ok\nA,national,3,0.1,ok\nB,national,1,0.1,ok\n"));
  refused({"eval", rules, accounts, "--set", "national_kams = 2"}, 2,
          "error[E0281]: national_kams is counted from the file and cannot be set");
}

BOOST_AUTO_TEST_CASE(a_figure_outside_its_range_rejects_the_row_and_nobody_is_counted_again) {
  const std::string many = write("many.csv",
                                 "customer,kam,role,country,sites\nA,,lead,,5\nA,,national,a,3\nA,,national,b,2\n"
                                 "A,,national,c,2\nA,,national,d,2\nB,,lead,,1\n");
  const Result result = spanne_run({"eval", rules, many, "--as-of", "2026-07-01", "--columns", "customer,fte,reason"});
  const std::string reason = ",,\"national_kams: 4, counted from all rows, is outside its range\"\n";
  std::string expected = "customer,fte,reason\n";
  for (int row = 0; row < 5; ++row) expected += "A" + reason;
  BOOST_TEST(result.out == expected + "B,0.1,\n");
}

BOOST_AUTO_TEST_CASE(a_fault_in_what_is_counted_rejects_the_row_and_takes_it_out) {
  const std::string dividing =
      write("dividing.spanne",
            head + "  national_kams integer = count per customer where role = national and 6 / sites > 1\n" + rest);
  const std::string zero =
      write("zero.csv", "customer,role,country,sites\nA,lead,,5\nA,national,a,0\nA,national,b,3\nA,national,c,9\n");
  const Result result = spanne_run({"eval", dividing, zero, "--as-of", "2026-07-01", "--columns", "fte,reason"});
  BOOST_TEST(result.out == "fte,reason\n0.15,\n,national_kams: 6 / sites divides by zero\n0.1,\n0.1,\n");
}

BOOST_AUTO_TEST_CASE(a_column_of_its_name_is_read_only_where_that_is_declared) {
  const std::string with = write("with.csv", "customer,role,sites,National_Kams\nA,lead,5,3\nB,lead,5,\n");
  refused(shown({"eval", rules, with}), 1,
          "national_kams is counted from the rows, but the file has a column \"National_Kams\"");
  const std::string reads = write("reads.spanne", head + figure + " column \"NKAMs\" optional\n" +
                                                      "cluster all: otherwise -> 0.1 FTE\n"
                                                      "lead_work: national_kams is known and role = lead -> +0.05 FTE "
                                                      "per national_kams\n");
  BOOST_TEST(spanne_run(shown({"eval", reads, with})).out ==
             "customer,role,national_kams,fte,status\nA,lead,3,0.25,ok\nB,lead,,0.1,ok\n");
  BOOST_TEST(has(spanne_run(shown({"eval", reads, accounts})).out, "A,lead,2,0.2,ok\n"));
  BOOST_TEST(has(spanne_run({"eval", reads, with, "--format", "table", "--as-of", "2026-07-01"}).out, "0.25"));
}

BOOST_AUTO_TEST_CASE(rows_in_no_group_are_told) {
  const std::string by_kam = write(
      "by_kam.spanne", head + "  national_kams integer optional = count per kam\ncluster all: otherwise -> 0.1 FTE\n");
  const std::string alone = write("alone.csv", "customer,kam,role,sites\nA,,lead,5\nB,Ann,lead,5\nC,Ann,lead,1\n");
  for (const char* format : {"csv", "table"}) {
    const Result result = spanne_run({"eval", by_kam, alone, "--format", format});
    BOOST_TEST(has(result.err, "note: 1 row is in no group and has no national_kams, because kam is missing\n"));
  }
}

BOOST_AUTO_TEST_CASE(a_given_account_is_the_only_row_unless_it_says_otherwise) {
  const auto explained = [&](const std::string& given) {
    return spanne_run({"explain", rules, "--as-of", "2026-07-01", "--given", given}).out;
  };
  BOOST_TEST(has(explained("role = national, sites = 2"), "national_kams 1"));
  BOOST_TEST(has(explained("role = lead, sites = 2"), "national_kams 0"));
  BOOST_TEST(has(explained("role = lead, sites = 2, national_kams = 3"), "0.25 FTE"));
  BOOST_TEST(spanne_run({"test", rules}).status == 0);
}

BOOST_AUTO_TEST_CASE(two_versions_count_for_themselves) {
  const std::string newer =
      write("newer.spanne", head + "  national_kams integer 0 .. 3 = count per customer where role != lead\n" + rest);
  const std::string file = write("file.csv", "customer,role,country,sites\nA,lead,,5\nA,national,a,2\nA,support,b,3\n");
  const Result versions = spanne_run({"diff", rules, newer});
  BOOST_TEST(has(versions.out, "counted  old  count per customer where role = national\n"));
  BOOST_TEST(has(versions.out, "new  count per customer where role != lead\n"));
  BOOST_TEST(has(versions.out, "national_kams is counted in another way by the new version"));
  const Result movers = spanne_run({"diff", rules, newer, file, "--as-of", "2026-07-01"});
  BOOST_TEST(has(movers.out, "0.15 → 0.2"));
  BOOST_TEST(has(movers.out, "1 of 3 engagements move"));
}

BOOST_AUTO_TEST_CASE(a_receipt_is_made_again_with_its_figures) {
  const std::string results = file("results.csv"), receipt = file("receipt.json");
  BOOST_TEST(
      spanne_run({"eval", rules, accounts, "--as-of", "2026-07-01", "-o", results, "--receipt", receipt}).status <= 1);
  const Result same = spanne_run({"verify", receipt});
  BOOST_TEST_CONTEXT(same.out << same.err) BOOST_TEST(same.status == 0);
  write("accounts.csv", contents(accounts) + "A,Ben,national,PL,2\n");
  BOOST_TEST(spanne_run({"verify", receipt}).status == 1);
}

BOOST_AUTO_TEST_CASE(the_words_stay_names) {
  const std::string names = write("names.spanne",
                                  "ruleset \"N\" version 1.0.0\nattributes\n  count integer key\n  sum integer\n"
                                  "  where integer\n  least integer\n  distinct integer\n  greatest integer = sum of "
                                  "where\n    per sum\n    where where > 1\n"
                                  "cluster all: count > 1 and sum > 1 and where > 1 and least > distinct -> 0.1 FTE\n"
                                  "cluster rest: otherwise -> 0.2 FTE\n");
  const Result result = spanne_run({"check", "--no-proof", names});
  BOOST_TEST_CONTEXT(result.err) BOOST_TEST(result.status == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
