// The canonical text: what layout may change without changing the digest, and what may not.
#include <boost/test/unit_test.hpp>

#include "engine/trail/digest.hpp"

using spanne::engine::byte_digest;
using spanne::engine::canonical_digest;
using spanne::engine::canonical_text;

BOOST_AUTO_TEST_SUITE(canonical)

BOOST_AUTO_TEST_CASE(one_statement_a_line) {
  BOOST_TEST(canonical_text("# first\n"
                            "ruleset   \"A  b\" version 1.0.0  # here\n\n"
                            "  many: sites>1_000 and\r\n"
                            "\t\tdecentral\n"
                            "        -> +0.2..0.3 FTE, x1.4\n"
                            "        because \"1_000 # sites\"\n") ==
             "ruleset \"A  b\" version 1.0.0\n"
             "many : sites > 1000 and decentral -> + 0.2 .. 0.3 FTE , x 1.4 because \"1_000 # sites\"\n");
}

BOOST_AUTO_TEST_CASE(what_the_formatter_may_write_otherwise) {
  BOOST_TEST(canonical_text("a: always -> -(0.05 .. 0.1) FTE, +(size * 2) FTE, -(size) FTE\n") ==
             "a : always -> - 0.05 .. 0.1 FTE , + ( size * 2 ) FTE , - ( size ) FTE\n");
  // Brackets of a calculation are no layout.
  for (const std::string other :
       {"define a = ( b + c ) - ( if d in 1 .. 3 then 2 else 4 ) - 1\n",
        "a : always -> - ( if d in 1 .. 3 then 2 else 4 ) FTE , - ( 1 - 2 ) FTE\n", "a : b - ( 1 .. 2 ) -> + 1 FTE\n"})
    BOOST_TEST(canonical_text(other) == other);
  BOOST_TEST(canonical_text("\n# here\nsites > 3\n  -> +1 FTE\n\nexpect rule line 3, no rule line 9\n") ==
             "sites > 3 -> + 1 FTE\nexpect rule line 1 , no rule line 9\n");
  BOOST_TEST(canonical_text("a: always -> +1 FTE because \"from\" until 2026-07-01 from 2026-01-01") ==
             "a : always -> + 1 FTE from 2026-01-01 until 2026-07-01 because \"from\"\n");
  const std::string one =
      "ruleset \"A\" version 1.0.0\nattributes\n  sites integer 1 .. 5 default 3 column \"S\" \"Sites\" key optional\n";
  const std::string other =
      "ruleset \"A\" version 1.0.0\nattributes\n  sites integer optional \"Sites\" key column \"S\" default 3 1 .. 5\n";
  BOOST_TEST(canonical_text(one) == canonical_text(other));
  // Of a column's heads `or` and the texts stay together.
  const std::string first =
      "ruleset \"A\" version 1.0.0\n  locale en-GB\nattributes\n"
      "  a one of x as \"X\" or \"Y\", y key column \"S\" or \"T\" \"Label\"\n  b money EUR in M 0 ..\n";
  const std::string second =
      "ruleset \"A\" version 1.0.0\n  locale en - GB\nattributes\n"
      "  a one of x as \"X\" or \"Y\", y \"Label\" column \"S\" or \"T\" key\n  b money EUR in M 0 ..\n";
  BOOST_TEST(canonical_text(first) == canonical_text(second));
  BOOST_TEST(canonical_text(first).find(
                 "a one of x as \"X\" or \"Y\" , y column \"S\" or \"T\" \"Label\" key\nb money EUR in M 0 ..\n") !=
             std::string::npos);
  BOOST_TEST(canonical_text(one).find("sites integer 1 .. 5 default 3 column \"S\" \"Sites\" key optional\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(lines_of_dashes_are_layout) {
  const std::string narrow = "table t\n| sites || + FTE |\n|-------||-------|\n| 1     || -     |\n";
  BOOST_TEST(canonical_text(narrow) == "table t\n| sites || + FTE |\n| 1 || - |\n");
  BOOST_TEST(canonical_digest(narrow) == canonical_digest("table t\n|sites||+ FTE|\n|1||-|\n"));
}

/// The layout adds the `|`, so it must not count; digests made before that was so keep their scheme.
BOOST_AUTO_TEST_CASE(an_open_row_is_closed_from_the_second_scheme_on) {
  const std::string open = "table t\n| sites || + FTE\n|---||---\n| 1 || 2 # two\n| 3 || -",
                    closed = "table t\n| sites || + FTE |\n| 1 || 2 |\n| 3 || - |\n";
  BOOST_TEST(canonical_text(open) == closed);
  BOOST_TEST(canonical_text(closed) == closed);
  BOOST_TEST(canonical_text(open, 2) == closed);
  BOOST_TEST(canonical_text(open, 1) == "table t\n| sites || + FTE\n| 1 || 2\n| 3 || -\n");
  BOOST_TEST(canonical_text(closed, 1) == closed);
  BOOST_TEST(canonical_text("| 1 ||\n") == "| 1 ||\n");  // a cell too few is another row than one with an empty cell
}

BOOST_AUTO_TEST_CASE(what_stays_the_same_under_layout) {
  const std::string expected = canonical_digest("a: sites > 3 -> +0.3 FTE\nb: always -> x 1.4\n");
  for (const std::string other :
       {"a: sites > 3 -> +0.3 FTE\nb: always -> x1.4", "a : sites>3->+0.3 FTE\n\n\n  b: always -> x 1.4\n",
        "\xEF\xBB\xBF# note\na: sites > 3\n  -> +0.3\xC2\xA0"
        "FTE # there\r\nb: always ->\nx 1.4\r\n"}) {
    BOOST_TEST_CONTEXT(other) BOOST_TEST(canonical_digest(other) == expected);
  }
}

BOOST_AUTO_TEST_CASE(what_does_not) {
  const std::string expected = canonical_digest("a: sites > 3 -> +0.3 FTE\n");
  for (const std::string other :
       {"a: sites > 3 -> +0.31 FTE\n", "b: sites > 3 -> +0.3 FTE\n", "a: sites >= 3 -> +0.3 FTE\n",
        "# a: sites > 3 -> +0.3 FTE\n", "a: sites > 3\n+0.3 FTE\n", "a: sites > 3 -> +0.3 FTE because \"\"\n",
        "a: sites > \"3\" -> +0.3 FTE\n"}) {
    BOOST_TEST_CONTEXT(other) BOOST_TEST(canonical_digest(other) != expected);
  }
  BOOST_TEST(canonical_digest("\"a b\"") != canonical_digest("\"a  b\""));
  BOOST_TEST(canonical_digest("\"a\" \"b\"") != canonical_digest("\"a b\""));
}

BOOST_AUTO_TEST_CASE(bytes_are_taken_as_they_are) {
  BOOST_TEST(byte_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(byte_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(byte_digest("a\r\n") != byte_digest("a\n"));
  spanne::engine::ByteDigest digest;
  for (const char* piece : {"a", "", "bc"}) digest.add(piece);
  BOOST_TEST(digest.text() == byte_digest("abc"));
  BOOST_TEST(digest.text() == byte_digest(""));  // begun anew
}

BOOST_AUTO_TEST_SUITE_END()
