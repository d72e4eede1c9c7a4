// Places in texts as editors count them, against a count of the tests' own.
#include "service/positions.hpp"

#include <boost/test/unit_test.hpp>

#include "service/document.hpp"
#include "service/framing.hpp"
#include "tests/service/editor.hpp"

namespace {

using namespace spanne::service;

/// Every beginning of a character, but between the two bytes of a line break.
std::vector<std::uint32_t> places_in(const std::string& text) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const bool inside = at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    const bool in_break = at > 0 && at < text.size() && text[at - 1] == '\r' && text[at] == '\n';
    if (!inside && !in_break) places.push_back(at);
  }
  return places;
}

BOOST_AUTO_TEST_SUITE(positions)

BOOST_AUTO_TEST_CASE(there_and_back) {
  for (const std::string text : {"", "a", "ä𝒳\r\nß\rz\n\n", "\xEF\xBB\xBFgrüße\r\n", "\r\r\n\n\r", "𝒳𝒳\n𝒳"}) {
    const LineIndex utf16(text, PositionEncoding::utf16), utf8(text, PositionEncoding::utf8);
    for (const std::uint32_t at : places_in(text)) {
      const LinePosition position = utf16.position(at);
      BOOST_TEST(utf16.offset(position) == at);
      BOOST_TEST(utf8.offset(utf8.position(at)) == at);
      BOOST_TEST(to_json(position) == spanne::tests::editor_position(text, at));
    }
    // Not in reading order.
    for (std::uint32_t at = static_cast<std::uint32_t>(text.size()) + 1; at-- > 0;)
      BOOST_TEST((utf16.position(at) == LineIndex(text, PositionEncoding::utf16).position(at)));
  }
}

BOOST_AUTO_TEST_CASE(places_that_are_none) {
  const std::string text = "ab\r\n𝒳c";
  const LineIndex lines(text, PositionEncoding::utf16);
  BOOST_TEST(lines.offset({0, 99}) == 2U);  // the end of the line, before its break
  BOOST_TEST(lines.offset({1, 1}) == 4U);   // inside a character: its beginning
  BOOST_TEST(lines.offset({1, 2}) == 8U);
  BOOST_TEST(lines.offset({9, 0}) == text.size());
  BOOST_TEST((lines.position(3) == LinePosition{0, 2}));  // between the two bytes of the break
}

BOOST_AUTO_TEST_CASE(addresses_of_one_file) {
  BOOST_TEST(unescaped_uri("file:///C%3A/Regeln/gr%C3%BC%C3%9Fe.spanne") == "file:///c:/Regeln/grüße.spanne");
  BOOST_TEST(unescaped_uri("file:///c:/Regeln/gr%c3%bc%c3%9fe.spanne") == "file:///c:/Regeln/grüße.spanne");
  BOOST_TEST(unescaped_uri("file:///%") == "file:///%");
  BOOST_TEST(uri_beside("file:///c%3A/Regeln/a.spanne",
                        "../Zwei/gr\xC3\xBC\xC3\x9F"
                        "e.spanne") == "file:///c%3A/Zwei/gr%C3%BC%C3%9Fe.spanne");
  BOOST_TEST(uri_beside("file:///c%3A/Regeln/a.spanne", "Zwei\\b.spanne") == "file:///c%3A/Regeln/Zwei/b.spanne");
}

BOOST_AUTO_TEST_CASE(messages_in_pieces) {
  const std::string stream = framed("{\"a\":1}") + "content-length: 2\r\nContent-Type: x\r\n\r\n[]" + framed("ä");
  FrameReader reader;
  std::vector<std::string> messages;
  for (const char byte : stream) {
    reader.add({&byte, 1});
    while (auto message = reader.next()) messages.push_back(*message);
  }
  BOOST_TEST(messages == (std::vector<std::string>{"{\"a\":1}", "[]", "ä"}), boost::test_tools::per_element());
  for (const char* wrong : {"Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n",
                            "Content-Length: 99999999999\r\n\r\n", "X: 1\r\n\r\n"}) {
    FrameReader refused;
    refused.add(wrong);
    BOOST_TEST(!refused.next());
    BOOST_TEST(!refused.error().empty());
  }
  FrameReader endless;
  endless.add(std::string(10'000, 'x'));
  BOOST_TEST(!endless.next());
  BOOST_TEST(!endless.error().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
