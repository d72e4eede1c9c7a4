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
  BOOST_TEST(written("out.v2").starts_with("id,kam,"));
  BOOST_TEST(written("out.XLSX").starts_with("PK"));
  BOOST_TEST(spanne_run(eval({"--format", "JSON"})).out.starts_with("{"));
  refused(eval({"--format", "xml"}), 2, "eval has no format xml");
}

struct OutputCase {
  std::vector<std::string> args;
  std::string said;
};

BOOST_AUTO_TEST_CASE(no_output_is_called_what_it_is_not) {
  const auto at = [&](const std::string& name) { return (path / name).string(); };
  const std::vector<OutputCase> cases{
      {eval({"-o", at("r.XLS")}), "eval writes no .xls files"},
      {eval({"-o", at("r.ods")}), "a name that ends in .csv, .json, .jsonl or .xlsx"},
      {eval({"-o", at("r.pdf")}), "eval writes no .pdf files"},
      {eval({"-o", at("r.docx"), "--format", "csv"}), "eval writes no .docx files"},
      {eval({"-o", at("r.md")}), "eval writes no .md files"},
      {eval({"-o", at("r.tsv")}), "eval writes no .tsv files"},
      {eval({"-o", at("r.cvs")}), "did you mean .csv?"},
      {eval({"-o", at("r.xslx")}), "did you mean .xlsx?"},
      {eval({"-o", at("r.csv"), "--format", "json"}), "says csv, but --format says json"},
      {eval({"-o", at("r.xlsx"), "--format", "csv"}), "says xlsx, but --format says csv"},
      {eval({"-o", at("r.csv"), "--format", "table"}), "says csv, but --format says table"},
      {eval({"-o", at("r.txt"), "--format", "xlsx"}), "a workbook is no text"},
      {eval({"-o", at("r.csv"), "--receipt", at("r.pdf")}), "is no name for a receipt, which is JSON"},
      {{"print", rules, "-o", at("r.pdf")}, "a browser makes a PDF of .html"},
      {{"print", rules, "-o", at("r.csv")}, "print writes no .csv files"},
      {{"print", rules, "-o", at("r.md"), "--format", "html"}, "says md, but --format says html"},
      {{"diff", rules, rules, "-o", at("r.csv")}, "diff writes no .csv files"},
      {{"diff", rules, rules, "-o", at("r.html")}, "diff writes no .html files"},
      {{"diff", rules, rules, accounts, "-o", at("r.jsonl")}, "diff writes no .jsonl files"},
      {{"diff", rules, rules, "--format", "xlsx"}, "is no list for a spreadsheet; with accounts it is"},
  };
  for (const auto& [args, said] : cases) refused(args, 2, said);
  for (const auto& entry : std::filesystem::directory_iterator(path))
    BOOST_TEST(!entry.path().filename().string().starts_with("r."));
}

BOOST_AUTO_TEST_CASE(a_comparison_goes_into_a_file_as_a_whole) {
  const std::string other = write("other.spanne", contents(rules) + "many: sites > 2 -> x 2\n");
  const auto both = [&](const std::vector<std::string>& more) {
    std::vector<std::string> args{"diff", rules, other, accounts};
    args.insert(args.end(), more.begin(), more.end());
    return spanne_run(args);
  };
  for (const char* format : {"csv", "json", "table"}) {
    const std::string name =
        (path / "moved").string() + (std::string(format) == "table" ? ".txt" : std::string(".") + format);
    BOOST_TEST(both({"-o", name}).status == 0);
    BOOST_TEST(contents(name) == both({"--format", format}).out);
  }
  BOOST_TEST(both({"-o", (path / "moved.xlsx").string()}).status == 0);
  BOOST_TEST(contents(path / "moved.xlsx") == both({"--format", "xlsx"}).out);
  refused({"diff", rules, other, "-o", other}, 2, "would be written over");
  refused({"diff", rules, other, "-o", (path / "no" / "d.json").string()}, 3, "No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_table_becomes_a_workbook) {
  const std::string tables = write("tables.spanne", contents(rules) +
                                                        "table work\n  | sites || + FTE | because |\n"
                                                        "  | > 2 || 0.1 | \"Many\" |\n");
  const std::string book = (path / "work.xlsx").string();
  BOOST_TEST(spanne_run({"table", "export", tables, "work", book}).status == 0);
  BOOST_TEST(contents(book).starts_with("PK"));
  BOOST_TEST(spanne_run({"table", "export", tables, "work", "-"}).out == contents(book));
  refused({"table", "export", tables, "wrok", book}, 2, "has no table wrok; did you mean work?");
  refused({"table", "imprt", tables, "work", book}, 2, "there is no spanne table imprt; did you mean import?");
  refused({"table", "export", tables, "work", (path / "work.csv").string()}, 2, "table writes no .csv files");
  refused({"table", "export", tables, "work", (path / "work").string()}, 2, "is no name for a workbook");
  refused({"table", "export", tables, "work", tables}, 2, "would be written over");
}

BOOST_AUTO_TEST_CASE(a_number_that_cannot_be_read_is_no_number_of_json) {
  const std::string numbers = write("numbers.spanne",
                                    "ruleset \"Test\" version 1.0.0\nattributes\n  id text key\n  sites integer\n"
                                    "cluster all: otherwise -> 0.25 FTE\n");
  const std::string rows = write("numbers.csv", "id,sites\nA,1.234\nB,12\n");
  for (const char* format : {"json", "jsonl"}) {
    const auto run = spanne_run({"eval", numbers, rows, "--format", format, "--columns", "id,sites"});
    BOOST_TEST(run.out.find(R"({"id": "A", "sites": "1.234"})") != std::string::npos, run.out);
    BOOST_TEST(run.out.find(R"({"id": "B", "sites": 12})") != std::string::npos, run.out);
  }
}

BOOST_AUTO_TEST_CASE(csv_as_german_excel_opens_it) {
  const std::string german = write("german.spanne",
                                   "ruleset \"Test\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n"
                                   "  rate percent\n  sum money EUR\n  central boolean\n  day date\n"
                                   "cluster all: otherwise -> 0.25 FTE\n");
  const std::string rows = write("rows.csv",
                                 "id,kam,rate,sum,central,day\nMöbel; 1.5,Anna,2.5 %,-1.5,yes,2026-07-01\n"
                                 "B,Ben,\"1,234\",1,no,2026-07-01\n");
  const std::string columns = "id,rate,sum,central,day,fte,accounts_per_kam_high,status";
  const auto run = spanne_run({"eval", german, rows, "--out-locale", "de", "--columns", columns});
  const std::string expected =
      "\xEF\xBB\xBFid;rate;sum;central;day;fte;accounts_per_kam_high;status\n"
      "\"Möbel; 1.5\";\"2,5 %\";\"-1,5 EUR\";ja;2026-07-01;0,25;4;ok\n"
      "B;\"1,234\";1 EUR;nein;2026-07-01;;;rejected\n";
  BOOST_TEST(run.out == expected);
  const auto groups = spanne_run({"eval", german, rows, "--out-locale", "de", "--by", "central,rate"});
  BOOST_TEST(groups.out.find("\nja;\"2,5 %\";1;0;0,25;0,25;0,25;") != std::string::npos, groups.out);
  const auto exact = spanne_run(eval({"--out-locale", "de", "--exact", "--columns", "id,fte"}));
  BOOST_TEST(exact.out == "\xEF\xBB\xBFid;fte\nA;1/60\nB;1/60\n");
  const auto english = spanne_run(eval({"--out-locale", "en"}));
  BOOST_TEST(english.out == spanne_run(eval({})).out);
  refused(eval({"--out-locale", "fr"}), 2, "there is no output locale fr");
  for (const char* format : {"json", "jsonl", "table", "xlsx"})
    refused(eval({"--out-locale", "de", "--format", format}), 2, "--out-locale is about CSV");
  refused(eval({"--out-locale", "de", "-o", (path / "r.json").string()}), 2, "--out-locale is about CSV");
  refused({"diff", rules, rules, "--out-locale", "de"}, 2, "is no list for a spreadsheet");
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
