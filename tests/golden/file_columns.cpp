// What a rule set says of the columns of its files, through the whole program: what is read, shown and told.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;

const std::string rule_set =
    "ruleset \"Files\" version 1.0.0\n"
    "  locale           de\n"
    "  capacity_column  \"Pensum\"\n"
    "attributes\n"
    "  customer  text     key\n"
    "  kam       text     owner\n"
    "  role      one of lead as \"Lead-KAM\" or \"IKAM\", national as \"NAKM\", support  key\n"
    "  revenue   money EUR in M  0 ..  column \"Umsatz\" or \"Revenue\"\n"
    "  cost      money EUR  0 ..\n"
    "cluster all: otherwise -> 0.1 FTE\n"
    "leads: role = lead and revenue > 1 M EUR -> +0.2 FTE\n";

struct Files : Folder {
  std::string rules = write("rules.spanne", rule_set);
  std::string accounts = write("accounts.csv",
                               "customer,kam,role,Revenue,cost (T€)\n"
                               "A,Ann,IKAM,\"1,2\",5\n"
                               "A,Ann,NAKM,1.200,\"0,5\"\n"
                               "A,Ben,lead,1,1\n"
                               "B,Ben,IKAM,\"0,9\",1\n"
                               "B,Ben,Lead-KAM,1,1\n"
                               "C,Ben,ikam,1,1\n");

  Result eval(std::vector<std::string> options) const {
    options.insert(options.begin(), {"eval", rules, accounts, "--as-of", "2026-07-01"});
    return spanne_run(options);
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

BOOST_FIXTURE_TEST_SUITE(file_columns, Files)

BOOST_AUTO_TEST_CASE(results_are_in_units_and_names) {
  const Result result = eval({"--columns", "customer,role,revenue,cost,fte,status"});
  BOOST_TEST(result.out ==
             "customer,role,revenue,cost,fte,status\n"
             "A,lead,1200000 EUR,5000 EUR,0.3,ok\n"
             "A,national,1200000000 EUR,500 EUR,0.1,ok\n"
             "A,lead,1000000 EUR,1000 EUR,,rejected\n"  // the key of the first row: IKAM is lead
             "B,lead,900000 EUR,1000 EUR,0.1,ok\n"
             "B,lead,1000000 EUR,1000 EUR,,rejected\n"
             "C,ikam,1000000 EUR,1000 EUR,,rejected\n");
  BOOST_TEST(has(result.err, "note: numbers below \"cost (T€)\" count thousands: 1 is 1000 EUR\n"));
  BOOST_TEST(has(result.err, "line 4: customer, role: the key of line 4 already stands in line 2"));
  BOOST_TEST(has(result.err, "line 7: role: ikam is none of its values; did you mean IKAM?"));
}

BOOST_AUTO_TEST_CASE(what_a_head_says_is_always_told) {
  const std::string note = "note: numbers below \"cost (T€)\" count thousands: 1 is 1000 EUR\n";
  for (const std::vector<std::string>& options :
       std::vector<std::vector<std::string>>{{"--format", "table"}, {"--format", "json"}, {"--by", "kam"}})
    BOOST_TEST(has(eval(options).err, note));
  BOOST_TEST(has(spanne_run({"explain", rules, accounts, "A", "national"}).err, note));
  const std::string newer = write("new.spanne", rule_set + "always -> +0.1 FTE\n");
  BOOST_TEST(has(spanne_run({"diff", rules, newer, accounts}).err, note));
}

BOOST_AUTO_TEST_CASE(the_header_goes_before_the_file_and_the_option_before_the_header) {
  const std::vector<std::string> columns{"--columns", "revenue,status"};
  BOOST_TEST(has(eval(columns).out, "1200000000 EUR,ok"));
  // "0,5" in the same row is no number in English.
  BOOST_TEST(has(eval({"--columns", "revenue,status", "--locale", "en"}).out, "1200000 EUR,rejected"));
  for (const char* locale : {"auto", "de", "ch", "en-GB", "en-US"}) BOOST_TEST(eval({"--locale", locale}).status != 2);
  BOOST_TEST(has(eval({"--locale", "fr"}).err, "--locale en, de, ch, en-GB or en-US"));
}

BOOST_AUTO_TEST_CASE(versions_that_read_files_differently_are_asked_about) {
  std::string other = rule_set;
  other.replace(other.find(" de\n"), 4, " en\n");
  const std::string newer = write("new.spanne", other);
  refused({"diff", rules, newer, accounts}, 2,
          "the old version reads files with locale de, the new one with locale en");
  BOOST_TEST(!has(spanne_run({"diff", rules, newer, accounts, "--locale", "de"}).err, "reads files with locale"));
  BOOST_TEST(has(spanne_run({"diff", rules, newer}).out, "    locale  old  de\n            new  en\n"));
}

BOOST_AUTO_TEST_CASE(rules_and_options_use_names) {
  const Result result = eval({"--set", "role = \"NAKM\""});
  BOOST_TEST(result.status == 2);
  BOOST_TEST(has(result.err, "NAKM is how files write national; rules and tests use the name"));
  BOOST_TEST(has(eval({"--set", "revenue = 2 M EUR", "--columns", "role,fte"}).out, "lead,0.3\n"));
}

BOOST_AUTO_TEST_CASE(heads_that_contradict_refuse_the_file) {
  for (const auto& [head, message] : std::vector<std::pair<std::string, std::string>>{
           {"Umsatz (T€)",
            "the head \"Umsatz (T€)\" counts thousands, but revenue is declared in M, which counts millions"},
           {"Umsatz (USD)", "the head \"Umsatz (USD)\" is in USD, but revenue is in EUR"},
           {"Umsatz,Revenue", "columns 4 and 5 are both read as revenue: \"Umsatz\" and \"Revenue\""},
           {"Umsatz (netto)", "is \"Umsatz (netto)\" meant for revenue?"}}) {
    const std::string file = write("heads.csv", "customer,kam,role," + head + ",cost\nA,Ann,lead,1,1,1\n");
    refused({"eval", rules, file}, 1, message);
  }
}

BOOST_AUTO_TEST_CASE(people_away_have_no_load) {
  const std::string kams = write("kams.csv", "kam;Pensum;von;bis\nAnn;80 %;;2026-06-30\nBen;0;;\nCid;1;;2026-01-31\n");
  const Result result = eval({"--by", "kam", "--kams", kams});
  BOOST_TEST(has(result.out, "\nAnn,2,0,0.4,0.4,0.4,"));
  BOOST_TEST(has(result.out, ",0,,,,over\nBen,4,3,"));
  BOOST_TEST(has(result.out, "\nCid,0,0,0,0,0,0,0,,,,,0,,,,away\n"));
  const Result before = spanne_run({"eval", rules, accounts, "--by", "kam", "--kams", kams, "--as-of", "2026-06-30"});
  BOOST_TEST(has(before.out, ",0.8,0.5,0.5,0.5,under\n"));
  const Result table = eval({"--format", "table", "--kams", kams, "--by", "kam"});
  BOOST_TEST(has(table.out, "away"));
  BOOST_TEST(has(table.out, "over"));
}

BOOST_AUTO_TEST_CASE(an_owner_who_is_set_has_to_be_among_the_people) {
  const std::string kams = write("kams.csv", "kam,capacity\nAnn,1\nBen,1\n");
  std::string many = "customer,kam,role,Revenue,cost\n";
  for (int row = 0; row < 3'000; ++row) many += "C" + std::to_string(10'000 + row) + ",Ann,lead,1,1\n";
  for (const std::string& file : {accounts, write("many.csv", many)})
    for (const std::vector<std::string>& shown :
         std::vector<std::vector<std::string>>{{"--format", "csv"}, {"--format", "table"}, {"--by", "kam"}}) {
      std::vector<std::string> args{"eval", rules, file, "--kams", kams, "--set", "kam = \"Zoe\""};
      args.insert(args.end(), shown.begin(), shown.end());
      refused(args, 1, "Zoe");
      args[6] = "kam = \"Ben\"";
      BOOST_TEST(!has(spanne_run(args).err, "Zoe"));
    }
}

BOOST_AUTO_TEST_CASE(documents_show_what_columns_hold) {
  const std::string text = spanne_run({"print", rules}).out;
  BOOST_TEST(has(text, "| **Files write numbers and days** | de |"));
  BOOST_TEST(has(text, "| **Capacity of a person** | column \"Pensum\" |"));
  BOOST_TEST(has(text, "| lead as \"Lead-KAM\" or \"IKAM\", national as \"NAKM\", support |"));
  BOOST_TEST(has(text, "column \"Umsatz\" or \"Revenue\"; a bare number in a file counts millions |"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
