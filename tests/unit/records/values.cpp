// Cells as values of each attribute type, and what is said of those that are none.
#include "records/cells/values.hpp"

#include <boost/test/unit_test.hpp>

#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;
using engine::PercentReading;
using engine::TypeKind;

namespace {

std::string read(std::string_view text, const engine::Attribute& attribute, const engine::Model& model,
                 NumberStyleIn numbers = NumberStyleIn::cautious) {
  auto result = read_cell(text, attribute, {model, numbers});
  if (const auto* fault = std::get_if<CellFault>(&result)) return "fault: " + fault->message;
  return to_text(std::get<CellValue>(result).value, attribute.type, model);
}

struct DatedAccount {
  const char *text, *result;
};

engine::Attribute money() {
  auto attribute = sample::attribute("revenue", TypeKind::money);
  attribute.type.currency = "EUR";
  return attribute;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(money_with_and_without_its_currency) {
  const auto model = sample::model();
  for (const auto& [text, result] : {
           DatedAccount{"12", "12 EUR"},
           {"12.5 EUR", "12.5 EUR"},
           {"12.5EUR", "12.5 EUR"},
           {"12.5 eur", "12.5 EUR"},
           {"EUR 12.5", "12.5 EUR"},
           {"€ 12.5", "12.5 EUR"},
           {"€12.5", "12.5 EUR"},
           {"12.5 €", "12.5 EUR"},
           {"12.5\xC2\xA0€", "12.5 EUR"},
           {"12 Euro", "12 EUR"},
           {"-12 €", "-12 EUR"},
           {"-€ 12", "-12 EUR"},
           {"€ -12", "-12 EUR"},
           {"+EUR 12", "12 EUR"},
           {"1,234,567.5 EUR", "1234567.5 EUR"},
           {"12 USD", "fault: 12 USD is in USD, but EUR is needed"},
           {"$12", "fault: $12 is in USD, but EUR is needed"},
           {"-$12", "fault: -$12 is in USD, but EUR is needed"},
           {"US$ 12", "fault: US$ 12 is in USD, but EUR is needed"},
           {"12 £", "fault: 12 £ is in GBP, but EUR is needed"},
           {"CHF 12", "fault: CHF 12 is in CHF, but EUR is needed"},
           {"¥12", "fault: ¥12 is in JPY, but EUR is needed"},
           {"1,234 EUR", "fault: 1,234 EUR can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"€", "fault: € is not a number"},
           {"EUR", "fault: EUR is not a number"},
           {"EUR 12 €", "fault: EUR 12 € is not a number"},
           {"--12 €", "fault: --12 € is not a number"},
           {"-€ -12", "fault: -€ -12 is not a number"},
           {"12 TEUR", "fault: 12 TEUR is not a number"},
           {"2 Mio", "fault: 2 Mio is shortened; write the number with all its noughts"},
           {"2 Mio. €", "fault: 2 Mio. € is shortened; write the number with all its noughts"},
           {"12k", "fault: 12k is shortened; write the number with all its noughts"},
           {"(12 €)", "fault: (12 €) is not a number; what is below zero has its minus sign in front"},
           {"12- €", "fault: 12- € is not a number; what is below zero has its minus sign in front"},
           {"a lot", "fault: a lot is not a number"},
           {"12 %", "fault: 12 % is not a number"},
       })
    BOOST_TEST(read(text, money(), model) == result);
  BOOST_TEST(read("1.234.567,90 €", money(), model, NumberStyleIn::german) == "1234567.9 EUR");
}

BOOST_AUTO_TEST_CASE(percentages_with_their_sign) {
  const auto model = sample::model();
  const auto growth = sample::attribute("growth", TypeKind::percent);
  const std::string cure = "; write the % sign, or declare the attribute percent in % or percent as share";
  for (const auto& [text, result] : std::vector<std::pair<std::string, std::string>>{
           {"12 %", "12 %"},
           {"12%", "12 %"},
           {"-2.5 %", "-2.5 %"},
           {"0.0001 %", "0.0001 %"},
           {"12\xC2\xA0%", "12 %"},
           {"0", "0 %"},
           {"0.0", "0 %"},
           {"-0", "0 %"},
           {"0 %", "0 %"},
           {"15", "fault: 15 can be 15 % or 1500 %" + cure},
           {"0.15", "fault: 0.15 can be 0.15 % or 15 %" + cure},
           {"%", "fault: % is not a number"},
           {"12 % %", "fault: 12 % % is not a number"},
           {"1,234 %", "fault: 1,234 % can be 1234 or 1.234; say --locale en or --locale de to decide"},
       })
    BOOST_TEST(read(text, growth, model) == result);
  BOOST_TEST(read("12,5 %", growth, model, NumberStyleIn::german) == "12.5 %");
}

BOOST_AUTO_TEST_CASE(percentages_whose_attribute_says_how_to_read_them) {
  const auto model = sample::model();
  auto growth = sample::attribute("growth", TypeKind::percent);
  growth.reading = PercentReading::in_percent;
  BOOST_TEST(read("15", growth, model) == "15 %");
  BOOST_TEST(read("0.15", growth, model) == "0.15 %");
  BOOST_TEST(read("15 %", growth, model) == "15 %");
  growth.reading = PercentReading::as_share;
  BOOST_TEST(read("0.15", growth, model) == "15 %");
  BOOST_TEST(read("1.5", growth, model) == "150 %");
  BOOST_TEST(read("15 %", growth, model) == "15 %");
}

BOOST_AUTO_TEST_CASE(percentages_round_at_six_places_of_the_share) {
  const auto model = sample::model();
  const auto growth = sample::attribute("growth", TypeKind::percent);
  auto result = read_cell("12.34567 %", growth, {model, NumberStyleIn::cautious});
  BOOST_TEST(std::get<CellValue>(result).rounded);
  BOOST_TEST((std::get<engine::Decimal>(std::get<CellValue>(result).value).millionths == 123'457));
  result = read_cell("12.3456 %", growth, {model, NumberStyleIn::cautious});
  BOOST_TEST(!std::get<CellValue>(result).rounded);
}

BOOST_AUTO_TEST_CASE(whole_numbers) {
  const auto model = sample::model();
  const auto sites = sample::attribute("sites", TypeKind::integer);
  for (const auto& [text, result] : {
           DatedAccount{"3", "3"},
           {"3.0", "3"},
           {"3.00", "3"},
           {"-3", "-3"},
           {"1,234,567", "1234567"},
           {"3.5", "fault: 3.5 is not a whole number"},
           {"3.0000001", "fault: 3.0000001 is not a whole number"},
           {"2.9999999", "fault: 2.9999999 is not a whole number"},
           {"three", "fault: three is not a number"},
       })
    BOOST_TEST(read(text, sites, model) == result);
  BOOST_TEST(read("1.200", sites, model, NumberStyleIn::german) == "1200");
  BOOST_TEST(read("3,0", sites, model, NumberStyleIn::german) == "3");
}

BOOST_AUTO_TEST_CASE(yes_and_no) {
  const auto model = sample::model();
  const auto decentral = sample::attribute("decentral", TypeKind::boolean);
  for (const char* yes : {"yes", "Yes", "YES", "ja", "Ja", "JA", "true", "TRUE", "wahr", "Wahr", "WAHR", "1"})
    BOOST_TEST(read(yes, decentral, model) == "yes");
  for (const char* no : {"no", "No", "NEIN", "nein", "false", "False", "falsch", "FALSCH", "0"})
    BOOST_TEST(read(no, decentral, model) == "no");
  for (const char* other : {"maybe", "x", "y", "n", "2", "01", "1.0", "yes!", "-"})
    BOOST_TEST(read(other, decentral, model) == std::string("fault: ") + other + " is neither yes nor no");
}

BOOST_AUTO_TEST_CASE(days) {
  const auto model = sample::model();
  const auto date = sample::attribute("signed", TypeKind::date);
  BOOST_TEST(read("2026-07-01", date, model) == "2026-07-01");
  BOOST_TEST(read("01.07.2026", date, model) == "2026-07-01");
  BOOST_TEST(read("1.7.2026", date, model) == "2026-07-01");
  BOOST_TEST(read("29.02.2028", date, model) == "2028-02-29");
  for (const char* other :
       {"2026-02-30", "30.02.2026", "2026-13-01", "01/07/2026", "1.7.26", "46204", "July", "2026-07-01 10:00"})
    BOOST_TEST(read(other, date, model) ==
               std::string("fault: ") + other + " is no day; write days like 2026-07-01 or 01.07.2026");
}

BOOST_AUTO_TEST_CASE(choices) {
  const auto model = sample::model();
  const auto& reach = model.attributes[2];
  BOOST_TEST(read("regional", reach, model) == "regional");
  BOOST_TEST(read("global", reach, model) == "global");
  BOOST_TEST(read("regionall", reach, model) == "fault: regionall is none of its values; did you mean regional?");
  BOOST_TEST(read("Regional", reach, model) == "fault: Regional is none of its values; did you mean regional?");
  BOOST_TEST(read("1", reach, model) == "fault: 1 is none of regional, national, global");
}

BOOST_AUTO_TEST_CASE(long_choices_are_listed_in_part) {
  auto model = sample::model();
  auto& values = model.choices[1].values;
  values.clear();
  for (char c = 'a'; c <= 'z'; ++c) values.push_back(std::string(4, c));
  const std::string result = read("12345678", model.attributes[2], model);
  BOOST_TEST(result.find("aaaa, bbbb") != std::string::npos);
  BOOST_TEST(result.find("llll, …") != std::string::npos);
  BOOST_TEST(result.find("mmmm") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(texts_stay_as_they_are) {
  const auto model = sample::model();
  const auto& id = model.attributes[0];
  for (const char* text : {"Müller & Söhne", "=1+1", "007", "#1 Supplies", "a\nb"})
    BOOST_TEST(read(text, id, model) == text);
}

BOOST_AUTO_TEST_CASE(errors_of_the_spreadsheet_are_called_so) {
  const auto model = sample::model();
  for (const auto& attribute : model.attributes)
    for (const char* text : {"#REF!", "#N/A", "#NV", "#DIV/0!", "#WERT!", "#BEZUG!", "#KALK!", "#ÜBERLAUF!", "#NAME?",
                             "#GETTING_DATA", "Err:502"})
      BOOST_TEST(read(text, attribute, model) ==
                 std::string("fault: ") + text + " is an error of the spreadsheet, not a value");
}

BOOST_AUTO_TEST_CASE(ranges) {
  const auto model = sample::model();
  auto sites = model.attributes[4];
  BOOST_TEST(read("1", sites, model) == "1");
  BOOST_TEST(read("5000", sites, model) == "5000");
  BOOST_TEST(read("0", sites, model) == "fault: 0 is out of range; it has to be at least 1 and at most 5000");
  BOOST_TEST(read("5001", sites, model) == "fault: 5001 is out of range; it has to be at least 1 and at most 5000");
  sites.bounds.half_open = true;
  BOOST_TEST(read("5000", sites, model) == "fault: 5000 is out of range; it has to be at least 1 and below 5000");
  sites.bounds.low.reset();
  BOOST_TEST(read("5000", sites, model) == "fault: 5000 is out of range; it has to be below 5000");
  BOOST_TEST(read("-5 EUR", model.attributes[3], model) ==
             "fault: -5 EUR is out of range; it has to be at least 0 EUR");
  auto day = sample::attribute("signed", TypeKind::date);
  day.bounds.high = *engine::make_date(2026, 12, 31);
  BOOST_TEST(read("01.01.2027", day, model) == "fault: 01.01.2027 is out of range; it has to be at most 2026-12-31");
}

BOOST_AUTO_TEST_CASE(too_large_numbers) {
  const auto model = sample::model();
  BOOST_TEST(read("99999999999999", money(), model) ==
             "fault: 99999999999999 is too large; numbers go up to 9223372036854");
  BOOST_TEST(read("99999999999999 %", sample::attribute("growth", TypeKind::percent), model) == "99999999999999 %");
}

BOOST_AUTO_TEST_SUITE_END()
