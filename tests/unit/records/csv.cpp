// Rows of text, as RFC 4180 has them and as spreadsheets write them.
#include "records/csv/csv.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

using namespace spanne::records;

namespace {

/// Every row as `line:cell|cell`, with `!` after stray text, and how it ended.
std::string read_all(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  CsvRow row;
  std::string result;
  CsvEnd end = reader.next(row);
  for (; end == CsvEnd::row; end = reader.next(row)) {
    result += std::to_string(row.line) + ":";
    for (std::size_t i = 0; i < row.cells.size(); ++i) result += (i > 0 ? "|" : "") + row.cells[i];
    result += row.stray_text ? "!\n" : "\n";
  }
  if (end == CsvEnd::open_quote) result += "open quote in " + std::to_string(row.line);
  if (end == CsvEnd::too_long) result += "too long in " + std::to_string(row.line);
  return result;
}

struct DatedAccount {
  const char* text;
  const char* rows;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(rows_and_cells) {
  for (const auto& [text, rows] : {
           DatedAccount{"", ""},
           {"a", "1:a\n"},
           {"a\n", "1:a\n"},
           {"a,b\nc,d\n", "1:a|b\n2:c|d\n"},
           {"a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n"},
           {"a,b\rc,d\r", "1:a|b\n2:c|d\n"},
           {"a,b\nc,d", "1:a|b\n2:c|d\n"},
           {"a,\n,b\n,", "1:a|\n2:|b\n3:|\n"},
           {"a\n\nb\n", "1:a\n2:\n3:b\n"},
           {"\r\n\r\na", "1:\n2:\n3:a\n"},
           {" a , b ", "1: a | b \n"},
           {"a;b\tc", "1:a;b\tc\n"},
       })
    BOOST_TEST(read_all(text) == rows, text);
}

BOOST_AUTO_TEST_CASE(quotes) {
  for (const auto& [text, rows] : {
           DatedAccount{"\"a\",b", "1:a|b\n"},
           {"a, \"b, c\",  \"d\"\n", "1:a|b, c|d\n"},
           {"a, \"b\n c\"\nd", "1:a|b\n c\n3:d\n"},
           {" \"a\" b", "1:a b!\n"},
           {"a, 5\" pipe, b", "1:a| 5\" pipe| b\n"},
           {"\"\"", "1:\n"},
           {"\"\",\"\"\n", "1:|\n"},
           {"\"a,b\",c", "1:a,b|c\n"},
           {"\"a\"\"b\"", "1:a\"b\n"},
           {"\"\"\"a\"\"\"", "1:\"a\"\n"},
           {"\"a\nb\",c\nd", "1:a\nb|c\n3:d\n"},
           {"\"a\r\nb\"\r\nd", "1:a\r\nb\n3:d\n"},
           {"\"a\rb\"\rd", "1:a\rb\n3:d\n"},
           {"x,\"a\n\n\nb\"\n\"c\nd\"\ne", "1:x|a\n\n\nb\n5:c\nd\n7:e\n"},
           {"\"a\" ,b", "1:a|b\n"},
           {"5\" pipe,b", "1:5\" pipe|b\n"},
           {"a\"b\"c", "1:a\"b\"c\n"},
       })
    BOOST_TEST(read_all(text) == rows, text);
}

BOOST_AUTO_TEST_CASE(stray_text_spoils_its_row_only) {
  for (const auto& [text, rows] : {
           DatedAccount{"\"a\"b,c\nd,e", "1:ab|c!\n2:d|e\n"},
           {"x,\"a\"b\nd", "1:x|ab!\n2:d\n"},
           {"\"a\" \"b\",c", "1:a \"b\"|c!\n"},
       })
    BOOST_TEST(read_all(text) == rows, text);
}

BOOST_AUTO_TEST_CASE(quotes_that_never_close_are_found_where_they_open) {
  for (const auto& [text, rows] : {
           DatedAccount{"\"a", "open quote in 1"},
           {"a\nb,\"c\nd\n", "1:a\nopen quote in 2"},
           {"a\n\"b\"\"\n", "1:a\nopen quote in 2"},
           {"a\n\"", "1:a\nopen quote in 2"},
       })
    BOOST_TEST(read_all(text) == rows, text);
}

BOOST_AUTO_TEST_CASE(other_separators) {
  BOOST_TEST(read_all("a;b,c\n\"d;e\";f", ';') == "1:a|b,c\n2:d;e|f\n");
  BOOST_TEST(read_all("a\tb;c\t\n", '\t') == "1:a|b;c|\n");
}

BOOST_AUTO_TEST_CASE(cells_have_a_limit) {
  const std::string just(longest_cell, 'x'), beyond(longest_cell + 1, 'x'), huge(5'000'000, 'x');
  CsvRow row;
  for (const auto& text : {just, "\"" + just + "\""}) {
    CsvReader reader(text, ',');
    BOOST_TEST((reader.next(row) == CsvEnd::row));
    BOOST_TEST(row.cells.front().size() == longest_cell);
  }
  for (const auto& text :
       {beyond, "\"" + beyond + "\"", huge, "\"" + huge, "\"" + just + "\"\"\"", "\"" + just + "\"x"}) {
    const std::string whole = "a\n" + text;
    CsvReader second(whole, ',');
    BOOST_TEST((second.next(row) == CsvEnd::row));
    BOOST_TEST((second.next(row) == CsvEnd::too_long));
    BOOST_TEST(row.line == 2U);
  }
}

BOOST_AUTO_TEST_CASE(rows_have_a_limit) {
  CsvRow row;
  const std::string just(max_cells - 1, ','), beyond(max_cells, ',');
  BOOST_TEST((CsvReader(just, ',').next(row) == CsvEnd::row));
  BOOST_TEST(row.cells.size() == max_cells);
  BOOST_TEST((CsvReader(beyond, ',').next(row) == CsvEnd::too_long));
}

BOOST_AUTO_TEST_CASE(separators_are_recognised) {
  for (const auto& [text, separator] : std::vector<std::pair<std::string, char>>{
           {"a,b,c", ','},
           {"a;b;c", ';'},
           {"a\tb\tc", '\t'},
           {"a", ','},
           {"", ','},
           {"a,b;c", ','},
           {"a;b;c,d", ';'},
           {"a;b\n1,2,3,4", ';'},
           {"a;b\r1,2,3,4", ';'},
           {"\n\r\n a;b\n1,2,3", ';'},
           {"\"a,b,c\";d", ';'},
           {"\"a\n,,,\";d\n,,,", ';'},
           {"\"a\"\",,\";d", ';'},
           {"\ta\tb", '\t'},
       })
    BOOST_TEST(recognise_separator(text) == separator, text);
}

BOOST_AUTO_TEST_CASE(cells_are_quoted_where_needed) {
  for (const auto& [cell, written] : {
           DatedAccount{"", ""},
           {"a b", "a b"},
           {"a,b", "\"a,b\""},
           {"a;b", "\"a;b\""},
           {"a\"b", "\"a\"\"b\""},
           {"a\nb", "\"a\nb\""},
           {"a\rb", "\"a\rb\""},
           {" a", "\" a\""},
           {"a ", "\"a \""},
           {"\"", "\"\"\"\""},
       })
    BOOST_TEST(csv_cell(cell) == written, cell);
}

// Whatever is written can be read again: random cells of all that is awkward.
BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
  std::mt19937 random(20'260'701);
  const std::vector<std::string> pieces{"a", "ü", ",", ";", "\t", "\"", "\n", "\r", "\r\n", " ", "=1", "-", "'", "€"};
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t columns = 1 + random() % 5, rows = 1 + random() % 5;
    std::vector<std::vector<std::string>> table(rows, std::vector<std::string>(columns));
    for (auto& row : table)
      for (auto& cell : row)
        for (auto left = random() % 6; left > 0; --left) cell += pieces[random() % pieces.size()];
    std::string text;
    for (const auto& row : table) {
      for (std::size_t i = 0; i < columns; ++i) text += (i > 0 ? "," : "") + csv_cell(row[i]);
      text += "\n";
    }
    CsvReader reader(text, ',');
    CsvRow read;
    for (const auto& row : table) {
      BOOST_REQUIRE((reader.next(read) == CsvEnd::row));
      BOOST_TEST(read.cells == row, boost::test_tools::per_element());
      BOOST_TEST(!read.stray_text);
    }
    BOOST_TEST((reader.next(read) == CsvEnd::end_of_text));
  }
}

BOOST_AUTO_TEST_SUITE_END()
