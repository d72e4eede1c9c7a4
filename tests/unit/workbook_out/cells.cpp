// Texts of results as typed cells: what becomes a number, and what stays a text to the letter.
#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "records/results/results.hpp"
#include "records/workbook_out/cell_text.hpp"
#include "records/workbook_out/sheet_layout.hpp"

using namespace spanne::records;
using Shown = SheetColumn::Shown;

namespace {

std::string described(const SheetCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return "text " + *text;
  if (const auto* number = std::get_if<CellNumber>(&cell))
    return fmt::format("number {} {}", number->digits, number->exponent);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "true" : "false";
  if (const auto* day = std::get_if<spanne::engine::Date>(&cell)) return "day " + to_text(*day);
  return "empty";
}

SheetColumn column(Shown shown) {
  SheetColumn made;
  made.shown = shown;
  made.currency = "EUR";
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cells_of_workbooks)

BOOST_AUTO_TEST_CASE(a_text_becomes_what_its_column_holds) {
  const std::vector<std::tuple<Shown, std::string, std::string>> cases{
      {Shown::figure, "", "empty"},
      {Shown::figure, "-1.25", "number -1.25 0"},
      {Shown::figure, "123456789.123456", "number 123456789.123456 0"},  // 15 digits
      {Shown::figure, "1234567890.123456", "text 1234567890.123456"},    // 16
      {Shown::figure, "1234567890000000000", "number 1234567890000000000 0"},
      {Shown::figure, "0.00000000000000001", "number 0.00000000000000001 0"},
      {Shown::figure, "1/60", "text 1/60"},
      {Shown::figure, "unlimited", "text unlimited"},
      {Shown::whole, "12", "number 12 0"},
      {Shown::number, "1.5", "number 1.5 0"},
      {Shown::number, "1,5", "text 1,5"},
      {Shown::number, "1e5", "text 1e5"},
      {Shown::number, ".5", "text .5"},
      {Shown::number, "5.", "text 5."},
      {Shown::number, "+5", "text +5"},
      {Shown::number, std::string(1, unreadable_mark) + "1.234", "text 1.234"},  // which nobody could read
      {Shown::percent, "15.5 %", "number 15.5 -2"},
      {Shown::percent, "15.5", "text 15.5"},
      {Shown::percent, " %", "text  %"},
      {Shown::money, "-12.5 EUR", "number -12.5 0"},
      {Shown::money, "12.5 USD", "text 12.5 USD"},
      {Shown::boolean, "yes", "true"},
      {Shown::boolean, "no", "false"},
      {Shown::boolean, "ja", "text ja"},
      {Shown::date, "2026-07-01", "day 2026-07-01"},
      {Shown::date, "1900-03-01", "day 1900-03-01"},
      {Shown::date, "1900-02-28", "text 1900-02-28"},  // spreadsheets take 1900 for a leap year
      {Shown::date, "2026-02-30", "text 2026-02-30"},
      {Shown::text, "12", "text 12"},
      {Shown::text, "=1+1", "text =1+1"},
  };
  for (const auto& [shown, text, expected] : cases)
    BOOST_TEST_CONTEXT(text) BOOST_TEST(described(cell_of(text, column(shown))) == expected);
}

BOOST_AUTO_TEST_CASE(figures_that_stay_texts_are_known) {
  for (const std::string text : {"1/60", "-5805783/80000", "1234567890.123456"})
    BOOST_TEST(is_figure_as_text(text, column(Shown::figure)), text);
  for (const std::string text : {"", "0.5", "unlimited",
                                 "\x01"
                                 "1/60"})
    BOOST_TEST(!is_figure_as_text(text, column(Shown::figure)), text);
  BOOST_TEST(!is_figure_as_text("1/60", column(Shown::text)));
}

BOOST_AUTO_TEST_CASE(what_the_format_would_read_otherwise_is_written_by_its_number) {
  BOOST_TEST(workbook_text("a_x0041_b") == "a_x005F_x0041_b");
  BOOST_TEST(workbook_text("a_x004_b_xZZZZ_") == "a_x004_b_xZZZZ_");
  BOOST_TEST(workbook_text("a\uFFFFb\uFFFE") == "a_xFFFF_b_xFFFE_");
  BOOST_TEST(letters_of_utf16("aä€\U0001F600") == 5U);
  BOOST_TEST(display_letters("ab\näöü\n") == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
