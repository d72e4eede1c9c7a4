// What bytes a spreadsheet may hand us.
#include "records/cells/encoding.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne::records;

namespace {

std::string converted(std::string bytes) {
  auto result = to_utf8(std::move(bytes));
  const auto* error = std::get_if<EncodingError>(&result);
  return error != nullptr ? "error: " + error->message : std::get<std::string>(result);
}

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(encoding)

BOOST_AUTO_TEST_CASE(utf_8_stays) {
  BOOST_TEST(converted("") == "");
  BOOST_TEST(converted("plain") == "plain");
  BOOST_TEST(converted("Größe €") == "Größe €");
  BOOST_TEST(converted("\xEF\xBB\xBFGröße") == "Größe");
}

BOOST_AUTO_TEST_CASE(windows_1252_becomes_utf_8) {
  BOOST_TEST(converted("M\xFCller & S\xF6hne") == "Müller & Söhne");
  BOOST_TEST(converted("12 \x80") == "12 €");
  BOOST_TEST(converted("\x84quoted\x93 \x96 \x9F") == "„quoted“ – Ÿ");
  BOOST_TEST(converted("\xA0\xFF") == "\xC2\xA0ÿ");
}

BOOST_AUTO_TEST_CASE(what_is_neither_is_refused_with_the_place) {
  for (const char* byte : {"\x81", "\x8D", "\x8F", "\x90", "\x9D"}) {
    const std::string message = converted(std::string("M\xFCl") + byte);
    BOOST_TEST(mentions(message, "neither UTF-8 nor Windows-1252: byte 3"), message);
  }
  BOOST_TEST(mentions(converted("\xEF\xBB\xBFM\xFCller"), "byte 4 is not UTF-8"));
}

BOOST_AUTO_TEST_CASE(other_files_are_named) {
  using namespace std::string_literals;
  BOOST_TEST(mentions(converted("\xFF\xFE"s + "a\0"s), "UTF-16"));
  BOOST_TEST(mentions(converted("\xFE\xFF\0a"s), "UTF-16"));
  BOOST_TEST(mentions(converted("PK\x03\x04\x14\0"s), "Excel workbook"));
  BOOST_TEST(mentions(converted("\xD0\xCF\x11\xE0\xA1"s), "Excel workbook"));
  BOOST_TEST(mentions(converted("ab\0c"s), "not a CSV file"));
  BOOST_TEST(mentions(converted("ab\0c"s), "byte 2"));
  BOOST_TEST(mentions(converted("\x1F\x8B\x08\xFF"s), "not a CSV file"));
  auto result = to_utf8("PK\x03\x04");
  BOOST_TEST(mentions(std::get<EncodingError>(result).help, "CSV UTF-8"));
}

BOOST_AUTO_TEST_CASE(heads_are_compared_without_case) {
  for (const auto& [text, result] : std::vector<std::pair<std::string, std::string>>{
           {"Umsatz (EUR)", "umsatz (eur)"},
           {"GRÖSSE ÄÜ", "grösse äü"},
           {"ÇÉÑ×ß", "çéñ×ß"},
           {"ČĎĄ", "čďą"},
           {"ΩΔ", "ωδ"},
           {"Привет", "привет"},
           {"日本", "日本"},
           {"Umsatz\r\n(EUR)", "umsatz (eur)"},
           {" Kunde\xC2\xA0 seit\xE2\x80\xAF", "kunde seit"},
           {"\xC2\xA0", ""},
       })
    BOOST_TEST(folded(text) == result, text);
}

BOOST_AUTO_TEST_CASE(blanks_are_trimmed) {
  for (const char* text : {"a b", " a b", "a b \t",
                           "\xC2\xA0"
                           "a b\xC2\xA0",
                           "\xE2\x80\xAF"
                           "a b \xE2\x80\xAF",
                           "\r\na b\n"})
    BOOST_TEST(trimmed(text) == "a b", text);
  BOOST_TEST(trimmed("").empty());
  BOOST_TEST(trimmed(" \t\xC2\xA0 ").empty());
  BOOST_TEST(trimmed("ü ") == "ü");
}

BOOST_AUTO_TEST_SUITE_END()
