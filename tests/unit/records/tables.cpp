// Where a table stands in a file, and which of its rows are no accounts.
#include <boost/test/unit_test.hpp>

#include "records/csv/accounts.hpp"
#include "records/tables/head_finder.hpp"
#include "records/tables/table_options.hpp"
#include "records/tables/total_words.hpp"
#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;

namespace {

struct Read {
  std::string rows;   // "line:id " of each
  std::string notes;  // joined by "; "
  std::string error;
  std::size_t skipped = 0, left_out = 0;
};

Read read(std::string text, bool keep_totals = false) {
  Read result;
  TableOptions options(Locale::en);
  options.keep_totals = keep_totals;
  const engine::Model model = sample::model();
  auto outcome = read_accounts_text(
      std::move(text), model, options, [](const AccountsHeader&) {},
      [&](AccountRow&& row) {
        result.rows += std::to_string(row.line) + ":" + to_text(row.account.values[0], model.attributes[0].type, model);
        result.rows += row.reasons.empty() ? " " : "! ";
      });
  if (const auto* error = std::get_if<AccountsError>(&outcome)) {
    result.error = error->message + " | " + error->help;
    return result;
  }
  const auto& summary = std::get<AccountsSummary>(outcome);
  for (const auto& note : summary.notes)
    if (!note.starts_with("the default was taken")) result.notes += (result.notes.empty() ? "" : "; ") + note;
  result.skipped = summary.skipped;
  result.left_out = summary.left_out;
  return result;
}

const std::string heads = "id,Betreuer,reach,revenue,Standorte\n";
const std::string three = "A,Anna,global,100.5,1\nB,Anna,global,200,2\nC,Ben,global,300,3\n";

struct Case {
  const char* name;
  std::string text, rows, notes;
};

void check(const std::vector<Case>& cases) {
  for (const Case& example : cases) BOOST_TEST_CONTEXT(example.name) {
      const Read result = read(example.text);
      BOOST_TEST(result.error == "");
      BOOST_TEST(result.rows == example.rows);
      BOOST_TEST(result.notes == example.notes);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(titles_above_the_heads_are_skipped_and_reported) {
  check({{"one line", "Key accounts 2026\n" + heads + three, "3:A 4:B 5:C ", "line 1 above the heads was skipped"},
         {"lines and blanks", "Key accounts\n\nAs of,01.07.2026\n,,\n" + heads + three, "6:A 7:B 8:C ",
          "lines 1 and 3 above the heads were skipped"},
         {"a comma in a title of a file of semicolons",
          "Key accounts, all regions\nid;reach;revenue;Standorte\nA;global;1;2\n", "3:A ",
          "line 1 above the heads was skipped"},
         {"bars", "Accounts\nid|reach|revenue|Standorte\nA|global|1|2\n", "3:A ", "line 1 above the heads was skipped"},
         {"no title", heads + three, "2:A 3:B 4:C ", ""},
         {"blank columns at both sides", ",id,reach,revenue,Standorte,,\n,A,global,1,2,,\n", "2:A ", ""}});
}

BOOST_AUTO_TEST_CASE(heads_may_span_two_lines) {
  check({{"a group above", "Account,,,Figures,\nid,Betreuer,reach,revenue,Standorte\nA,Anna,global,1,2\n", "3:A ",
          "line 1 above the heads was skipped"},
         {"some heads above, some below", "id,Betreuer,reach,,\n,,,revenue,Standorte\nA,Anna,global,1,2\n", "3:A ", ""},
         {"units below, which count", "id,reach,revenue,Standorte\n,,(T EUR),\nA,global,1,2\n", "3:A ", ""},
         {"a remark below", "id,reach,revenue,Standorte\nkey,,EUR,number\nA,global,1,2\n", "2:key! 3:A ", ""}});
}

BOOST_AUTO_TEST_CASE(without_heads_the_best_line_is_spoken_of) {
  const Read result = read("Key accounts 2026\nid,reach,revenues\nA,global,1\n");
  BOOST_TEST(result.error.starts_with("line 2: columns are missing: revenue, sites (column \"Standorte\")"));
  BOOST_TEST(read("Name;KAM\nA;B\n").error.starts_with("columns are missing: id, reach"));
}

BOOST_AUTO_TEST_CASE(totals_are_left_out_where_key_word_and_sums_agree) {
  check({{"word in the key", heads + three + "Total,,,600.5,6\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"blank key", heads + three + ",,,600.5,6\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"one column is enough", heads + three + "Gesamtsumme,,,600.50,\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"a name for all, and nothing that an account needs", heads + three + "All,,,600.5,6\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"a choice beside the word", heads + three + "Total,,global,600.5,6\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"a subtotal of a group", heads + three + "Summe Nord,,,600.5,6\nD,Ben,global,1,1\n", "2:A 3:B 4:C 6:D ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it"},
         {"a subtotal for each KAM",
          heads + "A,Anna,global,1,1\nB,Anna,global,2,2\n,Anna Total,,3,3\nC,Ben,global,4,4\n,Ben Total,,4,4\n,Grand "
                  "total,,7,7\n",
          "2:A 3:B 5:C ",
          "lines 4, 6 and 7 are totals, the sums of rows above, and were left out; --keep-totals reads them"}});
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_a_total_stays_an_account) {
  check({{"other sums", heads + three + "Total,,global,600.6,6\n", "2:A 3:B 4:C 5:Total ",
          "line 5 is called a total, but is not the sums of rows above; read as an account"},
         {"one of two sums", heads + three + "Total,,global,600.5,7\n", "2:A 3:B 4:C 5:Total ",
          "line 5 is called a total, but is not the sums of rows above; read as an account"},
         {"a company", heads + three + "Total Energies,Anna,global,7,7\n", "2:A 3:B 4:C 5:Total Energies ", ""},
         {"numbers alone", heads + three + "D,Anna,global,600.5,6\n", "2:A 3:B 4:C 5:D ",
          "line 5 has the sums of the rows above; is it a total? It was read as an account"},
         {"an owner alone is blank", heads + three + "D,,global,600.5,6\n", "2:A 3:B 4:C 5:D ",
          "line 5 has the sums of the rows above; is it a total? It was read as an account"},
         {"a company of that name with the sums", heads + three + "Total Energies,,global,600.5,6\n",
          "2:A 3:B 4:C 5:Total Energies ",
          "line 5 has the sums of the rows above; is it a total? It was read as an account"},
         {"such a company in the middle", heads + three + "Total Energies,Ben,global,600.5,6\nD,Ben,global,1,1\n",
          "2:A 3:B 4:C 5:Total Energies 6:D ",
          "line 5 has the sums of the rows above; is it a total? It was read as an account"},
         {"only one row above", heads + "A,Anna,global,1,1\nTotal,,global,1,1\n", "2:A 3:Total ",
          "line 3 is called a total, but is not the sums of rows above; read as an account"},
         {"all of them zero", heads + "A,Anna,global,0,1\nB,Anna,global,0,1\nTotal,,global,0,1\n", "2:A 3:B 4:Total ",
          "line 4 is called a total, but is not the sums of rows above; read as an account"},
         {"no word and not the last", heads + three + ",,,600.5,6\nD,Anna,global,1,1\n", "2:A 3:B 4:C 5:! 6:D ", ""}});
}

BOOST_AUTO_TEST_CASE(totals_can_be_kept) {
  const Read result = read(heads + three + "Total,,global,600.5,6\n", true);
  BOOST_TEST(result.rows == "2:A 3:B 4:C 5:Total ");
  BOOST_TEST(result.notes == "");
  BOOST_TEST(result.left_out == 0U);
}

BOOST_AUTO_TEST_CASE(small_print_below_is_skipped_and_reported) {
  check({{"three lines", heads + three + "\nNordwind AG\nConfidential\n\"Made by: CRM, 01.07.2026\"\n", "2:A 3:B 4:C ",
          "lines 6 to 8 below the table have one cell each and were skipped"},
         {"below a total", heads + three + "Total,,,600.5,6\n,,Source: CRM\n", "2:A 3:B 4:C ",
          "line 5 is a total, the sums of rows above, and was left out; --keep-totals reads it; line 6 below the table "
          "has "
          "one cell and was skipped"},
         {"lists that are written so", heads + "A\nB,Anna,global,1,1\nC\n", "2:A! 3:B 4:C! ", ""}});
}

BOOST_AUTO_TEST_CASE(what_is_left_out_is_counted) {
  const Read result = read(heads + three + "\nTotal,,,600.5,6\nConfidential\n");
  BOOST_TEST(result.skipped == 1U);
  BOOST_TEST(result.left_out == 2U);
}

BOOST_AUTO_TEST_CASE(words_for_totals) {
  for (const char* cell : {"Total", "TOTAL:", "Summe 2025", "Nord Zwischensumme", "Grand total", "Gesamtergebnis", "Σ",
                           "Subtotal", "Somme", "Итого", "Total Energies", "\"Total\""})
    BOOST_TEST(names_total(cell), cell);
  for (const char* cell : {"", "A", "Totalenergies", "Summer GmbH", "Nordwind", "K-000123", "Gesamtverband",
                           "Ergebnisse AG", "Österreich", "Sumo"})
    BOOST_TEST(!names_total(cell), cell);
  for (const char* cell : {"Total", "Grand total 2025", "Summe:"}) BOOST_TEST(is_only_total(cell), cell);
  for (const char* cell : {"Total AG", "Anna Total", ""}) BOOST_TEST(!is_only_total(cell), cell);
}

BOOST_AUTO_TEST_CASE(lines_in_words) {
  BOOST_TEST(lines_text({4}) == "line 4");
  BOOST_TEST(lines_text({4, 5}) == "lines 4 and 5");
  BOOST_TEST(lines_text({4, 5, 6}) == "lines 4 to 6");
  BOOST_TEST(lines_text({4, 9, 14}) == "lines 4, 9 and 14");
  BOOST_TEST(lines_text({1, 3, 5, 7, 9, 11, 13, 15}) == "lines 1, 3, 5, 7, 9 and 3 more");
}

BOOST_AUTO_TEST_SUITE_END()
