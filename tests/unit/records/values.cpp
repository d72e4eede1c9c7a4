// Cells as values of each attribute type, and what is said of those that are none.
#include "records/cells/values.hpp"

#include <boost/test/unit_test.hpp>

#include "cell_text.hpp"
#include "sample.hpp"

using namespace spanne;
using namespace spanne::records;
using engine::PercentReading;
using engine::TypeKind;

namespace {

struct DatedAccount {
  const char *text, *result;
};

engine::Attribute money() {
  auto attribute = sample::attribute("revenue", TypeKind::money);
  attribute.type.currency = "EUR";
  return attribute;
}

/// What a message says to write: after "write" or "alone:", and both readings of a percentage.
std::vector<std::string> helps_in(const std::string& message) {
  const auto between = [&](const std::string& begin, const std::string& end) -> std::vector<std::string> {
    const std::size_t at = message.find(begin);
    if (at == std::string::npos) return {};
    const std::size_t from = at + begin.size();
    return {message.substr(from, message.find(end, from) - from)};
  };
  if (message.find("write the % sign") != std::string::npos)
    return {between(" can be ", " % or ").front() + " %", between(" % or ", " %;").front() + " %"};
  if (message.find("neither yes nor no") != std::string::npos) {
    std::vector<std::string> words;
    for (std::string list = message.substr(message.find("one of ") + 7); !list.empty();) {
      const std::string word = list.substr(0, list.find(", "));
      words.push_back(word.starts_with("or ") ? word.substr(3) : word);
      list = word.size() == list.size() ? "" : list.substr(word.size() + 2);
    }
    return words;
  }
  if (message.find("write days like") != std::string::npos) return {"2026-07-01", "01.07.2026"};
  if (message.find("write the number with all its zeros") != std::string::npos) return {};
  if (message.find("write the day alone") != std::string::npos) return between("alone: ", "\n");
  if (message.find(" or a name; ") != std::string::npos) return between("; write ", " if it is the number");
  return between("; write ", ", or say --locale");
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
           {"€", "fault: € is not a number; write digits, such as 12"},
           {"EUR", "fault: EUR is not a number; write digits, such as 12"},
           {"EUR 12 €", "fault: EUR 12 € is not a number"},
           {"--12 €", "fault: --12 € is not a number"},
           {"-€ -12", "fault: -€ -12 is not a number"},
           {"12 TEUR", "12000 EUR"},
           {"TEUR 12", "12000 EUR"},
           {"12 T€", "12000 EUR"},
           {"12.5 Mio.€", "12500000 EUR"},
           {"kEUR 12", "12000 EUR"},
           {"Mio. € 1.2", "1200000 EUR"},
           {"€ k 12", "12000 EUR"},
           {"K-100",
            "fault: K-100 can be -100000 or a name; write -100 K if it is the number; declare revenue as text "
            "if names stand here"},
           {"m-3",
            "fault: m-3 can be -3000000 or a name; write -3 m if it is the number; declare revenue as text if "
            "names stand here"},
           {"K100 €",
            "fault: K100 € can be 100000 or a name; write 100 K € if it is the number; declare revenue as "
            "text if names stand here"},
           {"(Mio. 3)",
            "fault: (Mio. 3) can be -3000000 or a name; write (3 Mio.) if it is the number; declare "
            "revenue as text if names stand here"},
           {"€12k", "12000 EUR"},
           {"€12m", "12000000 EUR"},
           {"12M€", "12000000 EUR"},
           {"2 Mio", "2000000 EUR"},
           {"2 Mio. €", "2000000 EUR"},
           {"12k", "12000 EUR"},
           {"(12 €)", "-12 EUR"},
           {"€ (12.50)", "-12.5 EUR"},
           {"12- €", "-12 EUR"},
           {"12 €-", "-12 EUR"},
           {"-   €", "0 EUR"},
           {"- EUR", "0 EUR"},
           {"€ -", "0 EUR"},
           {"€ –", "0 EUR"},
           {"12,- €", "12 EUR"},
           {"12.– €", "12 EUR"},
           {"1 234 567.50 €", "1234567.5 EUR"},
           {"€ 1.5T", "fault: € 1.5T can have 3 or 12 more zeros; write the number with all its zeros"},
           {"1.5 T EUR", "fault: 1.5 T EUR can have 3 or 12 more zeros; write the number with all its zeros"},
           {"5 Cr", "fault: 5 Cr is not a number"},
           {"12 zł", "fault: 12 zł is in PLN, but EUR is needed"},
           {"Fr. 12", "fault: Fr. 12 is in CHF, but EUR is needed"},
           {"12 kr", "fault: 12 kr is in SEK, but EUR is needed"},
           {"(12 €", "fault: (12 € is not a number"},
           {"--€", "fault: --€ is not a number; write digits, such as 12"},
           {"a lot", "fault: a lot is not a number; write digits, such as 12"},
           {"12 %", "fault: 12 % is not a number"},
       })
    BOOST_TEST(sample::read_as(text, money(), model) == result);
  BOOST_TEST(sample::read_as("1.234.567,90 €", money(), model, NumberStyle::german) == "1234567.9 EUR");
  BOOST_TEST(sample::read_as("1.200 T€", money(), model, NumberStyle::german) == "1200000 EUR");
  BOOST_TEST(sample::read_as("1,2 Mio €", money(), model, NumberStyle::german) == "1200000 EUR");
  BOOST_TEST(sample::read_as("1,5 T EUR", money(), model, NumberStyle::german) == "1500 EUR");
  auto kronor = money(), rupees = money();
  kronor.type.currency = "NOK";
  rupees.type.currency = "INR";
  BOOST_TEST(sample::read_as("12 kr", kronor, model) == "12 NOK");
  BOOST_TEST(sample::read_as("Rs. 12,34,567.50", rupees, model) == "1234567.5 INR");
  BOOST_TEST(sample::read_as("₹ 2 Cr", rupees, model) == "20000000 INR");
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
           {"%", "fault: % is not a number; write digits, such as 15 %"},
           {"12 % %", "fault: 12 % % is not a number"},
           {"1,234 %", "fault: 1,234 % can be 1234 or 1.234; say --locale en or --locale de to decide"},
           {"(5 %)", "-5 %"},
           {"1.5E1 %", "15 %"},
           {"5 Mio %", "fault: 5 Mio % is not a number"},
           {"€ 5 %", "fault: € 5 % is not a number"},
       })
    BOOST_TEST(sample::read_as(text, growth, model) == result);
  BOOST_TEST(sample::read_as("12,5 %", growth, model, NumberStyle::german) == "12.5 %");
}

BOOST_AUTO_TEST_CASE(percentages_whose_attribute_says_how_to_read_them) {
  const auto model = sample::model();
  auto growth = sample::attribute("growth", TypeKind::percent);
  growth.reading = PercentReading::in_percent;
  BOOST_TEST(sample::read_as("15", growth, model) == "15 %");
  BOOST_TEST(sample::read_as("0.15", growth, model) == "0.15 %");
  BOOST_TEST(sample::read_as("15 %", growth, model) == "15 %");
  growth.reading = PercentReading::as_share;
  BOOST_TEST(sample::read_as("0.15", growth, model) == "15 %");
  BOOST_TEST(sample::read_as("1.5", growth, model) == "150 %");
  BOOST_TEST(sample::read_as("15 %", growth, model) == "15 %");
}

BOOST_AUTO_TEST_CASE(percentages_have_six_places_of_their_own) {
  const auto model = sample::model();
  const auto growth = sample::attribute("growth", TypeKind::percent);
  auto result = read_cell("12.3456785 %", growth, {model, NumberStyle::cautious});
  BOOST_TEST(std::get<CellValue>(result).rounded);
  BOOST_TEST((std::get<engine::Decimal>(std::get<CellValue>(result).value).millionths == 12'345'679));
  result = read_cell("12.345678 %", growth, {model, NumberStyle::cautious});
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
           {"three", "fault: three is not a number; write digits, such as 12"},
       })
    BOOST_TEST(sample::read_as(text, sites, model) == result);
  BOOST_TEST(sample::read_as("1.200", sites, model, NumberStyle::german) == "1200");
  BOOST_TEST(sample::read_as("3,0", sites, model, NumberStyle::german) == "3");
}

BOOST_AUTO_TEST_CASE(yes_and_no) {
  const auto model = sample::model();
  const auto decentral = sample::attribute("decentral", TypeKind::boolean);
  for (const char* yes : {"yes", "Yes", "YES", "ja", "Ja", "JA", "true", "TRUE", "wahr", "Wahr", "WAHR", "1"})
    BOOST_TEST(sample::read_as(yes, decentral, model) == "yes");
  for (const char* no : {"no", "No", "NEIN", "nein", "false", "False", "falsch", "FALSCH", "0"})
    BOOST_TEST(sample::read_as(no, decentral, model) == "no");
  for (const char* yes :
       {"x", "X", "y", "Y", "j", "T", "✓", "✔", "✔\uFE0F", "☑", "checked", "Checked", "on", "-1", "oui", "VRAI"})
    BOOST_TEST(sample::read_as(yes, decentral, model) == "yes");
  for (const char* no : {"n", "N", "F", "☐", "unchecked", "off", "non", "FAUX", "nie"})
    BOOST_TEST(sample::read_as(no, decentral, model) == "no");
  for (const char* other : {"maybe", "o", "2", "01", "1.0", "yes!", "-", "✗"}) {
    const std::string said = sample::read_as(other, decentral, model);
    BOOST_TEST(said.starts_with(std::string("fault: ") + other + " is neither yes nor no; write one of yes, "), said);
  }
}

BOOST_AUTO_TEST_CASE(days) {
  const auto model = sample::model();
  const auto date = sample::attribute("signed", TypeKind::date);
  BOOST_TEST(sample::read_as("2026-07-01", date, model) == "2026-07-01");
  BOOST_TEST(sample::read_as("01.07.2026", date, model) == "2026-07-01");
  BOOST_TEST(sample::read_as("1.7.2026", date, model) == "2026-07-01");
  BOOST_TEST(sample::read_as("29.02.2028", date, model) == "2028-02-29");
  for (const char* written : {"2026/07/01",
                              "2026/7/1",
                              "2026.07.01",
                              "1.7.26",
                              "01.07.26",
                              "1. 7. 2026",
                              "20260701",
                              "2026-07-01 00:00:00",
                              "2026-07-01T00:00:00",
                              "2026-07-01T00:00:00Z",
                              "2026-07-01T00:00:00.000+02:00",
                              "2026-07-01 00:00",
                              "01.07.2026 00:00:00",
                              "2026-07-01 00:00:00 UTC",
                              "2026-07-01 12:00:00 AM",
                              "01-Jul-2026",
                              "1 Jul 2026",
                              "1. Juli 2026",
                              "Jul 1, 2026",
                              "July 1 2026",
                              "01-JUL-26",
                              "2026-Jul-01",
                              "1 juillet 2026"})
    BOOST_TEST(sample::read_as(written, date, model) == "2026-07-01", written);
  BOOST_TEST(sample::read_as("31. März 1999", date, model) == "1999-03-31");
  BOOST_TEST(sample::read_as("31.12.68", date, model) == "2068-12-31");
  BOOST_TEST(sample::read_as("31.12.69", date, model) == "1969-12-31");
  for (const char* other : {"2026-02-30", "30.02.2026", "2026-13-01", "July", "2026-07-01 noon", "2026-07-01 24:00",
                            "2026-07-01 00:00:00:00", "1.7.126", "99.99.9999", "31122026", "Jul 2026", "13/13/2026",
                            "2026/07-01", "1.7/2026", "30. Juni"})
    BOOST_TEST(sample::read_as(other, date, model) ==
               std::string("fault: ") + other + " is no day; write days like 2026-07-01 or 01.07.2026");
}

BOOST_AUTO_TEST_CASE(days_that_say_more_than_the_day) {
  const auto model = sample::model();
  const auto date = sample::attribute("signed", TypeKind::date);
  for (const auto& [text, result] : {
           DatedAccount{"2026-06-30T09:20:00Z",
                        "fault: 2026-06-30T09:20:00Z has a time of day; write the day alone: 2026-06-30"},
           {"30.06.2026 23:59", "fault: 30.06.2026 23:59 has a time of day; write the day alone: 2026-06-30"},
           {"2026-06-30 12:00:00 PM",
            "fault: 2026-06-30 12:00:00 PM has a time of day; write the day alone: 2026-06-30"},
           {"2026-06-30 00:00:00.001",
            "fault: 2026-06-30 00:00:00.001 has a time of day; write the day alone: 2026-06-30"},
           {"46203",
            "fault: 46203 is a number; as a spreadsheet counts days it would be 2026-06-30: show the column as a date "
            "and save the file again"},
           {"1/2/2026",
            "fault: 1/2/2026 can be 2026-02-01 or 2026-01-02; write one of them, or say --locale en-GB (day first) or "
            "--locale en-US (month first) for the whole file"},
           {"26/06/2026",
            "fault: 26/06/2026 can only be 2026-06-26; write it so, or say --locale en-GB (day first) for the whole "
            "file"},
           {"06-26-2026",
            "fault: 06-26-2026 can only be 2026-06-26; write it so, or say --locale en-US (month first) for the whole "
            "file"},
           {"#####",
            "fault: ##### is no value: the column was too narrow when the file was saved; widen it there and "
            "save again"},
       })
    BOOST_TEST(sample::read_as(text, date, model) == result);
  const CellStyle british(NumberStyle::english, SlashDays::day_first);
  const CellStyle american(NumberStyle::english, SlashDays::month_first);
  const auto day = [&](std::string_view text, const CellStyle& style) {
    const auto result = read_cell(text, date, {model, style});
    const auto* value = std::get_if<CellValue>(&result);
    return value == nullptr ? "no" : to_text(std::get<engine::Date>(value->value));
  };
  BOOST_TEST(day("1/2/2026", british) == "2026-02-01");
  BOOST_TEST(day("1/2/2026", american) == "2026-01-02");
  BOOST_TEST(day("26/06/26", british) == "2026-06-26");
  BOOST_TEST(day("26/06/2026", american) == "no");
  BOOST_TEST(day("6/26/2026 12:00:00 AM", american) == "2026-06-26");
  BOOST_TEST(day("30-06-2026", british) == "2026-06-30");
}

/// Whatever a message says to write can be written in the very cell.
BOOST_AUTO_TEST_CASE(a_help_that_is_given_is_accepted_in_the_same_cell) {
  const auto model = sample::model();
  std::vector<engine::Attribute> attributes = model.attributes;
  attributes.push_back(sample::attribute("growth", TypeKind::percent));
  attributes.push_back(sample::attribute("signed", TypeKind::date));
  attributes.push_back(sample::attribute("effort", TypeKind::decimal));
  const std::vector<std::string> numbers{"15,5",    "1.234,5", "1,234.5", "0,125", "12.5",    "1.234",  "0.01234",
                                         "0,01234", "1 234,5", "1'234.5", "3,0",   "5.000,0", "9.999,0"};
  std::size_t helps = 0;
  for (const auto& attribute : attributes)
    for (const NumberStyle style :
         {NumberStyle::cautious, NumberStyle::english, NumberStyle::german, NumberStyle::swiss})
      for (const auto& number : numbers)
        for (const auto& cell :
             {number, number + " %", number + " €", "(" + number + ")", number + " Mio", number + "-", "€ -" + number,
              number + " T€", "K-" + number, "-Mio. " + number, "(M" + number + ")", std::string("2026-06-30T09:20")}) {
          const CellContext context{model, style};
          const auto result = read_cell(cell, attribute, context);
          const auto* fault = std::get_if<CellFault>(&result);
          if (fault == nullptr) continue;
          for (std::string help : helps_in(fault->message)) {
            ++helps;
            const auto again = read_cell(help, attribute, context);
            BOOST_TEST(std::holds_alternative<CellValue>(again), fault->message << " in " << attribute.name);
          }
        }
  BOOST_TEST(helps > 100U);
}

BOOST_AUTO_TEST_CASE(choices) {
  const auto model = sample::model();
  const auto& reach = model.attributes[2];
  BOOST_TEST(sample::read_as("regional", reach, model) == "regional");
  BOOST_TEST(sample::read_as("global", reach, model) == "global");
  BOOST_TEST(sample::read_as("regionall", reach, model) ==
             "fault: regionall is none of its values; did you mean regional?");
  BOOST_TEST(sample::read_as("Regional", reach, model) ==
             "fault: Regional is none of its values; did you mean regional?");
  BOOST_TEST(sample::read_as("1", reach, model) == "fault: 1 is none of regional, national, global");
}

BOOST_AUTO_TEST_CASE(long_choices_are_listed_in_part) {
  auto model = sample::model();
  auto& values = model.choices[1].values;
  values.clear();
  for (char c = 'a'; c <= 'z'; ++c) values.push_back(std::string(4, c));
  const std::string result = sample::read_as("12345678", model.attributes[2], model);
  BOOST_TEST(result.find("aaaa, bbbb") != std::string::npos);
  BOOST_TEST(result.find("llll, …") != std::string::npos);
  BOOST_TEST(result.find("mmmm") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(errors_of_the_spreadsheet_are_called_so) {
  const auto model = sample::model();
  for (const auto& attribute : model.attributes)
    for (const char* text :
         {"#REF!", "#DIV/0!", "#WERT!", "#BEZUG!", "#KALK!", "#ÜBERLAUF!", "#NAME?", "#GETTING_DATA", "Err:502"})
      BOOST_TEST(sample::read_as(text, attribute, model) ==
                 std::string("fault: ") + text + " is an error of the spreadsheet, not a value");
}

BOOST_AUTO_TEST_CASE(ranges) {
  const auto model = sample::model();
  auto sites = model.attributes[4];
  BOOST_TEST(sample::read_as("1", sites, model) == "1");
  BOOST_TEST(sample::read_as("5000", sites, model) == "5000");
  BOOST_TEST(sample::read_as("0", sites, model) ==
             "fault: 0 is out of range; it has to be at least 1 and at most 5000");
  BOOST_TEST(sample::read_as("5001", sites, model) ==
             "fault: 5001 is out of range; it has to be at least 1 and at most 5000");
  sites.bounds.half_open = true;
  BOOST_TEST(sample::read_as("5000", sites, model) ==
             "fault: 5000 is out of range; it has to be at least 1 and below 5000");
  sites.bounds.low.reset();
  BOOST_TEST(sample::read_as("5000", sites, model) == "fault: 5000 is out of range; it has to be below 5000");
  BOOST_TEST(sample::read_as("-5 EUR", model.attributes[3], model) ==
             "fault: -5 EUR is out of range; it has to be at least 0 EUR");
  auto day = sample::attribute("signed", TypeKind::date);
  day.bounds.high = *engine::make_date(2026, 12, 31);
  BOOST_TEST(sample::read_as("01.01.2027", day, model) ==
             "fault: 01.01.2027 is out of range; it has to be at most 2026-12-31");
}

BOOST_AUTO_TEST_CASE(too_large_numbers) {
  const auto model = sample::model();
  BOOST_TEST(sample::read_as("99999999999999", money(), model) ==
             "fault: 99999999999999 is too large; numbers go up to 9223372036854");
  BOOST_TEST(sample::read_as("99999999999999 %", sample::attribute("growth", TypeKind::percent), model) ==
             "fault: 99999999999999 % is too large; numbers go up to 9223372036854");
}

BOOST_AUTO_TEST_SUITE_END()
