// Accounts from the bytes of a file, end to end.
#include "records/csv/accounts.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "reading.hpp"

using namespace spanne;
using namespace spanne::records;
using sample::mentions;
using sample::Read;
using sample::read;
using sample::values;

namespace {

std::string reasons(const AccountRow& row) {
  std::string result;
  for (const auto& reason : row.reasons) result += (result.empty() ? "" : "; ") + reason;
  return result;
}

const std::string heads = "id,reach,revenue,sites\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(accounts)

BOOST_AUTO_TEST_CASE(a_plain_file) {
  const auto result = read(
      "id,kam,reach,revenue,sites,decentral,signed,growth,effort\n"
      "A1,Ann,global,1000000.5,3,yes,2026-07-01,15 %,0.25\n"
      "A2,,regional,0,1,,,,\n");
  BOOST_REQUIRE(!result.failed);
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST(values(result.rows[0]) == "A1|Ann|global|1000000.5 EUR|3|yes|2026-07-01|15 %|0.25");
  BOOST_TEST(values(result.rows[1]) == "A2||regional|0 EUR|1|no|||");
  BOOST_TEST(reasons(result.rows[0]) == "");
  BOOST_TEST(result.rows[0].line == 2U);
  BOOST_TEST(result.rows[1].line == 3U);
  BOOST_TEST(result.summary.rows == 2U);
  BOOST_TEST(result.summary.rejected == 0U);
  BOOST_TEST(result.header.unknown_columns.empty());
}

BOOST_AUTO_TEST_CASE(a_german_file_in_windows_1252) {
  const auto result = read(
      "ID;BETREUER;Reach;Revenue; standorte ;Decentral;Gr\xF6\xDF"
      "e\r\n"
      "K\xE4serei;J\xFCrgen;national;1.234.567,90 \x80;1.200;Wahr;\"a;\r\nb\"\r\n"
      "Wei\xDF;;regional;12,5;3;nein;\r\n");
  BOOST_REQUIRE(!result.failed);
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST(values(result.rows[0]) == "Käserei|Jürgen|national|1234567.9 EUR|1200|yes|||");
  BOOST_TEST(values(result.rows[1]) == "Weiß||regional|12.5 EUR|3|no|||");
  BOOST_TEST(result.rows[1].line == 4U);
  BOOST_TEST(result.rows[0].cells.size() == 7U);
  BOOST_TEST(result.rows[0].cells[6] == "a;\r\nb");
  BOOST_TEST(result.header.unknown_columns == std::vector<std::string>{"Größe"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_locale_decides) {
  const std::string english = heads + "A,global,\"1,234\",1\n", german = "id;reach;revenue;sites\nA;global;1,234;1\n";
  BOOST_TEST(mentions(reasons(read(english).rows[0]), "revenue: 1,234 can be 1234 or 1.234"));
  BOOST_TEST(values(read(english, Locale::en).rows[0]) == "A||global|1234 EUR|1|no|||");
  BOOST_TEST(values(read(english, Locale::de).rows[0]) == "A||global|1.234 EUR|1|no|||");
  BOOST_TEST(mentions(reasons(read(german).rows[0]), "revenue: 1,234 can be 1234 or 1.234"));
  BOOST_TEST(values(read(german, Locale::de).rows[0]) == "A||global|1.234 EUR|1|no|||");
  BOOST_TEST(values(read(german, Locale::en).rows[0]) == "A||global|1234 EUR|1|no|||");
}

BOOST_AUTO_TEST_CASE(the_numbers_of_a_file_decide_how_they_are_read) {
  const std::string semicolons = "id;reach;revenue;sites\n";
  struct DecidedFile {
    const char *rows, *revenue, *note;
  };
  for (const auto& [rows, revenue, note] : {
           DecidedFile{"A;global;1.234;1\nB;global;12,5;1\n", "1234 EUR",
                       "numbers are read the German way: line 3 has 12,5"},
           {"A;global;1.234;1\nB;global;12.5;1\n", "1.234 EUR",
            "numbers are read with a decimal point: line 3 has 12.5"},
           {"A;global;1.234;1\nB;global;1'250;1\n", "1.234 EUR",
            "numbers are read with a decimal point: line 3 has 1'250"},
           {"A;global;1.234;1\nB;global;1.234.567;1\n", "1234 EUR",
            "numbers are read the German way: line 3 has 1.234.567"},
           {"A;global;1,234;1\nB;global;1,5E3;1\n", "1.234 EUR", "numbers are read the German way: line 3 has 1,5E3"},
           // What decided nothing needs no word.
           {"A;global;1234;1\nB;global;12.5;1\n", "1234 EUR", ""},
           {"A;global;1234;1\n", "1234 EUR", ""},
           // Texts and choices are no evidence.
           {"12,5;global;7;1\n", "7 EUR", ""},
       }) {
    const auto result = read(semicolons + rows);
    BOOST_TEST(mentions(values(result.rows[0]), std::string("|global|") + revenue + "|"), rows);
    BOOST_TEST(result.summary.numbers_note == note);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_contradict_leave_two_readings_undecided) {
  const auto result =
      read("id;reach;revenue;sites\nA;global;1.234;1\nB;global;12,5;1\nC;global;12.5;1\nD;global;1.234,5;1\n");
  BOOST_TEST(reasons(result.rows[0]) ==
             "revenue: 1.234 can be 1234 or 1.234: line 3 has 12,5, line 4 has 12.5; say --locale en or --locale de to "
             "decide");
  BOOST_TEST(mentions(values(result.rows[1]), "|12.5 EUR|"));
  BOOST_TEST(mentions(values(result.rows[2]), "|12.5 EUR|"));
  BOOST_TEST(mentions(values(result.rows[3]), "|1234.5 EUR|"));
  BOOST_TEST(result.summary.numbers_note ==
             "numbers are written in two ways: line 3 has 12,5, line 4 has 12.5; a cell that can be read in both is "
             "rejected");
}

BOOST_AUTO_TEST_CASE(words_for_nothing_are_missing_and_counted) {
  const std::string text =
      "id,kam,reach,revenue,sites,decentral,signed,growth,effort\n"
      "A,NULL,global,1,1,-,NULL,NaN,#N/A\n"
      "B,NA,global,1,1,,NA,nan,None\n"
      "n/a,Ann,-,null,NULL,x,,,\n";
  auto result = read(text);
  BOOST_TEST(values(result.rows[0]) == "A||global|1 EUR|1|no|||");
  BOOST_TEST(values(result.rows[1]) == "B|NA|global|1 EUR|1|no|||");
  BOOST_TEST(reasons(result.rows[2]) ==
             "id is missing: n/a stands for nothing; if it is a name, say by --missing which words stand for nothing; "
             "reach is missing: - stands for nothing; revenue is missing: null stands for nothing; "
             "sites is missing: NULL stands for nothing");
  const std::vector<std::string> notes{
      "read as missing: NULL 3 times, null once, n/a once, #N/A once, NaN once, nan once, None once, - 2 times, NA "
      "once",
      "the default was taken where no value stands: decentral no in 2 rows"};
  BOOST_TEST(result.summary.notes == notes, boost::test_tools::per_element());
  TableOptions options;
  options.missing = MissingMarkers::listed("nobody, 999 ,nobody");
  result = read("id,kam,reach,revenue,sites\nNULL,nobody,global,999,1\n-,999,global,9990,1\n", options);
  BOOST_TEST(reasons(result.rows[0]) == "revenue is missing: 999 stands for nothing");
  BOOST_TEST(values(result.rows[1]) == "-||global|9990 EUR|1|no|||");
  options.missing = MissingMarkers::listed("");
  BOOST_TEST(values(read("id,kam,reach,revenue,sites\nNULL,-,global,9,1\n", options).rows[0]) ==
             "NULL|-|global|9 EUR|1|no|||");
}

BOOST_AUTO_TEST_CASE(a_declared_value_is_no_word_for_nothing) {
  auto model = sample::model();
  model.choices[1].values.push_back("None");
  model.choices[1].values.push_back("-");
  BOOST_TEST(read(heads + "A,None,1,1\n", {}, model).summary.notes.size() == 1U);
  BOOST_TEST(read(heads + "A,None,1,1\nB,-,1,1\nC,NULL,1,1\n", {}, model).summary.rejected == 1U);
}

BOOST_AUTO_TEST_CASE(every_reason_is_given_with_its_attribute) {
  const auto result = read(
      "id,reach,revenue,Standorte,decentral,signed\n"
      ",regionall,12 USD,3.5,maybe,2026-02-30\n");
  BOOST_REQUIRE(result.rows.size() == 1U);
  const std::vector<std::string> expected{
      "id is missing",
      "reach: regionall is none of its values; did you mean regional?",
      "revenue: 12 USD is in USD, but EUR is needed",
      "sites (column \"Standorte\"): 3.5 is not a whole number",
      "decentral: maybe is neither yes nor no; write one of yes, ja, true, wahr, x, ✓, y, t, 1, -1, "
      "checked, on, or no, nein, false, falsch, n, f, 0, unchecked, off",
      "signed: 2026-02-30 is no day; write days like 2026-07-01 or 01.07.2026"};
  BOOST_TEST(result.rows[0].reasons == expected, boost::test_tools::per_element());
  BOOST_TEST(result.summary.rejected == 1U);
  BOOST_TEST(values(result.rows[0]) == "||||||||");
  BOOST_REQUIRE(result.rows[0].unreadable.size() == 5U);
  BOOST_TEST(result.rows[0].unreadable[2].first == 4U);
  BOOST_TEST(result.rows[0].unreadable[2].second == "3.5");
}

BOOST_AUTO_TEST_CASE(rows_too_short_and_too_long) {
  const auto result = read(heads + "A,global,5\nB,global,5,1,,\nC,global,5,1,,extra\nD\nE,global,5,1\n");
  BOOST_REQUIRE(result.rows.size() == 5U);
  BOOST_TEST(reasons(result.rows[0]) == "sites is missing");
  BOOST_TEST(reasons(result.rows[1]) == "");
  BOOST_TEST(reasons(result.rows[2]) == "the row has 6 cells, but there are only 4 heads; \"extra\" is too many");
  BOOST_TEST(reasons(result.rows[3]) == "reach is missing; revenue is missing; sites is missing");
  for (const auto& row : result.rows) BOOST_TEST(row.cells.size() == 4U);
}

BOOST_AUTO_TEST_CASE(blank_lines_count_but_are_no_rows) {
  const auto result = read("\n\n" + heads + "\nA,global,5,1\n , ,\t,\n\"\",,,\nB,global,5,1\n\n");
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST(result.rows[0].line == 5U);
  BOOST_TEST(result.rows[1].line == 8U);
}

BOOST_AUTO_TEST_CASE(repeated_keys_name_both_lines) {
  const auto result = read(
      heads + "A,global,5,1\nB,global,5,none\nA,global,5,1\n,global,5,1\n,global,5,1\nB,global,5,1\nA,global,x,1\n");
  BOOST_REQUIRE(result.rows.size() == 7U);
  BOOST_TEST(reasons(result.rows[0]) == "");
  BOOST_TEST(reasons(result.rows[2]) == "id: the key of line 4 already stands in line 2");
  BOOST_TEST(reasons(result.rows[3]) == "id is missing");
  BOOST_TEST(reasons(result.rows[4]) == "id is missing");
  BOOST_TEST(reasons(result.rows[5]) == "id: the key of line 7 already stands in line 3");
  BOOST_TEST(reasons(result.rows[6]) ==
             "revenue: x is not a number; write digits, such as 12; id: the key of line 8 already stands in line 2");
}

BOOST_AUTO_TEST_CASE(keys_of_several_attributes_and_with_a_default) {
  auto model = sample::model();
  model.attributes[2].key = true;
  model.attributes[2].fallback = engine::ChoiceValue{1};
  const auto result =
      read(heads + "A,regional,5,1\nA,national,5,1\nA,,5,1\nAB,,5,1\nA,bad,5,1\nA,bad,5,1\n", Locale::automatic, model);
  BOOST_REQUIRE(result.rows.size() == 6U);
  BOOST_TEST(reasons(result.rows[1]) == "");
  BOOST_TEST(reasons(result.rows[2]) == "id, reach: the key of line 4 already stands in line 3");
  BOOST_TEST(reasons(result.rows[3]) == "");
  BOOST_TEST(!mentions(reasons(result.rows[5]), "key"));
}

BOOST_AUTO_TEST_CASE(parts_of_a_key_do_not_run_together) {
  auto model = sample::model();
  model.attributes[1].key = true;
  for (const char* rows : {"AB,C,global,5,1\nA,BC,global,5,1\n", "X3:,B,global,5,1\nX,1:B,global,5,1\n",
                           "1:A,B,global,5,1\nA,1:B,global,5,1\n"}) {
    const auto result = read("id,kam,reach,revenue,sites\n" + std::string(rows), Locale::automatic, model);
    BOOST_TEST(result.summary.rows == 2U);
    BOOST_TEST(result.summary.rejected == 0U, rows);
  }
}

BOOST_AUTO_TEST_CASE(stray_text_rejects_the_row) {
  const auto result = read(heads + "\"A\"x,global,5,1\nB,global,5,1\n");
  BOOST_REQUIRE(result.rows.size() == 2U);
  BOOST_TEST(mentions(reasons(result.rows[0]), "text stands behind a closing quotation mark"));
  BOOST_TEST(reasons(result.rows[1]) == "");
}

BOOST_AUTO_TEST_CASE(numbers_that_had_to_be_rounded_are_counted) {
  const auto result = read(heads + "A,global,0.1234567,1\nB,global,0.123456,1\nC,global,0.99999999,1\n");
  BOOST_TEST(result.summary.rounded_numbers == 2U);
}

BOOST_AUTO_TEST_CASE(missing_columns_are_one_error) {
  const auto result = read("Id,Reach,umsatz,sitess\nA,global,5,1\n");
  BOOST_REQUIRE(result.failed);
  BOOST_TEST(result.error.message == "columns are missing: revenue, sites (column \"Standorte\")");
  BOOST_TEST(result.error.help == "the file has the columns Id, Reach, umsatz, sitess; is \"sitess\" meant for sites?");
  BOOST_TEST(result.rows.empty());
  BOOST_TEST(read("id,reach,sites\n").error.message == "a column is missing: revenue");
}

BOOST_AUTO_TEST_CASE(columns_that_stand_twice) {
  const auto result = read("id,reach,revenue,sites,Standorte\nA,global,5,1,2\n");
  BOOST_REQUIRE(result.failed);
  BOOST_TEST(result.error.message == "columns 4 and 5 are both read as sites: \"sites\" and \"Standorte\"");
  BOOST_TEST(read("id,ID,reach,revenue,sites\n").failed);
  // Columns that are not read may have any name.
  BOOST_TEST(!read("id,reach,revenue,sites,note,note,\n").failed);
}

BOOST_AUTO_TEST_CASE(heads_alone_are_a_file_without_accounts) {
  for (const std::string& text :
       {heads, std::string("id,reach,revenue,sites"), std::string("id;reach;revenue;sites;;\r\n")}) {
    const auto result = read(text);
    BOOST_TEST(!result.failed, text);
    BOOST_TEST(result.summary.rows == 0U);
    BOOST_TEST(result.header.heads.size() == 4U);
  }
}

BOOST_AUTO_TEST_CASE(the_line_that_announces_the_separator) {
  for (const char* line : {"sep=;\n", "sep=;\r\n", "sep=;\r", "SEP=;\n", "\xEF\xBB\xBFsep=;\r\n"}) {
    const auto result = read(line + std::string("id;reach;revenue;sites\nA;global;1,5;1\n"));
    BOOST_REQUIRE(!result.failed);
    BOOST_TEST(values(result.rows[0]) == "A||global|1.5 EUR|1|no|||");
    BOOST_TEST(result.rows[0].line == 3U);
  }
  const auto result = read("sep=|\nid|reach|revenue|sites\nA|global|1.5|1\n");
  BOOST_REQUIRE(!result.failed);
  BOOST_TEST(values(result.rows[0]) == "A||global|1.5 EUR|1|no|||");
}

// A head whose fourth byte is in the middle of a letter is nothing special.
BOOST_AUTO_TEST_CASE(files_that_begin_with_any_letters) {
  for (const char* head :
       {"ü", "aü", "abü", "abcü", "abcdü", "€", "a€", "ab€", "abc€", "日本", "s😀", "sep", "sep=", "sep=;"}) {
    const auto result = read(head + std::string(",id,reach,revenue,sites\nx,A,global,5,1\n"));
    BOOST_TEST(!result.failed, head);
    BOOST_TEST(result.rows.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(files_that_are_none) {
  using namespace std::string_literals;
  for (const auto& [text, part] : std::vector<std::pair<std::string, std::string>>{
           {"", "it is empty"},
           {"\n \r\n", "it is empty"},
           {"\xEF\xBB\xBF", "it is empty"},
           {"sep=;\n", "it is empty"},
           {"PK\x03\x04", "begins like a workbook, but its end is missing"},
           {"id\0"s, "not a CSV file"},
           {"id,\"reach\n", "line 1: a quotation mark that opens in this row is never closed"},
           {heads + "A,global,5,1\nB,\"global,5,1\n",
            "line 3: a quotation mark that opens in this row is never closed"},
           {heads + std::string(2'000'000, 'x'), "line 2: the row is too long"},
           {std::string(2'000'000, ','), "line 1: the row is too long"},
           {"id,\"reach\"x,revenue,sites\n", "line 1: text stands behind the closing quotation mark of a head"},
           {"id\x81", "neither in UTF-8 nor in Windows-1252"},
       }) {
    const auto result = read(text);
    BOOST_TEST(result.failed);
    BOOST_TEST(mentions(result.error.message, part), result.error.message);
    BOOST_TEST(!result.error.help.empty());
  }
}

// Whatever bytes come in: rows or one error, every row as wide as its heads, and every fault with a reason.
BOOST_AUTO_TEST_CASE(damaged_files_give_rows_or_an_error) {
  std::mt19937 random(7);
  const std::vector<std::string> whole{
      "id,kam,reach,revenue,sites\nA1,Ann,global,1000000.5,3\nA2,,regional,-€ 12,1'234\n",
      "sep=;\r\nid;Betreuer;reach;revenue;Standorte\r\n\"a\nb\";x;global;1.234,5 \x80;1.200\r\n"};
  const std::vector<std::string> bits{"\"", ",", ";",   "\n", "\r",   "\t",   "-",  ".",
                                      "'",  "€", "EUR", "%",  "\xC2", "\xFF", "e9", "#NV"};
  std::size_t rows = 0, errors = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string text = whole[random() % whole.size()];
    for (auto changes = 1 + random() % 5; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text[at] = static_cast<char>(random() % 256);
      } else {
        text.insert(at, bits[random() % bits.size()]);
      }
    }
    const auto result = read(text);
    errors += result.failed ? 1U : 0U;
    BOOST_TEST(result.failed == !result.error.message.empty());
    for (const auto& row : result.rows) {
      ++rows;
      BOOST_TEST(row.cells.size() == result.header.heads.size());
      BOOST_TEST(row.unreadable.size() <= row.reasons.size());
    }
  }
  // Both happen, or the damage says nothing.
  BOOST_TEST(rows > 500U);
  BOOST_TEST(errors > 500U);
}

BOOST_AUTO_TEST_SUITE_END()
