// Rows of a table that come back from a workbook.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "grammar/layout/format.hpp"
#include "grammar/tree/parse.hpp"
#include "library/guideline.hpp"
#include "records/workbook_out/workbook_writer.hpp"
#include "tests/support/program.hpp"

namespace {

using namespace spanne::test;
using spanne::records::SheetColumn;

const std::string rule_set =
    "ruleset \"Test\" version 1.0.0\n"
    "attributes\n"
    "  id       text     key\n"
    "  sites    integer  0 .. 500\n"
    "  reach    one of near, far\n"
    "cluster all: otherwise -> 0.1 FTE\n"
    "table work\n"
    "  | sites | reach || + FTE | because |\n"
    "  | 0 .. 3 | near || 0.1 | \"A \\\"few\\\"\" |\n"
    "  | otherwise || | |\n"
    "always -> +0.1 FTE\n";

struct Tables : Folder {
  std::string rules = write("rules.spanne", rule_set);
  std::string book = (path / "work.xlsx").string();

  /// A workbook of these rows, the first of which are the heads. Cells that are numbers there are shown as numbers.
  void put_rows(const std::vector<std::vector<std::string>>& rows) const {
    spanne::records::WorkbookWriter writer("Test", {});
    BOOST_REQUIRE(!writer.restart());
    std::vector<SheetColumn> columns(rows.front().size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      columns[i].head = rows.front()[i];
      columns[i].shown = SheetColumn::Shown::number;
    }
    BOOST_REQUIRE(!writer.begin_sheet("Sheet", columns));
    for (std::size_t row = 1; row < rows.size(); ++row)
      BOOST_REQUIRE(!writer.add_row({rows[row].begin(), rows[row].end()}));
    std::ofstream file(book, std::ios::binary);
    BOOST_REQUIRE(!writer.finish([&](std::string_view piece) -> std::optional<spanne::records::FileError> {
      file << piece;
      return std::nullopt;
    }));
  }

  Result import(const std::string& table = "work") const { return spanne_run({"table", "import", rules, table, book}); }
};

const std::vector<std::string> heads{"sites", "reach", "+ FTE", "because"};

BOOST_FIXTURE_TEST_SUITE(table_import, Tables)

BOOST_AUTO_TEST_CASE(rows_take_the_place_of_rows_and_all_else_stays) {
  put_rows({heads,
            {"0", "far", "0.25", "5"},
            {"1 .. 9", "", "0.1 .. 0.2", "Zwei\n\"Zeilen\" | # \\"},
            {"> 9", "-", "", ""},
            {"otherwise", "", "1", ""}});
  const Result made = import();
  BOOST_TEST(made.err == "");
  const std::string expected =
      "  | 0 | far || 0.25 | \"5\" |\n"
      "  | 1 .. 9 | - || 0.1 .. 0.2 | \"Zwei\\n\\\"Zeilen\\\" | # \\\\\" |\n"
      "  | > 9 | - ||  |  |\n"
      "  | otherwise || 1 |  |\n";
  const std::size_t begin = rule_set.find("  | 0 .. 3"), end = rule_set.find("always");
  BOOST_TEST(made.out == rule_set.substr(0, begin) + expected + rule_set.substr(end));
  const std::string newer = (path / "new.spanne").string();
  BOOST_TEST(spanne_run({"table", "import", rules, "work", book, "-o", newer}).status == 0);
  BOOST_TEST(contents(newer) == made.out);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_with_its_cell) {
  struct Case {
    std::vector<std::vector<std::string>> rows;
    std::string words;
  };
  const std::vector<Case> cases{
      {{heads, {"1", "near", "0,1", ""}}, "cell C2: decimals are written with a point"},
      {{heads, {"1", "", "0.1", ""}, {"2", "here", "0.1", ""}}, "cell B3: here is none of the values near, far"},
      {{heads, {"1 | 2", "near", "0.1", ""}}, "cell A2 holds \"1 | 2\", with a sign that no cell"},
      {{heads, {"1", "near", "0.1 # more", ""}}, "cell C2 holds \"0.1 # more\", with a sign that no cell"},
      {{heads, {"otherwise", "near", "0.1", ""}}, "cell B2 stands beside otherwise"},
      {{heads, {"1", "near", "much", ""}}, "cell C2: "},
      {{{"sites", "+ FTE", "reach", "because"}, {"1", "0.1", "near", ""}}, "column B has the head \"+ FTE\", but"},
      {{{"sites", "reach", "+ FTE"}, {"1", "near", "0.1"}},
       "column D has no head, but the table has the head \"because\""},
      {{{"sites", "reach", "+ FTE", "because", "x"}, {"1", "near", "0.1", "", ""}}, "column E has the head \"x\", but"},
      {{heads}, "it has no row below its heads"},
      {{heads, {"otherwise", "", "1", ""}, {"1", "near", "1", ""}}, "cell A"},
  };
  for (const Case& wrong : cases) {
    put_rows(wrong.rows);
    refused({"table", "import", rules, "work", book}, 1, wrong.words);
  }
}

BOOST_AUTO_TEST_CASE(files_are_kept_apart) {
  put_rows({heads, {"1", "near", "0.1", ""}});
  refused({"table", "import", rules, "work", book, "-o", rules}, 2, "would be written over");
  refused({"table", "import", rules, "work", book, "-o", book}, 2, "would be written over");
  refused({"table", "import", rules, "work", rules}, 1, "it is a text, not a workbook");
  refused({"table", "import", rules, "wrok", book}, 2, "did you mean work?");
  refused({"table", "import", rules, "work", book, "--sheet", "no"}, 1, "no");
  refused({"table", "import", rules, "work", (path / "none.xlsx").string()}, 3, "none.xlsx");
  refused({"table", "export", rules, "work", book, "--sheet", "1"}, 2, "-o and --sheet are for spanne table import");
}

/// Whatever table is exported comes back as it was.
BOOST_AUTO_TEST_CASE(every_table_comes_back) {
  std::size_t tables = 0;
  for (const char* folder : {"rules", "tests/golden"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".spanne") continue;
      const auto guideline = spanne::library::read_guideline("g", contents(entry.path()));
      if (!guideline.model) continue;
      const auto parsed = spanne::grammar::parse(*guideline.source);
      rules = write("laid.spanne", spanne::grammar::format(*guideline.source, parsed.tree));
      for (const auto& table : parsed.tree.tables) {
        BOOST_TEST_CONTEXT(entry.path().string() + " " + table.name.text) {
          ++tables;
          BOOST_TEST(spanne_run({"table", "export", rules, table.name.text, book}).status == 0);
          const Result made = import(table.name.text);
          BOOST_TEST(made.status == 0, made.err);
          const std::string back = write("back.spanne", made.out);
          // A number comes back without zeros at its end.
          if (made.out != contents(rules))
            BOOST_TEST(spanne_run({"diff", rules, back}).out.find("Both say the same") != std::string::npos);
        }
      }
    }
  BOOST_TEST(tables > 20U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
