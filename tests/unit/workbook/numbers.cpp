// Numbers, formats and places of cells.
#include <boost/test/unit_test.hpp>

#include "records/workbook/cell_place.hpp"
#include "records/workbook/number_format.hpp"
#include "records/workbook/stored_decimal.hpp"

using namespace spanne::records;

namespace {

struct DecimalCase {
  const char *stored, *text;
};

std::string decimal_of(const char* stored, int shift = 0) {
  const auto decimal = stored_decimal(stored, shift);
  return decimal ? decimal->text + (decimal->shortened ? "!" : "") : "none";
}

struct FormatCase {
  const char *code, *meaning;
};

std::string meaning_of(const NumberFormat& format) {
  const char* const kinds[] = {"plain", "percent", "day", "time", "elapsed", "zeros"};
  std::string text = kinds[static_cast<std::size_t>(format.kind)];
  if (!format.unit.empty()) text += " " + format.unit;
  return format.zeros > 0 ? text + " " + std::to_string(format.zeros) : text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_AUTO_TEST_CASE(decimals_as_they_are_stored) {
  for (const auto& [stored, text] : {
           DecimalCase{"0", "0"},
           {"-0", "0"},
           {"0.00", "0"},
           {"5", "5"},
           {"-5", "-5"},
           {"+5", "5"},
           {"007", "7"},
           {"2.50", "2.5"},
           {".5", "0.5"},
           {"5.", "5"},
           {"1234567890.12345", "1234567890.12345"},
           // What programs write for decimals of up to 15 digits.
           {"2.6749999999999998", "2.675"},
           {"7.0000000000000009", "7"},
           {"0.15417100000000003", "0.154171"},
           {"0.10000000000000001", "0.1"},
           {"0.29999999999999999", "0.3"},
           {"1.0049999999999999", "1.005"},
           {"-2.6749999999999998", "-2.675"},
           {"99999999999999.99", "100000000000000"},
           {"0.999999999999999999", "1"},
           {"9.99999999999999999E-3", "0.01"},
           // Half goes away from zero.
           {"1.234567890123445", "1.23456789012345"},
           {"-1.234567890123445", "-1.23456789012345"},
           {"1.2345678901234449", "1.23456789012344"},
           // Exponents.
           {"1E3", "1000"},
           {"1.5e+20", "150000000000000000000"},
           {"1.5E-7", "0.00000015"},
           {"0E5", "0"},
           {"1E+0", "1"},
           {"12345E-2", "123.45"},
           // Whole numbers that lose digits are pointed out.
           {"123456789012345", "123456789012345"},
           {"1234567890123456", "1234567890123460!"},
           {"1234567890123450", "1234567890123450"},
           {"9007199254740993", "9007199254740990!"},
           {"9007199254740992.5", "9007199254740990"},
           {"", "none"},
           {"-", "none"},
           {".", "none"},
           {"1,5", "none"},
           {"1e", "none"},
           {"1E+-5", "none"},
           {"E5", "none"},
           {"0x10", "none"},
           {"NaN", "none"},
           {"INF", "none"},
           {"1 2", "none"},
           {"--1", "none"},
           {"1E400", "none"},
           {"1E-400", "none"},
           {"1E99999999999", "none"},
           {"1.5E2.5", "none"},
           {" 1", "none"},
       })
    BOOST_TEST(decimal_of(stored) == text, stored);
  BOOST_TEST(decimal_of("0.12345", 2) == "12.345");
  BOOST_TEST(decimal_of("1", 2) == "100");
  BOOST_TEST(decimal_of("0.28999999999999998", 2) == "29");
  BOOST_TEST(decimal_of("1E308").size() == 309U);
}

BOOST_AUTO_TEST_CASE(format_codes) {
  for (const auto& [code, meaning] : {
           FormatCase{"General", "plain"},
           {"Standard", "plain"},
           {"0", "plain"},
           {"0.00", "plain"},
           {"#,##0", "plain"},
           {"0.00E+00", "plain"},
           {"##0.0E+0", "plain"},
           {"# ?/?", "plain"},
           {"@", "plain"},
           {"", "plain"},
           {"[Red]0;[Blue]-0", "plain"},
           {"0\" Stück\"", "plain"},
           {"\"day \"0", "plain"},
           {"0\\d", "plain"},
           {"[$-407]#,##0.00", "plain"},
           {"General\" pcs\"", "plain"},
           {"dd\\.mm\\.yyyy", "day"},
           {"yyyy-mm-dd", "day"},
           {"d/m", "day"},
           {"mmm yy", "day"},
           {"mmmm", "day"},
           {"[$-407]d. mmmm yyyy;@", "day"},
           {"yyyy-mm-dd hh:mm", "day"},
           {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "day"},
           {"DD.MM.YYYY", "day"},
           {"ge.m.d", "day"},
           {"\"am \"dd.mm", "day"},
           {"hh:mm", "time"},
           {"h:mm AM/PM", "time"},
           {"mm:ss.0", "time"},
           {"h\"h\"", "time"},
           {"[h]:mm", "elapsed"},
           {"[mm]:ss", "elapsed"},
           {"[HH]:MM:SS", "elapsed"},
           {"0%", "percent %"},
           {"0.00 %", "percent %"},
           {"0\"%\"", "plain %"},
           {"0\\%", "plain %"},
           {"00000", "zeros 5"},
           {"00", "zeros 2"},
           {"00000\\-000", "plain"},
           {"00.00", "plain"},
           {"0,000", "plain"},
           {"#,##0.00\\ [$€-407]", "plain EUR"},
           {"#,##0.00\\ \"€\"", "plain EUR"},
           {"#,##0.00 €", "plain EUR"},
           {"[$EUR] #,##0.00", "plain EUR"},
           {"#,##0.00 \"EUR\"", "plain EUR"},
           {"#,##0.00 EUR", "plain EUR"},
           {"[$$-409]#,##0.00", "plain USD"},
           {"\"$\"#,##0_);(\"$\"#,##0)", "plain USD"},
           {"$#,##0", "plain USD"},
           {"[$CHF-807] #,##0.00", "plain CHF"},
           {"#,##0.00 [$£-809]", "plain GBP"},
           {"_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-;_-@_-", "plain EUR"},
           {"#,##0 \"T€\"", "plain T€"},
           {"#,##0, \"T€\"", "plain EUR"},
           {"#,##0.0,,\" Mio €\"", "plain EUR"},
           {"0.0 \"Mio. EUR\"", "plain Mio. EUR"},
           {"#,##0.00\" M€\"", "plain M€"},
           {"#,##0,", "plain"},
           {"#,##0,.00 \"T€\"", "plain EUR"},
           {"\"unclosed", "plain"},
           {"[h", "elapsed"},
           {"\\", "plain"},
           {"_", "plain"},
           {"*", "plain"},
           {";", "plain"},
       })
    BOOST_TEST(meaning_of(read_number_format(code)) == meaning, code);
}

BOOST_AUTO_TEST_CASE(built_in_formats) {
  struct BuiltIn {
    unsigned first, last;
    const char* meaning;
  };
  for (const auto& [first, last, meaning] : {
           BuiltIn{0, 4, "plain"},
           {5, 8, "plain"},
           {9, 10, "percent %"},
           {11, 13, "plain"},
           {14, 17, "day"},
           {18, 21, "time"},
           {22, 22, "day"},
           {27, 36, "day"},
           {37, 44, "plain"},
           {45, 45, "time"},
           {46, 46, "elapsed"},
           {47, 47, "time"},
           {48, 49, "plain"},
           {50, 58, "day"},
           {59, 66, "plain"},
           {164, 164, "plain"},
       })
    for (unsigned id = first; id <= last; ++id) BOOST_TEST(meaning_of(builtin_number_format(id)) == meaning, id);
}

BOOST_AUTO_TEST_CASE(places_of_cells) {
  for (const char* name : {"A1", "Z9", "AA10", "AZ1", "BA1", "XFD1048576"}) {
    const auto place = read_cell_place(name);
    BOOST_TEST_REQUIRE(place.has_value(), name);
    BOOST_TEST(cell_name(*place) == name);
  }
  BOOST_TEST(read_cell_place("$B$7")->column == 1U);
  BOOST_TEST(read_cell_place("b7")->row == 7U);
  for (const char* name : {"", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "A-1", "A99999999", "$1", "Ä1"})
    BOOST_TEST(!read_cell_place(name).has_value(), name);
  BOOST_TEST(range_name(*read_cell_range("B2:C4")) == "B2:C4");
  BOOST_TEST(range_name(*read_cell_range("B2")) == "B2:B2");
  for (const char* range : {"B2:A4", "B2:C1", "B2:", ":C4", "B2:C4:D5"})
    BOOST_TEST(!read_cell_range(range).has_value(), range);
}

BOOST_AUTO_TEST_SUITE_END()
