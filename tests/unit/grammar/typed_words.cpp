#include "grammar/text/typed_words.hpp"

#include <boost/test/unit_test.hpp>

using namespace spanne::grammar;

namespace {

std::string said(const std::optional<WordsFault>& fault) { return fault ? fault->message + " / " + fault->help : ""; }

}  // namespace

BOOST_AUTO_TEST_SUITE(typed_words)

BOOST_AUTO_TEST_CASE(names_that_cannot_be_mistaken_are_taken) {
  for (const char* name :
       {"Jane Doe", "Ёлкин", "Ольга Ёлкина", "Ευγενία", "山田 太郎", "山田 Taro", "José Müller-Łęcki", "O'Neil",
        "Ёлкин (Moscow)", "\u05D3\u05E0\u05D9", "Jose\u0301", "\u041E\u043B\u0438 \u0438 CRM"})
    BOOST_TEST_CONTEXT(name) BOOST_TEST(said(name_fault(name)) == "");
}

BOOST_AUTO_TEST_CASE(letters_of_another_alphabet_are_named) {
  BOOST_TEST(
      said(name_fault("J\u0430ne Doe")) ==
      "\"J\u0430ne Doe\" mixes two alphabets: its \u0430 (U+0430) is a Cyrillic letter that looks like a / type it "
      "anew: Jane Doe");
  BOOST_TEST(said(name_fault("J\u03BFe")).find("its \u03BF (U+03BF) is a Greek letter that looks like o") !=
             std::string::npos);
  BOOST_TEST(said(name_fault("Jane \u0421\u043E\u0445")).find("U+0421") != std::string::npos);
  BOOST_TEST(said(name_fault("\u0401\u043B\u043Aina")).find("mixes two alphabets") != std::string::npos);
  BOOST_TEST(said(name_fault("\U0001D409ane")).find("mathematical") != std::string::npos);
  BOOST_TEST(said(name_fault("\uFF2Aane")).find("full-width") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_name_all_of_whose_letters_look_latin_is_doubtful) {
  const char* name = "\u0421\u0430\u0440\u0430";
  BOOST_TEST(said(name_fault(name)) == "");
  BOOST_TEST(said(lookalike_fault(name)).find("Cyrillic letters, all of which look Latin") != std::string::npos);
  BOOST_TEST(said(lookalike_fault("Ёлкин")) == "");
}

BOOST_AUTO_TEST_CASE(signs_of_science_are_no_letters_of_another_alphabet) {
  for (const char* note : {"ΔFTE is 0.1", "10 kΩ", "CRM-система", "CRM с Excel и без"})
    BOOST_TEST_CONTEXT(note) BOOST_TEST(said(alphabet_fault(note)) == "");
}

BOOST_AUTO_TEST_CASE(hidden_characters_are_named_with_their_place) {
  BOOST_TEST(said(hidden_fault("J\u00E4n\u200Be")) == "character 4 cannot be seen (U+200B) / type it anew: J\u00E4ne");
  BOOST_TEST(said(hidden_fault("a\x1b[2J")) == "character 2 is a control character (U+001B) / type it anew: a[2J");
  BOOST_TEST(said(hidden_fault("\u202Eeno")).find("turns the order of reading round (U+202E)") != std::string::npos);
  BOOST_TEST(said(hidden_fault("a\xFF")) == "character 2 is not UTF-8 (byte FF) / type it anew: a");
  BOOST_TEST(said(hidden_fault("\u3164")) == "character 1 cannot be seen (U+3164) / ");
  BOOST_TEST(said(name_fault("Jane\u00A0Doe")) ==
             "character 5 is not an ordinary blank (U+00A0) / type it anew: Jane Doe");
}

BOOST_AUTO_TEST_SUITE_END()
