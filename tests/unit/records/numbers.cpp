// Numbers as they stand in cells, in files that say how they write them and in files that do not.
#include "records/cells/numbers.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne;
using namespace spanne::records;

namespace {

std::string read(std::string_view text, NumberStyleIn numbers) {
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

// As written · in a file that does not say · with --locale en · in a German file.
constexpr Row numbers[] = {
    {"0", "0", "0", "0"},
    {"12", "12", "12", "12"},
    {"1234567", "1234567", "1234567", "1234567"},
    {"007", "7", "7", "7"},
    {"1234567.5", "1234567.5", "1234567.5", "1234567.5"},
    {"1,234,567.5", "1234567.5", "1234567.5", "other"},
    {"1.234.567,5", "other", "other", "1234567.5"},
    {"1,234,567", "1234567", "1234567", "other"},
    {"1.234.567", "other", "other", "1234567"},
    {"1,234", "two", "1234", "1.234"},
    {"1.234", "two", "1.234", "1234"},
    {"12,345", "two", "12345", "12.345"},
    {"12.345", "two", "12.345", "12345"},
    {"123,456", "two", "123456", "123.456"},
    {"123.456", "two", "123.456", "123456"},
    {"1.200", "two", "1.2", "1200"},
    {"1.000", "two", "1", "1000"},
    {"1234.567", "1234.567", "1234.567", "1234.567"},
    {"1234,567", "other", "other", "1234.567"},
    {"0.125", "0.125", "0.125", "0.125"},
    {"0,125", "other", "other", "0.125"},
    {"0.500", "0.5", "0.5", "0.5"},
    {"012,345", "other", "other", "12.345"},
    {"012.345", "12.345", "12.345", "12.345"},
    {"12.5", "12.5", "12.5", "12.5"},
    {"12,5", "other", "other", "12.5"},
    {"12.50", "12.5", "12.5", "12.5"},
    {"1.2345", "1.2345", "1.2345", "1.2345"},
    {"1,2345", "other", "other", "1.2345"},
    {"1,234.5", "1234.5", "1234.5", "other"},
    {"1.234,5", "other", "other", "1234.5"},
    {"1,23,456", "no", "no", "no"},
    {"1.23.456", "no", "no", "no"},
    {"1234,567,890", "no", "no", "no"},
    {"0,123,456", "no", "no", "no"},
    {"1,234,56.7", "no", "no", "no"},
    {"1.5.3", "no", "no", "no"},
    {"1,5,3", "no", "no", "no"},
    {"1.5,3", "no", "no", "no"},
    {".5", "0.5", "0.5", "0.5"},
    {",5", "other", "other", "0.5"},
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
    {"(12)", "no", "no", "no"},
    {"12-", "no", "no", "no"},
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
     "other", "other", "1234.5"},
    {"1'23", "no", "no", "no"},
    {"0'123", "no", "no", "no"},
    {"1'234.567", "1234.567", "1234.567", "1234.567"},
    {"1.234'567", "no", "no", "no"},
    {"1 234", "no", "no", "no"},
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

BOOST_AUTO_TEST_CASE(each_in_three_sorts_of_file) {
  for (const auto& row : numbers) {
    BOOST_TEST(kind_of(read(row.text, NumberStyleIn::cautious)) == row.cautious, row.text << " in any file");
    BOOST_TEST(kind_of(read(row.text, NumberStyleIn::english)) == row.english, row.text << " in an English file");
    BOOST_TEST(kind_of(read(row.text, NumberStyleIn::german)) == row.german, row.text << " in a German file");
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said) {
  struct DatedAccount {
    const char* text;
    NumberStyleIn style;
    const char* message;
  };
  for (const auto& [text, style, message] : {
           DatedAccount{"1,234", NumberStyleIn::cautious,
                        "fault: 1,234 can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"1.234", NumberStyleIn::cautious,
            "fault: 1.234 can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"-12.345", NumberStyleIn::cautious,
            "fault: -12.345 can be -12345 or -12.345; say --locale en or --locale de to decide"},
           {"-12,5", NumberStyleIn::cautious,
            "fault: -12,5 is written the German way; write -12.5, or say --locale de for the whole file"},
           {"1,234,567.5", NumberStyleIn::german,
            "fault: 1,234,567.5 is written the English way; write 1234567,5, or say --locale en for the whole file"},
           {"1.5E+06", NumberStyleIn::english,
            "fault: 1.5E+06 is written with an exponent; show it as a plain number and save the file again"},
           {"-1e5", NumberStyleIn::german,
            "fault: -1e5 is written with an exponent; show it as a plain number and save the file again"},
           {"9223372036854.775808", NumberStyleIn::english,
            "fault: 9223372036854.775808 is too large; numbers go up to 9223372036854"},
           {"9223372036854.7758075", NumberStyleIn::english,
            "fault: 9223372036854.7758075 is too large; numbers go up to 9223372036854"},
           {"eE5", NumberStyleIn::english, "fault: eE5 is not a number"},
           {"1e", NumberStyleIn::english, "fault: 1e is not a number"},
       })
    BOOST_TEST(read(text, style) == message);
}

BOOST_AUTO_TEST_CASE(messages_stay_on_one_line_and_short) {
  BOOST_TEST(shown("a\nb\tc") == "a b c");
  BOOST_TEST(shown(std::string(80, 'x')) == std::string(80, 'x'));
  BOOST_TEST(shown(std::string(81, 'x')) == std::string(80, 'x') + "…");
  BOOST_TEST(shown(std::string(79, 'x') + "üü") == std::string(79, 'x') + "…");
  BOOST_TEST(shown(std::string(78, 'x') + "€€") == std::string(78, 'x') + "…");
  BOOST_TEST(read(std::string(1'000'000, '9'), NumberStyleIn::english).size() < 200U);
}

BOOST_AUTO_TEST_SUITE_END()
