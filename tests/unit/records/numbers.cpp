// Numbers as they stand in cells, in files that say how they write them and in files that do not.
#include "records/cells/numbers.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne;
using namespace spanne::records;

namespace {

std::string read(std::string_view text, NumberStyle numbers) {
  auto result = read_number(text, numbers);
  if (const auto* fault = std::get_if<CellFault>(&result)) return "fault: " + fault->message;
  const auto& value = std::get<CellValue>(result);
  return to_text(std::get<engine::Decimal>(value.value)) + (value.rounded ? " rounded" : "");
}

/// `two`: can be read both ways; `no`: is not a number; `other`: is written the other way.
std::string kind_of(const std::string& result) {
  if (result.find(" can be ") != std::string::npos) return "two";
  if (result.find(" is written the ") != std::string::npos) return "other";
  if (result.find(" is not a number") != std::string::npos) return "no";
  return result;
}

struct Row {
  const char *text, *cautious, *english, *german;
};

// As written · in a file that proves nothing · in an English file · in a German file.
constexpr Row numbers[] = {
    {"0", "0", "0", "0"},
    {"12", "12", "12", "12"},
    {"1234567", "1234567", "1234567", "1234567"},
    {"007", "7", "7", "7"},
    {"1234567.5", "1234567.5", "1234567.5", "1234567.5"},
    {"1,234,567.5", "1234567.5", "1234567.5", "other"},
    {"1.234.567,5", "1234567.5", "other", "1234567.5"},
    {"1,234,567", "1234567", "1234567", "other"},
    {"1.234.567", "1234567", "other", "1234567"},
    {"1,234", "two", "1234", "1.234"},
    {"1.234", "two", "1.234", "1234"},
    {"12,345", "two", "12345", "12.345"},
    {"12.345", "two", "12.345", "12345"},
    {"123,456", "two", "123456", "123.456"},
    {"123.456", "two", "123.456", "123456"},
    {"1.200", "two", "1.2", "1200"},
    {"1.000", "two", "1", "1000"},
    {"1234.567", "1234.567", "1234.567", "1234.567"},
    {"1234,567", "1234.567", "other", "1234.567"},
    {"0.125", "0.125", "0.125", "0.125"},
    {"0,125", "0.125", "other", "0.125"},
    {"0.500", "0.5", "0.5", "0.5"},
    {"012,345", "12.345", "other", "12.345"},
    {"012.345", "12.345", "12.345", "12.345"},
    {"12.5", "12.5", "12.5", "12.5"},
    {"12,5", "12.5", "other", "12.5"},
    {"12.50", "12.5", "12.5", "12.5"},
    {"1.2345", "1.2345", "1.2345", "1.2345"},
    {"1,2345", "1.2345", "other", "1.2345"},
    {"1,234.5", "1234.5", "1234.5", "other"},
    {"1.234,5", "1234.5", "other", "1234.5"},
    {"1,23,456", "123456", "123456", "other"},
    {"12,34,567.50", "1234567.5", "1234567.5", "other"},
    {"1,23,45,67,890", "1234567890", "1234567890", "other"},
    {"12,34", "12.34", "other", "12.34"},
    {"123,45,678", "no", "no", "no"},
    {"0,12,345", "no", "no", "no"},
    {"1,2,345", "no", "no", "no"},
    {"12.34.567", "no", "no", "no"},
    {"1.23.456", "no", "no", "no"},
    {"1234,567,890", "no", "no", "no"},
    {"0,123,456", "no", "no", "no"},
    {"1,234,56.7", "no", "no", "no"},
    {"1.5.3", "no", "no", "no"},
    {"1,5,3", "no", "no", "no"},
    {"1.5,3", "no", "no", "no"},
    {".5", "0.5", "0.5", "0.5"},
    {",5", "0.5", "other", "0.5"},
    {"5.", "no", "no", "no"},
    {"5,", "no", "no", "no"},
    {".", "no", "no", "no"},
    {"", "no", "no", "no"},
    {"-12", "-12", "-12", "-12"},
    {"- 12", "-12", "-12", "-12"},
    {"+12", "12", "12", "12"},
    {"\xE2\x88\x92"
     "12.5",
     "-12.5", "-12.5", "-12.5"},
    {"-1,234", "two", "-1234", "-1.234"},
    {"-0", "0", "0", "0"},
    {"--1", "no", "no", "no"},
    {"-+1", "no", "no", "no"},
    {"-", "no", "no", "no"},
    {"(12)", "-12", "-12", "-12"},
    {"(400,00)", "-400", "other", "-400"},
    {"( 12.5 )", "-12.5", "-12.5", "-12.5"},
    {"(-12)", "no", "no", "no"},
    {"(12", "no", "no", "no"},
    {"12)", "no", "no", "no"},
    {"12-", "-12", "-12", "-12"},
    {"-12-", "no", "no", "no"},
    {"12--", "no", "no", "no"},
    {"12−", "-12", "-12", "-12"},
    {"–12", "-12", "-12", "-12"},
    {"12–", "no", "no", "no"},
    {"12-15", "no", "no", "no"},
    {"12,-", "12", "12", "12"},
    {"12.--", "12", "12", "12"},
    {"1.234,–", "two", "1.234", "1234"},
    {"1.5E+06", "1500000", "1500000", "1500000"},
    {"1,5E6", "1500000", "1500000", "1500000"},
    {"1.234E+06", "1234000", "1234000", "1234000"},
    {"1.5e-3", "0.0015", "0.0015", "0.0015"},
    {"1E-9", "0 rounded", "0 rounded", "0 rounded"},
    {"5E-7", "0.000001 rounded", "0.000001 rounded", "0.000001 rounded"},
    {"1E5", "100000", "100000", "100000"},
    {"1E999", "no", "no", "no"},
    {"1,234.5E3", "no", "no", "no"},
    {"1E5.5", "no", "no", "no"},
    {"1E", "no", "no", "no"},
    {"E5", "no", "no", "no"},
    {"2 Mio", "2000000", "2000000", "2000000"},
    {"2 Mio.", "2000000", "2000000", "2000000"},
    {"1,2 Mio", "1200000", "other", "1200000"},
    {"1.2 million", "1200000", "1200000", "1200000"},
    {"1.200 Tsd", "two", "1200", "1200000"},
    {"3 k", "3000", "3000", "3000"},
    {"3K", "3000", "3000", "3000"},
    {"0.1234567 k", "123.4567", "123.4567", "123.4567"},
    {"0.0000001 Mio", "0.1", "0.1", "0.1"},
    {"4 Mrd", "4000000000", "4000000000", "4000000000"},
    {"4 bn", "4000000000", "4000000000", "4000000000"},
    {"2 tys.", "2000", "2000", "2000"},
    {"5 mln", "5000000", "5000000", "5000000"},
    {"1.5 lakh", "150000", "150000", "150000"},
    {"2 crore", "20000000", "20000000", "20000000"},
    {"2 Cr", "no", "no", "no"},
    {"K-100", "two", "two", "two"},
    {"K100", "two", "two", "two"},
    {"K 100", "two", "two", "two"},
    {"M-3", "two", "two", "two"},
    {"bn-2", "two", "two", "two"},
    {"Mio. 2", "two", "two", "two"},
    {"-K100", "two", "two", "two"},
    {"(K100)", "two", "two", "two"},
    {"A-100", "no", "no", "no"},
    {"K-1.234", "no", "two", "two"},
    {"12 m", "no", "no", "no"},
    {"12 T", "no", "no", "no"},
    {"12 MD", "no", "no", "no"},
    {"2 k k", "no", "no", "no"},
    {"2E3 k", "no", "no", "no"},
    {"k", "no", "no", "no"},
    {"1'234", "1234", "1234", "1234"},
    {"1'234'567.50", "1234567.5", "1234567.5", "1234567.5"},
    {"1\xE2\x80\x99"
     "234",
     "1234", "1234", "1234"},
    {"1\xC2\xA0"
     "234\xC2\xA0"
     "567",
     "1234567", "1234567", "1234567"},
    {"1\xE2\x80\xAF"
     "234,5",
     "1234.5", "other", "1234.5"},
    {"1'23", "no", "no", "no"},
    {"0'123", "no", "no", "no"},
    {"1'234.567", "1234.567", "1234.567", "1234.567"},
    {"1.234'567", "no", "no", "no"},
    {"1 234", "1234", "1234", "1234"},
    {"1 234 567,50", "1234567.5", "other", "1234567.5"},
    {"1 234.5", "1234.5", "1234.5", "1234.5"},
    {"12 34 567,50", "no", "no", "no"},
    {"1  234", "no", "no", "no"},
    {"1 234'567", "no", "no", "no"},
    {"1 23", "no", "no", "no"},
    {"12 %", "no", "no", "no"},
    {"twelve", "no", "no", "no"},
    {"12a", "no", "no", "no"},
    {"0x10", "no", "no", "no"},
    {"inf", "no", "no", "no"},
    {"nan", "no", "no", "no"},
    {"١٢", "no", "no", "no"},
    {"1.1234565", "1.123457 rounded", "1.123457 rounded", "1.123457 rounded"},
    {"-1.1234565", "-1.123457 rounded", "-1.123457 rounded", "-1.123457 rounded"},
    {"1.1234564999", "1.123456 rounded", "1.123456 rounded", "1.123456 rounded"},
    {"0.9999999", "1 rounded", "1 rounded", "1 rounded"},
    {"0.0000001", "0 rounded", "0 rounded", "0 rounded"},
    {"1.12345600", "1.123456", "1.123456", "1.123456"},
    {"9223372036854.775807", "9223372036854.775807", "9223372036854.775807", "9223372036854.775807"},
    {"-9223372036854.775807", "-9223372036854.775807", "-9223372036854.775807", "-9223372036854.775807"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(numbers_in_cells)

BOOST_AUTO_TEST_CASE(each_in_three_kinds_of_file) {
  for (const auto& row : numbers) {
    BOOST_TEST(kind_of(read(row.text, NumberStyle::cautious)) == row.cautious, row.text << " in any file");
    BOOST_TEST(kind_of(read(row.text, NumberStyle::english)) == row.english, row.text << " in an English file");
    BOOST_TEST(kind_of(read(row.text, NumberStyle::german)) == row.german, row.text << " in a German file");
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said) {
  struct DatedAccount {
    const char* text;
    NumberStyle style;
    const char* message;
  };
  for (const auto& [text, style, message] : {
           DatedAccount{"1,234", NumberStyle::cautious,
                        "fault: 1,234 can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"1.234", NumberStyle::cautious,
            "fault: 1.234 can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"-12.345", NumberStyle::cautious,
            "fault: -12.345 can be -12345 or -12.345; say --locale en or --locale de to decide"},
           {"-12,5", NumberStyle::english,
            "fault: -12,5 is written the German way; write -12.5, or say --locale de for the whole file"},
           {"1,234,567.5", NumberStyle::german,
            "fault: 1,234,567.5 is written the English way; write 1234567,5, or say --locale en for the whole file"},
           {"(1.234,5)", NumberStyle::english,
            "fault: (1.234,5) is written the German way; write (1234.5), or say --locale de for the whole file"},
           {"1,5 Mio", NumberStyle::swiss,
            "fault: 1,5 Mio is written the German way; write 1.5 Mio, or say --locale de for the whole file"},
           {"1,234", NumberStyle::swiss, "fault: 1,234 can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"1.200 k", NumberStyle::cautious,
            "fault: 1.200 k can be 1200000 or 1200; say --locale en or --locale de to decide"},
           {"2 billion", NumberStyle::cautious,
            "fault: 2 billion can have 12 or 9 more zeros; write the number with all its zeros"},
           {"2 billion", NumberStyle::english, "2000000000"},
           {"2 Billionen", NumberStyle::german, "2000000000000"},
           {"1'234.5", NumberStyle::swiss, "1234.5"},
           {"1.234", NumberStyle::swiss, "1.234"},
           {"1,234,567", NumberStyle::swiss, "1234567"},
           {"99 Billionen", NumberStyle::german, "fault: 99 Billionen is too large; numbers go up to 9223372036854"},
           {"1E40", NumberStyle::german, "fault: 1E40 is too large; numbers go up to 9223372036854"},
           {"9223372036854.775808", NumberStyle::english,
            "fault: 9223372036854.775808 is too large; numbers go up to 9223372036854"},
           {"9223372036854.7758075", NumberStyle::english,
            "fault: 9223372036854.7758075 is too large; numbers go up to 9223372036854"},
           {"eE5", NumberStyle::english, "fault: eE5 is not a number"},
           {"1e", NumberStyle::english, "fault: 1e is not a number"},
       })
    BOOST_TEST(read(text, style) == message);
}

BOOST_AUTO_TEST_CASE(a_contradiction_is_named_where_it_leaves_two_readings) {
  CellStyle style;
  style.contradiction = "line 2 has 1.234,5, line 9 has 12.25";
  const auto read = read_number("1,234", style);
  BOOST_TEST(
      std::get<CellFault>(read).message ==
      "1,234 can be 1234 or 1.234: line 2 has 1.234,5, line 9 has 12.25; say --locale en or --locale de to decide");
}

BOOST_AUTO_TEST_CASE(a_number_is_written_so_that_it_is_read_as_itself) {
  for (const NumberStyle numbers :
       {NumberStyle::cautious, NumberStyle::english, NumberStyle::german, NumberStyle::swiss})
    for (const std::int64_t millionths : {0, 1, 1'234'000, -12'345'000, 1'200'000, 999'999'000, 125'000})
      BOOST_TEST(read(writable(engine::Decimal{millionths}, numbers), numbers) == to_text(engine::Decimal{millionths}));
}

BOOST_AUTO_TEST_CASE(messages_stay_on_one_line_and_short) {
  BOOST_TEST(shown("a\nb\tc") == "a b c");
  BOOST_TEST(shown(std::string(80, 'x')) == std::string(80, 'x'));
  BOOST_TEST(shown(std::string(81, 'x')) == std::string(80, 'x') + "…");
  BOOST_TEST(shown(std::string(79, 'x') + "üü") == std::string(79, 'x') + "…");
  BOOST_TEST(shown(std::string(78, 'x') + "€€") == std::string(78, 'x') + "…");
  BOOST_TEST(read(std::string(1'000'000, '9'), NumberStyle::english).size() < 200U);
}

BOOST_AUTO_TEST_SUITE_END()
