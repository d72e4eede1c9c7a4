// What bytes a spreadsheet may hand us.
#include "records/cells/encoding.hpp"

#include <boost/test/unit_test.hpp>

#include "records/cells/decode.hpp"

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
    BOOST_TEST(mentions(message, "line 1: byte 3 of the file"), message);
    BOOST_TEST(mentions(message, "neither in UTF-8 nor in Windows-1252"), message);
  }
  BOOST_TEST(mentions(converted("\xEF\xBB\xBFM\xFCller"), "byte 4 of the file (hexadecimal FC) is not UTF-8"));
}

BOOST_AUTO_TEST_CASE(utf_16_with_and_without_its_mark) {
  using namespace std::string_literals;
  const std::string little = "K\0u\0n\0d\0e\0\n\0\xFC\0=\xD8\x00\xDE"s, big = "\0K\0u\0n\0d\0e\0\n\0\xFC\xD8=\xDE\0"s;
  for (const std::string& bytes : {little, big, "\xFF\xFE"s + little, "\xFE\xFF"s + big})
    BOOST_TEST(converted(bytes) == "Kunde\nü😀");
  BOOST_TEST(mentions(converted("\xFF\xFE"s + "a\0b"s), "line 1: it breaks off in the middle of a letter"));
  BOOST_TEST(mentions(converted("\xFF\xFE"s + "\n\0\x00\xDE"s), "line 2: half of a letter"));
  BOOST_TEST(mentions(converted("\xFF\xFE"s + "a\0=\xD8"s), "breaks off"));
}

BOOST_AUTO_TEST_CASE(letters_in_utf_8_beside_other_bytes_are_refused_with_both_lines) {
  for (const std::string& text : {std::string("a\nBüro\nB\xFCro\n"), std::string("B\xFCro\nBüro\n"),
                                  std::string("Möbel\nKäserei\nStra\xC3,Team\n"), std::string("Büro\nB\x9Fro\n")})
    BOOST_TEST(mentions(converted(text), "has letters in UTF-8"), converted(text));
  BOOST_TEST(mentions(converted("a\nBüro\nB\xFCro\n"), "line 3: byte 9 of the file (hexadecimal FC)"));
  BOOST_TEST(mentions(converted("a\nBüro\nB\xFCro\n"), "but line 2 has letters in UTF-8"));
}

BOOST_AUTO_TEST_CASE(mac_roman_is_told_from_windows_by_the_words_it_makes) {
  BOOST_TEST(converted("M\x9Fller & S\x9Ahne, Stra\xA7"
                       "e") == "Müller & Söhne, Straße");
  BOOST_TEST(converted("Caf\x8E, Gen\x8Fve") == "Café, Genève");
  BOOST_TEST(converted("\x84Spa\xDF\x93") == "„Spaß“");  // DF 93 would be a letter of N'Ko in UTF-8
  BOOST_TEST(converted("12 \x80; Stra\xDF"
                       "e") == "12 €; Straße");
  BOOST_TEST(converted("\x8Akoda") == "Škoda");
  const auto read = decode_file("M\x9Fller");
  BOOST_TEST(std::get<DecodedText>(read).note == "it is not in UTF-8 and was read as MacRoman");
}

BOOST_AUTO_TEST_CASE(other_files_are_named) {
  using namespace std::string_literals;
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
