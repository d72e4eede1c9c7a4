// Groups that do not add up, people called like a row of the program, and formulas that pass for texts or numbers.
#include <fmt/format.h>

#include "tests/trail/trail.hpp"

using namespace spanne::tests;

namespace {

const std::string groups_guideline =
    "ruleset \"Groups\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  country text optional\n  size "
    "one of "
    "small < large\n  sites integer 1 .. 100\n  limit text default \"\"\ncluster big: sites > 10 -> 0.2 FTE\ncluster "
    "rest: sites > 1 -> 0.1 FTE\n";

/// Cells of a column of CSV without quotes inside.
std::vector<std::vector<std::string>> table_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(texts_in_groups, Folder)

// ---------------------------------------------------------------------------------------------- groups

BOOST_AUTO_TEST_CASE(rejected_rows_count_in_the_group_that_can_be_read) {
  put("g.spanne", groups_guideline);
  put("a.csv",
      "id,kam,country,size,sites\n"
      "A,Anna,DE,small,12\n"
      "B,Anna,DE,small,x\n"    // cannot be read
      "C,,DE,large,12\n"       // the owner is missing
      "A,Ben,,small,12\n"      // a repeated key
      "D,Ben,FR,huge,12\n"     // no such value
      "E,Ben,,,12\n"           // a value is missing
      "F,Cleo,DE,small,1\n"    // no cluster
      "G,Cleo,DE,small,500\n"  // beyond its range
      "H,Cleo,DE,small,3,\"too many\"\n");
  const auto rows_of = [](const std::string& by, const std::string& label) {
    for (const auto& row : table_of(typed({"eval", "g.spanne", "a.csv", "--by", by, "--format", "csv"}).out))
      if (row[0] == label) return row[1] + "/" + row[2];
    return std::string("none");
  };
  BOOST_TEST(rows_of("kam", "Anna") == "2/1");
  BOOST_TEST(rows_of("kam", "unassigned") == "1/1");
  BOOST_TEST(rows_of("kam", "Ben") == "3/3");
  BOOST_TEST(rows_of("kam", "Cleo") == "3/3");
  BOOST_TEST(rows_of("kam", "total") == "9/8");
  BOOST_TEST(rows_of("size", "small") == "6/5");
  BOOST_TEST(rows_of("size", "") == "1/1");
  BOOST_TEST(rows_of("size", "huge") == "none");
  expect(typed({"eval", "g.spanne", "a.csv", "--by", "size"}), 1,
         "note: 1 rejected row is without a readable size, so it counts in the total alone");
  expect(typed({"eval", "g.spanne", "a.csv", "--by", "sites,cluster"}), 1,
         "note: 8 rejected rows are without a readable sites or cluster, so they count in the total alone");
  BOOST_TEST(typed({"eval", "g.spanne", "a.csv", "--by", "kam"}).err.find("total alone") == std::string::npos);
  expect(typed({"diff", "g.spanne", "g.spanne", "a.csv", "--by", "size"}), 1,
         "note: 1 rejected row is without a readable size");
}

BOOST_AUTO_TEST_CASE(groups_and_what_belongs_to_none_add_up_to_the_total_by_any_way_of_evaluating) {
  put("g.spanne", groups_guideline);
  std::string small = "id,kam,country,size,sites\n";
  const char* kams[] = {"Anna", "", "Ben", "total", "unassigned"};
  const char* sizes[] = {"small", "large", "", "huge"};
  const char* sites[] = {"12", "1", "x", "", "3", "200"};
  for (std::size_t i = 0; i < 7'000; ++i)
    small += fmt::format("{},{},{},{},{}\n", i % 50 == 49 ? i - 1 : i, kams[i % 5], i % 7 == 0 ? "DE" : "",
                         sizes[i * i % 4], sites[i % 6]);
  put("a.csv", small);
  for (const char* by :
       {"kam", "size", "country", "cluster", "sites", "kam,size", "cluster,kam", "country,size,kam", "id"})
    for (const char* format : {"csv", "table"}) {
      const Result result = typed({"eval", "g.spanne", "a.csv", "--by", by, "--format", format});
      std::size_t ungrouped = 0;
      if (const auto alone = result.err.find("total alone"); alone != std::string::npos)
        ungrouped = std::stoul(result.err.substr(result.err.rfind("note: ", alone) + 6));
      if (std::string(format) == "table") continue;
      const auto rows = table_of(result.out);
      const std::size_t place = static_cast<std::size_t>(std::count(by, by + std::string(by).size(), ',')) + 1;
      std::size_t sums[2] = {ungrouped, ungrouped};
      for (std::size_t row = 1; row + 1 < rows.size(); ++row)
        for (std::size_t side : {0U, 1U}) sums[side] += std::stoul(rows[row][place + side]);
      BOOST_TEST_CONTEXT(by) {
        BOOST_TEST(std::to_string(sums[0]) == rows.back()[place]);
        BOOST_TEST(std::to_string(sums[1]) == rows.back()[place + 1]);
        BOOST_TEST(rows.back()[place] == "7000");
      }
    }
}

BOOST_AUTO_TEST_CASE(nobody_is_called_like_a_row_of_the_program) {
  put("g.spanne", groups_guideline);
  put("a.csv",
      "id,kam,country,size,sites,limit\nA,total,total,small,12,\nB,unassigned,,small,12,\"\"\"\"\"\"\nC,tot\u0430l,,"
      "small,12,\n"
      "D,\"\"\"total\"\"\",,small,12,\nE,totaI,,small,12,\nF,\"unassigned\u200B\",,small,12,\nG,,,small,12,\nH,Total,,"
      "small,12,\n");
  const std::string groups = typed({"eval", "g.spanne", "a.csv", "--by", "kam", "--format", "csv"}).out;
  for (const char* line : {"\n\"\"\"total\"\"\",1,", "\n\"\"\"unassigned\"\"\",1,", "\n\"\"\"tot\u0430l\"\"\",1,",
                           "\n\"\"\"\"\"total\"\"\"\"\",1,", "\n\"\"\"totaI\"\"\",1,",
                           "\n\"\"\"unassigned\u200B\"\"\",1,", "\nunassigned,1,", "\nTotal,1,", "\ntotal,8,"})
    BOOST_TEST_CONTEXT(line << groups) BOOST_TEST(groups.find(line) != std::string::npos);
  const std::string countries = typed({"eval", "g.spanne", "a.csv", "--by", "country", "--format", "csv"}).out;
  BOOST_TEST(countries.find("\n\"\"\"total\"\"\",1,") != std::string::npos);
  BOOST_TEST(countries.find("\n,7,") != std::string::npos);
  const std::string second = typed({"eval", "g.spanne", "a.csv", "--by", "size,country", "--format", "csv"}).out;
  BOOST_TEST(second.find("\nsmall,total,1,") != std::string::npos);
  const std::string limits = typed({"eval", "g.spanne", "a.csv", "--by", "limit", "--format", "csv"}).out;
  BOOST_TEST_CONTEXT(limits) {
    BOOST_TEST(limits.find("\n\"\"\"\"\"\",7,") != std::string::npos);          // the default: a text without letters
    BOOST_TEST(limits.find("\n\"\"\"\"\"\"\"\"\"\",1,") != std::string::npos);  // a text of two quotation marks
  }
  const std::string table = typed({"eval", "g.spanne", "a.csv", "--by", "kam", "--format", "table"}).out;
  BOOST_TEST(table.find("\n\"total\"") != std::string::npos);
  const std::string moved = typed({"diff", "g.spanne", "g.spanne", "a.csv", "--by", "kam", "--format", "csv"}).out;
  BOOST_TEST(moved.find("\n\"\"\"total\"\"\",0,") != std::string::npos);
  BOOST_TEST(moved.find("\nunassigned,0,") != std::string::npos);
}

// ---------------------------------------------------------------------------------------------- formulas

BOOST_AUTO_TEST_CASE(numbers_are_never_given_an_apostrophe) {
  put("g.spanne",
      "ruleset \"Falling\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  growth percent in % "
      "optional\n  "
      "change integer -100 .. 100\n  profit money EUR optional\n  ratio decimal -9 .. 9 optional\n  day date optional\n"
      "cluster all: otherwise -> 0.1 FTE\n");
  put("a.csv",
      "id,kam,growth,change,profit,ratio,day,other\n-3,-7,-3 %,-7,-12.5 EUR,-0.5,2026-07-01,\"-1,234.50\"\n+5,Anna,+5 "
      "%,+5,-€ "
      "12,+0.25,,-1'000\n");
  for (const char* format : {"csv", "table", "jsonl"})
    for (const auto& more :
         std::vector<std::vector<std::string>>{{"--all-columns"},
                                               {"--columns", "id,growth,change,profit,ratio,day,other"},
                                               {"--by", "change"},
                                               {"--by", "growth"},
                                               {"--by", "profit"},
                                               {"--by", "id,kam"},
                                               {"--by", "kam"}}) {
      std::vector<std::string> args{"eval", "g.spanne", "a.csv", "--format", format};
      args.insert(args.end(), more.begin(), more.end());
      const Result result = typed(args);
      BOOST_TEST_CONTEXT(more.back() << "\n" << result.out << result.err) {
        BOOST_TEST(result.status == 0);
        for (const char* wrong : {"'-", "'+"}) BOOST_TEST(result.out.find(wrong) == std::string::npos);
      }
    }
}

BOOST_AUTO_TEST_CASE(formulas_are_given_an_apostrophe_in_csv_alone) {
  const char* formulas[] = {"=1+1",      "-3+cmd|' /C calc'!A0",
                            "+A1",       "@SUM(1)",
                            "-A1",       "+49-89",
                            "-(3)",      "--3",
                            "+-3",       "-3;-4",
                            "\uFF1D1+1", "\uFF0B1",
                            "\uFF0D1",   "\uFF20x",
                            "-1 eur",    "-3*2",
                            "-5 EURO",   "-",
                            "+",         "-.",
                            "-7/2"};
  put("g.spanne",
      "ruleset \"F\" version 1.0.0\nattributes\n  id text key\n  kam text owner\n  note text optional\ncluster all: "
      "otherwise -> 0.1 FTE\nf: always -> flag \"{note}\"\n");
  std::size_t number = 0;
  for (const std::string formula : formulas) {
    put("a.csv", fmt::format("id,kam,note\nK{},\"{}\",\"{}\"\n", ++number, formula, formula));
    const std::string defused = "'" + formula;
    for (const auto& more : std::vector<std::vector<std::string>>{
             {"--columns", "kam"}, {"--columns", "note"}, {"--columns", "flags"}, {"--by", "kam"}, {"--by", "note"}}) {
      std::vector<std::string> args{"eval", "g.spanne", "a.csv", "--format", "csv", "--missing", "nothing"};
      args.insert(args.end(), more.begin(), more.end());
      const std::string csv = typed(args).out;
      BOOST_TEST_CONTEXT(more.back() << "\n" << csv) BOOST_TEST(csv.find(defused) != std::string::npos);
      args[4] = "jsonl";
      BOOST_TEST(typed(args).out.find(defused) == std::string::npos);
      args[4] = "table";
      BOOST_TEST(typed(args).out.find(defused) == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(formulas_of_movers_are_defused_and_their_numbers_stay) {
  put("g.spanne", guideline("1.0.0"));
  put("h.spanne", guideline("1.1.0", "0.2"));
  put("a.csv", "id,kam,sites\n=1+1,-3,1\n-4,+A1,1\n");
  const std::string csv = typed({"diff", "g.spanne", "h.spanne", "a.csv", "--format", "csv"}).out;
  BOOST_TEST_CONTEXT(csv) {
    BOOST_TEST(csv.find("'=1+1,-3,") != std::string::npos);
    BOOST_TEST(csv.find("-4,'+A1,") != std::string::npos);
    BOOST_TEST(csv.find("'-4") == std::string::npos);
  }
  const std::string groups = typed({"diff", "g.spanne", "h.spanne", "a.csv", "--by", "kam", "--format", "csv"}).out;
  BOOST_TEST(groups.find("\n-3,0.1,") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
