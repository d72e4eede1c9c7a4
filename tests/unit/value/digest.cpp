// Digests: the published vectors of SHA-256, and what must not count.
#include "engine/trail/digest.hpp"

#include <boost/test/unit_test.hpp>

using spanne::engine::digest;

BOOST_AUTO_TEST_SUITE(digests)

BOOST_AUTO_TEST_CASE(published_vectors) {
  BOOST_TEST(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(digest(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

BOOST_AUTO_TEST_CASE(marks_and_line_breaks_do_not_count) {
  const std::string expected = digest("one\ntwo\n\nthree\n");
  BOOST_TEST(digest("one\r\ntwo\r\n\r\nthree\r\n") == expected);
  BOOST_TEST(digest("\xEF\xBB\xBFone\ntwo\r\n\nthree\n") == expected);
  BOOST_TEST(digest("\xEF\xBB\xBF") == digest(""));
}

BOOST_AUTO_TEST_CASE(everything_else_counts) {
  const std::string expected = digest("one\ntwo\n");
  for (const std::string other :
       {"one\ntwo", "one two\n", "One\ntwo\n", "one\rtwo\n", "one\n\ntwo\n", "one\ntwo\n\xEF\xBB\xBF"}) {
    BOOST_TEST_CONTEXT(other) { BOOST_TEST(digest(other) != expected); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
