#include "grammar/text/characters.hpp"

#include <boost/test/unit_test.hpp>

#include "grammar/text/display_width.hpp"

using namespace spanne::grammar;
using Kind = HiddenCharacter::Kind;

namespace {

constexpr const char* mark = "�";

std::string utf8_of(char32_t code) {
  std::string text;
  if (code < 0x80) return {static_cast<char>(code)};
  const auto more = [&](unsigned shift) { text += static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
  if (code < 0x800) return text += static_cast<char>(0xC0U | code >> 6), more(0), text;
  if (code < 0x10000) return text += static_cast<char>(0xE0U | code >> 12), more(6), more(0), text;
  return text += static_cast<char>(0xF0U | code >> 18), more(12), more(6), more(0), text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(characters)

BOOST_AUTO_TEST_CASE(what_a_reader_cannot_see_is_shown_as_a_mark) {
  const std::pair<Kind, std::vector<char32_t>> kinds[] = {
      {Kind::control, {0x00, 0x07, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029}},
      {Kind::reading_order,
       {0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069}},
      {Kind::invisible,
       {0xAD,   0x34F,  0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C,  0x200D,  0x2060,  0x2064,  0x206F, 0x2800,
        0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFB, 0xFFFE, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100}}};
  for (const auto& [kind, codes] : kinds)
    for (const char32_t code : codes) BOOST_TEST_CONTEXT(static_cast<unsigned>(code)) {
        const std::string text = "ab" + utf8_of(code) + "cd";
        const auto hidden = find_hidden(text);
        BOOST_REQUIRE(hidden);
        BOOST_TEST((hidden->kind == kind && hidden->offset == 2 && hidden->code == code));
        BOOST_TEST(fit_to_show(text) == std::string("ab") + mark + "cd");
        BOOST_TEST(lines_fit_to_show(text) == std::string("ab") + mark + "cd");
        BOOST_TEST(without_hidden(text) == "abcd");
        BOOST_TEST(character_count(text) == 5U);
        BOOST_TEST(is_unseen(utf8_of(code) + "\u00A0 \u3000"));
        BOOST_TEST(display_width(fit_to_show(text)) == 5U);
      }
}

BOOST_AUTO_TEST_CASE(what_shapes_its_neighbours_is_shown) {
  for (const char* text : {"", "plain", "Größe, étage, Ёлкин", "e\u0301 and n\u0303", "\u05E9\u05DC\u05D5\u05DD",
                           "\u0645\u06CC\u200C\u062E\u0648", "\u0915\u094D\u200D\u0937", "👩\u200D🚀", "❤\uFE0F",
                           "👁\uFE0F\u200D🗨\uFE0F", "1\uFE0F\u20E3", "葛\U000E0100", "five\u00A0hundred",
                           "日本語\u3000表", "\U0001F3F3\uFE0F\u200D\U0001F308", "\uFFFD"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(!find_hidden(text));
      BOOST_TEST(fit_to_show(text) == text);
    }
  }
}

BOOST_AUTO_TEST_CASE(joiners_and_accents_without_anything_to_join_are_hidden) {
  for (const char* text :
       {"Jane\u200CDoe", "a\u200D", "a\uFE0F", "1\uFE0F", "\u0301", " \u0301", "\"\u0301\"", "a\U000E0100"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(find_hidden(text).has_value());
  BOOST_TEST(is_unseen("\u0301"));
  BOOST_TEST(!is_unseen("e\u0301"));
  BOOST_TEST(is_unseen(""));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_marks_of_their_own) {
  for (const char* text :
       {"a\x80z", "a\xFFz", "a\xC3z", "a\xE2\x80z", "a\xC0\xAFz", "a\xED\xA0\x80z", "a\xF4\x90\x80\x80z"})
    BOOST_TEST_CONTEXT(text) {
      const auto hidden = find_hidden(text);
      BOOST_REQUIRE(hidden);
      BOOST_TEST((hidden->kind == Kind::not_utf8 && hidden->offset == 1 && hidden->bytes == 1));
      const std::string shown = fit_to_show(text);
      BOOST_TEST(shown.starts_with(std::string("a") + mark));
      BOOST_TEST(shown.ends_with("z"));
      BOOST_TEST(!find_hidden(shown));
    }
  BOOST_TEST(code_of(*find_hidden("\xFF")) == "byte FF");
  BOOST_TEST(code_of(*find_hidden("\u200B")) == "U+200B");
}

BOOST_AUTO_TEST_CASE(lines_keep_their_breaks_and_a_line_has_none) {
  BOOST_TEST(fit_to_show("a\r\nb\nc\td\re") == std::string("a b c d") + mark + "e");
  BOOST_TEST(lines_fit_to_show("a\nb\tc\rd") == std::string("a\nb\tc") + mark + "d");
}

BOOST_AUTO_TEST_CASE(what_has_been_made_fit_to_show_stays_so) {
  std::string all;
  for (char32_t code = 1; code < 0x3200; ++code) all += utf8_of(code);
  const std::string shown = fit_to_show(all);
  BOOST_TEST(fit_to_show(shown) == shown);
  BOOST_TEST(!find_hidden(shown));
}

BOOST_AUTO_TEST_SUITE_END()
